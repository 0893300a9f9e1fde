"""What links here: the pages whose texts lead to a page."""

from __future__ import annotations

from rig_site.model.link import Link
from rig_site.model.locations import Location, What
from rig_site.model.session import Session
from rig_site.outputs.edition import Edition


def backlinks(address: str, edition: Edition) -> tuple[Link, ...]:
    """Return the pages with texts that link to an address, in order of their titles."""
    found = (Link(_title(page, edition), page.address) for page in _linking(address, edition))
    return tuple(sorted(found, key=lambda link: (link.label.casefold(), link.url or "")))


def linking_sessions(address: str, edition: Edition) -> tuple[Session, ...]:
    """Return the sessions among them."""
    return tuple(edition.sessions[page.key] for page in _linking(address, edition) if page.what is What.SESSION)


def _linking(address: str, edition: Edition) -> tuple[Location, ...]:
    return tuple(edition.site_map.at[page] for page in edition.site_map.backlinks.get(address, ()))


def _title(page: Location, edition: Edition) -> str:
    return edition.language.gettext(page.title) if page.what is What.PAGE else page.title
