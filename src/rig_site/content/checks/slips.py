"""What a session says and probably does not mean: it is published as it stands, so it is a warning."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from rig_site.content.findings import Findings, Meant, cite
from rig_site.content.schema.advice.meant import is_name
from rig_site.content.schema.decode import Decoded
from rig_site.content.schema.parts import Lead
from rig_site.content.schema.pasted import within_quotes
from rig_site.content.schema.session import Session
from rig_site.diagnostics import Advice
from rig_site.model.session import Status
from rig_site.yaml_writer import Value

_CALLED_OFF = re.compile(r"\W*(?:cancell?ed|postponed|abgesagt|annulée?|cancelad[ao])\b", re.IGNORECASE)
_NO_ROOM = frozenset(("no", "none", "n/a", "-", "–", "?", "tba", "tbc", "tbd"))
_TWO_NAMES = re.compile(r"(\w+\.? [\w .'-]+?)(?:,? and | & )(\w+\.? [\w .'-]+)")


def check_slips(entries: Mapping[str, Decoded[Session]], people: Collection[str], findings: Findings) -> None:
    """Add a warning for each; `people` are the keys of people.yaml."""
    for entry in entries.values():
        _check_status(entry, findings)
        _check_words(entry, findings)
        _check_leads(entry, people, findings)


def _check_status(entry: Decoded[Session], findings: Findings) -> None:
    session = entry.value
    called_off = session.status is Status.CANCELLED
    if session.reason and not called_off:
        findings.warning(
            entry.key("reason"),
            f"this session is {session.status}, and its reason is shown nowhere",
            suggestion="add 'status: cancelled', or give the reason of a move in 'moved_from'",
        )
    if session.title and _CALLED_OFF.match(session.title) and not called_off:
        findings.warning(
            entry.at("title"),
            f"calendars and feeds go on saying that this session is {session.status}",
            suggestion="write 'status: cancelled', or use 'rig-site cancel' or 'rig-site move'",
        )
    for number, move in enumerate(session.moved_from):
        if move.date == session.date:
            findings.warning(
                entry.at("moved_from", number),
                "this is the day it is held on, and it would be said to have moved from there",
                suggestion="leave the date out, or correct one of the two",
            )


def _check_words(entry: Decoded[Session], findings: Findings) -> None:
    for name in ("title", "room"):
        text = getattr(entry.value, name) or ""
        if text.endswith(","):
            findings.warning(
                entry.at(name),
                f"the {name} ends in a comma, which is published",
                suggestion=entry.advise(Meant(text.rstrip(", ")), name),
            )
    if (entry.value.room or "").casefold() in _NO_ROOM:
        findings.warning(
            entry.at("room"),
            f"{cite(entry.value.room or '')} is published as the name of a room",
            suggestion="write 'room: \"\"' for no room, or leave it out for the usual one",
        )


def _check_leads(entry: Decoded[Session], people: Collection[str], findings: Findings) -> None:
    _check_people(entry, ("leads",), entry.value.leads, people, findings)
    for name, having in entry.value.roles.items():
        _check_people(entry, ("roles", name), having, people, findings)


def _check_people(
    entry: Decoded[Session], path: tuple[str, ...], named: Sequence[Lead], people: Collection[str], findings: Findings
) -> None:
    for number, lead in enumerate(named):
        if bare := within_quotes(lead.name):
            at = entry.at(*path, number)
            advice = entry.advise(Meant(bare), *path, number) if isinstance(entry.written(*path, number), str) else bare
            findings.warning(at, f"{cite(lead.name)} is published with its quotation marks", suggestion=advice)
        words = lead.name.split()
        found = _TWO_NAMES.fullmatch(lead.name)
        several = (
            words if len(words) > 1 and all(word in people for word in words) else list(found.groups() if found else ())
        )
        if several and lead.name not in people:
            said = f"if they are several, write '{path[-1]}: [{', '.join(several)}]'"
            meant = Meant(list[Value](several), sure=all(map(is_name, several)))
            fix = entry.advise(meant, *path, number).fix
            what = f"{cite(lead.name)} becomes one person"
            findings.warning(entry.at(*path, number), what, suggestion=Advice(said, fix))
