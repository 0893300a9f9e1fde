"""What Unicode's CLDR knows of languages, by Babel; of English it is said here, so that a build in it imports no Babel.

A language is named by its tag.  Nothing here asks the process's locale.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from rig_site.language.catalogues import CATALOGUES

if TYPE_CHECKING:
    from babel import Locale

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

CATEGORIES = ("zero", "one", "two", "few", "many", "other")
"""The names of plural forms."""

_MONTH_FIRST = frozenset({"en-us", "en-ca", "en-ph"})
"""Locales whose pattern for a medium date puts the month before the day."""


def day(value: date, tag: str) -> str:
    """Return a date with its weekday.

    >>> day(date(2023, 11, 6), "en-GB"), day(date(2023, 11, 6), "en-US")
    ('Mon 6 Nov 2023', 'Mon, Nov 6, 2023')
    >>> day(date(2023, 11, 6), "de"), day(date(2023, 11, 6), "ja")
    ('Mo., 6. Nov. 2023', '2023年11月6日(月)')
    """
    if not _is_english(tag):
        from babel.dates import format_skeleton

        return format_skeleton("yMMMEd", value, locale=locale(tag))
    name, month = _WEEKDAYS[value.weekday()], _MONTHS[value.month - 1]
    if tag.casefold() in _MONTH_FIRST:
        return f"{name}, {month} {value.day}, {value.year}"
    return f"{name} {value.day} {month} {value.year}"


def month(number: int, tag: str) -> str:
    """Return the shortest name of a month, by which it is known from its place among the others.

    >>> month(9, "en"), month(10, "de"), month(9, "zh")
    ('S', 'O', '9')
    """
    if _is_english(tag):
        return _MONTHS[number - 1][0]
    return str(locale(tag).months["stand-alone"]["narrow"][number])


def weekday(value: date, tag: str) -> str:
    """Return the short name of a date's weekday.

    >>> weekday(date(2023, 11, 6), "en"), weekday(date(2023, 11, 6), "pl")
    ('Mon', 'pon.')
    """
    if _is_english(tag):
        return _WEEKDAYS[value.weekday()]
    name: str = locale(tag).days["format"]["abbreviated"][value.weekday()]
    return name


@cache
def month_numbers() -> Mapping[str, frozenset[int]]:
    """Return the months that a name or its short form may mean in the languages that there is a catalogue of.

    >>> month_numbers()["dezember"], month_numbers()["mar"]
    (frozenset({12}), frozenset({3}))
    """
    found: dict[str, set[int]] = {}
    for tag in CATALOGUES:
        for forms in locale(tag).months.values():
            for width in ("wide", "abbreviated"):
                for number, name in forms[width].items():
                    found.setdefault(name.casefold().rstrip("."), set()).add(number)
    return {name: frozenset(numbers) for name, numbers in found.items()}


@cache
def weekday_numbers() -> Mapping[str, int]:
    """Return the weekdays, counted from Monday, by their names in the languages that there is a catalogue of.

    >>> weekday_numbers()["dienstag"], weekday_numbers()["lunedì"]
    (1, 0)
    """
    found: dict[str, int] = {}
    for tag in CATALOGUES:
        found |= {name.casefold(): number for number, name in locale(tag).days["format"]["wide"].items()}
    return found


@cache
def tags_by_name() -> Mapping[str, str]:
    """Return the tags of languages by their English names, and of those that there is a catalogue of by their own.

    >>> tags_by_name()["german"], tags_by_name()["deutsch"], tags_by_name()["british english"]
    ('de', 'de', 'en-GB')
    """
    english: Mapping[str, str] = locale("en").languages
    own = {tag: str(locale(tag).languages[tag]) for tag in CATALOGUES}
    named = (*english.items(), *own.items())
    return {name.casefold(): tag.replace("_", "-") for tag, name in named}


def short_tag(code: str) -> str:
    """Return the tag of a language that has one of two letters by a code of three, any other as it is.

    >>> short_tag("ger"), short_tag("fil")
    ('de', 'fil')
    """
    from babel.core import get_global

    aliases: Mapping[str, str] = get_global("language_aliases")
    found = aliases.get(code.casefold(), "")
    return found if len(found) == 2 else code


def zone_of_windows(name: str) -> str | None:
    """Return the time zone that Windows, and what is exported from it, has another name for.

    >>> zone_of_windows("Pacific Standard Time")
    'America/Los_Angeles'
    """
    from babel.core import get_global

    zones: Mapping[str, str] = get_global("windows_zone_mapping")
    return next((zone for known, zone in zones.items() if known.casefold() == name.casefold()), None)


def listing(parts: Sequence[str], tag: str) -> str:
    """Return the parts as a list in a sentence.

    >>> listing(["Lead A", "Lead B", "Lead C"], "en"), listing(["Lead A", "Lead B"], "es")
    ('Lead A, Lead B and Lead C', 'Lead A y Lead B')
    """
    if _is_english(tag):
        return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
    from babel.lists import format_list

    return format_list(parts, locale=locale(tag))


def plural_category(number: int, tag: str) -> str:
    """Return which plural form a number takes, by the name of its category (UTS 35, "Language Plural Rules").

    >>> plural_category(1, "en"), plural_category(2, "pl"), plural_category(2, "ja")
    ('one', 'few', 'other')
    """
    if _is_english(tag):
        return "one" if number == 1 else "other"
    category: str = locale(tag).plural_form(number)
    return category


def plural_categories(tag: str) -> tuple[str, ...]:
    """Return the categories that whole numbers up to the thousands have, in CLDR's order.

    >>> plural_categories("en"), plural_categories("pl"), plural_categories("ja")
    (('one', 'other'), ('one', 'few', 'many'), ('other',))
    """
    found = {plural_category(number, tag) for number in range(1000)}
    return tuple(category for category in CATEGORIES if category in found)


def direction(tag: str) -> str:
    """Return the direction of a language's text, `ltr` or `rtl`.

    >>> direction("en"), direction("ar"), direction("tlh")
    ('ltr', 'rtl', 'ltr')
    """
    return "ltr" if _is_english(tag) else locale(tag).text_direction


@cache
def locale(tag: str) -> Locale:
    """Return what CLDR has for a tag, cut short from its end until it is known; English for what is unknown."""
    from babel import Locale, UnknownLocaleError

    wanted = tag
    while wanted:
        try:
            return Locale.parse(wanted, sep="-")
        except (UnknownLocaleError, ValueError):
            wanted = wanted.rpartition("-")[0]
    return Locale("en")


def _is_english(tag: str) -> bool:
    return tag.partition("-")[0].casefold() == "en"
