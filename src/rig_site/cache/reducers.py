"""How dataclasses are taken apart into their class and their fields, so that pickling them is quick and plain."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache
from operator import attrgetter
from typing import Any

Reducer = Callable[[Any], tuple[type, tuple[Any, ...]]]


class Constructors(dict[type, Reducer]):
    """A pickler's table: a dataclass is made again by calling it with its fields."""

    def __missing__(self, kind: type) -> Reducer:
        if not is_dataclass(kind):
            raise KeyError(kind)
        return by_fields(kind)


@cache
def by_fields(kind: type) -> Reducer:
    """Return what takes an instance of a dataclass apart."""
    names = [each.name for each in fields(kind)]
    values: Callable[[Any], Any] = attrgetter(*names)
    if len(names) == 1:
        return lambda value: (kind, (values(value),))
    return lambda value: (kind, values(value))
