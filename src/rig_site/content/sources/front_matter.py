"""Splits a Markdown file into its front matter and its text; both keep their place in the file."""

from __future__ import annotations

import re

from msgspec import Struct

from rig_site.content.findings import Findings
from rig_site.content.sources.places import fix_of
from rig_site.content.sources.source import Source
from rig_site.diagnostics import Advice

_UNCLOSED = re.compile(r"---[ \t]*\r?\n[ \t]*[A-Za-z][\w -]*:(?:[ \t]|\r?\n|\Z)")
_OURS = "(?:title|date|topics|tags|papers|sessions|authors|aliases):.*\r?\n"
_UNOPENED = re.compile(rf"(?:{_OURS})+---[ \t]*(?:\r?\n|\Z)")
_BELOW_BLANK = re.compile(rf"(?P<blank>\s+)---[ \t]*\r?\n{_OURS}(?:.*\n)*?---[ \t]*(?:\r?\n|\Z)")
_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(?P<yaml>(?:.*\n)*?)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)")


class Split(Struct, frozen=True):
    """A file's front matter, None where it has none, and its text with the line of the file it begins on."""

    front_matter: Source | None
    text: str
    first_line: int


def split(source: Source, findings: Findings) -> Split:
    r"""Return the parts of a Markdown file.

    Front matter is YAML between a first line of `---` and the next line of
    `---` or `...`, as Jekyll and Obsidian have it; where the second is
    missing, the first is a thematic break, with a warning if a key stands
    under it, as where the first is missing.  An empty line takes the place of the first, so that lines
    keep their numbers.

    >>> split(Source("pages/about.md", "---\ntitle: About\n---\nHello"), Findings())
    Split(front_matter=Source(path='pages/about.md', text='\ntitle: About\n'), text='Hello', first_line=4)
    """
    match = _FRONT_MATTER.match(source.text)
    if not match:
        if below := _BELOW_BLANK.match(source.text):
            findings.warning(
                source.position(below.end("blank"), below.end("blank") + 3),
                "front matter begins in the first line of a file, and this is published as text",
                suggestion=Advice("delete what stands above it", fix_of(source, [(*below.span("blank"), "")])),
            )
        if _UNOPENED.match(source.text):
            findings.warning(
                source.position(0, len(source.line(1))),
                "this looks like front matter, and is published as text",
                suggestion="write a line '---' before it",
            )
        if _UNCLOSED.match(source.text):
            findings.warning(
                source.position(0, 3),
                "the front matter that begins here never ends, and is published as text",
                suggestion="write a line '---' after its last key",
            )
        return Split(None, source.text, 1)
    front_matter = Source(source.path, "\n" + match["yaml"])
    return Split(front_matter, source.text[match.end() :], match[0].count("\n") + 1)
