"""Digests: values that are equal have the same one, in every process and on every machine."""

from __future__ import annotations

import hashlib
import io
import pickle
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache
from operator import attrgetter
from typing import Any

SIZE = 16
"""How many bytes a digest has: two of a million different values agree with a chance of one in 10^26."""


def digest(*values: object) -> bytes:
    """Return a digest of values: of texts, numbers, dates, enumerations, frozen dataclasses, and tuples of such.

    Equal values of one type have equal digests.  Objects that several
    values share count as often as they are seen, since what is shared
    differs from one process to another.  A class whose instances follow
    from some of what they hold has a property `digested`, a tuple of that.

    >>> digest(("a", 1)) == digest(("a", 1)), digest("1") == digest(1)
    (True, False)
    """
    buffer = io.BytesIO()
    pickler = pickle.Pickler(buffer, protocol=5)
    pickler.fast = True
    pickler.dispatch_table = _Reducers()
    pickler.dump(values)
    return of_bytes(buffer.getbuffer())


def of_bytes(content: bytes | memoryview) -> bytes:
    """Return a digest of bytes."""
    return hashlib.blake2b(content, digest_size=SIZE).digest()


class _Reducers(dict[type, Callable[[Any], Any]]):
    """How the pickler takes each class apart: a dataclass into its name and its fields, or what it says itself."""

    def __missing__(self, kind: type) -> Callable[[Any], Any]:
        if not is_dataclass(kind):
            raise KeyError(kind)
        return _reducer(kind)


@cache
def _reducer(kind: type) -> Callable[[Any], Any]:
    if hasattr(kind, "digested"):
        return lambda value: (kind, value.digested)
    names = [each.name for each in fields(kind)]
    values: Callable[[Any], Any] = attrgetter(*names)
    if len(names) == 1:
        return lambda value: (kind, (values(value),))
    return lambda value: (kind, values(value))
