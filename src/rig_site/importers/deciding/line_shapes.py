"""How a line is parted into title and people: by brackets, dashes, commas, "by", as the lines like it are."""

from __future__ import annotations

import re
from collections import Counter

from rig_site.importers.rich import Rich
from rig_site.importers.values.addresses import is_profile
from rig_site.importers.values.people import is_position, is_workplace, people_like, person_like
from rig_site.importers.vocabulary import LED_BY, POSITION

_SEPARATORS = (re.compile(r"\s+[-–—|]+\s+|\s*—\s*|\s\|\s"), re.compile(r",\s+|，\s*"), re.compile(r"\s*:\s+"))


def split_line(line: Rich, votes: Counter[str]) -> tuple[Rich, Rich | None]:
    """Return title and people of a line such as "title (speaker)" or "speaker: title".

    `votes` says how many lines of the same list can be read in each way
    (`shapes`); a way that only this one line suggests is not followed
    where the words could as well belong to the title.
    """
    line = line.strip(" \t\n-–—:,;|•.，、")
    shapes = dict(_shapes(line))
    for name in sorted(shapes, key=lambda name: (-votes[name], _ORDER.index(name))):
        sure = name in _SURE or (name == "people alone" and is_workplace(_placed(line)[1]))
        if sure or votes[name] >= 2 or _linked_people(shapes[name][1]):
            return shapes[name]
    return line, None


_PLACED = re.compile(
    r"(.+?)\s*(?:[(\[]([^()\[\]]+)[)\]]|,\s+([^,()]+)|\s+[-–—]{1,3}\s+([^()]+)|\s*:\s+([^()]+)|(?<=\w{3})\.\s+([^.()]+))"
)
_CLOCK = re.compile(r"[,;\s]+\d{1,2}[:.h]\d\d\b.*$")
_ORDER = (
    "said",
    "people alone",
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
_SURE = ("said", "parenthesis")


def shapes(line: Rich) -> list[str]:
    """Return the ways in which a line can be read as title and people."""
    return [name for name, _ in _shapes(line.strip(" \t\n-–—:,;|•.，、"))]


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
        placed = " " not in inside.text or is_position(inside.text)
        affiliation = placed and not inside.links and person_like(before.strip(), strict=True)
        if people_like(inside) and not affiliation and not is_position(inside.text):
            found.append(("parenthesis", (line.part(0, parenthesis.start()), inside)))
    found += [("people alone", (Rich(""), line))] if _people_placed(line) else []
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
    return [
        (name, (title.strip(" \t\n-–—:,;|"), people))
        for name, (title, people) in found
        if title.text.strip() or name == "people alone"
    ]


def _people_placed(line: Rich) -> bool:
    """Tell whether all that a line says is who, and where that person works or as what: "Lead A (PhD student, MIT)"."""
    name, beside = _placed(line)
    return is_position(beside) and beside.lower() != "".join(word[0] for word in name.split()).lower()


def _placed(line: Rich) -> tuple[str, str]:
    """Return the name that a line begins with and all that stands beside it; two empty texts for another line."""
    placed = _PLACED.fullmatch(_CLOCK.sub("", line.text).strip(" .,;"))
    if placed is None or not people_like(line.part(0, placed.end(1)), strict=True):
        return "", ""
    beside = next(part for part in placed.groups()[1:] if part).strip()
    if placed[5] and not any(POSITION.match(part) for part in beside.split(", ")):
        return "", ""
    return placed[1], beside


def _names_only(people: Rich, *, strict: bool) -> bool:
    """Tell whether a text only names people, or says "everyone"."""
    return (
        people_like(people, strict=strict)
        or re.fullmatch(r"(?:everyone|everybody|all|alle|todos|tous)", people.text) is not None
    )


def _linked_people(people: Rich) -> bool:
    """Tell whether links lead to the people a text names; a single word that is linked may be anything."""
    if not people.links or not people_like(people):
        return False
    return people_like(people, strict=True) and (
        (" " in people.text.strip() and len(people.links) < 2) or all(is_profile(mark.target) for mark in people.links)
    )
