"""What links here: the pages whose texts lead to a page."""

from __future__ import annotations

from msgspec import Struct

from rig_site.model.locations import Location, What
from rig_site.model.session import Session
from rig_site.outputs.edition import Edition


class Backlink(Struct, frozen=True):
    """A page that links here; one that is `standing` has a title of the interface's."""

    title: str
    address: str
    standing: bool


def backlinks(address: str, edition: Edition) -> tuple[Backlink, ...]:
    """Return the pages with texts that link to an address, in order of their titles."""
    found = (_backlink(page, edition) for page in _linking(address, edition))
    return tuple(sorted(found, key=lambda each: (each.title.casefold(), each.address)))


def linking_sessions(address: str, edition: Edition) -> tuple[Session, ...]:
    """Return the sessions among them."""
    return tuple(edition.sessions[page.key] for page in _linking(address, edition) if page.what is What.SESSION)


def _linking(address: str, edition: Edition) -> tuple[Location, ...]:
    return tuple(edition.site_map.at[page] for page in edition.site_map.backlinks.get(address, ()))


def _backlink(page: Location, edition: Edition) -> Backlink:
    if not page.address:
        return Backlink(edition.site.title, "", standing=False)
    standing = page.what is What.PAGE
    title = edition.language.gettext(page.title) if standing else page.title
    return Backlink(title, page.address, standing)
