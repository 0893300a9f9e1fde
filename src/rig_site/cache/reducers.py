"""How dataclasses are taken apart into their class and their fields, so that pickling them is quick and plain."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from operator import attrgetter
from typing import Any

Reducer = Callable[[Any], tuple[type, tuple[Any, ...]]]


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
    """Return what takes an instance of a dataclass apart."""
    names = [each.name for each in fields(kind)]
    values: Callable[[Any], Any] = attrgetter(*names)
    if len(names) == 1:
        return lambda value: (kind, (values(value),))
    return lambda value: (kind, values(value))
