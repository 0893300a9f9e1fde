"""The files around an import: documents are read, an existing content folder compared, new files written."""

from __future__ import annotations

import codecs
import os
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

import click

from rig_site.diagnostics import Problem, Severity

if TYPE_CHECKING:
    from rig_site.importers import SourceDocument
    from rig_site.model.site import Site

LARGEST_DOCUMENT = 20_000_000
LARGEST_COPY = 50_000_000
"""Bytes of a document, and of a file beside it that is copied to static/."""

_FIRST = ("readme", "index")
_DOCUMENTS = (".md", ".markdown", ".html", ".htm", ".csv", ".tsv", ".ics", ".bib")
_RECORDS = (".yaml", ".yml", ".json")
_LISTS = re.compile(r"sched|session|talk|meeting|seminar|event|paper|reading|program", re.IGNORECASE)
_NOT_DOCUMENTS = frozenset(
    [
        "node_modules",
        "_site",
        "_layouts",
        "_includes",
        "layouts",
        "themes",
        "vendor",
        "assets",
        "templates",
        "site-packages",
        "license.md",
        "contributing.md",
        "changelog.md",
        "code_of_conduct.md",
    ]
)
_ANNOUNCED = re.compile(r"^announced: .*\n?", re.MULTILINE)


class _Typed:
    """How the lines of a file end, and whether it begins with a byte order mark: what is added to it is typed alike."""

    def __init__(self, written: bytes) -> None:
        self._end = b"\r\n" if b"\r\n" in written else b"\n"
        self._mark = codecs.BOM_UTF8 if written.startswith(codecs.BOM_UTF8) else b""

    def as_typed(self, text: str) -> bytes:
        """Return the bytes of a text."""
        return self._mark + text.encode().replace(b"\n", self._end)


class ImportFolder:
    """A content folder to import into, which may not exist yet.

    `texts` are its text files by path, `site` what they say, and `errors`
    what is wrong with them; an import only adds to a folder without errors.
    """

    def __init__(self, content: Path, as_of: date | datetime) -> None:
        self.content = content
        self.as_of = as_of
        self.sources: dict[str, Path] = {}
        self.texts: dict[str, str] = {}
        self.typed: dict[str, _Typed] = {}
        for pattern in ("*.yaml", "sessions/*.yaml", "pages/*.md", "notes/**/*.md", "notes/**/*.markdown"):
            for path in sorted(content.glob(pattern)):
                name, written = path.relative_to(content).as_posix(), path.read_bytes()
                self.typed[name] = _Typed(written)
                self.texts[name] = written.decode("utf-8-sig", "replace").replace("\r\n", "\n")
        self.site: Site | None = None
        self.errors: tuple[Problem, ...] = ()
        if self.texts:
            from rig_site.content import load

            loaded = load(content, as_of=as_of)
            self.site = loaded.site
            self.errors = tuple(one for one in loaded.problems if one.severity is Severity.ERROR)

    def beside(self, documents: Sequence[Path]) -> Callable[[str, str], bool]:
        """Return what tells whether a document's relative address is a file in its folder that can be copied."""
        folders = {str(path): path.parent for path in documents}

        def found(document: str, address: str) -> bool:
            path = folders[document] / unquote(address.partition("#")[0].partition("?")[0])
            inside = Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folders[document]))
            if not (inside and path.is_file() and path.stat().st_size <= LARGEST_COPY):
                return False
            self.sources[f"{document}\n{address}"] = path
            return True

        return found

    def compare(self, planned: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
        """Return the planned files that are new, and those that exist and say something else.

        When a session was announced does not count: it is the day of the
        import, unless the session was earlier.
        """
        new = {path: text for path, text in planned.items() if path not in self.texts}
        changed = {
            path: text
            for path, text in planned.items()
            if path in self.texts and _ANNOUNCED.sub("", text) != _ANNOUNCED.sub("", self.texts[path])
        }
        return new, changed

    def write(self, files: Mapping[str, str], copies: Mapping[str, tuple[str, str]]) -> None:
        """Write files and copies: a new folder all at once, into an existing one each file at once."""
        from rig_site.write.folder import add_files

        copied = {target: self.sources[f"{document}\n{address}"] for target, (document, address) in copies.items()}
        typed = {name: self.typed.get(name, _Typed(b"")).as_typed(text) for name, text in files.items()}
        add_files(self.content, {**copied, **typed})

    def check(self) -> tuple[Problem, ...]:
        """Return what is wrong with the folder as it is now."""
        from rig_site.content import load

        return load(self.content, as_of=self.as_of).problems


def documents_in(paths: Sequence[Path], content: Path) -> tuple[Path, ...]:
    """Return the documents named, those of a folder one by one: a README first, then by name.

    What programs keep there (hidden files, templates, packages) is none,
    nor is the content folder itself.
    """
    found: list[Path] = []
    for path in paths:
        if not path.is_dir():
            found.append(path)
            continue
        inside = [
            each
            for each in path.rglob("*")
            if each.is_file() and _is_document(each.relative_to(path)) and not each.is_relative_to(content)
        ]
        found += sorted(inside, key=lambda each: (len(each.parts), each.stem.lower() not in _FIRST, each.as_posix()))
    if not found:
        raise click.UsageError(f"there is no document in {', '.join(map(str, paths))}")
    return tuple(found)


def _is_document(path: Path) -> bool:
    kept_by_programs = any(part.startswith(".") or part.lower() in _NOT_DOCUMENTS for part in path.parts)
    ending = path.suffix.lower()
    if kept_by_programs or path.name.startswith("_config"):
        return False
    return ending in _DOCUMENTS or (ending in _RECORDS and (len(path.parts) > 1 or bool(_LISTS.search(path.stem))))


def read_documents(paths: Sequence[Path]) -> list[SourceDocument]:
    """Return the documents as text; what is none is a usage error."""
    from rig_site.importers import SourceDocument

    return [SourceDocument(str(path), _text(path)) for path in dict.fromkeys(paths)]


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise click.UsageError(f"{path} cannot be read: {error.strerror}") from None
    if len(content) > LARGEST_DOCUMENT:
        raise click.UsageError(f"{path} is larger than {LARGEST_DOCUMENT // 1_000_000} MB; is it a text file?")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    if b"\0" in content:
        raise click.UsageError(f"{path} is not a text file; save it as Markdown, HTML, CSV or plain text first")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")
