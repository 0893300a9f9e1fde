"""The works that a text cites, as the list under it shows them."""

from __future__ import annotations

from msgspec import Struct

from rig_site.model.link import Link
from rig_site.model.paper import name_of
from rig_site.model.text import Text
from rig_site.outputs.edition import Edition
from rig_site.outputs.exports.coins import coins
from rig_site.outputs.exports.works import work_of
from rig_site.render.references import address_of, references


class ShownReference(Struct, frozen=True):
    """A work in a list of references: `anchor` is its id, `address` where to read of it.

    `year` has a letter where several works would be called the same, and
    `chips` are the places where it can be read.
    """

    anchor: str
    title: str
    address: str | None
    authors: tuple[str, ...]
    year: str
    venue: str | None
    chips: tuple[Link, ...]


class References(Struct, frozen=True):
    """The works that a text cites, in order of their authors; `coins` are those that reference managers find."""

    works: tuple[ShownReference, ...]
    coins: tuple[str, ...]


def shown_references(text: Text, edition: Edition) -> References | None:
    """Return the works that a text cites, each once; None where it cites none."""
    cited = references(text, edition.site_map)
    if not cited:
        return None
    distinct = {reference.anchor: reference for reference in cited.values()}.values()
    return References(
        tuple(
            ShownReference(
                anchor=each.anchor,
                title=name_of(each.paper),
                address=address_of(each.paper, edition.site_map),
                authors=each.paper.authors,
                year=each.year,
                venue=each.paper.venue,
                chips=edition.places(
                    arxiv=each.paper.arxiv, doi=each.paper.doi, url=each.paper.url, code=each.paper.code
                ),
            )
            for each in distinct
        ),
        coins([work_of(each.paper, edition) for each in distinct]),
    )
