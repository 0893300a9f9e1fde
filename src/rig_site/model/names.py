"""What links by name lead to: `[[Attention]]` is a note, a paper, a session or a person of that name."""

from __future__ import annotations

import posixpath
import unicodedata
from collections.abc import Collection

from msgspec import Struct, field

from rig_site.model.note import without_ending
from rig_site.model.permalink import note_path, paper_path, person_path, session_path
from rig_site.model.site import Site


class Names(Struct, frozen=True):
    """Addresses by the names that links may call them; of two with one name, the first added is meant.

    `files` are paths and addresses by the last piece of the path, all
    without endings and folded.
    """

    addresses: dict[str, str] = field(default_factory=dict)
    files: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    def add(self, address: str, *names: str | None) -> None:
        """Let names lead to an address, as far as they are free."""
        for name in names:
            if name and name.strip():
                self.addresses.setdefault(_folded(name), address)

    def add_file(self, address: str, path: str) -> None:
        """Let the name of a file lead to an address, with as many of its folders as are written."""
        whole = _folded(without_ending(path))
        self.files.setdefault(whole.rpartition("/")[2], []).append((whole, address))

    def find(self, name: str, source: str = "") -> str | None:
        """Return where a name leads in a file, however its letters and blanks are written.

        Files come first.  Of several with a name, one below the folder of
        the file is meant, then the one in the fewest folders, as in
        Obsidian; folders that are written are those it lies in, unless
        there is none such.
        """
        whole, last = spellings(name)
        return self._file(whole, last, source) or self.addresses.get(whole) or self.addresses.get(last)

    @property
    def known(self) -> Collection[str]:
        """All names, but those of files with their folders."""
        return {**self.files, **self.addresses}

    def _file(self, whole: str, last: str, source: str) -> str | None:
        folder = _folded(posixpath.dirname(source)) + "/"
        wanted = without_ending(whole).lstrip("/")
        if wanted.startswith(("./", "../")):
            wanted = posixpath.normpath(folder + wanted)
        alike = self.files.get(last, ())
        among = [each for each in alike if f"/{each[0]}".endswith(f"/{wanted}")] or alike
        order = sorted(among, key=lambda each: (not each[0].startswith(folder), each[0].count("/"), each[0]))
        return order[0][1] if order else None


def spellings(name: str) -> tuple[str, str]:
    """Return what a name is looked for as: the whole, and what stands behind the last slash.

    >>> spellings("Notes/LoRA.md")
    ('notes/lora.md', 'lora')
    """
    whole = _folded(name)
    return whole, without_ending(whole.rpartition("/")[2])


def names_of(site: Site) -> Names:
    """Return what links may call things by: notes first, by their files and then by what they are called.

    A paper has the address that its page would have.
    """
    names = Names()
    for note in site.notes:
        names.add_file(note_path(note.key), note.text.path)
    for note in site.notes:
        names.add(note_path(note.key), note.key, note.title)
    for note in site.notes:
        names.add(note_path(note.key), *note.names)
    for page in site.pages:
        names.add(page.path, without_ending(posixpath.basename(page.text.path)), page.title)
    for paper in site.papers:
        names.add(paper_path(paper.key), paper.key, paper.title, *paper.aliases, *paper.other_keys)
    for session in site.sessions:
        if session.is_event:
            names.add(session_path(session.id), session.id, session.title)
    for person in site.people:
        names.add(person_path(person.key), person.key, person.name, *person.aliases)
    return names


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())
