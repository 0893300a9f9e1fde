"""What is looked at in each session by itself, also where one is read again alone."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from rig_site.content.checks.slips import check_slips
from rig_site.content.findings import Findings
from rig_site.content.schema.decode import Decoded
from rig_site.content.schema.session import Session


def check_each(entries: Mapping[str, Decoded[Session]], people: Collection[str], findings: Findings) -> None:
    """Add what is wrong with some sessions, known by their ids; `people` are the keys of people.yaml."""
    check_slips(entries, people, findings)
