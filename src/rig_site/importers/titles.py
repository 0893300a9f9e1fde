"""What a title cell says besides the title: whether the session takes place, who leads it, what kind it is."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from rig_site.importers.draft import Draft, Journal
from rig_site.importers.people import people_like, person_like
from rig_site.importers.rich import Rich, squeezed
from rig_site.model.session import Status

_TENTATIVE_WORD = (
    r"(?:t\.?b\.?[acdns]\.?|to be (?:confirmed|announced|decided|determined|scheduled)|tentative|provisional)"
)
_TENTATIVE = re.compile(rf"\W*{_TENTATIVE_WORD}\W*", re.IGNORECASE)
_TENTATIVE_BESIDE = re.compile(
    rf"\s*[(\[]\s*{_TENTATIVE_WORD}\s*[)\]]|\s*[-–—:,]\s*{_TENTATIVE_WORD}\s*$", re.IGNORECASE
)
_FREE = re.compile(
    r"\W*(?:free(?: slot)?|open(?: slot)?|available(?: slot)?|slot (?:free|open|available)|empty(?: slot)?|"
    r"your (?:paper|talk|topic) here"
    r"|volunteers?(?: (?:needed|wanted|welcome))?|sign up(?: here)?|unclaimed|vacant|claim this slot|(?:speaker|"
    r"presenter) needed"
    r"|looking for (?:a )?(?:speaker|presenter|volunteer)s?)\W*",
    re.IGNORECASE,
)
_BREAK = re.compile(
    r"\b(?:no (?:colloquium|lecture|workshop|lunch|club|readings?|paper|reading club|paper club|meeting|session|"
    r"reading group|seminar|class|journal club|talk|rg|jc|group)s?|bank holiday|public holiday|holidays?"
    r"|hack ?week|hackathon week|spring break|summer break|winter break|fall break|autumn break|"
    r"mid[- ]?term break|term break"
    r"|(?:christmas|easter|xmas|new year'?s?|thanksgiving|summer|winter)(?: (?:break|vacation|closure|recess|"
    r"holidays?))?"
    r"|reading week|break|recess|vacation|thanksgiving|labor day|memorial day|diwali|feiertag|skip(?:ped)?|off|"
    r"ferien|pause|conference week"
    r"|no one|closed|office closed|semester break|exam (?:week|period)|revision week)\b",
    re.IGNORECASE,
)
_BREAK_ONLY = re.compile(r"(?:no|bank|public|for|the|week|day|monday|due|to|uk|us|university|group|we|will|not|"
    r"is|are|on|at|and|of|this|"
                         r"semester|term|december|january|neurips|icml|iclr|acl|emnlp|cvpr|conference|"
                         r"deadline)", re.IGNORECASE)  # fmt: skip
_CANCELLED = re.compile(
    r"\s*[-–—:(\[*]*\s*\b(cancell?ed|postponed|called off|abgesagt|annulé)\b(?:\s*(?:[:,–—-]|due to|because of|"
    r"by)\s*([^()\[\]]*?)"
    r"|\s+(until\s[^()\[\]]*|to\s[^()\[\]]*))?\s*[)\]*!]*(?:\s*[:–—-]\s*(?=\S))?",
    re.IGNORECASE,
)
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
_SEPARATORS = (re.compile(r"\s+[-–—|]+\s+|\s*—\s*|\s\|\s"), re.compile(r",\s+"), re.compile(r":\s+"))


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

    >>> titles = ("LoRA [TBC]", "FREE SLOT", "Bank holiday", "LoRA")
    >>> [standing_of(Rich(title), empty=True).status.value for title in titles]
    ['tentative', 'free', 'break', 'confirmed']
    """
    text = squeezed(title.text)
    if not text:
        return Standing(title, Status.FREE if empty else Status.TENTATIVE)
    if _TENTATIVE.fullmatch(text):
        return Standing(Rich("TBC"), Status.TENTATIVE)
    if _FREE.fullmatch(text):
        return Standing(title, Status.FREE)
    struck = any(mark.kind == "struck" for mark in title.marks)
    cancelled = _CANCELLED.search(title.text)
    if cancelled and (struck or not cancelled[0].strip()[0].islower() or cancelled.start() == 0):
        reason = squeezed(next((group for group in cancelled.groups()[1:] if group), "")) or None
        if reason is None and cancelled[1].lower() == "postponed":
            reason = "postponed"
        rest = title.without(cancelled.start(), cancelled.end()).strip(" \t\n-–—:*")
        return Standing(rest, Status.CANCELLED, reason)
    if title.struck():
        return Standing(title, Status.CANCELLED)
    if empty and _BREAK.search(text) and _says_only_break(text):
        return Standing(title, Status.BREAK)
    beside = _TENTATIVE_BESIDE.search(title.text)
    if beside:
        return Standing(title.without(beside.start(), beside.end()).strip(), Status.TENTATIVE)
    return Standing(title, Status.CONFIRMED)


def _says_only_break(text: str) -> bool:
    if re.match(r"\W*no\s", text, re.IGNORECASE) or re.search(
        r"\bno (?:meeting|session|class|seminar)", text, re.IGNORECASE
    ):
        return True
    rest = re.sub(r"\([^()]*\)", " ", _BREAK.sub(" ", text))
    words = [word for word in re.findall(r"[^\W\d_]+", rest) if not _BREAK_ONLY.fullmatch(word)]
    return len(words) <= 1


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


_ORDER = ("said", "parenthesis", "dash last", "by", "comma last", "dash first", "comma first", "colon first")
_SURE = ("said", "parenthesis")


def shapes(line: Rich) -> list[str]:
    """Return the ways in which a line can be read as title and people."""
    return [name for name, _ in _shapes(line.strip(" \t\n-–—:,;|•."))]


def _shapes(line: Rich) -> list[tuple[str, tuple[Rich, Rich]]]:
    found: list[tuple[str, tuple[Rich, Rich]]] = []
    said = re.search(
        r"[\s,;(\[–—-]*\b(?:(?:presented|led|given|hosted|discussion led) by|(?<=, )by|speakers?:|presenters?:|"
        r"leads?:|w/)\s*:?\s*"
        r"([^()]*)[)\]]?\s*$", line.text, re.IGNORECASE,
    )  # fmt: skip
    if said and said.start() > 0:
        found.append(("said", (line.part(0, said.start()), line.part(said.start(1), said.end(1)))))
    by = re.search(r"\s+by\s+([^()]*)$", line.text)
    if by and not said and people_like(line.part(by.start(1)), strict=True):
        in_title_case = all(word[0].isupper() or len(word) < 4 for word in line.text[: by.start()].split())
        found.append(("by" if in_title_case else "said", (line.part(0, by.start()), line.part(by.start(1)))))
    parenthesis = re.search(r"\s*[(\[]([^()\[\]]+(?:\([^()]*\))?[^()\[\]]*)[)\]]\s*$", line.text)
    if parenthesis and parenthesis.start() > 0:
        inside = line.part(parenthesis.start(1), parenthesis.end(1))
        if people_like(inside):
            found.append(("parenthesis", (line.part(0, parenthesis.start()), inside)))
    names = (("dash last", "dash first"), ("comma last", "comma first"), ("", "colon first"))
    for separator, (last, first) in zip(_SEPARATORS, names, strict=True):
        cuts = [(match.start(), match.end()) for match in separator.finditer(line.masked)]
        if last and cuts:
            for start, end in cuts:
                if people_like(line.part(end), strict=last == "comma last"):
                    found.append((last, (line.part(0, start), line.part(end))))
                    break
        if first and cuts and people_like(line.part(0, cuts[0][0]), strict=first != "dash first"):
            found.append((first, (line.part(cuts[0][1]), line.part(0, cuts[0][0]))))
    return [(name, (title.strip(" \t\n-–—:,;|"), people)) for name, (title, people) in found if title.text.strip()]


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

    >>> says_break(Rich("No seminar")), says_break(Rich("Lead A"))
    (True, False)
    """
    text = squeezed(cell.text)
    return _BREAK.search(text) is not None and _says_only_break(text)
