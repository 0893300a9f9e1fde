"""The difference between the site on the disk and the site to be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rig_site.write.file import is_published
from rig_site.write.ownership import refuse_strangers, survey


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of every file, as paths relative to the output folder, in order.

    `written` files get new bytes, `unchanged` ones are not touched,
    `removed` ones were published before and are no more; `swept` are
    worthless leftovers.
    """

    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]
    swept: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.written or self.removed or self.swept)


def compare(site: Path, tree: Mapping[str, bytes], *, shown: Path) -> Change:
    """Return what must change for the folder `site` to hold exactly `tree`.

    Raises `OutputRefused`, calling the folder `shown`, if it holds files
    that are not ours.
    """
    found = survey(site, tree)
    refuse_strangers(shown, found.strangers)
    unchanged = {path for path in found.ours if path in tree and is_published(site / path, tree[path])}
    return Change(
        written=tuple(sorted(tree.keys() - unchanged)),
        unchanged=tuple(sorted(unchanged)),
        removed=tuple(sorted(found.ours - tree.keys())),
        swept=found.worthless,
    )
