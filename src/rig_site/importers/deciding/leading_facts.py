"""What stands between the date of a line and its title: a time, a place, a person in brackets."""

from __future__ import annotations

import re

from rig_site.importers.deciding.cells_when_where import PLACE
from rig_site.importers.deciding.cells_who import lead_cell
from rig_site.importers.deciding.work import Untangling
from rig_site.importers.rich import Rich, squeezed
from rig_site.importers.values.clock_times import find_time
from rig_site.importers.values.people import people_like
from rig_site.importers.values.standing import is_kind

_HOUR = re.compile(
    r"(?i:um |at |à |a las |às )?(\d{1,2})(?:\.([0-5]\d)(?![\d.]|\s?[ap]\.?m)(?:\s?(?:Uhr|h)\b)?|\s?[hH]([0-5]\d)?\b"
    r"|\s?Uhr\b)"
)
_REMARK = re.compile(r"(?:note|nb|n\.b\.|attention|achtung|hinweis|nota|careful|please note)\b", re.IGNORECASE)
_ROOM_CODE = re.compile(
    r"(?!part|chapter|ch\b|week|session|talk|v\d|(?:19|20)\d\d)[A-Z][\w.-]{0,5}(?:\s[\w.-]{1,5}){0,2}(?<=\d)",
    re.IGNORECASE,
)
"""A room in brackets that is only called by letters and numbers: "MA B1 524"."""


def leading_facts(work: Untangling, cell: Rich) -> Rich:
    """Take what stands between a date and the title: a time, a place, a person in brackets; return the rest."""
    while True:
        cell = cell.strip(" \t\n-–—:,;|•·：，、")
        pointed = _HOUR.match(cell.text)
        time = find_time(f"{pointed[1]}:{pointed[2] or pointed[3] or '00'}" if pointed else cell.text)
        if pointed and time:
            work.set_time(time)
            cell = cell.part(pointed.end())
            continue
        bracket = re.match(r"[(\[（]([^()\[\]（）]*)[)\]）]", cell.text)
        place = PLACE.match(cell.text)
        if time and time.at <= 1 and not bracket:
            work.set_time(time)
            cell = cell.without(time.at, time.to)
        elif place and not cell.part(0, place.end()).links:
            work.draft.room = work.draft.room or squeezed(place[1]).strip(" ,()")
            cell = cell.part(place.end())
        elif bracket and _bracketed_fact(work, cell.part(bracket.start(1), bracket.end(1))):
            cell = cell.part(bracket.end())
        else:
            return cell.part(1) if re.match(r"[)\]）]\W", cell.text) else cell


def _bracketed_fact(work: Untangling, inside: Rich) -> bool:
    """Take what stands in brackets after a date, if it is a time, a place, a weekday or people."""
    time = find_time(inside.text, alone=True)
    rest = inside.without(time.at, time.to).strip(" ,;·@") if time else inside
    if not rest.text and time:
        work.set_time(time)
        return True
    if PLACE.fullmatch(rest.text) or (time and len(rest.text) < 40):
        work.draft.room = work.draft.room or squeezed(rest.text)
        if time:
            work.set_time(time)
        return True
    if _REMARK.match(inside.text):
        work.draft.abstract.append(squeezed(inside.text))
        return True
    if work.draft.kind is None and is_kind(inside.text.split()[-1] if inside.text.strip() else ""):
        work.draft.kind = squeezed(inside.text).strip("*_ ")
        return True
    if not work.record.take("lead") and people_like(inside, strict=True):
        lead_cell(work, "", inside)
        return True
    if _ROOM_CODE.fullmatch(inside.text) and not inside.links and work.draft.room is None:
        work.draft.room = squeezed(inside.text)
        return True
    return False
