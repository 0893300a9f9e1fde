"""What a template asks for and is not there, in the words that docs/theming.md has for what there is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from jinja2 import StrictUndefined
from jinja2.environment import TemplateModule
from jinja2.runtime import BlockReference, LoopContext, Macro, TemplateReference
from jinja2.utils import missing
from msgspec import Struct


class Unknown(StrictUndefined):
    """A name, a field or an item that does not exist; whatever is done with it is an error that says so."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        """What is missing where, and what was probably meant."""
        name, holder = self._undefined_name, self._undefined_obj
        if self._undefined_hint:
            return self._undefined_hint
        if holder is missing:
            return f"there is no '{name}' here{_meant(name, ['page'])}"
        if not isinstance(name, str | int):
            return f"{kind_of(holder)} has no such item"
        if isinstance(holder, TemplateReference):
            return f"there is no block '{name}' here"
        if isinstance(holder, TemplateModule):
            return f"the template '{holder.__name__}' has no macro '{name}'{_meant(name, vars(holder))}"
        if isinstance(holder, Struct):
            return f"{kind_of(holder)} has no field '{name}'{_meant(name, holder.__struct_fields__)}"
        if isinstance(holder, Mapping):
            return f"{kind_of(holder)} has no '{name}'{_meant(name, map(str, holder))}"
        return f"{kind_of(holder)} has no '{name}'"


def kind_of(value: object) -> str:
    """Return what kind of thing a value is, in words.

    >>> kind_of("Attention"), kind_of(()), kind_of(None)
    ('a text', 'a list', 'nothing (none)')
    """
    for kinds, words in _KINDS:
        if isinstance(value, kinds):
            return words
    name = type(value).__name__
    return f"{'an' if name[0] in 'AEIOU' else 'a'} {name}"


_KINDS: tuple[tuple[type | tuple[type, ...], str], ...] = (
    (type(None), "nothing (none)"),
    (bool, "true or false"),
    ((int, float), "a number"),
    (str, "a text"),
    ((list, tuple, set, frozenset), "a list"),
    (Mapping, "a mapping"),
    (LoopContext, "the loop"),
    ((Macro, BlockReference), "a macro or block"),
)


def _meant(name: object, known: Iterable[str]) -> str:
    """Return which of the known names was probably meant, as the end of a sentence."""
    close = get_close_matches(str(name), known, n=1)
    return f"; did you mean '{close[0]}'?" if close else ""
