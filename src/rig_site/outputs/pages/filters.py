"""How a long list is filtered and put in order: the choices there are, and how many of the list each leaves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from rig_site.language.language import Language
from rig_site.model.topic import alphabetical

BY_TITLE = "title"
LATEST = "latest"
OLDEST = "oldest"


class Facets(Struct, frozen=True):
    """What an entry of a list can be chosen by; `people` are pairs of a key and a name."""

    kinds: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    people: tuple[tuple[str, str], ...] = ()
    year: int | None = None


class Option(Struct, frozen=True):
    """A value that can be chosen, what it is called, and how many entries have it."""

    value: str
    text: str
    count: int


class Filter(Struct, frozen=True):
    """A choice among the entries of a list."""

    name: str
    label: str
    everything: str
    options: tuple[Option, ...]


class Order(Struct, frozen=True):
    """An order that a list can be put into; the one it has without a choice has no value."""

    value: str
    text: str


def filters(entries: Sequence[Facets], kinds: Iterable[str], language: Language) -> tuple[Filter, ...]:
    """Return the filters that tell entries apart: kinds in the group's own order, the others as one looks for them."""
    return tuple(choice for choice in _filters(entries, kinds, language) if choice.options)


def _filters(entries: Sequence[Facets], kinds: Iterable[str], language: Language) -> Iterator[Filter]:
    gettext = language.gettext
    held = Counter(kind for entry in entries for kind in entry.kinds)
    topics = Counter(topic for entry in entries for topic in entry.topics)
    names = {key: name for entry in entries for key, name in entry.people}
    people = Counter(key for entry in entries for key, _ in entry.people)
    years = Counter(str(entry.year) for entry in entries if entry.year)
    in_order = (*kinds, *alphabetical(held))
    yield Filter("kind", gettext("Kind"), gettext("All kinds"), _options({kind: kind for kind in in_order}, held))
    topic = language.ngettext("Topic", "Topics", 1)
    in_order = alphabetical(topics)
    yield Filter("topic", topic, gettext("All topics"), _options({each: each for each in in_order}, topics))
    by_name = sorted(names.items(), key=lambda person: (person[1].casefold(), person[1]))
    yield Filter("person", gettext("Person"), gettext("Everybody"), _options(dict(by_name), people))
    latest = sorted(years, key=int, reverse=True)
    yield Filter("year", gettext("Year"), gettext("All years"), _options({year: year for year in latest}, years))


def _options(texts: Mapping[str, str], counts: Mapping[str, int]) -> tuple[Option, ...]:
    return tuple(Option(value, text, counts[value]) for value, text in texts.items() if counts.get(value))
