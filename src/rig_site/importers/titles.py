"""What a title cell says besides the title: whether the session takes place, who leads it, what kind it is."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from rig_site.importers.draft import Draft, Journal
from rig_site.importers.people import people_like, person_like
from rig_site.importers.reading.rich import Rich, squeezed
from rig_site.importers.vocabulary import BREAK, BREAK_IN_CJK, CANCELLED, FREE, LED_BY, NO_MEETING, TENTATIVE
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
    rf"\W*(?:{CANCELLED})\s*(?:[:,(（–—-]\s*|(?=(?:due to|because of|by|until|to)\s))(?:(?:due to|because of|by)\s+)?"
    r"(?P<reason>[^()\[\]]+)\W*",
    re.IGNORECASE,
)
_CANCELLED_BESIDE = re.compile(
    rf"\s*(?:[-–—:,.]\s*|(?P<open>[(\[（]))\s*\**(?:{CANCELLED})\b(?:\s*(?:[:,–—-]|due to|because of|by)?\s*"
    r"(?P<reason>[^()\[\]]*?))?\s*[)\]）*!]*\s*$",
    re.IGNORECASE,
)
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
_PREFIX = re.compile(r"\s*([^:\n]{2,40}?)\s*:\s+(?=\S)")
_BRACKETED = re.compile(r"\s*\[([^\[\]:]{2,30})\]\s*:?\s+(?=\S)")
_SEPARATORS = (re.compile(r"\s+[-–—|]+\s+|\s*—\s*|\s\|\s"), re.compile(r",\s+"), re.compile(r"\s*:\s+"))


@dataclass(frozen=True, slots=True)
class Standing:
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
    if _FREE.fullmatch(text):
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
        return Standing(title.without(beside.start(), beside.end()).strip(), Status.TENTATIVE)
    return Standing(title, Status.CONFIRMED)


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


def split_line(line: Rich, votes: Counter[str]) -> tuple[Rich, Rich | None]:
    """Return title and people of a line such as "title (speaker)" or "speaker: title".

    `votes` says how many lines of the same list can be read in each way
    (`shapes`); a way that only this one line suggests is not followed
    where the words could as well belong to the title.
    """
    line = line.strip(" \t\n-–—:,;|•.")
    shapes = dict(_shapes(line))
    for name in sorted(shapes, key=lambda name: (-votes[name], _ORDER.index(name))):
        if name in _SURE or votes[name] >= 2 or _linked_people(shapes[name][1]):
            return shapes[name]
    return line, None


_ORDER = (
    "said",
    "parenthesis first",
    "parenthesis",
    "dash last",
    "by",
    "with",
    "colon last",
    "comma last",
    "dash first",
    "comma first",
    "colon first",
)
_SURE = ("said", "parenthesis", "parenthesis first")


def shapes(line: Rich) -> list[str]:
    """Return the ways in which a line can be read as title and people."""
    return [name for name, _ in _shapes(line.strip(" \t\n-–—:,;|•."))]


def _shapes(line: Rich) -> list[tuple[str, tuple[Rich, Rich]]]:
    found: list[tuple[str, tuple[Rich, Rich]]] = []
    said = re.search(rf"[\s,;.(\[–—-]*(?<!\w)(?:{LED_BY}|(?<=, )by\b)\s*:?\s*([^()]*(?:\([^()]*\)[^()]*)*)$",
                     line.text.removesuffix(")") if line.text.count("(") < line.text.count(")") else line.text,
                     re.IGNORECASE)  # fmt: skip
    if said is None:
        said = re.search(rf"\s*[(\[]\s*(?:{LED_BY}|by\b)\s*:?\s*([^()]*)[)\]]\s*$", line.text, re.IGNORECASE)
    if said and said.start() > 0:
        people = line.part(said.start(1), said.end(1))
        found.append(("said", (line.part(0, said.start()), people.strip(" \t\n.,;·|"))))
    about = re.match(
        r"\s*([^\"“«]{3,60}?),?\s+(?:on|about|will (?:present|discuss|lead|talk about)|presents?|presented|discusses"
        r"|sur|über"
        r"|sobre|présente)\s*:?\s*[\"“«]\s*([^\"“”«»]+?)\s*[\"”»]",
        line.text,
    )
    if about and people_like(line.part(about.start(1), about.end(1)), strict=True):
        found.append(("said", (line.part(about.start(2), about.end(2)), line.part(about.start(1), about.end(1)))))
    bracketed = re.match(r"\s*[(\[]([^()\[\]]+)[)\]]\s*(?=\S)", line.text)
    if bracketed and people_like(line.part(bracketed.start(1), bracketed.end(1)), strict=True):
        found.append(
            ("parenthesis first", (line.part(bracketed.end()), line.part(bracketed.start(1), bracketed.end(1))))
        )
    with_ = re.search(r"\s+(?:with|mit|avec|com|con)\s+([^()]*?)\s*:?$", line.text)
    if with_ and people_like(line.part(with_.start(1), with_.end(1)), strict=True):
        found.append(("with", (line.part(0, with_.start()), line.part(with_.start(1), with_.end(1)))))
    by = re.search(r"\s+by\s+([^()]*)$", line.text)
    if by and not said and people_like(line.part(by.start(1)), strict=True):
        in_title_case = all(word[0].isupper() or len(word) < 4 for word in line.text[: by.start()].split())
        found.append(("by" if in_title_case else "said", (line.part(0, by.start()), line.part(by.start(1)))))
    parenthesis = re.search(r"\s*[(\[]([^()\[\]]+(?:\([^()]*\))?[^()\[\]]*)[)\]]\s*$", line.text)
    if parenthesis and parenthesis.start() > 0:
        inside = line.part(parenthesis.start(1), parenthesis.end(1))
        before = re.split(r"[:,–—]\s|\s-\s", line.text[: parenthesis.start()])[-1]
        affiliation = " " not in inside.text and not inside.links and person_like(before.strip(), strict=True)
        if people_like(inside) and not affiliation:
            found.append(("parenthesis", (line.part(0, parenthesis.start()), inside)))
    names = (("dash last", "dash first"), ("comma last", "comma first"), ("colon last", "colon first"))
    for separator, (last, first) in zip(_SEPARATORS, names, strict=True):
        cuts = [(match.start(), match.end()) for match in separator.finditer(line.masked)]
        if last and cuts:
            for start, end in cuts:
                if _names_only(line.part(end), strict=last != "dash last"):
                    found.append((last, (line.part(0, start), line.part(end))))
                    break
        if first and cuts and people_like(line.part(0, cuts[0][0]), strict=first != "dash first"):
            found.append((first, (line.part(cuts[0][1]), line.part(0, cuts[0][0]))))
    return [(name, (title.strip(" \t\n-–—:,;|"), people)) for name, (title, people) in found if title.text.strip()]


def _names_only(people: Rich, *, strict: bool) -> bool:
    """Tell whether a text only names people, or says "everyone"."""
    return (
        people_like(people, strict=strict)
        or re.fullmatch(r"(?:everyone|everybody|all|alle|todos|tous)", people.text) is not None
    )


def _linked_people(people: Rich) -> bool:
    return bool(people.links) and people_like(people)


def settle_kinds(
    drafts: Sequence[Draft], headings: dict[int, str], known: Sequence[str], journal: Journal
) -> list[str]:
    """Take kinds off the titles they prefix and return them, the most frequent first.

    A prefix before a colon is a kind where it comes back: a usual word
    (Technical, Discussion, Invited Talk …) twice or with the title below
    naming the same without it, any other phrase three times.  `headings`
    are the titles of the sessions' own headings, by the drafts' ids.
    """
    prefixed: dict[str, list[tuple[Draft, str, str]]] = defaultdict(list)
    for draft in drafts:
        if draft.kind is None and not draft.generated:
            match = _BRACKETED.match(draft.title) or _PREFIX.match(draft.title)
            if match and len(match[1].split()) <= 4:
                prefixed[match[1].casefold()].append((draft, match[1], draft.title[match.end() :].strip()))
        elif draft.kind is None and headings.get(id(draft), "") and draft.title.endswith(": " + headings[id(draft)]):
            draft.kind = draft.title[: -len(headings[id(draft)]) - 2]
            draft.title = headings[id(draft)]
    folded_known = {kind.casefold(): kind for kind in known}
    for folded, found in prefixed.items():
        usual = _KNOWN_KINDS.fullmatch(folded) is not None
        told = any(squeezed(headings.get(id(draft), "")).casefold() == rest.casefold() for draft, _, rest in found)
        person = all(person_like(kind, strict=True) for _, kind, _ in found)
        if not (
            folded in folded_known or told or usual or (len(found) >= 3 and not person and len(folded.split()) <= 3)
        ):
            continue
        kind = folded_known.get(folded) or Counter(written for _, written, _ in found).most_common(1)[0][0]
        for draft, _, rest in found:
            for reading in draft.readings():
                reading.title = rest if reading.title == draft.title else reading.title
            draft.kind, draft.title = kind, rest
            if _TENTATIVE.fullmatch(rest):
                draft.title = "TBC"
                draft.status = Status.TENTATIVE if draft.status is Status.CONFIRMED else draft.status
        if not usual and folded not in folded_known:
            journal.notice(found[0][0].place, f"'{kind}:' before {len(found)} titles is taken to be their kind")
    counted = Counter(draft.kind for draft in drafts if draft.kind)
    return [kind for kind, _ in counted.most_common()]


def plain_kind(title: str) -> str:
    """Return a title without a usual word for its kind before it.

    >>> plain_kind("Invited Talk: On prompts"), plain_kind("BERT: pre-training")
    ('On prompts', 'BERT: pre-training')
    """
    match = _PREFIX.match(title)
    return title[match.end() :] if match and _KNOWN_KINDS.fullmatch(match[1]) else title


def is_kind(title: str) -> bool:
    """Tell whether a title is nothing but a usual word for a kind of session."""
    return _KNOWN_KINDS.fullmatch(title.strip(" -–—:")) is not None


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
