"""What people paste into YAML and is none: quoted mail, code fences, other marks of lists and remarks, BibTeX."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from rig_site.content.sources.field_names import FIELDS, LISTS
from rig_site.content.sources.places import Change, fix_of
from rig_site.content.sources.source import Source
from rig_site.diagnostics import Problem

_QUOTED = re.compile(r"(?:> ?)+")
_FENCE = re.compile(r"(?:```|~~~)\s*\w*\s*$")
_REMARK = re.compile(r"//\s+(?P<line>.*)|<!--(?P<html>.*?)-->\s*$|/\*(?P<c>.*?)\*/\s*$")
_BIBTEX = re.compile(r"^(?P<before>[ \t]*(?:-[ \t]+)*)@[A-Za-z]+\s*\{", re.MULTILINE)
_BLANKS = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_UNUSUAL = re.compile(
    rf"^(?P<margin>[ \t{_BLANKS}]*[{_BLANKS}][ \t{_BLANKS}]*)(?=-[ {_BLANKS}]|[\w-]+:)|^[ \t]*-(?P<gap>[{_BLANKS}]+)",
    re.MULTILINE,
)
_ALONE = re.compile(r"(?P<margin> *)(?:- )?(?P<key>[^\s:#-][^:#]*):[ \t]*(?:#.*)?$")
_SIGNS = "*\u2022\u2023\u25aa\u25cf\u25e6\u2013\u2014\u00b7"
_BULLET = re.compile(rf" *(?P<mark>[{_SIGNS}][ \t]+|-(?=[^\s-])|\(?\d{{1,2}}[.)][ \t]+)(?P<text>\S.*)")
_SUSPICIOUS = re.compile(r"^\s*(?:>|`|~|/|<!|-?[ \t]*@|[*]|-[^\s-]|\(?\d)", re.MULTILINE)


class NotYaml(Struct, frozen=True):
    """Something that is no YAML: what to say of it, what to read instead, and between which offsets nothing is read.

    The text that is read `instead` of each place is as long as what stands
    there, so that all places in the file stay what they are.
    """

    problem: Problem
    instead: tuple[Change, ...]
    gap: tuple[int, int] | None = None


def not_yaml(source: Source) -> Iterator[NotYaml]:
    """Yield what is no YAML in a file, one for each kind and place."""
    if source.text.isascii() and not _SUSPICIOUS.search(source.text):
        return
    finders: tuple[Callable[[Source], Iterator[NotYaml]], ...] = (_mail, _fences, _remarks, _bibtex, _blanks, _bullets)
    for find in finders:
        yield from find(source)


def _mail(source: Source) -> Iterator[NotYaml]:
    """Yield the signs of a quoted mail, which begin every line."""
    lines = [(start, source.line(number)) for number, start in enumerate(source.line_starts, 1)]
    marks = [(start, _QUOTED.match(line)) for start, line in lines if line.strip()]
    if not marks or not all(match for _, match in marks):
        return
    spans = [(start, start + len(match[0])) for start, match in marks if match]
    changes = [(start, end, "") for start, end in spans]
    instead = tuple((start, end, " " * (end - start)) for start, end in spans)
    what = "every line begins with '>', as in a mail that was quoted"
    yield NotYaml(_problem(source, spans[0], what, "delete the '>' of each line", changes), instead)


def _fences(source: Source) -> Iterator[NotYaml]:
    """Yield the fences of code in Markdown that are pasted with what is between them."""
    for number, start in enumerate(source.line_starts, 1):
        line = source.line(number)
        if _FENCE.match(line):
            end = start + len(line)
            behind = source.line_starts[number] if number < len(source.line_starts) else end
            what = "this line belongs to Markdown, and is no YAML"
            problem = _problem(source, (start, end), what, "delete it", [(start, behind, "")])
            yield NotYaml(problem, ((start, end, " " * len(line)),))


def _remarks(source: Source) -> Iterator[NotYaml]:
    """Yield the remarks that are marked as other languages have it."""
    for number, start in enumerate(source.line_starts, 1):
        match = _REMARK.match(source.line(number))
        if not match:
            continue
        words = f"# {(match['line'] or match['html'] or match['c'] or '').strip()}"
        end = start + len(source.line(number).rstrip())
        what = "a remark begins with '#'"
        problem = _problem(source, (start, end), what, f"write '{words}'", [(start, end, words)])
        yield NotYaml(problem, ((start, end, " " * (end - start)),))


def _bibtex(source: Source) -> Iterator[NotYaml]:
    """Yield entries of BibTeX, of which nothing is read."""
    behind = 0
    for match in _BIBTEX.finditer(source.text):
        if match.start() < behind:
            continue
        start, behind = match.end("before"), _closing(source.text, match.end())
        words = "put it into references.bib, and name its key here: '{paper: …}'"
        if not source.path.startswith("sessions/"):
            words = "put it into references.bib, which is read beside papers.yaml"
        line_end = source.line_starts[source.line_number(start) - 1] + len(source.line(source.line_number(start)))
        problem = Problem(source.position(start, line_end), "this is BibTeX, and no YAML", suggestion=words)
        blank = re.sub(r"[^\r\n]", " ", source.text[match.start() : behind])
        yield NotYaml(problem, ((match.start(), behind, blank),), (match.start(), behind))


def _closing(text: str, at: int) -> int:
    """Return the offset behind the brace that closes one that is open at an offset."""
    depth = 1
    for place in range(at, len(text)):
        depth += (text[place] == "{") - (text[place] == "}")
        if depth == 0:
            return place + 1
    return len(text)


def _blanks(source: Source) -> Iterator[NotYaml]:
    """Yield the blanks of word processors and web pages where YAML wants its own; all of a file are mended together."""
    spans = []
    for match in _UNUSUAL.finditer(source.text):
        group = "margin" if match["margin"] else "gap"
        key = re.compile(r"[\w-]+(?=:)").match(source.text, match.end())
        if group == "gap" or not key or key[0] in FIELDS:
            spans.append(match.span(group))
    if spans:
        changes = tuple((start, end, re.sub(f"[{_BLANKS}]", " ", source.text[start:end])) for start, end in spans)
        what = "this line is indented with blanks that do not break, and YAML wants ordinary ones"
        yield NotYaml(_problem(source, spans[0], what, "put an ordinary blank in place of each", changes), changes)


def _bullets(source: Source) -> Iterator[NotYaml]:
    """Yield lists whose items begin with other signs than a dash and a blank; those of a list are mended together."""
    for number in range(1, len(source.line_starts)):
        key = _ALONE.match(source.line(number))
        if not key or not ({key["key"], *_above(source, number, len(key["margin"]))} & LISTS):
            continue
        lines = _items(source, number, len(key["margin"]))
        first = next((match for _, match in lines if match), None)
        if first is None:
            continue
        changes, instead = [], []
        for start, match in lines:
            if match:
                margin, mark = start + match.start("mark"), start + match.end("mark")
                changes.append((margin, mark, "- "))
                short = mark - margin == 1
                instead.append((margin - short, mark, "- " + " " * (mark - margin - 2)))
        where = source.line_starts[number] + first.start("mark"), changes[0][1]
        what, words = "an item of a list begins with '- '", f"write '- {first['text']}'"
        yield NotYaml(_problem(source, (changes[0][0], where[1]), what, words, changes), tuple(instead))


def _items(source: Source, number: int, own: int) -> list[tuple[int, re.Match[str] | None]]:
    """Return the lines of a list below a key, each with its other sign or None; nothing where a line is no item."""
    found: list[tuple[int, re.Match[str] | None]] = []
    margin = None
    for below in range(number + 1, len(source.line_starts) + 1):
        line = source.line(below)
        depth = len(line) - len(line.lstrip(" "))
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        match = _BULLET.match(line)
        if depth < own or (depth == own and not match and not line.startswith("- ", depth)):
            break
        if match and not depth and len(match["mark"]) == 1:
            return []
        margin = depth if margin is None else margin
        if depth == margin and (match or line.lstrip().startswith("- ")):
            found.append((source.line_starts[below - 1], match))
        elif depth <= margin or not found:
            return []
    return found


def _above(source: Source, number: int, own: int) -> Iterator[str]:
    """Yield the keys that a line stands under which is indented so far."""
    for above in range(number - 1, 0, -1):
        key = _ALONE.match(source.line(above))
        if key and len(key["margin"]) < own:
            own = len(key["margin"])
            yield key["key"]


def _problem(source: Source, span: tuple[int, int], what: str, words: str, changes: Iterable[Change]) -> Problem:
    return Problem(source.position(*span), what, suggestion=words, fix=fix_of(source, changes))
