"""From files that were saved to what open pages are told: a build, and what it means for them."""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

from rig_site.build import Built, Made
from rig_site.diagnostics import Problem, Severity
from rig_site.model.site_map import SiteMap
from rig_site.render.html import environment
from rig_site.render.theme import BUNDLED
from rig_site.serve.state import Description, Latest, Served


class Rebuilt(Struct, frozen=True):
    """What a change came to: what changed, as its user would name it, and the build, None where that failed."""

    changed: tuple[str, ...]
    milliseconds: int
    built: Built | None


class Preview:
    """The site of a content folder as it is now.

    `rebuild` builds it, and tells of each file that an edit makes another
    as soon as it is in its place.  `describe` says what an overlay shows of a
    problem, and `explain` of a fault, which ends the build but not the
    server.  Browsers `follow` whoever edits, if they are to.
    """

    def __init__(
        self,
        content: Path,
        latest: Latest,
        *,
        rebuild: Callable[[Made], Built],
        describe: Callable[[Problem], Description],
        explain: Callable[[Exception], Description],
        follow: bool = False,
    ) -> None:
        real = Path(os.path.realpath(content))
        own = Path(os.path.realpath(content.parent / "templates"))
        self._content = real
        self._shown = {BUNDLED.resolve(): BUNDLED, own: content.parent / "templates", real: content}
        self._templates = own
        self._template_names = _names(own)
        self._latest = latest
        self._state = Served(secrets.token_hex(8))
        self._site_map: SiteMap | None = None
        self._rebuild = rebuild
        self._describe = describe
        self._explain = explain
        self._follow = follow

    @property
    def folders(self) -> tuple[Path, ...]:
        """The real paths of what the site is made of."""
        return tuple(self._shown)

    def update(self, changed: Iterable[Path] = ()) -> Rebuilt:
        """Build the site again after a change, tell the pages of it, and return what came of it."""
        began = time.perf_counter()
        paths = sorted(changed)
        built: Built | None = None
        begun: Served | None = None

        def made(path: str, is_new: bool) -> None:
            nonlocal begun
            if begun:
                self._latest.made(path)
            elif is_new:
                begun = self._begun(paths)
                self._latest.begin(begun, path)

        try:
            self._forget_templates()
            built = self._rebuild(made)
            after = self._after(built, paths, begun)
            self._state = begun if begun and after == begun else after
        except Exception as error:  # whatever it is, the next change may mend it
            self._state = replace(begun or self._state, problems=(self._explain(error),))
        self._latest.put(self._state)
        milliseconds = round((time.perf_counter() - began) * 1000)
        there = [path for path in paths if path.exists()]  # an editor's own copies are gone again
        return Rebuilt(tuple(map(self._name, there or paths)), milliseconds, built)

    def _begun(self, changed: list[Path]) -> Served:
        """Return the state that an edit leads to, of whose files only some are made yet."""
        site_map = self._site_map
        assert site_map is not None
        page = self._page_of(site_map, changed, (), site_map) if self._follow else None
        return _opened(replace(self._state, problems=(), site=self._state.site + 1), page)

    def _after(self, built: Built, changed: list[Path], begun: Served | None) -> Served:
        """Return the state that a build leads to; pages may know already of the one that it had `begun`."""
        former, known = self._state, self._site_map
        if built.publication is None or built.site_map is None:
            wanted = (Severity.ERROR, Severity.WARNING)
            shown = [problem for severity in wanted for problem in built.problems if problem.severity is severity]
            return replace(begun or former, problems=tuple(map(self._describe, shown)))
        self._site_map = built.site_map
        base = urlsplit(built.site_map.site.base_url).path
        touched = (*built.publication.written, *built.publication.removed)
        state = replace(begun or former, problems=(), base=base)
        if base != former.base or not (begun or all(path.endswith(".css") for path in touched)):
            state = replace(state, site=state.site + 1)
        elif touched and not begun:
            state = replace(state, styles=state.styles + 1)
        if former.base and base != former.base:
            return _opened(state, base)
        if self._follow and state.opened == former.opened:
            return _opened(state, self._page_of(built.site_map, changed, built.publication.written, known))
        return state

    def _page_of(
        self, site_map: SiteMap, changed: list[Path], written: Collection[str], former: SiteMap | None
    ) -> str | None:
        """Return the path of the page that the one saved file is about; of a list of sessions, that of the one edited.

        Its page, one of the files `written`, and what the site knows of it
        have both become another: a neighbour's page changes by its links
        alone, and a session further down by its lines alone.
        """
        saved = [path for path in changed if path.is_file()]
        if len(saved) != 1 or not saved[0].is_relative_to(self._content):
            return None
        addresses = site_map.made_of(saved[0].relative_to(self._content).as_posix())
        if len(addresses) > 1:
            edited = _edited(site_map, former)
            addresses = tuple(
                each for each in addresses if site_map.at[each].key in edited and site_map.at[each].path in written
            )
        return urlsplit(site_map.site.base_url).path + addresses[0] if len(addresses) == 1 else None

    def _forget_templates(self) -> None:
        """Have templates looked for again once there are others: one of the group's may take a bundled one's place."""
        names = _names(self._templates)
        if names != self._template_names:
            environment.cache_clear()
            self._template_names = names

    def _name(self, path: Path) -> str:
        """Return a path as its user would type it."""
        for folder, shown in self._shown.items():
            if path.is_relative_to(folder):
                return (shown / path.relative_to(folder)).as_posix()
        return path.as_posix()


def _opened(state: Served, page: str | None) -> Served:
    """Return a state in which browsers are sent to a page; the same for None."""
    return state if page is None else replace(state, opened=state.opened + 1, page=page)


def _edited(site_map: SiteMap, former: SiteMap | None) -> set[str]:
    """Return the ids of the sessions that are other than they were, whenever they became so."""
    known = {session.id: session for session in former.site.sessions} if former else {}
    found = set()
    for session in site_map.site.sessions:
        before = known.get(session.id)
        if before is None or replace(session, announced=before.announced, updated=before.updated) != before:
            found.add(session.id)
    return found


def _names(folder: Path) -> frozenset[Path]:
    return frozenset(folder.rglob("*"))
