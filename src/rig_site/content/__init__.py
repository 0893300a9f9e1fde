"""Files of content/ become the model here, and nowhere else.

The rooms in the order a file walks through them: `sources` finds it and
makes text and nodes of its bytes, `schema` holds them against the contract,
`resolve` puts objects of the model in place of keys, and `checks` looks at
the whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from rig_site.diagnostics import Problem, has_errors, in_order
from rig_site.model.history import History

if TYPE_CHECKING:
    from rig_site.model.site import Site


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a content folder says, and everything wrong with it; `site` is None when there are errors."""

    site: Site | None
    problems: tuple[Problem, ...]


def load(
    folder: Path,
    *,
    as_of: date | datetime,
    history: History | None = None,
    committed: Mapping[str, bytes] = MappingProxyType({}),
    texts: Mapping[str, bytes] = MappingProxyType({}),
) -> Loaded:
    """Return the group a content folder describes, with all problems found in one run.

    `as_of` decides which notices are due and keeps dates of announcement
    out of the future; nothing else depends on it.  `history` is what
    version control knows of the session files, and `committed` are those
    that differ from the last commit as they stand in it, by path.  Files in
    `texts` are read as if they held these bytes.
    """
    from rig_site.content.checks.advice import advise
    from rig_site.content.checks.changes import compare
    from rig_site.content.findings import Findings
    from rig_site.content.resolve.announced import report_unknown
    from rig_site.content.resolve.group import resolve
    from rig_site.content.schema.written import read
    from rig_site.model.timetable import instant

    findings = Findings()
    written = read(folder, findings, texts)
    resolved = resolve(written, as_of=as_of, history=history or {}, findings=findings)
    site = resolved.site
    compare(committed, written, findings)
    if not has_errors(tuple(findings.problems)):
        report_unknown(resolved.announcements, written.sessions, findings)
        advise(site, written.site, resolved.entries, as_of=instant(as_of, site.timezone), findings=findings)
    problems = in_order(findings.problems)
    return Loaded(None if has_errors(problems) else site, problems)
