"""Notes of a folder keep their place in it, and with them come the files that they show or link to."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from msgspec import Struct, field

from rig_site import yaml_writer
from rig_site.importers.draft import SourceDocument
from rig_site.importers.values.addresses import is_absolute
from rig_site.importers.writing.page_text import CODE
from rig_site.yaml_writer import Value

_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|avif|bmp)\Z", re.IGNORECASE)
_DOCUMENT = re.compile(r"\.(?:md|markdown|html?)\Z", re.IGNORECASE)
_ROOTS = ("content", "_posts", "_notes", "_pages", "_drafts", "_site")
"""Folders in which Hugo and Jekyll keep texts, which say nothing of these."""

_LINK = re.compile(
    r"(?P<before>!?\[(?:[^\[\]\\]|\\.)*\]\(\s*|<img\b[^<>]*?\bsrc\s*=\s*[\"'])<?"
    r"(?P<address>(?<=<)[^<>\n]+|[^\s()<>\"']+(?:\([^\s()]*\)[^\s()<>\"']*)*)>?"
)
_EMBED = re.compile(r"!?\[\[(?P<name>[^\[\]|#]+\.\w{1,5})(?P<part>#[^\[\]|]*)?(?:\|(?P<shown>[^\[\]]*))?\]\]")
_TEMPLATE_CODE: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"\{\{\s*(?:site\.(?:baseurl|url)|\.?Site\.BaseURL)\s*\}\}/?"), "/"),
    (re.compile(r"\{\{\s*[\"'](?P<path>[^\"'{}]+)[\"']\s*\|[^{}]*_url\s*\}\}"), r"\g<path>"),
    (
        re.compile(r"\[(?P<label>[^\[\]]*)\]\(\{%\s*(?:post_url|link)\s+(?P<name>[^\s%]+)\s*%\}\)"),
        lambda match: f"[[{_name(match['name'])}|{match['label']}]]",
    ),
    (
        re.compile(r"\[(?P<label>[^\[\]]*)\]\(\{\{[<%]\s*(?:rel)?ref\s+[\"']?(?P<name>[^\"'\s#]+)[^{}]*[>%]\}\}\)"),
        lambda match: f"[[{_name(match['name'])}|{match['label']}]]",
    ),
    (re.compile(r"\{\{<\s*figure\s(?P<fields>[^{}]*)>\}\}"), lambda match: _figure(match["fields"])),
)
"""Template code of Jekyll and Hugo that leads somewhere, and the Markdown for it."""


def _name(path: str) -> str:
    """Return what a note is called that template code names by its path."""
    return re.sub(r"\.(?:md|markdown)\Z", "", path.rstrip("/").rpartition("/")[2])


def _figure(fields: str) -> str:
    """Return Hugo's figure as an image with its words."""
    said = dict(re.findall(r"(\w+)\s*=\s*[\"']([^\"']*)[\"']", fields))
    words = said.get("alt") or said.get("caption") or said.get("title") or ""
    return f"![{words}]({said.get('src', '')})"


def _with_yaml(text: str) -> str:
    r"""Return a text whose front matter is TOML, as Hugo has it, with the same in YAML; another one as it is.

    >>> print(_with_yaml("+++\ntitle = 'LoRA'\ntags = ['a', 'b']\n+++\nText"))
    ---
    title: LoRA
    tags: [a, b]
    ---
    Text
    """
    import tomllib

    match = re.match(r"\+\+\+\n(.*?)\n\+\+\+(?=\n|\Z)", text, re.DOTALL)
    if match is None:
        return text
    try:
        fields = tomllib.loads(match[1])
    except tomllib.TOMLDecodeError:
        return text
    said = {name: _value(value) for name, value in fields.items()}
    return f"---\n{yaml_writer.document(said)}---{text[match.end() :]}"


def _value(value: Any) -> Value:
    """Return a value of TOML as YAML is written; a date as its text."""
    if isinstance(value, dict):
        return {name: _value(below) for name, below in value.items()}
    if isinstance(value, list):
        return [_value(below) for below in value]
    return value if isinstance(value, bool) else str(value)


def place_of(source: SourceDocument) -> tuple[str, ...]:
    """Return the parts of a document's path in the folder that is imported; its name alone where none is."""
    path = PurePath(source.path)
    return _kept(path.relative_to(source.folder).parts) if source.folder else (path.name,)


def _kept(parts: tuple[str, ...]) -> tuple[str, ...]:
    return parts[1:] if len(parts) > 1 and parts[0] in _ROOTS else parts


class NoteFiles(Struct):
    """Makes the texts of notes.

    `file_of` tells which file of the imported folder a document's address
    means, by its path in there; `copies` collects what has to be copied, by
    paths in the content folder.
    """

    file_of: Callable[[str, str], str | None]
    copies: dict[str, tuple[str, str]] = field(default_factory=dict)

    def text_of(self, source: SourceDocument, note: str) -> str:
        """Return the text of a note that goes to a path of the content folder; code stays as it is."""
        pieces, end = [], 0
        written = _with_yaml(source.text)
        for code in CODE.finditer(written):
            pieces += [self._shown(source, note, written[end : code.start()]), code[0]]
            end = code.end()
        text = "".join([*pieces, self._shown(source, note, written[end:])])
        return text if text.endswith("\n") else text + "\n"

    def _shown(self, source: SourceDocument, note: str, text: str) -> str:
        for pattern, better in _TEMPLATE_CODE:
            text = pattern.sub(better, text)
        text = _EMBED.sub(lambda match: self._embed(source, note, match), text)
        return _LINK.sub(lambda match: self._link(source, note, match), text)

    def _embed(self, source: SourceDocument, note: str, match: re.Match[str]) -> str:
        name = match["name"].strip()
        found = None if _DOCUMENT.search(name) else self.file_of(source.path, name)
        if found is None:
            return match[0]
        target = self._copied(source, name, found)
        if target.startswith("notes/"):
            return match[0]
        return f"[{match['shown'] or name}](/{quote(target.removeprefix('static/'))}{match['part'] or ''})"

    def _link(self, source: SourceDocument, note: str, match: re.Match[str]) -> str:
        address = match["address"]
        path, mark, rest = re.match(r"([^?#]*)([?#]?)(.*)", address, re.DOTALL).groups()  # type: ignore[union-attr]
        found = None if is_absolute(address) or _DOCUMENT.search(path) or not path else self.file_of(source.path, path)
        if found is None:
            return match[0]
        target = self._copied(source, path, found)
        if target.startswith("static/"):
            better = "/" + quote(target.removeprefix("static/"))
        else:
            better = quote(posixpath.relpath(target, posixpath.dirname(note)))
        if posixpath.normpath(path) in (better, posixpath.normpath(better)):
            return match[0]
        return f"{match['before']}{better}{mark}{rest}"

    def _copied(self, source: SourceDocument, address: str, found: str) -> str:
        """Return where a file of the folder is copied to: a picture beside the notes, as it was, another to static/."""
        if address.startswith("/"):
            target = f"static/{address.lstrip('/')}"
        else:
            kept = "/".join(_kept(PurePath(found).parts))
            target = f"notes/{kept}" if _PICTURE.search(found) else f"static/{kept}"
        self.copies.setdefault(target, (source.path, address))
        return target
