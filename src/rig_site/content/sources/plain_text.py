"""Text without quotation marks in a YAML file: where it ends, and how it is written with them."""

from __future__ import annotations

import re
from collections.abc import Collection

from msgspec import Struct

from rig_site.content.sources.places import Change
from rig_site.content.sources.source import Source
from rig_site.yaml_writer import inline

_MARKDOWN_LINK = re.compile(r"\s*\[(?P<label>[^\]]+)\]\(<?(?P<url>[^\s()<>]+)>?\)\s*")
_SLACK_LINK = re.compile(r"\s*<(?P<url>(?:https?://|mailto:)[^\s|<>]+)\|(?P<label>[^<>|]+)>\s*")
_SPLIT_ADDRESS = re.compile(r"(mailto|https?):\s+(\S+)")
_CHECKBOX = re.compile(r"\[[ xX]?\][ \t]+")
_COMMENT = re.compile(r"[ \t]+#[ \t].*$")
_IN_QUOTES = re.compile(r'"((?:[^"\\\r\n]|\\.)*)"')
_ESCAPES = re.compile(r"\\[\"nNtuUx\\\r\n0/]")
_PEOPLE = frozenset(("leads", "by", "contacts", "authors"))


class PlainText(Struct, frozen=True):
    """A text that may go on over several lines, and the offset it ends at."""

    text: str
    end: int


def quoted(text: str) -> str:
    r"""Return text in the quotes that need least escaping.

    >>> print(quoted("A: B"), quoted('Say "hi": now'), quoted(r"\alpha"))
    "A: B" 'Say "hi": now' '\alpha'
    """
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def link_in(text: str) -> tuple[str, str] | None:
    """Return the label and the address of a text that is a link in Markdown, or as Slack has it.

    >>> link_in("[Slides](https://example.org/slides)")
    ('Slides', 'https://example.org/slides')
    """
    match = _MARKDOWN_LINK.fullmatch(text) or _SLACK_LINK.fullmatch(text)
    return (match["label"].strip(), match["url"]) if match else None


def text_of_lines(source: Source, start: int) -> PlainText:
    """Return the text that begins at an offset and ends with its line, or with the last that is indented further."""
    number = source.line_number(start)
    begin = source.line_starts[number - 1]
    first = source.line(number)
    own = len(first) - len(first.lstrip(" -"))
    parts = [_COMMENT.sub("", first[start - begin :]).rstrip()]
    end = start + len(parts[0])
    while number < len(source.line_starts):
        line = source.line(number + 1)
        if not line.strip() or len(line) - len(line.lstrip(" ")) <= own or _COMMENT.search(first):
            break
        if line.lstrip().startswith(("#", "- ")) or re.match(r"\s*\w+:(\s|$)", line):
            break
        number += 1
        parts.append(line.strip())
        end = source.line_starts[number - 1] + len(line.rstrip())
    return PlainText(" ".join(part for part in parts if part), end)


def instead_of_text(text: str, before: str, owners: Collection[str]) -> str:
    """Return how text is written that YAML does not take as it stands: a link as what it means there, else in quotes.

    `before` is what stands before it on its line, `owners` are the keys
    that the line stands under.
    """
    item = before.strip() == "-"
    text = _CHECKBOX.sub("", text) if item else text
    if item and (link := link_in(text)):
        name = "label" if "links" in owners else "name" if _PEOPLE & set(owners) else "title"
        return inline({name: link[0], "url": link[1]})
    if handle := re.fullmatch(r"@([\w-]+)", text):
        key = before.strip(" -:")
        if key in _PEOPLE or (item and _PEOPLE & set(owners)):
            return handle[1]
    if address := _SPLIT_ADDRESS.fullmatch(text):
        return inline(f"{address[1]}:{address[2]}", within=True)
    return quoted(_without_quotes(text))


def value_in_flow(text: str, at: int) -> tuple[int, int]:
    """Return where a value in brackets begins and ends that is read up to an offset.

    It begins behind its key, and ends before the next key, or before the
    bracket that closes what is around it.
    """
    line = text.rfind("\n", 0, at) + 1
    begin = max(text.rfind(mark, line, at) for mark in ",[{") + 1
    key = re.compile(r"\s*(?:[\w-]+:[ \t]+)?").match(text, begin, at)
    start = key.end() if key else begin
    return start, end_in_flow(text, start, in_list=not (key and key[0].strip()))


def end_in_flow(text: str, start: int, *, in_list: bool) -> int:
    """Return where a value in brackets ends that begins at an offset, an item of a list or the value of a key."""
    depth = 0
    for end in range(start, len(text)):
        character = text[end]
        if character in "[{(":
            depth += 1
        elif (character in "]}" and depth == 0) or character in "\r\n":
            break
        elif character in "]})":
            depth -= 1
        elif character == "," and depth == 0 and (in_list or re.match(r",\s*[\w-]+:\s", text[end : end + 60])):
            break
    else:
        end = len(text)
    return start + len(text[start:end].rstrip())


def single_quoted(text: str, start: int) -> list[Change]:
    """Return the change of a text in double quotes to single ones, in which a backslash is one; none for escapes.

    Those on the same line that have backslashes in them change with it.
    """
    match = _IN_QUOTES.match(text, start)
    if not match or _ESCAPES.search(match[1]):
        return []
    line_end = re.compile(r"[\r\n]|\Z").search(text, match.end())
    others = _IN_QUOTES.finditer(text, match.end(), line_end.start() if line_end else len(text))
    found = [match, *(each for each in others if "\\" in each[1] and not _ESCAPES.search(each[1]))]
    return [(each.start(), each.end(), "'" + each[1].replace("'", "''") + "'") for each in found]


def _without_quotes(text: str) -> str:
    """Return text without the quotation marks around all of it; those around a part of it belong to it."""
    quote = text[:1]
    if quote not in ("'", '"') or len(text) < 3 or not text.endswith(quote):
        return text
    pattern = r"(?<!\w)'|'(?!\w)" if quote == "'" else '"'
    marks = len(re.findall(pattern, text))
    return text if marks % 2 == 0 and marks > 2 else text[1:-1].replace(quote * 2, quote)
