"""What can be read of a file with mistakes in its YAML: the lines of each are passed over, and the rest is read."""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace

from rig_site.content.findings import Findings
from rig_site.content.sources.nodes import Node, TooMuchError, read_nodes
from rig_site.content.sources.not_yaml import not_yaml
from rig_site.content.sources.places import changed
from rig_site.content.sources.source import Source
from rig_site.diagnostics import ContentError, Fix, Problem

MOST_PASSED_OVER = 20
"""How many mistakes in the YAML of one file are looked for; each of them means that it is read once more."""

_CONFLICT = re.compile(r"^<{7}(?: .*)?$", re.MULTILINE)


class Readable(Struct, frozen=True):
    """The nodes that can be read, and the offsets between which lines were passed over."""

    node: Node | None
    gaps: tuple[tuple[int, int], ...] = ()

    def has_gap(self, node: Node, following: Node | None = None) -> bool:
        """Tell whether something is missing in a node, which goes on to the one that follows it in a list."""
        end = following.start if following else None
        return any(node.start <= start and (end is None or start < end) for start, _ in self.gaps)


def readable(source: Source, findings: Findings) -> Readable:
    """Return what can be read of a file, and add what is wrong with the rest to the findings.

    Lines that go wrong in the same way as those right above them are said
    once, and nothing is said of a file in which a merge was left undone.
    """
    if conflict := _CONFLICT.search(source.text):
        findings.error(
            source.position(conflict.start(), conflict.end()),
            "here a merge was left undone: both sides stand in the file",
            suggestion="keep what is right of each, and delete the lines of <<<<<<<, ======= and >>>>>>>",
        )
        return Readable(None)
    gaps: list[tuple[int, int]] = []
    said: list[Problem] = []
    text = source.text
    for other in not_yaml(source):
        findings.problems.append(other.problem)
        text = changed(text, other.instead)
        gaps += [other.gap] if other.gap else []
    while True:
        found = Findings()
        try:
            node = read_nodes(source if text is source.text else Source(source.path, text), found)
        except ContentError as error:
            problem = error.problem
            gap = _around(source, problem)
            if not said or gap[0] != gaps[-1][1] or problem.what != said[-1].what:
                findings.problems.append(problem)
            else:
                findings.problems[-1] = replace(
                    findings.problems[-1], fix=_both(findings.problems[-1].fix, problem.fix)
                )
            if isinstance(error, TooMuchError) or gap in gaps or len(gaps) >= MOST_PASSED_OVER:
                return Readable(None, tuple(gaps))
            gaps.append(gap)
            said.append(problem)
            text = text[: gap[0]] + re.sub(r"[^\r\n]", " ", text[gap[0] : gap[1]]) + text[gap[1] :]
            continue
        findings.problems.extend(found.problems)
        return Readable(node, tuple(gaps))


def _both(one: Fix | None, other: Fix | None) -> Fix | None:
    """Return the fix of lines that go wrong in the same way; none where one of them has none."""
    return Fix((*one.replacements, *other.replacements), one.safe and other.safe) if one and other else None


def _around(source: Source, problem: Problem) -> tuple[int, int]:
    """Return the offsets of the line of a mistake, and of those below it that are indented further."""
    number = problem.position.line
    line = source.line(number)
    own = len(line) - len(line.lstrip(" "))
    last = number
    for below in range(number + 1, len(source.line_starts) + 1):
        text = source.line(below)
        if text.strip() and len(text) - len(text.lstrip(" \t")) <= own:
            break
        last = below
    starts = [*source.line_starts, len(source.text)]
    return starts[number - 1], starts[last]
