"""rig-site add: a link, or a file of another program, becomes a reading with its title, its authors and its year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rig_site.cli.change import change, find, sound
from rig_site.cli.options import as_of_option, content_option
from rig_site.cli.organise.ids import SessionId

if TYPE_CHECKING:
    from rig_site.cli.online.lookup import LookedUp
    from rig_site.content.citations.citation import Citation
    from rig_site.content.works import Library, WrittenWork
    from rig_site.model.session import Session


@click.command(
    epilog="""\b
Examples:
  rig-site add attention https://arxiv.org/abs/1706.03762
  rig-site add attention 10.1162/neco.1997.9.8.1735 --section Extras
  rig-site add attention https://aclanthology.org/N19-1423.pdf --abstract
  rig-site add attention zotero.bib      what Zotero or OpenReview gives as BibTeX, or CSL JSON; also a PDF
  rig-site add --missing                 look up all readings that have only a link
  rig-site add attention --missing       only those of this session

\b
Environment:
  RIG_SITE_TIMEOUT        how many seconds to wait for another host, 20 if not set
  RIG_SITE_DOI_SERVICE    what to ask instead of https://doi.org/
  RIG_SITE_ACL_SERVICE    what to ask instead of https://aclanthology.org/
"""
)
@click.argument("session_id", metavar="[SESSION]", required=False, type=SessionId())
@click.argument("links", metavar="[LINK|FILE]...", nargs=-1)
@click.option("--section", help="Under which heading, such as Extras; without it, where the first readings are.")
@click.option("--abstract", is_flag=True, help="Write the work into papers.yaml as well, with venue and abstract.")
@click.option("--missing", is_flag=True, help="Instead of adding, complete readings that have only a link.")
@content_option
@as_of_option
@click.pass_context
def add(
    context: click.Context,
    session_id: str | None,
    links: tuple[str, ...],
    section: str | None,
    abstract: bool,
    missing: bool,
    content: Path,
    as_of: date | datetime,
) -> None:
    """Add what a LINK leads to, or what a FILE describes, to the readings of SESSION.

    A link to arXiv, a DOI, the ACL Anthology, a page or PDF of a paper, or
    any page is looked up; doi.org and the Anthology are asked, or the page
    itself.  A reading that the session has already is completed, and what
    is written there stays.  If anything cannot be found, nothing is
    changed; with --missing, the others are completed all the same.
    """
    from rig_site.content.works import Library

    if missing:
        if links or section:
            raise click.UsageError("--missing completes what is there; it takes no links and no --section", context)
        site, only = find(context, content, session_id, as_of) if session_id else (sound(context, content, as_of), None)
        library = Library(content, site)
        failed = Completion(library, content, abstract).missing(only.id if only else None)
    else:
        site, session = find(context, content, _named(context, session_id, links), as_of)
        if not links:
            raise click.UsageError("say which LINK or FILE to add, or --missing", context)
        library = Library(content, site)
        failed = Addition(library, content, abstract, session, section).all_of(context, links)
    try:
        changed = library.texts(content)
    except ValueError as refused:
        raise click.ClickException(f"{refused}; nothing was changed") from refused
    if changed:
        change(context, content, changed, as_of)
        click.echo(f"next: rig-site build, to see it on the site; then commit {_listed(content, changed)}")
    context.exit(int(failed))


def _named(context: click.Context, session_id: str | None, links: tuple[str, ...]) -> str:
    """Return the id of the session; a link in its place is a usage error."""
    from rig_site.cli.online.lookup import source_of

    if session_id is None:
        raise click.UsageError("say to which SESSION, and which LINK or FILE; or --missing", context)
    if source_of(session_id) or (not links and Path(session_id).is_file() and Path(session_id).suffix != ".yaml"):
        raise click.UsageError(f"say first to which session: rig-site add SESSION {session_id}", context)
    return session_id


def _listed(content: Path, paths: Iterable[str]) -> str:
    return " and ".join(str(content / path) for path in paths)


class Completion:
    """Readings that are there get what is missing."""

    def __init__(self, library: Library, content: Path, abstract: bool) -> None:
        from rig_site.cli.online.environment import client, services

        self.library = library
        self.content = content
        self.abstract = abstract
        self.client = client()
        self.services = services()

    def missing(self, session_id: str | None) -> bool:
        """Look up all readings that have only a link, or those of a session, and tell whether one was not found."""
        from rig_site.cli.online.lookup import NotFoundError, asked_host, look_up

        wanted = [work for work in self.library.works if not work.has_title and session_id in (None, work.session)]
        silent: set[str] = set()
        known: dict[str, Citation] = {}
        failed = False
        for work in wanted:
            link = work.link
            if link is None or asked_host(link, self.services) in silent:
                failed = failed or link is not None
                continue
            try:
                known[link] = known[link] if link in known else look_up(link, self.client, self.services)
                self.complete(work, known[link])
            except NotFoundError as error:
                failed = True
                silent |= {error.unreachable} if error.unreachable else set()
                click.echo(f"{self._place(work)}: {error}", err=True)
        if not wanted:
            click.echo("no reading has only a link")
        elif silent:
            click.echo(f"{', '.join(sorted(silent))} was not asked again", err=True)
        return failed

    def complete(self, work: WrittenWork, citation: Citation) -> None:
        """Let a reading say what it does not yet, and papers.yaml its abstract where that is asked for."""
        added = self.library.complete(work, citation)
        what = f"{', '.join(added)} added" if added else "nothing was missing"
        click.echo(f"{self._place(work)}: {_cited(citation)}: {what}")
        if self.abstract:
            self.describe(citation, key=work.written.paper)

    def describe(self, citation: Citation, *, key: str | None = None) -> None:
        """Let papers.yaml have a work."""
        name, added = self.library.describe(citation, key=key)
        has = f"has {', '.join(added)} now" if added else "lacked nothing"
        without = "" if citation.abstract else "; its abstract is not known there"
        click.echo(f"{self.content / 'papers.yaml'}: '{name}' {has}{without}")

    def _place(self, work: WrittenWork) -> str:
        return f"{self.content / work.position.path}:{work.position.line}:{work.position.column}"


class Addition(Completion):
    """A session gets readings, or those that it has get what is missing."""

    def __init__(self, library: Library, content: Path, abstract: bool, session: Session, section: str | None) -> None:
        super().__init__(library, content, abstract)
        self.session = session
        self.section = section
        self.seen: set[str] = set()

    def all_of(self, context: click.Context, links: Iterable[str]) -> bool:
        """Add what links and files lead to; what cannot be found ends the command before anything is changed."""
        from rig_site.cli.online.lookup import NotFoundError, with_scheme

        found: list[LookedUp] = []
        failed = False
        for link in map(with_scheme, links):
            try:
                found += self._found(context, link)
            except NotFoundError as error:
                click.echo(str(error), err=True)
                failed = True
        if failed:
            click.echo("Nothing was changed.", err=True)
            context.exit(1)
        for each in found:
            self._add(context, each)
        return False

    def _found(self, context: click.Context, link: str) -> Iterator[LookedUp]:
        """Yield what a link or a file leads to, but for what the session has already as a whole."""
        from rig_site.cli.online.lookup import LookedUp, in_file, look_up, source_of
        from rig_site.model.paper import Paper, identities

        source = source_of(link)
        if not source:
            path = Path(link)
            if not path.is_file():
                raise click.BadParameter(f"'{link}' is neither a link nor a file", context, param_hint="LINK")
            yield from in_file(path, self.client, self.services)
            return
        names = identities(Paper("", arxiv=source.get("arxiv"), doi=source.get("doi"), url=source.get("url")))
        work = self.library.read_in(self.session.id, names)
        if work and work.is_complete and not self.abstract:
            click.echo(f"{self._place(work)}: {work.shown.title}: nothing was missing")
            self._say_where(work)
        else:
            yield LookedUp(look_up(link, self.client, self.services), source)

    def _add(self, context: click.Context, found: LookedUp) -> None:
        from rig_site.cli.online.lookup import identified
        from rig_site.content.works import in_common
        from rig_site.model.paper import Paper, identities

        citation = identified(found)
        names = identities(Paper("", arxiv=citation.arxiv, doi=citation.doi, url=citation.url))
        own = {*names, f"title:{in_common(citation.title)}"}
        if self.seen & own:
            return
        self.seen |= own
        work = self.library.read_in(self.session.id, names, citation.title)
        if work:
            self.complete(work, citation)
            self._say_where(work)
            return
        shared = self.library.shared_with(self.session.id)
        if shared:
            raise click.BadParameter(
                f"'{self.session.id}' has the readings of '{shared}'; add it there: rig-site add {shared} …",
                context,
                param_hint="SESSION",
            )
        self.library.add(self.session.source, self.session.id, self.section, found.source, citation)
        where = f" under {self.section}" if self.section else ""
        click.echo(f"{self.content / self.session.source}: '{self.session.id}' reads {_cited(citation)}{where}")
        if self.abstract:
            self.describe(citation)

    def _say_where(self, work: WrittenWork) -> None:
        """Say that a reading stays where it is, where another heading was asked for."""
        heading = work.heading.strip()
        if self.section and self.section.casefold().split() != heading.casefold().split():
            where = f"under {heading}" if heading else "in the list without a heading"
            click.echo(f"{self._place(work)}: it stands {where} already, and was not put under {self.section}")


def _cited(citation: Citation) -> str:
    """Return a work in a few words, for the terminal."""
    first, *others = citation.authors or ("",)
    known = [f"{first} and others" if len(others) > 1 else " and ".join((first, *others)), str(citation.year or "")]
    said = ", ".join(filter(None, known))
    return f"'{citation.title}' ({said})" if said else f"'{citation.title}'"
