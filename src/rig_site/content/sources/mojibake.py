"""A warning for text that was read in the wrong encoding."""

from __future__ import annotations

from rig_site.content.findings import LONGEST_CITED, Findings
from rig_site.content.sources.places import fix_of
from rig_site.content.sources.source import Source
from rig_site.diagnostics import Advice, Fix, Position
from rig_site.model.mojibake import GARBLED, repaired


def report_mojibake(source: Source, findings: Findings) -> None:
    """Add a warning for each line with garbled characters, with the line as it was probably meant."""
    if source.text.isascii():
        return
    reported = 0
    for match in GARBLED.finditer(source.text):
        position = source.position(match.start(), match.end())
        if position.line != reported and not position.text.lstrip().startswith("#") and repaired(match[0]) != match[0]:
            reported = position.line
            findings.warning(
                position,
                f"'{match[0]}' looks like text read in the wrong encoding",
                suggestion=Advice(f"did you mean `{_around(position)}`?", _repairing(source, position.line)),
            )


def _repairing(source: Source, number: int) -> Fix | None:
    """Return the fix that repairs a line; None where a part of it is lost."""
    line, start = source.line(number), source.line_starts[number - 1]
    if "\N{REPLACEMENT CHARACTER}" in line:
        return None
    changes = [(start + each.start(), start + each.end(), repaired(each[0])) for each in GARBLED.finditer(line)]
    return fix_of(
        source, [change for change in changes if line[change[0] - start : change[1] - start] != change[2]], safe=False
    )


def _around(position: Position) -> str:
    """Return the line at a position as it was probably meant, of a long one what stands around the position."""
    first = max(0, position.column - LONGEST_CITED // 2)
    return repaired(position.text[first : first + LONGEST_CITED]).strip()
