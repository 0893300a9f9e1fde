"""What people mean who write a text, a pair of texts or another key where a mapping with known fields is expected."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from rig_site.content.findings import FieldError, Meant
from rig_site.content.schema.advice.meant import link_of, link_of_pair, reading_of, reading_of_pair, several
from rig_site.content.schema.clock_times import parse_hours
from rig_site.content.schema.parts import Lead, Link, Reading
from rig_site.content.schema.session import Move
from rig_site.content.schema.small_files import Paper, Proposal
from rig_site.content.schema.spelled_dates import spelled
from rig_site.content.sources.nodes import Plain
from rig_site.yaml_writer import Value

BEGINNINGS = ("start", "starts", "begin", "begins", "start_time", "starttime", "from")
"""Keys that people have for when something begins."""

ENDS = ("end", "ends", "finish", "end_time", "endtime", "to", "until")
"""Keys that people have for when something ends."""

_LABELS = {"code": "Code", "github": "Code", "link": "Link", "url": "Link", "website": "Website"}
_REASON = re.compile(r"(?P<day>.*?)\s*(?:\(|[,:;]\s|\s[-\u2013\u2014]\s)\s*(?P<reason>.+?)\)?\s*")
_REACTION = re.compile(r"(?P<sign>[^\w\s,;:]+)[\s:x\u00d7]*(?P<number>\d*)[\s,;]*")


def of_text(model: Any, written: str) -> Meant | None:
    """Return the mapping that a text means in the place of one."""
    if model is Link:
        return link_of(written)
    if model is Move:
        return _move_of(written)
    if model is Proposal:
        return Meant({"title": written.strip()})
    found = reading_of(written) if model is Paper else None
    return found if found and isinstance(found.value, Mapping) else None


def of_pair(model: Any, key: str, written: str) -> Meant | None:
    """Return the mapping that `- Slides: https://\u2026` means in the place of one."""
    if model is Link:
        return link_of_pair(key, written)
    if model is Reading:
        return reading_of_pair(key, written)
    if model is Lead and re.fullmatch(r"https?://\S+", written):
        return Meant({"name": key, "url": written})
    return Meant({"title": f"{key}: {written}"}) if model is Proposal else None


def of_another_key(key: str, field: str, written: Plain) -> Meant | None:
    """Return the value of a field that is meant by another key, of which the key is a part.

    >>> of_another_key("slides", "links", "https://example.org/s.pdf").value
    [{'label': 'Slides', 'url': 'https://example.org/s.pdf'}]
    """
    word = key.casefold()
    if field == "status" and word == "cancelled":
        return Meant("cancelled") if str(written).casefold() in ("true", "yes", "y") else None
    if not isinstance(written, str):
        return None
    if field == "links" and word != "links":
        label = _LABELS.get(word, key[:1].upper() + key[1:])
        return Meant([link_of_pair(label, written).value], sure=False)
    if field == "roles" and word != "roles" and (people := several(written, people=True)):
        return Meant({key[:1].upper() + key[1:]: people.value}, sure=False)
    if field == "reactions" and re.fullmatch(r"\d{1,6}", written):
        return Meant({"👍": written}, sure=False)
    return None


def hours_of(written: Plain) -> Meant | None:
    """Return the time that a beginning and an end mean, each under a key of its own or both in a list.

    >>> hours_of({"start": "11:00", "end": "12:30"}).value
    '11:00-12:30'
    """
    ends: list[Plain] = []
    if isinstance(written, list):
        ends = written
    elif isinstance(written, dict):
        ends = [value for name in (*BEGINNINGS, *ENDS) for key, value in written.items() if key.casefold() == name]
    if len(ends) != 2 or not all(isinstance(end, str) for end in ends):
        return None
    hours = f"{ends[0]}-{ends[1]}"
    try:
        parse_hours(hours)
    except FieldError as wrong:
        return wrong.meant
    return Meant(hours)


def reactions_of(written: Plain) -> Meant | None:
    """Return the counts that `👍 4`, `👍👍` or a list of signs mean.

    >>> reactions_of(["👍", "👍"]).value
    {'👍': '2'}
    """
    text = " ".join(map(str, written)) if isinstance(written, list) else written
    if not isinstance(text, str) or not re.fullmatch(
        rf"(?:{_REACTION.pattern})+".replace("?P<sign>", "").replace("?P<number>", ""), text
    ):
        return None
    counts: Counter[str] = Counter()
    for match in _REACTION.finditer(text):
        signs = (
            [match["sign"]] if match["number"] else re.findall(r".[\ufe0f\u200d\U0001f3fb-\U0001f3ff]*", match["sign"])
        )
        for sign in signs:
            counts[sign] += int(match["number"] or 1)
    value: dict[str, Value] = {sign: str(count) for sign, count in counts.items()}
    return Meant(value, sure=isinstance(written, str))


def _move_of(written: str) -> Meant | None:
    """Return the move that a date means, or a date with a reason."""
    text = written.strip()
    found = spelled(text)
    reason = ""
    if not found.days and (match := _REASON.fullmatch(text)):
        found, reason = spelled(match["day"]), match["reason"]
    if len(found.days) != 1 or found.weekday is not None:
        return None
    day = {"date": found.days[0].isoformat()}
    return Meant({**day, "reason": reason} if reason else day)
