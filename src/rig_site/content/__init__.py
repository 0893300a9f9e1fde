"""Files of content/ become the model here, and nowhere else.

The rooms in the order a file walks through them: `sources` finds it and
makes text and nodes of its bytes, `schema` holds them against the contract,
`resolve` puts objects of the model in place of keys, and `checks` looks at
the whole.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType

from rig_site.cache.store import Store
from rig_site.content.loaded import Loaded
from rig_site.diagnostics import has_errors
from rig_site.model.history import History
from rig_site.workers import Tell, silent

NOTHING_KNOWN = History()


def load(
    folder: Path,
    *,
    as_of: date | datetime,
    history: History = NOTHING_KNOWN,
    texts: Mapping[str, bytes] = MappingProxyType({}),
    feeds: Collection[str] = (),
    preview: bool = False,
    store: Store | None = None,
    jobs: int = 1,
    tell: Tell = silent,
) -> Loaded:
    """Return the group a content folder describes, with all problems found in one run.

    `as_of` decides which notices are due and keeps dates of announcement
    out of the future; nothing else depends on it.  `history` is what
    version control knows of site.yaml and the session files.  Files in
    `texts` are read as if they held these bytes.  `feeds` are the names of
    the feeds' files, which links may lead to.  In a `preview` of another
    day, nothing is said of what is dated after it.  Texts are taken from
    the `store` where it has them, and kept there; up to `jobs` processes
    read the others, and `tell` is told how far they have come.
    """
    from rig_site.content.checks.changes import compare
    from rig_site.content.checks.collisions import check_collisions
    from rig_site.content.checks.each import check_each
    from rig_site.content.checks.identity import check_identity
    from rig_site.content.checks.labels import check_labels
    from rig_site.content.checks.links import check_links
    from rig_site.content.checks.same_titles import report_same_titles
    from rig_site.content.checks.whole import check_whole
    from rig_site.content.findings import Findings
    from rig_site.content.lasting import lasting_until, written_instants
    from rig_site.content.rereading import front_matters
    from rig_site.content.rereading_sessions import ties_of
    from rig_site.content.resolve.announced import report_dates
    from rig_site.content.resolve.group import resolve
    from rig_site.content.resolve.past import Past
    from rig_site.content.schema.written import read
    from rig_site.model.timetable import instant

    findings, passing = Findings(), Findings()
    written = read(folder, findings, texts)
    now = instant(as_of, written.site.value.timezone)
    past = Past(history, as_of=now)
    found = resolve(
        written, as_of=now, past=past, feeds=feeds, store=store or Store(), jobs=jobs, tell=tell, findings=findings
    )
    site = found.site_map.site
    check_labels(written.sessions, site.kinds, findings)
    check_collisions(found.site_map, found.aliases, findings)
    check_links(found.site_map, found.own, findings)
    check_each(found.entries, written.people_keys or frozenset(), findings)
    state, name = past.compared
    compare(state, name, found.entries, written.broken_ids, found.announcements, findings)
    if not has_errors(tuple(findings.problems)):
        check_identity(written.site, state.site, name=name, findings=findings)
        if not preview:
            report_dates(found.announcements, found.entries, findings)
        report_same_titles(site.papers, found.listed_papers, found.papers, findings)
        check_whole(site, written.site, found.entries, state=state, name=name, as_of=now, findings=passing)
    settled = tuple(findings.problems)
    if has_errors(settled):
        return Loaded((*settled, *passing.problems))
    instants = written_instants(found.entries.values(), found.announcements)
    return Loaded(
        settled,
        tuple(passing.problems),
        found.site_map,
        lasting_until(site, instants, past, as_of=now),
        instants,
        front_matters((*written.notes, *written.pages)),
        ties_of(found.entries),
    )
