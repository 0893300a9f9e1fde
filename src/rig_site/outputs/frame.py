"""What stands around every page."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec import Struct

from rig_site.model.link import Link
from rig_site.outputs.edition import Edition
from rig_site.outputs.feeds import FEED_LINKS
from rig_site.outputs.feeds.feed_format import FeedLink
from rig_site.outputs.forge import edit_address
from rig_site.outputs.text import uri
from rig_site.render.address import root_of


class Frame(Struct, frozen=True):
    """The facts of a page's head, header and footer.

    `path` is the page's address relative to the site's own, `root` leads
    from the page to that address, and `address` is the page's absolute
    one; a page that can turn up anywhere (404) has neither path nor
    address.  `direction` is that of the language's text.  `edit` is where
    the page's source is edited.  `navigation` are the pages the header
    leads to, `pages` the group's own ones in the footer; their addresses
    are relative to the site's.  `feeds` are those of the whole group.
    `search` tells that there is an index to search.  `image` is the
    absolute address of what others show of the page, and `touch_icon` tells
    that phones have a picture of the group.
    `as_of` is the instant that a preview shows, None for pages that go by
    the visitor's clock.  `extra_css` tells that the group has a style sheet
    of its own beside ours.
    """

    group: str
    language: str
    direction: str
    title: str
    description: str
    root: str
    path: str | None
    address: str | None
    repository: str | None
    theme_color: str | None
    edit: str | None
    navigation: tuple[Link, ...]
    pages: tuple[Link, ...]
    feeds: tuple[FeedLink, ...]
    search: bool
    image: str | None
    touch_icon: bool
    as_of: datetime | None
    extra_css: bool

    @property
    def full_title(self) -> str:
        """The page's title with the group's."""
        return self.title if self.title == self.group else f"{self.title} · {self.group}"


def frame(
    edition: Edition, path: str, *, title: str, description: str, source: str | None = None, image: str | None = None
) -> Frame:
    """Return the frame of the page at a path; `source` is its file relative to the content folder.

    `image` is the path of what others show of it.
    """
    site, gettext = edition.site, edition.language.gettext
    return Frame(
        group=site.title,
        language=site.language,
        direction=edition.language.direction,
        title=title,
        description=description,
        root=root_of(path),
        path=path,
        address=uri(edition.address(path)),
        repository=site.repository,
        theme_color=site.theme_color,
        edit=edit_address(site.repository, f"content/{source}") if site.repository and source else None,
        navigation=tuple(Link(gettext(page.title), page.address) for page in edition.site_map.navigation()),
        pages=tuple(Link(page.title, page.path) for page in site.pages),
        feeds=FEED_LINKS,
        search=edition.extras.search,
        image=uri(edition.address(image)) if image else None,
        touch_icon=edition.extras.images,
        extra_css=edition.theme.has_static("extra.css"),
        as_of=edition.as_of.astimezone(ZoneInfo(site.timezone)) if edition.preview else None,
    )
