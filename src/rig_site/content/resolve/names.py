"""What links by name lead to: `[[Attention]]` is a note, a paper, a session or a person of that name."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field


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
        whole = _folded(name)
        last = whole.rpartition("/")[2].removesuffix(".md")
        return self.addresses.get(whole) or self.addresses.get(last)


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())
