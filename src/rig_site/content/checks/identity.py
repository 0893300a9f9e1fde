"""Whether calendars and feeds go on knowing the sessions they know when the site's address changes."""

from __future__ import annotations

from rig_site.content.findings import Findings, Meant
from rig_site.content.resolve.settings import base_url
from rig_site.content.schema.decode import Decoded
from rig_site.content.schema.site import Site
from rig_site.content.sources.nodes import Node
from rig_site.content.sources.source import Source
from rig_site.diagnostics import Advice
from rig_site.model.identity import default_uid_domain, is_placeholder


def check_identity(site: Decoded[Site], former: Site | None, *, name: str, findings: Findings) -> None:
    """Add a warning where every identity becomes another one, and a notice where a new address would do that.

    `former` is site.yaml in the state it is compared with, which is called
    `name`.
    """
    now, before = _uid_domain(site.value), _uid_domain(former) if former else None
    written = site.value.uid_domain is not None
    if before and before != now:
        kept = {"uid_domain": before}
        keeping = site.advise(Meant(before), "uid_domain") if written else site.advise_fields(kept)
        findings.warning(
            site.at("uid_domain") if written else site.at("base_url"),
            f"in {name} calendar events and feed entries were known by '{before}', now by '{now or '…'}':"
            " whoever subscribes would get each of them a second time",
            suggestion=Advice(f"{'write' if written else 'add the line'} 'uid_domain: {before}'", keeping.fix),
        )
    elif now and not written:
        findings.notice(
            site.at("base_url"),
            "calendar events and feed entries are known by this address, so another one would make all of them new",
            suggestion=site.advise_fields(
                {"uid_domain": now},
                words=f"add the line 'uid_domain: {now}', and leave it as it is wherever the site moves",
            ),
        )


def _uid_domain(site: Site) -> str | None:
    """Return what a site's UIDs end in; None for a site at a placeholder, which nobody subscribed to."""
    address = base_url(Decoded(site, Node(0, 0, {}), Source("site.yaml", "")), Findings())
    return site.uid_domain or (None if is_placeholder(address) else default_uid_domain(address))
