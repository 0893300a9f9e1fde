"""Whether a session takes place, by the words of its title: not settled yet, a free slot, a break, cancelled."""

from __future__ import annotations

import re

from msgspec import Struct

from rig_site.importers.rich import Rich, squeezed
from rig_site.importers.vocabulary import BREAK, BREAK_IN_CJK, CANCELLED, FREE, NO_MEETING, TENTATIVE
from rig_site.model.session import Status

_TENTATIVE = re.compile(rf"\W*(?:{TENTATIVE}|\?+)\W*", re.IGNORECASE)
_TENTATIVE_BESIDE = re.compile(
    rf"\s*[(\[（]\s*(?:{TENTATIVE})\s*[)\]）]|\s*[-–—:,]\s*(?:{TENTATIVE})\s*$", re.IGNORECASE
)
_FREE = re.compile(rf"\W*(?:{FREE})\W*", re.IGNORECASE)
_BREAK = re.compile(rf"\W*(?:{BREAK})(?:\s+(?:week|day|monday))?\W*", re.IGNORECASE)
_BREAK_WITH_REASON = re.compile(
    rf"\W*(?:{BREAK})(?:\s+(?:week|day))?\s*(?:[(\[（,;:.!–—-]\W*|\s(?:due to|because of|for|on account of|on|in|until"
    r"|wegen|por|pour|devido a)\s)(?P<reason>.+)",
    re.IGNORECASE,
)
_OR = re.compile(r"\s*(?:[,;&/.–—]|\s-|\b(?:and|or|und|et|y|e)\b|[()])\s*", re.IGNORECASE)
_CANCELLED_ALONE = re.compile(rf"\W*(?:{CANCELLED})\W*", re.IGNORECASE)
_CANCELLED_FIRST = re.compile(rf"\W*(?:{CANCELLED})\b\W*?(?:[:\]）)]|\s[–—-]|[–—])\W*(?=\S)", re.IGNORECASE)
_CANCELLED_REASON = re.compile(
    rf"\W*(?:{CANCELLED})\s*(?:[:,(（–—-]\s*|(?=(?:due to|because of|by|until|to|for)\s))"
    r"(?:(?:due to|because of|by|for)\s+)?"
    r"(?P<reason>[^()\[\]]+)\W*",
    re.IGNORECASE,
)
_CANCELLED_BESIDE = re.compile(
    rf"\s*(?:[-–—:,.]\s*|(?P<open>[(\[（]))\s*\**(?:{CANCELLED})\b(?:\s*(?:[:,–—-]|due to|because of|by)?\s*"
    r"(?P<reason>[^()\[\]]*?))?\s*[)\]）*!]*\s*$",
    re.IGNORECASE,
)
_CANCELLED_LOUDLY = re.compile(rf"\s*(?:{CANCELLED.upper()})\s+(?=\S*[^\W\d_]\S*\s)(?=[^\n]*[a-zß-ÿ])")
"""The state of an item before its title, in capitals: "CANCELLED Direct manipulation"."""
_CANCELLED_WORD = re.compile(rf"\b(?:{CANCELLED})\b", re.IGNORECASE)
_WORDS_AFTER = 4
"""Words beside a word for a break that can still be a remark on it rather than a title."""
_KNOWN_KINDS = re.compile(
    r"technical|discussion|invited (?:talk|speaker)|guest (?:talk|lecture|speaker|seminar)|tutorial|workshop|"
    r"seminar|talk|hands[- ]on"
    r"|paper(?: discussion| presentation| session)?|journal club|book club|practice talk|lightning talks?|demo|"
    r"panel|keynote|social"
    r"|research at [\w ]+|external (?:talk|speaker)|student talk|overview|lecture|special session|joint session|"
    r"debate|project talk"
    r"|research talk|reading|roundtable|fireside chat|work in progress|wip|group discussion|special event|"
    r"presentation",
    re.IGNORECASE,
)


class Standing(Struct, frozen=True):
    """What a title says about whether the session takes place, and the title without it."""

    title: Rich
    status: Status
    reason: str | None = None


def standing_as_generated(title: Rich) -> Standing:
    """Return the status of a title as rig-site itself writes it: `~~title~~ (cancelled: reason)`, `title (TBC)`."""
    struck = next((mark for mark in title.marks if mark.kind == "struck" and mark.start == 0), None)
    said = re.fullmatch(r" \(cancelled(?:: (.*))?\)", title.text[struck.end :]) if struck else None
    if struck and said:
        return Standing(title.part(0, struck.end), Status.CANCELLED, said[1])
    if title.text.upper() in ("TBC", "TBA", "TBD"):
        return Standing(title, Status.TENTATIVE)
    if title.text.endswith(" (TBC)"):
        return Standing(title.part(0, len(title.text) - len(" (TBC)")), Status.TENTATIVE)
    return Standing(title, Status.CONFIRMED)


def standing_of(title: Rich, *, empty: bool) -> Standing:
    """Return the status a title names: TBC, a free slot, a break, cancelled; `empty` tells that the row says no more.

    A status is only what stands in its own place: as all that is said, in
    brackets, or before or after a mark.  "Pause tokens" and "Cancelled
    flights data" are titles.

    >>> titles = ("LoRA [TBC]", "FREE SLOT", "Bank holiday", "LoRA", "Skip connections", "Cancelled flights data")
    >>> [standing_of(Rich(title), empty=True).status.value for title in titles]
    ['tentative', 'free', 'break', 'confirmed', 'confirmed', 'confirmed']
    """
    text = squeezed(title.text)
    if not text:
        return Standing(title, Status.FREE if empty else Status.TENTATIVE)
    if _TENTATIVE.fullmatch(text):
        return Standing(Rich("TBC"), Status.TENTATIVE)
    if _FREE.fullmatch(text) or is_open(text):
        return Standing(title, Status.FREE)
    cancelled = _cancelled(title, text)
    if cancelled is not None:
        return cancelled
    if title.struck():
        return Standing(title, Status.CANCELLED)
    if empty and says_break(title):
        return Standing(title, Status.BREAK)
    beside = _TENTATIVE_BESIDE.search(title.text)
    if beside:
        rest = title.without(beside.start(), beside.end()).strip()
        return Standing(title if is_kind(rest.text) else rest, Status.TENTATIVE)
    return Standing(title, Status.CONFIRMED)


def is_open(text: str) -> bool:
    """Tell whether a text names alternatives, one of which is a free slot and none a session.

    >>> is_open("[volunteer/?holiday]"), is_open("Free or fair?")
    (True, False)
    """
    parts = [part for part in re.split(r"\s*/\s*|\s+(?:or|oder|ou|o)\s+", text.strip("[]() ")) if part.strip()]
    return (
        len(parts) > 1
        and any(_FREE.fullmatch(part) for part in parts)
        and all(any(kind.fullmatch(part) for kind in (_FREE, _BREAK, _TENTATIVE)) for part in parts)
    )


def _cancelled(title: Rich, text: str) -> Standing | None:
    if _CANCELLED_ALONE.fullmatch(text):
        reason = "postponed" if "postponed" in text.lower() else None
        return Standing(Rich(""), Status.CANCELLED, reason)
    struck = next((mark for mark in title.marks if mark.kind == "struck"), None)
    beside = _CANCELLED_BESIDE.search(title.text)
    if struck and _CANCELLED_WORD.search(title.masked, struck.end) and not beside:
        return Standing(title.part(struck.start, struck.end), Status.CANCELLED)
    if beside and beside.start() > 0:
        reason = squeezed(beside["reason"] or "") or ("postponed" if "postponed" in beside[0].lower() else None)
        return Standing(title.part(0, beside.start()).strip(" \t\n-–—:*"), Status.CANCELLED, reason)
    first = _CANCELLED_FIRST.match(title.text)
    whole = _CANCELLED_REASON.fullmatch(title.text)
    if whole and (not first or not re.search(r"[:\]）)–—-]", first[0])):
        return Standing(Rich(""), Status.CANCELLED, squeezed(whole["reason"]))
    first = first or _CANCELLED_LOUDLY.match(title.text)
    if first:
        return Standing(title.part(first.end()).strip(" \t\n-–—:*"), Status.CANCELLED)
    return None


def doubtful_status(title: str) -> str | None:
    """Return the word of a title that may say it is not held, though it stands where it may belong to the title.

    >>> doubtful_status("Cancelled flights data"), doubtful_status("On attention")
    ('Cancelled', None)
    """
    found = _CANCELLED_WORD.search(title)
    return found[0] if found else None


def is_status(text: str) -> bool:
    """Tell whether a text only says that something is not settled yet, or is off."""
    return (_TENTATIVE.fullmatch(text) or _CANCELLED_ALONE.fullmatch(text)) is not None


def is_tentative(text: str) -> bool:
    """Tell whether a text only says that something is not settled yet."""
    return _TENTATIVE.fullmatch(text) is not None


def says_break(cell: Rich) -> bool:
    """Tell whether a cell says nothing but that there is no meeting.

    >>> says_break(Rich("No seminar (bank holiday)")), says_break(Rich("Lead A")), says_break(Rich("No free lunch"))
    (True, False, False)
    """
    text = squeezed(cell.text)
    if _BREAK.fullmatch(text):
        return True
    with_reason = _BREAK_WITH_REASON.fullmatch(text)
    if with_reason and (_sure_break(text) or len(re.findall(r"\w+", with_reason["reason"])) <= _WORDS_AFTER):
        return True
    clauses = [clause for clause in _OR.split(text) if re.search(r"\w", clause)]
    if says_no_meeting(text):
        return True
    return bool(BREAK_IN_CJK.search(text)) or (len(clauses) > 1 and all(_BREAK.fullmatch(one) for one in clauses))


def says_no_meeting(text: str) -> bool:
    """Tell whether one clause of a text says that there is no meeting, whatever else it names.

    >>> says_no_meeting("Winter school, no club."), says_no_meeting("No free lunch")
    (True, False)
    """
    clauses = _OR.split(squeezed(text))
    return any(_BREAK.fullmatch(clause) and _sure_break(clause) for clause in clauses if clause)


def _sure_break(text: str) -> bool:
    """Tell whether a phrase begins by saying that there is no meeting; "Summer break: a story" might be a title."""
    return re.match(rf"\W*{NO_MEETING}\b", text, re.IGNORECASE) is not None


def is_kind(title: str) -> bool:
    """Tell whether a title is nothing but a usual word for a kind of session."""
    return _KNOWN_KINDS.fullmatch(title.strip(" -–—:")) is not None
