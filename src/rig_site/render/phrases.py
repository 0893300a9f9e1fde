"""The interface's words in templates: `{% trans %}` in text, `_()` in attributes, and words marked where they differ.

Where there is no catalogue for the group's language the words are English
in a page of another language, and are marked as such, so that a screen
reader does not read them as that language (WCAG 2.2, 3.1.2).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from markupsafe import Markup, escape

from rig_site.language.language import Language
from rig_site.render.words import COMMA, day, elsewhere, listing, span, usual

if TYPE_CHECKING:
    from jinja2 import Environment

T = TypeVar("T")

_PLACEHOLDER = re.compile(r"%\(\w+\)s")


@cache
def _phrase(text: str) -> tuple[Markup, bool]:
    """Return a phrase escaped, and whether there is a word in it beside its variables."""
    return escape(text), bool(re.search(r"\w", _PLACEHOLDER.sub("", text)))


class Phrases:
    """What templates ask for words; everything they get is text, and escaped like any other."""

    def __init__(self, language: Language) -> None:
        self.language = language
        borrowed = language.words != language.tag
        self.lang = Markup(' lang="{}"').format(language.words) if borrowed else Markup("")
        self.own_lang = Markup(' lang="{}"').format(language.tag) if borrowed else Markup("")

    def teach(self, environment: Environment) -> None:
        """Give templates the language's filters and functions."""
        environment.filters["spoken"] = self.spoken
        environment.filters.update((say.__name__, self._speaking(say)) for say in (day, elsewhere, span, usual))
        environment.globals.update(
            gettext=self.gettext,
            pgettext=self.pgettext,
            ngettext=self.ngettext,
            _=self.language.gettext,
            _n=self.language.ngettext,
            comma=self.language.pgettext(*COMMA),
            lang=self.lang,
            listed=self.listed,
            own_lang=self.own_lang,
        )

    def gettext(self, message: str, **variables: object) -> Markup:
        """Return a phrase for the text of a page."""
        return self._filled(self.language.phrase(message), variables)

    def pgettext(self, context: str, message: str, **variables: object) -> Markup:
        """Return a phrase of a context for the text of a page."""
        return self._filled(self.language.phrase(message, context), variables)

    def ngettext(self, singular: str, plural: str, number: int, **variables: object) -> Markup:
        """Return the form of a phrase for a number, for the text of a page."""
        return self._filled(self.language.form(singular, plural, number), variables)

    def spoken(self, words: str) -> Markup:
        """Return words of the interface that come ready with the view."""
        return Markup("<span{}>{}</span>").format(self.lang, words) if self.lang and words else escape(words)

    def listed(self, each: Iterable[T], caller: Callable[[T], Markup]) -> Markup:
        """Return what the block of a `{% call %}` makes of each thing, as a list in a sentence."""
        return Markup(listing([caller(one) for one in each], self.language))

    def _speaking(self, say: Callable[..., str]) -> Callable[..., Markup]:
        """Return a filter that says something in the language: a date, hours."""
        return lambda *values: self.spoken(say(*values, self.language))

    def _filled(self, text: str, variables: Mapping[str, object]) -> Markup:
        """Return a phrase with its variables; one that is nothing but signs between them is in no language."""
        phrase, in_words = _phrase(text)
        if not in_words:
            return phrase % variables
        return self.spoken(phrase % {name: self._inside(value) for name, value in variables.items()})

    def _inside(self, value: object) -> object:
        """Return a text of the group's so that it keeps its direction and its language among the words around it."""
        plain = isinstance(value, str) and not isinstance(value, Markup)
        apart = self.own_lang or self.language.direction == "rtl"
        return Markup("<bdi{}>{}</bdi>").format(self.own_lang, value) if plain and apart else value
