"""The description of an event in our own calendars → what it was made of, in whichever language it speaks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from msgspec import Struct, field

from rig_site.language.catalogues import CATALOGUES
from rig_site.language.language import Language
from rig_site.render import words
from rig_site.yaml_writer import Value

_FARTHEST_MOVE = 800
"""Days by which a session may have been moved for the date before it to be found."""
_MARKS = re.compile(r"\$[^$\n]+\$|https?://\S+|([\\`*_\[\]<>~#|!]|^(?:[-+]|\d+(?=[.)]))|==|%%|\^(?=\w))", re.MULTILINE)

_SECTION = re.compile(r"(?:(?P<heading>(?!- ).+)\n)?(?P<items>- .+(?:\n(?:- |  ).+)*)")


def as_markdown(text: str) -> str:
    r"""Return plain text as Markdown that shows it as it is; formulas and addresses stay what they are.

    >>> print(as_markdown("a*b in $x_1$\nsee https://a.org/b_c"))
    a\*b in $x_1$\
    see https://a.org/b_c
    """
    escaped = _MARKS.sub(lambda match: f"\\{match[0]}" if match[1] else match[0], text)
    return re.sub(r"(?<=\S)\n(?=\S)", "\\\\\n", escaped)


class Wording(Struct, frozen=True, dict=True):
    """The words that descriptions have in a language, read backwards."""

    language: Language

    @cached_property
    def separators(self) -> re.Pattern[str]:
        """What stands between the names of a list."""
        lists = [words.listing(["\0"] * number, self.language).split("\0") for number in (2, 3, 4)]
        between = {separator for parts in lists for separator in parts[1:-1]}
        return re.compile("|".join(map(re.escape, sorted(between, key=len, reverse=True))))

    @cached_property
    def colon(self) -> str:
        """What stands between a label and what it says."""
        return self.language.gettext("%(label)s: %(text)s", label="\0", text="\0").strip("\0")

    def label(self, message: str, plural: str = "") -> re.Pattern[str]:
        """Return what matches a line that begins with a label, and groups what it says."""
        forms = {self.language.form(message, plural, number) for number in (1, 2, 5)} if plural else {message}
        names = {self.language.gettext(name) if not plural else name for name in forms}
        return self.pattern("%(label)s: %(text)s", label="|".join(map(re.escape, sorted(names))))

    def pattern(self, message: str, **known: str) -> re.Pattern[str]:
        """Return what matches a phrase, and groups what fills it where that is not known."""
        phrase = re.escape(self.language.phrase(message))
        return re.compile(
            re.sub(
                r"%\\\((\w+)\\\)s",
                lambda match: f"(?:{known[match[1]]})" if match[1] in known else f"(?P<{match[1]}>.+)",
                phrase,
            ),
            re.DOTALL,
        )

    def speaks(self, line: str) -> bool:
        """Tell whether a line says who leads, or that a session is off, not settled or moved."""
        alone = map(self.language.gettext, ("Cancelled", "To be confirmed"))
        labels = (self.label("Lead", "Leads"), self.label("Cancelled"), self.pattern("Moved from %(date)s"))
        return line in alone or any(label.match(line) for label in labels)

    def title(self, summary: str, status: str) -> str:
        """Return a title without what says its status."""
        marks = {"cancelled": "Cancelled: %(title)s", "tentative": "%(title)s (TBC)"}
        match = self.pattern(marks[status]).fullmatch(summary) if status in marks else None
        return match["title"] if match else summary

    def place(self, location: str, said: Description) -> tuple[str | None, bool]:
        """Return the room of a place in words, and whether there is a call as well."""
        if location == self.language.gettext("Online"):
            return None, True
        match = self.pattern("%(room)s and online").fullmatch(location)
        room = match["room"] if match else location
        said.phrases += [location] if match and room else []
        for name, about in said.places.items():
            if room == words.in_a_row((name, str(about.get("address"))), self.language):
                room = name
        return room or None, match is not None


def spoken(descriptions: Sequence[str]) -> Wording:
    """Return the wording of the language in which the most descriptions say who leads or what changed."""
    lines = [line for text in descriptions for line in text.split("\n")]
    wordings = [Wording(Language(tag)) for tag in ("en", "en-GB", *CATALOGUES)]
    return max(wordings, key=lambda wording: sum(map(wording.speaks, lines)))


class Description(Struct):
    """What a description says; `phrases` are the words around it: labels, names in a row, days in words."""

    kind: str | None = None
    leads: list[str] = field(default_factory=list)
    roles: list[dict[str, Any]] = field(default_factory=list)
    reason: str | None = None
    moved_from: list[dict[str, str | None]] = field(default_factory=list)
    abstract: str | None = None
    readings: list[dict[str, Any]] = field(default_factory=list)
    links: list[dict[str, str]] = field(default_factory=list)
    places: dict[str, Mapping[str, Value]] = field(default_factory=dict)
    phrases: list[str] = field(default_factory=list)

    @classmethod
    def read(cls, event: Mapping[str, Any], day: date, categories: Sequence[str], wording: Wording) -> Description:
        """Return what the description of an event on a day says."""
        text, page, location = (str(event.get(name, "")) for name in ("DESCRIPTION", "URL", "LOCATION"))
        said = cls()
        paragraphs = text.split("\n\n")
        if paragraphs[-1:] == [page]:
            paragraphs.pop()
        if paragraphs and said._notices(paragraphs[0].split("\n"), day, wording):
            paragraphs.pop(0)
        if paragraphs and said._facts(paragraphs[0].split("\n"), categories, location, wording):
            paragraphs.pop(0)
        behind_readings = len(paragraphs) > 1 and _SECTION.fullmatch(paragraphs[-2]) is not None
        if paragraphs and said._linked(paragraphs[-1].split("\n"), wording.colon, behind_readings=behind_readings):
            paragraphs.pop()
        prose = []
        for paragraph in paragraphs:
            if not said._section(paragraph, wording):
                prose.append(paragraph)
        said.abstract = "\n\n".join(map(as_markdown, prose)) or None
        return said

    def _notices(self, lines: Sequence[str], day: date, wording: Wording) -> bool:
        """Take the lines that say that a session is off, not settled or moved, if these are such."""
        off = wording.language.gettext("Cancelled")
        found = Description()
        for line in lines:
            because = wording.label("Cancelled").fullmatch(line)
            move = _move(line, day, wording)
            if line in (off, wording.language.gettext("To be confirmed")):
                found.phrases.append(line)
            elif because:
                found.reason = because["text"]
                found.phrases.append(line.removesuffix(because["text"]))
            elif move:
                found.moved_from.insert(0, move)
                found.phrases.append(line.removesuffix(move["reason"] or ""))
            else:
                return False
        self.reason, self.moved_from, self.phrases = found.reason, found.moved_from, found.phrases
        return True

    def _facts(self, lines: Sequence[str], categories: Sequence[str], location: str, wording: Wording) -> bool:
        """Take the lines that name the kind, the people and the place, if these are such."""
        led = wording.label("Lead", "Leads")
        first = lines[0]
        kind = first if first in categories[:1] else None
        if kind is None and not led.fullmatch(first):
            return False
        self.kind = kind
        for line in lines[1:] if kind else lines:
            label, _, text = line.partition(wording.colon)
            if match := led.fullmatch(line):
                self.leads = self._names(match["text"], wording)
            elif (match := wording.label("Online").fullmatch(line)) is not None:
                self.phrases.append(line.removesuffix(match["text"]))
            elif self.places and (match := wording.label("Map").fullmatch(line)):
                self._of_place({"map": match["text"]})
            elif self.places and (match := wording.label("Getting in").fullmatch(line)):
                self._of_place({"directions": match["text"]})
            elif words.in_a_row((label, text), wording.language) in location:
                self.places[label] = {"address": text}
            elif label and text:
                self.roles.append({"role": label, "people": [{"name": name} for name in self._names(text, wording)]})
        return True

    def _names(self, text: str, wording: Wording) -> list[str]:
        names = wording.separators.split(text)
        self.phrases.append(words.listing(names, wording.language))
        return names

    def _of_place(self, fields: Mapping[str, Value]) -> None:
        name = next(iter(self.places))
        self.places[name] = {**self.places[name], **fields}

    def _linked(self, lines: Sequence[str], colon: str, *, behind_readings: bool) -> bool:
        """Take the lines of a paragraph as links, if they are labelled and one has an address or they end a list."""
        pairs = [line.partition(colon) for line in lines]
        if not all(label and text for label, _, text in pairs):
            return False
        if not behind_readings and not any("://" in text for _, _, text in pairs):
            return False
        for label, _, text in pairs:
            target = "url" if re.fullmatch(r"(?:https?|mailto):\S+", text) else "text"
            self.links.append({"label": label, target: text})
        return True

    def _section(self, paragraph: str, wording: Wording) -> bool:
        """Take a paragraph as a list of readings, with or without a heading, if it is one."""
        match = _SECTION.fullmatch(paragraph)
        if match is None:
            return False
        for item in re.split(r"\n(?=- )", match["items"]):
            title, *rest = (line.strip() for line in item.removeprefix("- ").split("\n"))
            url = rest.pop(0) if rest and re.fullmatch(r"https?://\S+", rest[0]) else None
            note = as_markdown(" ".join(rest)) or None
            self.readings.append({"section": match["heading"], **_reading(title, wording), "url": url, "note": note})
        return True


def _move(line: str, day: date, wording: Wording) -> dict[str, str | None] | None:
    """Return the date from which a line says that a session was moved, with the reason; None for any other line."""
    if not re.search(r"\d", line):
        return None
    for distance in range(_FARTHEST_MOVE):
        for other in {day - timedelta(days=distance), day + timedelta(days=distance)}:
            said = wording.language.gettext("Moved from %(date)s", date=words.day(other, wording.language))
            if line == said:
                return {"date": other.isoformat(), "reason": None}
            if line.startswith(said):
                because = wording.pattern("%(label)s: %(text)s", label=re.escape(said)).fullmatch(line)
                return {"date": other.isoformat(), "reason": because["text"] if because else None}
    return None


def _reading(shown: str, wording: Wording) -> dict[str, Any]:
    """Return what is shown of a reading: its title, and behind a dash its authors, its year, its weight."""
    required = {wording.language.gettext("required"): True, wording.language.gettext("optional"): False}
    title, dash, credit = shown.rpartition(" – ")
    known = credit.split(", ") if dash else []
    fields: dict[str, Any] = {}
    if known and known[-1] in required:
        fields["required"] = required[known.pop()]
    if known and re.fullmatch(r"[12]\d{3}", known[-1]):
        fields["year"] = known.pop()
    return {"title": title, "authors": known, **fields} if fields else {"title": shown}
