"""Finds the files of a content folder, and what stands in it that nothing would read."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from types import MappingProxyType

from msgspec import Struct, field

from rig_site.content.findings import Findings
from rig_site.content.sources import strays
from rig_site.content.sources.source import Source, from_bytes
from rig_site.content.sources.strays import FILES, FOLDERS, READ
from rig_site.diagnostics import Position
from rig_site.model.file_names import is_litter
from rig_site.model.note import NOTE_ENDINGS
from rig_site.model.permalink import LEADING_DATE, made_of

PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif", ".bmp")
"""What the names of pictures end in, which notes/ may hold beside notes."""

MAX_BYTES = 4_000_000
"""How large a file of text may be; ten years of weekly sessions in one list are half a megabyte."""


class Files(Struct):
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
        """Yield the files of notes/ and its folders in order of their paths."""
        yield from self._inside("notes/")

    def _inside(self, folder: str) -> Iterator[Source]:
        for path, source in sorted(self.sources.items()):
            if path.startswith(folder):
                yield source


def default_id(path: str) -> str:
    """Return the id a session has by the name of its file; empty where the name is a date alone.

    >>> default_id("sessions/2023-11-06-safety-evaluations.yaml")
    'safety-evaluations'
    """
    return made_of(LEADING_DATE.sub("", path.rpartition("/")[2].removesuffix(".yaml")))


def leading_date(path: str) -> date | None:
    """Return the day that the name of a file begins with, if there is such a day.

    >>> leading_date("notes/2023-11-06-lora.md")
    datetime.date(2023, 11, 6)
    """
    match = LEADING_DATE.match(path.rpartition("/")[2])
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
        findings.error(
            Position("site.yaml"),
            "there is no site.yaml",
            allowed="title, base_url and timezone at least",
            suggestion="'rig-site init' writes one, with a word on every line",
        )
    return files


def source_of(folder: Path, path: str, findings: Findings) -> Source | None:
    """Return a file of the content folder as text; None where it cannot be read."""
    try:
        content = (folder / path).read_bytes()
    except OSError:
        return None
    return from_bytes(path, content, findings) if len(content) <= MAX_BYTES else None


class _Finder:
    """Walks the folders, reads what is to be read and reports the rest."""

    def __init__(self, files: Files, findings: Findings) -> None:
        self.files = files
        self.findings = findings
        self.root = os.path.realpath(files.root)

    def look_at_top(self) -> None:
        entries = self._entries("")
        there = {entry.name for entry in entries}
        for entry in entries:
            if entry.name == "notes" and entry.is_dir():
                self._look_at_notes()
            elif entry.name in READ and entry.is_dir():
                self._look_at(entry.name, READ[entry.name])
            elif entry.name in (FOLDERS if entry.is_dir() else FILES):
                if entry.is_file():
                    self._read(entry, entry.name)
            else:
                report = strays.report_folder if entry.is_dir() else strays.report_file
                report(entry.name, there, self.findings)

    def _look_at(self, folder: str, wanted: str) -> None:
        """Read the files of a folder that end in what is wanted there."""
        entries = self._entries(f"{folder}/")
        there = {entry.name for entry in entries}
        for entry in entries:
            path = f"{folder}/{entry.name}"
            if entry.is_dir():
                if self._entries(path + "/"):
                    self.findings.error(
                        Position(path),
                        f"folders in {folder}/ are not read",
                        suggestion=f"put the files into {folder}/ itself",
                    )
            elif os.path.splitext(entry.name)[1] == wanted:
                self._read(entry, path)
            else:
                strays.report_file(path, there, self.findings)

    def _look_at_notes(self) -> None:
        """Read the notes of notes/ and of the folders in it, and add what else lies there beside pictures.

        Folders may be links to each other: each real one is entered once.
        """
        entered: set[str] = set()
        pending = ["notes"]
        others: list[str] = []
        while pending:
            folder = pending.pop()
            real = os.path.realpath(self.files.root / folder)
            if real in entered:
                continue
            entered.add(real)
            entries = self._entries(f"{folder}/")
            for entry in entries:
                path, ending = f"{folder}/{entry.name}", os.path.splitext(entry.name)[1].casefold()
                if entry.is_dir():
                    pending.append(path)
                elif ending in NOTE_ENDINGS:
                    self._read(entry, path)
                elif ending not in (*PICTURES, *strays.OF_OBSIDIAN) and folder == "notes":
                    strays.report_file(path, {entry.name for entry in entries}, self.findings)
                elif ending not in PICTURES:
                    others.append(path)
        strays.report_among_notes(sorted(others), self.findings)

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


def reason(error: OSError) -> str:
    """Return why a file cannot be read, in words."""
    return (error.strerror or str(error)).lower()
