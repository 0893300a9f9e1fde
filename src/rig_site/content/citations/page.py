"""Pages on the web: what they tell search engines of a paper, else the title in a browser's tab.

Source: Google Scholar's "Inclusion Guidelines for Webmasters" (`citation_title`
and the like, which journals, proceedings and repositories write).
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

from rig_site.content.citations.citation import Citation, abstract, line, names
from rig_site.model.catalogue import named_arxiv, named_doi

MOST_READ = 400_000
"""How many characters of a page are looked at; its head comes first."""

_YEAR = re.compile(r"(?<!\d)(1[4-9]|20)\d\d(?!\d)", re.ASCII)
_VENUES = ("citation_journal_title", "citation_conference_title", "citation_inbook_title", "citation_publisher")
_DATES = ("citation_publication_date", "citation_date", "citation_year", "citation_online_date")


def citation(html: str) -> Citation | None:
    """Return the work that a page is about, as far as it says so; None where it has no title."""
    reader = _Head()
    reader.feed(html[:MOST_READ])
    said = reader.said

    def first(*wanted: str) -> str:
        return next((said[name][0] for name in wanted if name in said), "")

    title = line(first("citation_title", "dc.title", "og:title", "twitter:title") or reader.title)
    if not title:
        return None
    year = _YEAR.search(first(*_DATES))
    return Citation(
        title,
        names(_spoken(name) for name in said.get("citation_author", ())),
        int(year[0]) if year else None,
        line(first(*_VENUES)) or None,
        abstract(first("citation_abstract")),
        named_arxiv(first("citation_arxiv_id").strip()),
        named_doi(first("citation_doi").strip()),
    )


def _spoken(name: str) -> str:
    """Return a name with its parts as they are spoken.

    >>> _spoken("Lead, Ada"), _spoken("Ada Lead")
    ('Ada Lead', 'Ada Lead')
    """
    family, comma, given = name.partition(",")
    return f"{given.strip()} {family.strip()}" if comma and "," not in given else name


class _Head(HTMLParser):
    """Gathers what a page says of itself: `said` are its `<meta>` elements by name, with all their contents."""

    def __init__(self) -> None:
        super().__init__()
        self.said: dict[str, list[str]] = {}
        self.title = ""
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        name = (found.get("name") or found.get("property") or "").lower()
        if tag == "meta" and name and (content := found.get("content")) and content.strip():
            self.said.setdefault(name, []).append(content)
        self._in_title = tag == "title" and not self.title

    def handle_endtag(self, tag: str) -> None:
        self._in_title = False

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data
