"""A file read by itself, when nothing but it may have changed: its sessions, or the settings of the group."""

from __future__ import annotations

from rig_site.content.findings import Findings
from rig_site.content.schema.decode import Decoded, decode
from rig_site.content.schema.session import Session
from rig_site.content.schema.site import Site
from rig_site.content.sources.mojibake import report_mojibake
from rig_site.content.sources.readable import readable
from rig_site.content.sources.source import Source


def sessions_in(source: Source, findings: Findings) -> tuple[Decoded[Session], ...]:
    """Return the sessions of a file, in order; none where anything is wrong with one of them."""
    report_mojibake(source, findings)
    found = readable(source, findings)
    if found.node is None or found.gaps:
        return ()
    items = found.node.children.values() if isinstance(found.node.value, list) else (found.node,)
    entries = tuple(decode(Session, item, source, findings) for item in items)
    return () if findings.problems else tuple(filter(None, entries))


def settings_in(source: Source, findings: Findings) -> Decoded[Site] | None:
    """Return what a site.yaml says, None where anything is wrong with it."""
    found = readable(source, findings)
    return decode(Site, found.node, source, findings) if found.node and not found.gaps else None
