"""The manifest: which files the last build published and what each was made of; it tells what is stale, and why."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from rig_site.cache.digest import digest
from rig_site.cache.store import Store

_KEY = digest("manifest")


class Manifest(Struct, frozen=True):
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
        reasons = {path: self.reason(path, key) for path, key in now.files.items()}
        return {path: reason for path, reason in reasons.items() if reason}

    def reason(self, path: str, key: bytes) -> str:
        """Return in words why a file is to be made anew that is made of what has this key; nothing if it is not."""
        known = self.files.get(path)
        return "it is new" if known is None else "what it shows changed" if known != key else ""
