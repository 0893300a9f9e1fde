"""Finds the files of a content folder, and what stands in it that nothing would read."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import MappingProxyType

from rig_site.content.findings import Findings
from rig_site.content.known_words import closest
from rig_site.content.sources.source import Source, from_bytes
from rig_site.diagnostics import Position
from rig_site.model.file_names import visible
from rig_site.model.permalink import made_of

BIBLIOGRAPHIES = ("papers.bib", "references.bib")
"""The files of works as other programs export them, in the order in which they are believed."""
FILES = (*BIBLIOGRAPHIES, "site.yaml", "people.yaml", "papers.yaml", "resources.yaml", "proposals.yaml")
FOLDERS = ("sessions", "pages", "notes", "static")
READ = {"sessions": ".yaml", "pages": ".md", "notes": ".md"}
"""The folders whose files are read here, and what the names of these end in."""
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif", ".bmp")
"""What the names of pictures end in, which notes/ may hold beside notes."""

MAX_BYTES = 4_000_000
"""How large a file of text may be; ten years of weekly sessions in one list are half a megabyte."""

_LEADING_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?=$|[-_ .])")
_YAML = (".yaml", ".yml")
_SPELLINGS = {".yaml": _YAML, ".md": (".md", ".markdown", ".mdown", ".txt")}
_CALLED = {"person": "people", "persons": "people", "members": "people", "config": "site", "settings": "site"}
_HARMLESS = ("thumbs.db", "desktop.ini", "__pycache__", "readme", "readme.md", "readme.txt", "license", "licence")


@dataclass(slots=True)
class Files:
    """The sources of a content folder by path; `unread` are those that exist and could not be read."""

    root: Path
    sources: dict[str, Source] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)

    def sessions(self) -> Iterator[Source]:
        """Yield the session files in order of their names."""
        yield from self._inside("sessions/")

    def pages(self) -> Iterator[Source]:
        """Yield the files of pages/ in order of their names."""
        yield from self._inside("pages/")

    def notes(self) -> Iterator[Source]:
        """Yield the files of notes/ in order of their names."""
        yield from self._inside("notes/")

    def _inside(self, folder: str) -> Iterator[Source]:
        for path, source in sorted(self.sources.items()):
            if path.startswith(folder):
                yield source


def default_id(path: str) -> str:
    """Return the id a session or a note has by the name of its file; empty where the name is a date alone.

    >>> default_id("sessions/2023-11-06-safety-evaluations.yaml")
    'safety-evaluations'
    """
    name = path.rpartition("/")[2].removesuffix(".yaml").removesuffix(".md")
    return made_of(_LEADING_DATE.sub("", name))


def leading_date(path: str) -> date | None:
    """Return the day that the name of a file begins with, if there is such a day.

    >>> leading_date("notes/2023-11-06-lora.md")
    datetime.date(2023, 11, 6)
    """
    match = _LEADING_DATE.match(path.rpartition("/")[2])
    try:
        return date.fromisoformat(match[0]) if match else None
    except ValueError:
        return None


def find(folder: Path, findings: Findings, texts: Mapping[str, bytes] = MappingProxyType({})) -> Files:
    """Return the files of a content folder as text, those in `texts` as if they held these bytes.

    Names are compared as they are listed, so that a folder reads alike
    where the file system ignores case.
    """
    files = Files(folder)
    finder = _Finder(files, findings)
    finder.look_at_top()
    for path, content in texts.items():
        if source := from_bytes(path, content, findings):
            files.sources[path] = source
    if "site.yaml" not in files.sources and "site.yaml" not in files.unread:
        findings.error(Position("site.yaml"), "there is no site.yaml", allowed="title, base_url and timezone at least")
    return files


class _Finder:
    """Walks the folders, reads what is to be read and reports the rest."""

    def __init__(self, files: Files, findings: Findings) -> None:
        self.files = files
        self.findings = findings
        self.root = os.path.realpath(files.root)

    def look_at_top(self) -> None:
        for entry in self._entries(""):
            if entry.name in READ and entry.is_dir():
                self._look_at(entry.name, READ[entry.name])
            elif entry.name in (FOLDERS if entry.is_dir() else FILES):
                if entry.is_file():
                    self._read(entry, entry.name)
            elif entry.is_dir():
                self._stray(entry.name, closest(entry.name, FOLDERS))
            else:
                stem, extension = os.path.splitext(entry.name)
                stems = {os.path.splitext(known)[0]: known for known in FILES}
                meant = _CALLED.get(stem.casefold()) or closest(stem, stems) if extension.casefold() in _YAML else None
                if meant is None and extension.casefold() in _YAML and _LEADING_DATE.match(stem):
                    self._misplaced(entry.name)
                else:
                    self._stray(entry.name, stems[meant] if meant else None)

    def _look_at(self, folder: str, wanted: str) -> None:
        """Read the files of a folder that end in what is wanted there."""
        for entry in self._entries(f"{folder}/"):
            path = f"{folder}/{entry.name}"
            stem, extension = os.path.splitext(entry.name)
            if entry.is_dir():
                if folder == "notes":
                    self._look_for_notes(path)
                elif self._entries(path + "/"):
                    self.findings.error(
                        Position(path),
                        f"folders in {folder}/ are not read",
                        suggestion=f"put the files into {folder}/ itself",
                    )
            elif extension == wanted:
                self._read(entry, path)
            elif folder != "notes" or extension.casefold() not in PICTURES:
                self._stray(path, f"{stem}{wanted}" if extension.casefold() in _SPELLINGS[wanted] else None)

    def _look_for_notes(self, folder: str) -> None:
        """Add an error for each note in a folder of notes/, where only pictures are looked for.

        Folders may be links to each other: each real one is entered once.
        """
        entered = {os.path.realpath(self.files.root / "notes")}
        pending = [folder]
        while pending:
            inside = pending.pop()
            real = os.path.realpath(self.files.root / inside)
            if real in entered:
                continue
            entered.add(real)
            for entry in self._entries(f"{inside}/"):
                path = f"{inside}/{entry.name}"
                if entry.is_dir():
                    pending.append(path)
                elif entry.name.casefold().endswith(".md"):
                    what = "notes in folders of notes/ are not read"
                    self.findings.error(Position(path), what, suggestion="put the file into notes/ itself")

    def _entries(self, path: str) -> Sequence[os.DirEntry[str]]:
        """Return what a folder holds in order of names, without what is hidden, or left there by editors."""
        try:
            with os.scandir(self.files.root / path) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError as error:
            self.findings.error(Position(path.rstrip("/") or "."), f"the folder cannot be read: {reason(error)}")
            return ()
        return [entry for entry in entries if not is_litter(entry.name) and self._leads_inside(entry, path)]

    def _leads_inside(self, entry: os.DirEntry[str], path: str) -> bool:
        """Tell whether an entry is no link, or one to something in the content folder."""
        if not entry.is_symlink():
            return True
        if not os.path.exists(entry.path):
            self.findings.error(Position(path + entry.name), "this link leads nowhere")
        elif not Path(os.path.realpath(entry.path)).is_relative_to(self.root):
            self.findings.error(
                Position(path + entry.name),
                "this link leads out of the content folder",
                suggestion="put the file itself here",
            )
        else:
            return True
        self.files.unread.add(path + entry.name)
        return False

    def _read(self, entry: os.DirEntry[str], path: str) -> None:
        source = self._source(entry, path)
        if source:
            self.files.sources[path] = source
        else:
            self.files.unread.add(path)

    def _source(self, entry: os.DirEntry[str], path: str) -> Source | None:
        if not entry.is_file():
            self.findings.error(Position(path), "this is not a file")
            return None
        try:
            with open(entry.path, "rb") as file:
                content = file.read(MAX_BYTES + 1)
        except OSError as error:
            self.findings.error(Position(path), f"the file cannot be read: {reason(error)}")
            return None
        if len(content) > MAX_BYTES:
            self.findings.error(
                Position(path), f"the file is larger than {MAX_BYTES:,} bytes", suggestion="split it into several files"
            )
            return None
        return from_bytes(path, content, self.findings)

    def _misplaced(self, name: str) -> None:
        """Add that a session's file stands where sessions are not looked for."""
        what = f"nothing reads '{visible(name)}' in content/"
        self.findings.error(Position(name), what, suggestion="put it into sessions/")

    def _stray(self, path: str, meant: str | None) -> None:
        """Add that nothing reads a file or folder: an error where it was surely meant for one that is read."""
        place, _, name = path.rpartition("/")
        what = f"nothing reads '{visible(name)}' in {visible(place) or 'content'}/"
        if meant:
            self.findings.error(Position(path), what, suggestion=f"rename it to '{visible(meant)}'")
        else:
            kept = "session files end in .yaml"
            if place != "sessions":
                kept = "files to publish as they are belong in static/"
            self.findings.warning(Position(path), what, suggestion=kept)


def is_litter(name: str) -> bool:
    """Tell whether a name is hidden, or one that editors and systems leave behind."""
    return name.startswith((".", "#")) or name.endswith(("~", ".swp", ".tmp", ".bak")) or name.casefold() in _HARMLESS


def reason(error: OSError) -> str:
    """Return why a file cannot be read, in words."""
    return (error.strerror or str(error)).lower()
