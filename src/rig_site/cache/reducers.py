"""How dataclasses are taken apart into their class and their fields, so that pickling them is quick and plain."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from operator import attrgetter
from typing import Any

Reducer = Callable[[Any], tuple[Callable[..., Any], tuple[Any, ...]]]


class Reducers(dict[type, Reducer]):
    """A pickler's table, which knows a class once it has met it: of a dataclass it takes the fields."""

    def __missing__(self, kind: type) -> Reducer:
        if not is_dataclass(kind):
            raise KeyError(kind)
        self[kind] = self.reducer(kind)
        return self[kind]

    def reducer(self, kind: type) -> Reducer:
        """Return what takes an instance of a dataclass apart."""
        return by_fields(kind)


def by_fields(kind: type) -> Reducer:
    """Return what takes an instance of a dataclass apart into what makes it again, and the values of its fields."""
    names = [each.name for each in fields(kind)]
    values: Callable[[Any], Any] = attrgetter(*names)
    if any(each.kw_only for each in fields(kind)):
        return lambda value: (by_names, (kind, values(value)))
    if len(names) == 1:
        return lambda value: (kind, (values(value),))
    return lambda value: (kind, values(value))


def by_names(kind: type, values: tuple[Any, ...]) -> Any:
    """Return an instance of a dataclass whose fields are given by their names."""
    return kind(**{each.name: value for each, value in zip(fields(kind), values, strict=True)})
