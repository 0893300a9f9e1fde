"""What links by name lead to: `[[Attention]]` is a note, a paper, a session or a person of that name."""

from __future__ import annotations

import posixpath
import unicodedata
from dataclasses import dataclass, field

from rig_site.model.permalink import note_path, paper_path, person_path, session_path
from rig_site.model.site import Site


@dataclass(frozen=True, slots=True)
class Names:
    """Addresses by the names that links may call them; of two with one name, the first added is meant."""

    addresses: dict[str, str] = field(default_factory=dict)

    def add(self, address: str, *names: str | None) -> None:
        """Let names lead to an address, as far as they are free."""
        for name in names:
            if name and name.strip():
                self.addresses.setdefault(_folded(name), address)

    def find(self, name: str) -> str | None:
        """Return where a name leads, however its letters and blanks are written; folders before it do not count."""
        whole, last = spellings(name)
        return self.addresses.get(whole) or self.addresses.get(last)


def spellings(name: str) -> tuple[str, str]:
    """Return what a name is looked for as: the whole, and what stands behind the last slash.

    >>> spellings("Notes/LoRA.md")
    ('notes/lora.md', 'lora')
    """
    whole = _folded(name)
    return whole, whole.rpartition("/")[2].removesuffix(".md")


def names_of(site: Site) -> Names:
    """Return what links may call things by: notes first, by their files and then by what they are called.

    A paper has the address that its page would have.
    """
    names = Names()
    for note in site.notes:
        names.add(note_path(note.key), posixpath.basename(note.text.path).removesuffix(".md"))
    for note in site.notes:
        names.add(note_path(note.key), note.key, note.title)
    for note in site.notes:
        names.add(note_path(note.key), *note.names)
    for page in site.pages:
        names.add(page.path, posixpath.basename(page.text.path).removesuffix(".md"), page.title)
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
