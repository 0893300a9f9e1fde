"""The manifest: which files the last build published and what each was made of; it tells what is stale, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from rig_site.cache.digest import digest
from rig_site.cache.store import Store

_KEY = digest("manifest")


@dataclass(frozen=True, slots=True)
class Manifest:
    """The published files with the digests of what they are made of.

    `everywhere` is the digest of what all of them depend on, and `site`
    tells the folder they lie in from any other (`record.identity`).
    """

    everywhere: bytes = b""
    files: Mapping[str, bytes] = field(default_factory=dict)
    site: tuple[int, ...] = ()

    @classmethod
    def of(cls, store: Store, site: tuple[int, ...]) -> Manifest:
        """Return the manifest that a store has of a folder, an empty one where the folder is not the one published."""
        kept = store.get(_KEY, tuple)
        known = cls(*kept) if kept else cls()
        return known if site and known.site == site else cls()

    def keep(self, store: Store) -> None:
        """Put the manifest into a store."""
        store.put(_KEY, (self.everywhere, dict(self.files), self.site))

    def stale(self, now: Manifest) -> dict[str, str]:
        """Return the files that have to be made anew, each with the reason in words."""
        if self.everywhere != now.everywhere:
            reason = "the settings, the theme, the options or the program changed" if self.files else "nothing is known"
            return dict.fromkeys(now.files, reason)
        return {
            path: "it is new" if path not in self.files else "what it shows changed"
            for path, key in now.files.items()
            if self.files.get(path) != key
        }
