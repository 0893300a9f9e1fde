"""Digests: values that are equal have the same one, in every process and on every machine."""

from __future__ import annotations

import hashlib
import io
import pickle
from collections.abc import Callable
from typing import Any

from msgspec import Struct

_Distinction = Callable[[Any], str | tuple[Any, ...]]

SIZE = 16
"""How many bytes a digest has: two of a million different values agree with a chance of one in 10^26."""


def digest(*values: object) -> bytes:
    """Return a digest of values: of texts, numbers, dates, enumerations, frozen structs, and tuples of such.

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
    pickler.dispatch_table = _DISTINCTIONS
    pickler.dump(values)
    return digest_of_bytes(buffer.getbuffer())


def digest_of_bytes(content: bytes | memoryview) -> bytes:
    """Return a digest of bytes."""
    return hashlib.blake2b(content, digest_size=SIZE).digest()


class _Distinctions(dict[type, _Distinction]):
    """A pickler's table: an instance is its class with what tells it from the others, or with all its fields."""

    def __missing__(self, kind: type) -> _Distinction:
        if hasattr(kind, "digested"):
            self[kind] = _by_distinction
        elif issubclass(kind, Struct):
            self[kind] = kind.__reduce__
        else:
            raise KeyError(kind)
        return self[kind]


def _by_distinction(value: Any) -> tuple[type, tuple[object, ...]]:
    return type(value), value.digested


_DISTINCTIONS = _Distinctions()
