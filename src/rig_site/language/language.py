"""A language as pages, calendars and feeds speak it: its words, the group's own among them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from gettext import NullTranslations

from msgspec import Struct

from rig_site.language import cldr
from rig_site.language.catalogues import SOURCE, serving, translations, written


class OwnPhrase(Struct, frozen=True):
    """A phrase in the group's own words; `forms` are pairs of a plural category of CLDR's and the text for it.

    A phrase that counts nothing has the category `other` alone, one that
    does all that whole numbers have in the language.
    """

    message: str
    forms: tuple[tuple[str, str], ...]


class Language(Struct, frozen=True, dict=True):
    """The language of a tag (BCP 47), in which a group says some phrases in its own words.

    The lookups are those of gettext; placeholders such as `%(title)s` are
    filled with the variables of their names.
    """

    tag: str = SOURCE
    phrases: tuple[OwnPhrase, ...] = ()

    @property
    def words(self) -> str:
        """The tag of the language that the words are in: English where there is no catalogue."""
        return self.tag if serving(self.tag) else SOURCE

    @property
    def direction(self) -> str:
        """The direction of text, `ltr` or `rtl`."""
        return cldr.direction(self.tag)

    def isolated(self, text: str) -> str:
        """Return figures and Latin letters so that text from right to left does not turn them around (UAX 9, 3.1)."""
        return f"\N{LEFT-TO-RIGHT ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}" if self.direction == "rtl" else text

    @property
    def catalogue(self) -> bytes:
        """What tells the catalogue it speaks by from any other."""
        return written(self.words)

    def gettext(self, message: str, **variables: object) -> str:
        """Return a phrase.

        >>> Language("de").gettext("Cancelled: %(title)s", title="LoRA")
        'Abgesagt: LoRA'
        """
        return self.phrase(message) % variables

    def pgettext(self, context: str, message: str, **variables: object) -> str:
        """Return a phrase that means different things in different contexts."""
        return self.phrase(message, context) % variables

    def ngettext(self, singular: str, plural: str, number: int, **variables: object) -> str:
        """Return the form of a phrase for a number.

        >>> [Language("pl").ngettext("%(count)s session", "%(count)s sessions", n, count=n) for n in (1, 2, 5)]
        ['1 spotkanie', '2 spotkania', '5 spotkań']
        """
        return self.form(singular, plural, number) % variables

    def phrase(self, message: str, context: str | None = None) -> str:
        """Return a phrase with its placeholders."""
        if own := self._own.get(message):
            return own["other"]
        return self._catalogue.pgettext(context, message) if context else self._catalogue.gettext(message)

    def form(self, singular: str, plural: str, number: int) -> str:
        """Return the form of a phrase for a number, with its placeholders."""
        if own := self._own.get(singular):
            return own[cldr.plural_category(number, self.words)]
        return self._catalogue.ngettext(singular, plural, number)

    @cached_property
    def _own(self) -> Mapping[str, Mapping[str, str]]:
        return {phrase.message: dict(phrase.forms) for phrase in self.phrases}

    @property
    def _catalogue(self) -> NullTranslations:
        return translations(serving(self.tag) or SOURCE)


ENGLISH = Language()
"""What rig-site speaks where no group has said anything."""


def gettext_noop(message: str) -> str:
    """Return a phrase as it is, which marks it for translation where it is looked up later."""
    return message


def pgettext_noop(context: str, message: str) -> tuple[str, str]:
    """Return a phrase and its context as they are, marked in the same way."""
    return context, message
