"""Files and folders that nothing reads: what would be read in their place, and what was probably meant."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Collection, Sequence

from rig_site.content.findings import Findings, listed
from rig_site.content.known_words import KnownWords, closest
from rig_site.diagnostics import Position
from rig_site.model.file_names import visible

BIBLIOGRAPHIES = ("papers.bib", "references.bib")
"""The files of works as other programs export them, in the order in which they are believed."""
FILES = (*BIBLIOGRAPHIES, "site.yaml", "people.yaml", "papers.yaml", "resources.yaml", "proposals.yaml")
FOLDERS = ("sessions", "pages", "notes", "static")
READ = {"sessions": ".yaml", "pages": ".md", "notes": ".md"}
"""The folders whose files are read, and what the names of these end in."""

OF_OBSIDIAN = (".canvas", ".base")
"""What the names of files end in that Obsidian keeps beside notes."""

_YAML = (".yaml", ".yml")
_MARKDOWN = (".md", ".markdown", ".mdown")
_SPELLINGS = {".yaml": _YAML, ".md": (*_MARKDOWN, ".txt")}
_TABLES = (".json", ".toml", ".csv", ".xlsx", ".ods")
_DOCUMENTS = (".txt", ".html", ".htm", ".docx", ".odt", ".rst", ".org", ".tex", "")
_STEMS = {name.removesuffix(".yaml"): name for name in FILES if name.endswith(".yaml")}
_OTHER_WORDS = {
    **dict.fromkeys(("config", "settings", "group"), "site"),
    **dict.fromkeys(("person", "persons", "members", "speakers", "leads", "authors"), "people"),
    **dict.fromkeys(("bibliography", "publications", "readings", "works"), "papers"),
    **dict.fromkeys(("ideas", "suggestions"), "proposals"),
    **dict.fromkeys(("meetings", "schedule", "talks", "events"), "sessions"),
    **dict.fromkeys(("files", "assets", "images", "slides", "public"), "static"),
}
"""What other programs call files and folders like those of a group."""
_SESSION = re.compile(r"\d{4}-\d{2}-\d{2}\b.*\.ya?ml", re.IGNORECASE)
"""What the file of a session is called."""
_ALIKE = 0.75
"""How much alike the names of two files must be, by `difflib`, for one to be a slip for the other."""
MOST_ENDINGS = 5
"""How many kinds of files among notes are named, the most frequent first."""
_AS_IT_IS = "files to publish as they are belong in static/"


def report_file(path: str, there: Collection[str], findings: Findings) -> None:
    """Add that nothing reads a file: an error where its name is surely a slip for one that is read.

    `there` are the names of all that lies in its folder.
    """
    place, _, name = path.rpartition("/")
    meant = _slip(place, name)
    if meant:
        shown = f"'{visible(meant)}'"
        advice = f"{shown} is there already: put the two together" if meant in there else f"rename it to {shown}"
        _report(path, advice, findings, is_error=True)
    elif not place and _SESSION.fullmatch(name):
        _report(path, "put it into sessions/", findings, is_error=True)
    else:
        _report(path, _advice_inside(place, name) if place else _advice_at_top(name, there), findings)


def report_folder(name: str, there: Collection[str], findings: Findings) -> None:
    """Add that nothing reads a folder of the content folder: an error where its name is surely a slip."""
    slip, word = closest(name, FOLDERS), _OTHER_WORDS.get(name.casefold())
    if name.casefold() == "templates":
        _report(name, "templates are read from templates/ beside the content folder", findings)
    elif slip:
        advice = f"move what is in it to '{slip}'" if slip in there else f"rename it to '{slip}'"
        _report(name, advice, findings, is_error=True)
    elif word in FOLDERS:
        _report(name, f"move what is in it to '{word}'", findings)
    else:
        _report(name, _AS_IT_IS, findings)


def report_among_notes(paths: Sequence[str], findings: Findings) -> None:
    """Add once what lies among notes and is neither a note nor a picture: what other programs keep there."""
    if not paths:
        return
    endings = Counter(os.path.splitext(path)[1].casefold() or "no ending" for path in paths)
    kinds = ", ".join(f"{number:,} with {ending}" for ending, number in endings.most_common(MOST_ENDINGS))
    several = f"{len(paths):,} files among the notes are" if len(paths) > 1 else "a file among the notes is"
    findings.notice(
        Position(paths[0]),
        f"{several} neither a note nor a picture, and not published ({kinds})",
        suggestion="files to publish as they are belong in static/",
    )


def _report(path: str, advice: str, findings: Findings, *, is_error: bool = False) -> None:
    place, _, name = path.rpartition("/")
    what = f"nothing reads '{visible(name)}' in {visible(place) or 'content'}/"
    read = f"{listed(FILES)}, and the folders {listed(FOLDERS)}"
    if place:
        read = f"files that end in {READ[place]}" + (" or .markdown, and pictures" if place == "notes" else "")
    report = findings.error if is_error else findings.warning
    report(Position(path), what, allowed=read, suggestion=advice)


def _slip(place: str, name: str) -> str | None:
    """Return the name that a file was surely meant to have: another ending, or a letter wrong, and nothing else.

    Some editors add `.txt` to names, and Windows hides it.
    """
    whole = name.removesuffix(".txt")
    stem, extension = os.path.splitext(whole if os.path.splitext(whole)[1] else name)
    if place:
        wanted = READ[place]
        return stem + wanted if extension.casefold() in _SPELLINGS[wanted] else None
    if whole != name and whole in FILES:
        return whole
    if extension.casefold() not in _YAML or stem.casefold() in _OTHER_WORDS:
        return None
    meant = KnownWords(_STEMS).closest(stem, least_alike=_ALIKE)
    return _STEMS[meant] if meant else None


def _advice_inside(place: str, name: str) -> str:
    """Return what becomes of a file in one of the folders that are read."""
    stem, extension = os.path.splitext(visible(name))
    extension = extension.casefold()
    if extension == ".bib":
        return "works are read from references.bib in the content folder"
    if place == "sessions" and extension in _MARKDOWN:
        return f"write a session as '{stem}.yaml'; notes belong in notes/, pages in pages/"
    if extension in (*_YAML, *_TABLES, *_DOCUMENTS):
        return f"write a {place.removesuffix('s')} as '{stem}{READ[place]}'; {_AS_IT_IS}"
    return _AS_IT_IS


def _advice_at_top(name: str, there: Collection[str]) -> str:
    """Return what becomes of a file that lies in the content folder itself."""
    stem, extension = os.path.splitext(visible(name))
    extension = extension.casefold()
    if extension == ".bib":
        known = closest(stem, ("papers", "references")) or "references"
        advice = "put the two together" if f"{known}.bib" in there else "rename it"
        return f"works are read from {known}.bib: {advice}"
    if extension in (*_YAML, *_TABLES, *_MARKDOWN, *_DOCUMENTS):
        meant = _OTHER_WORDS.get(stem.casefold()) or closest(stem, (*_STEMS, *FOLDERS))
        if meant in _STEMS:
            return f"write it as '{_STEMS[meant]}'"
        if meant in READ:
            return f"what it says belongs in {meant}/, in files that end in {READ[meant]}"
        if extension in _YAML:
            return f"sessions belong in sessions/; {_AS_IT_IS}"
        if extension in _MARKDOWN:
            return "pages belong in pages/, notes in notes/"
    return _AS_IT_IS
