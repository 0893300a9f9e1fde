"""The files around an import: documents are read, an existing content folder compared, new files written."""

from __future__ import annotations

import codecs
import os
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

import click

from rig_site.cli.report import counted
from rig_site.diagnostics import Problem, Severity

if TYPE_CHECKING:
    from rig_site.importers import SourceDocument
    from rig_site.model.site import Site

LARGEST_DOCUMENT = 20_000_000
LARGEST_COPY = 50_000_000
"""Bytes of a document, and of a file beside it that is copied to static/."""

MOST_NAMED = 20
"""How many files that are left out are named."""

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

    def beside(
        self, documents: Sequence[SourceDocument], file_of: Callable[[str, str], str | None]
    ) -> Callable[[str, str], bool]:
        """Return what tells whether a document's relative address is a file that can be copied.

        It is one in the document's folder, or in the folder that is imported.
        """
        folders = {each.path: Path(each.path).parent for each in documents}

        def found(document: str, address: str) -> bool:
            plain = address.partition("#")[0].partition("?")[0]
            path = folders[document] / unquote(plain)
            inside = Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folders[document]))
            if inside and path.is_file() and path.stat().st_size <= LARGEST_COPY:
                self.sources[f"{document}\n{address}"] = path
                return True
            if not plain or file_of(document, plain) is None:
                return False
            self.sources[f"{document}\n{address}"] = self.sources[f"{document}\n{plain}"]
            return True

        return found

    def file_of(self, documents: Sequence[SourceDocument]) -> Callable[[str, str], str | None]:
        """Return what tells which file of the folder that is imported a document's address means, by its path there.

        It may be written relative to the document, from the site's root,
        whose files Hugo keeps in static/, or by its name alone, as Obsidian
        does: of several the one in the fewest folders.
        """
        folders = {each.path: Path(each.folder) for each in documents if each.folder}
        names = {folder: _by_name(folder) for folder in set(folders.values())}

        def found(document: str, address: str) -> str | None:
            folder = folders.get(document)
            if folder is None:
                return None
            path = unquote(address)
            ways = [folder / path.lstrip("/"), folder / "static" / path.lstrip("/")]
            if not path.startswith("/"):
                named = [names[folder][path.casefold()]] if path.casefold() in names[folder] else []
                ways = [Path(document).parent / path, *ways, *named]
            for way in ways:
                inside = Path(os.path.realpath(way)).is_relative_to(os.path.realpath(folder))
                if inside and way.is_file() and way.stat().st_size <= LARGEST_COPY:
                    self.sources[f"{document}\n{address}"] = way
                    return Path(os.path.relpath(way, folder)).as_posix()
            return None

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

    def copied(self, copies: Mapping[str, tuple[str, str]]) -> dict[str, Path]:
        """Return the files to copy, by their paths in the content folder."""
        return {target: self.sources[f"{document}\n{address}"] for target, (document, address) in copies.items()}

    def write(self, files: Mapping[str, str], copies: Mapping[str, tuple[str, str]]) -> None:
        """Write files and copies: a new folder all at once, into an existing one each file at once."""
        from rig_site.write.folder import add_files

        typed = {name: self.typed.get(name, _Typed(b"")).as_typed(text) for name, text in files.items()}
        add_files(self.content, {**self.copied(copies), **typed})

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


def _by_name(folder: Path) -> dict[str, Path]:
    """Return the files of a folder by their names alone in lower case; of several the one in the fewest folders."""
    files = [path for path in folder.rglob("*") if not _is_hidden(path.relative_to(folder)) and path.is_file()]
    ordered = sorted(files, key=lambda path: (-len(path.parts), path.as_posix()), reverse=False)
    return {path.name.casefold(): path for path in ordered}


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def left_out(folders: Sequence[Path], used: Collection[Path]) -> Iterator[str]:
    """Yield in words what of the imported folders became nothing: what is hidden, and files that nothing shows."""
    taken = {os.path.realpath(path) for path in used}
    for folder in folders:
        hidden = sorted(path.name for path in folder.iterdir() if path.name.startswith("."))
        if hidden:
            are = "is" if len(hidden) == 1 else "are"
            yield f"{folder}: {', '.join(hidden)} {are} left out, as what is hidden belongs to a program"
        others = sorted(
            path.relative_to(folder).as_posix()
            for path in folder.rglob("*")
            if path.is_file() and not _is_hidden(path.relative_to(folder)) and os.path.realpath(path) not in taken
        )
        if others:
            named = ", ".join(others[:MOST_NAMED]) + (" and others" if len(others) > MOST_NAMED else "")
            are = "is" if len(others) == 1 else "are"
            number = counted(len(others), "file")
            yield f"{folder}: {number} that no document shows or links to {are} left out: {named}"


def _is_document(path: Path) -> bool:
    kept_by_programs = any(part.startswith(".") or part.lower() in _NOT_DOCUMENTS for part in path.parts)
    ending = path.suffix.lower()
    if kept_by_programs or path.name.startswith("_config"):
        return False
    return ending in _DOCUMENTS or (ending in _RECORDS and (len(path.parts) > 1 or bool(_LISTS.search(path.stem))))


def read_documents(paths: Sequence[Path], folders: Sequence[Path]) -> list[SourceDocument]:
    """Return the documents as text, those of `folders` as such; what is none is a usage error."""
    from rig_site.importers import SourceDocument

    read = []
    for path in dict.fromkeys(paths):
        folder = next((each for each in folders if path.is_relative_to(each)), None)
        in_vault = folder is not None and (folder / ".obsidian").is_dir()
        read.append(SourceDocument(str(path), _text(path), str(folder) if folder else "", in_vault))
    return read


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
