"""`/papers/` and `/papers/<key>/`: every work once, with the sessions and notes that touch it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from itertools import chain
from typing import ClassVar

from markupsafe import Markup
from msgspec import Struct

from rig_site.artifact import Artifact
from rig_site.cache.digest import digest
from rig_site.model.link import Link
from rig_site.model.paper import Paper, name_of, places, stands_for_others
from rig_site.model.permalink import note_path, paper_path, session_path
from rig_site.model.text import Text
from rig_site.model.years_apart import PAPERS, paper_year, published_in, year_page
from rig_site.outputs.backlinks import Backlink, backlinks, linking_sessions
from rig_site.outputs.details import absolute
from rig_site.outputs.edition import Edition
from rig_site.outputs.exports.bibtex import ALL_PAPERS, encode_bibliography
from rig_site.outputs.exports.coins import coins
from rig_site.outputs.exports.works import work_of
from rig_site.outputs.frame import Frame, frame
from rig_site.outputs.pages.filters import BY_TITLE, LATEST, Facets, Filter, Order, filters
from rig_site.outputs.selection import PageOfYear, Selection, YearLink, frame_of_year, selection, year_links
from rig_site.render.address import root_of


class PaperRow(Struct, frozen=True):
    """A paper in the list of all, with how many sessions and notes touch it.

    `address` is where there is more of it: its page, else its session's, or
    where it was published; None where it is only named.  `venue` is where
    it appeared, as far as that is known.  `latest` is the date of the
    latest session that reads it, and `facets` what it is chosen by: the
    kinds, topics and leads of its sessions, the topics and authors of its
    notes, and its own year.
    """

    address: str | None
    title: str
    authors: tuple[str, ...]
    venue: str
    year: int | None
    sessions: int
    notes: int
    latest: date | None
    facets: Facets


class Papers(Struct, frozen=True):
    """Papers that are listed together; those of a `year` if they are so many, else all, in order of their titles."""

    year: int | None
    papers: tuple[PaperRow, ...]


class PapersPage(Struct, frozen=True):
    """All papers, or those of the latest years; the `filters` choose among all `count` of them.

    `all_years` are those of the whole list, none where it is not divided.
    `bibliography` is the path of a file with all papers, and `coins` are
    those that reference managers find on the page.
    """

    template: ClassVar[str] = "papers.html"

    frame: Frame
    lists: tuple[Papers, ...]
    all_years: tuple[YearLink, ...]
    count: int
    filters: tuple[Filter, ...]
    orders: tuple[Order, ...]
    bibliography: str
    coins: tuple[str, ...]


class PapersOfYear(PageOfYear, frozen=True):
    """The papers of a year that left the list of all, the latest read first."""

    template: ClassVar[str] = "papers_year.html"

    papers: tuple[PaperRow, ...]
    coins: tuple[str, ...]


class NoteOnPaper(Struct, frozen=True):
    """A note on a paper; `part` is the heading it stands under, where the note is on others as well."""

    path: str
    title: str
    part: str


class PaperPage(Struct, frozen=True):
    """A paper: what is known of it, where it can be read, who read it, wrote of it, and links to it otherwise.

    `citation` are the names and contents of meta tags by which reference
    managers and Google Scholar know a paper (Highwire Press).
    """

    template: ClassVar[str] = "paper.html"

    frame: Frame
    title: str
    authors: tuple[str, ...]
    published: str
    url: str | None
    places: tuple[Link, ...]
    citation: tuple[tuple[str, str], ...]
    bibtex: str
    abstract: Markup | None
    sessions: Selection
    notes: tuple[NoteOnPaper, ...]
    backlinks: tuple[Backlink, ...]


def plan(edition: Edition) -> Iterator[Artifact]:
    """Yield the list of papers and a page for each; nothing while there are none."""
    site, related = edition.site, edition.related
    if edition.edited is None and site.papers:
        yield from _lists(edition)
    for paper in site.papers:
        held = related.read_in.get(paper.key, ())
        linking = linking_sessions(paper_path(paper.key), edition)
        if not related.has_page(paper) or not edition.differs((*held, *linking)):
            continue
        notes = tuple(_notes(paper, edition))
        shown = {*(session_path(session.id) for session in held), *(note.path.partition("#")[0] for note in notes)}
        links = tuple(each for each in backlinks(paper_path(paper.key), edition) if each.address not in shown)
        sessions = tuple(edition.session_key(session) for session in held)
        yield Artifact(
            f"{paper_path(paper.key)}index.html",
            digest(paper, edition.fillings(paper.abstract), sessions, notes, links),
            partial(_page, paper, notes, links, edition),
            edition.encode_page,
        )


def _lists(edition: Edition) -> Iterator[Artifact]:
    """Yield the list of all papers, and the pages of the years that left it."""
    site, related, gettext = edition.site, edition.related, edition.language.gettext
    about = gettext("Everything %(group)s reads and writes notes on.", group=site.title)
    title, by_title = gettext("Papers"), Order(BY_TITLE, gettext("By title"))
    rows = {paper.key: _row(paper, edition) for paper in site.papers}
    apart = edition.site_map.years_apart(PAPERS)
    listed: dict[int | None, list[Paper]] = {}
    for paper in site.papers:
        listed.setdefault(paper_year(paper, related) if apart else None, []).append(paper)
    links = year_links(edition, PAPERS, filter(None, listed))
    stay = [link.number for link in links if not link.path] + [None for year in listed if year is None]
    lists = tuple(Papers(year, _latest_first(listed[year], rows) if apart else tuple(rows.values())) for year in stay)
    page = PapersPage(
        frame=frame(edition, PAPERS, title=title, description=about),
        lists=lists,
        all_years=links,
        count=len(rows),
        filters=filters([row.facets for row in rows.values()], site.kinds, edition.language),
        orders=(Order("", gettext("Latest first")), by_title)
        if apart
        else (Order("", by_title.text), Order(LATEST, gettext("Latest first"))),
        bibliography=ALL_PAPERS,
        coins=coins([work_of(paper, edition) for year in stay for paper in listed[year]]),
    )
    yield Artifact.of(f"{PAPERS}index.html", page, edition.encode_page)
    for year in apart:
        of_year = PapersOfYear(
            frame=frame_of_year(edition, PAPERS, year, title=title, description=about),
            index=Link(title, PAPERS),
            number=year,
            all_years=links,
            papers=_latest_first(listed[year], rows),
            coins=coins([work_of(paper, edition) for paper in listed[year]]),
        )
        yield Artifact.of(f"{year_page(PAPERS, year)}index.html", of_year, edition.encode_page)


def _latest_first(papers: Iterable[Paper], rows: Mapping[str, PaperRow]) -> tuple[PaperRow, ...]:
    """Return the rows of papers, the latest read first, and those of one day in the order they have."""
    return tuple(sorted((rows[paper.key] for paper in papers), key=lambda row: row.latest or date.min, reverse=True))


def _row(paper: Paper, edition: Edition) -> PaperRow:
    related = edition.related
    held = related.read_in.get(paper.key, ())
    notes = tuple({note.key: note for note, _ in related.noted_in.get(paper.key, ())}.values())
    year = published_in(paper)
    leads = {person.key: person.name for session in held for person in session.leads}
    authors = {key: edition.names[key] for note in notes for key in note.authors if key in edition.names}
    topics = chain.from_iterable((*(each.topics for each in held), *(each.topics for each in notes)))
    return PaperRow(
        address=edition.site_map.paper(paper.key) or next((place.url for place in _places(paper)), paper.url),
        title=name_of(paper),
        authors=paper.authors,
        venue=paper.venue or ("arXiv" if paper.arxiv else ""),
        year=year,
        sessions=len(held),
        notes=len(notes),
        latest=max((session.date for session in held), default=None),
        facets=Facets(
            kinds=tuple(dict.fromkeys(session.kind for session in held if session.kind)),
            topics=tuple(dict.fromkeys(topics)),
            people=tuple((leads | authors).items()),
            year=year,
        ),
    )


def _page(paper: Paper, notes: tuple[NoteOnPaper, ...], links: tuple[Backlink, ...], edition: Edition) -> PaperPage:
    title = name_of(paper)
    return PaperPage(
        frame=frame(
            edition,
            paper_path(paper.key),
            title=edition.language.gettext("Paper: %(title)s", title=title),
            description=edition.language.gettext(
                "%(title)s: sessions and notes of %(group)s.", title=title, group=edition.site.title
            ),
        ),
        title=title,
        authors=paper.authors,
        published=", ".join(filter(None, (paper.venue, str(paper.year or "")))),
        url=paper.url,
        places=edition.places(arxiv=paper.arxiv, doi=paper.doi, url=paper.url, code=paper.code),
        citation=tuple(_citation(paper, edition)),
        bibtex=encode_bibliography((work_of(paper, edition),)).decode(),
        abstract=edition.html(paper.abstract, root_of(paper_path(paper.key)), top_heading=3),
        sessions=selection(edition, edition.related.read_in.get(paper.key, ())),
        notes=notes,
        backlinks=links,
    )


def _places(paper: Paper) -> tuple[Link, ...]:
    return places(arxiv=paper.arxiv, doi=paper.doi, url=paper.url, code=paper.code)


def _notes(paper: Paper, edition: Edition) -> Iterator[NoteOnPaper]:
    for note, mention in edition.related.noted_in.get(paper.key, ()):
        anchor = f"#{mention.anchor}" if mention.anchor else ""
        part = edition.once(_headings, note.text).get(mention.anchor, "") if mention.anchor else ""
        yield NoteOnPaper(note_path(note.key) + anchor, note.title, part if part != note.title else "")


def _headings(text: Text, _: Edition) -> Mapping[str, str]:
    """Return what the headings of a text say, by their anchors."""
    return {heading.anchor: heading.text for heading in text.headings}


def _citation(paper: Paper, edition: Edition) -> Iterator[tuple[str, str]]:
    """Yield the tags of a published work; a video or a page that is merely read has none."""
    work = work_of(paper, edition)
    if not work.published:
        return
    yield "citation_title", work.title
    yield from (("citation_author", author) for author in work.authors if not stands_for_others(author))
    pdf = next((link.url for link in places(arxiv=work.arxiv, doi=None, url=paper.url) if link.label == "PDF"), None)
    others = {
        "citation_publication_date": str(work.year or ""),
        "citation_journal_title": work.venue,
        "citation_arxiv_id": work.arxiv,
        "citation_doi": work.doi,
        "citation_pdf_url": absolute(pdf, edition) if pdf else None,
    }
    yield from ((name, content) for name, content in others.items() if content)
