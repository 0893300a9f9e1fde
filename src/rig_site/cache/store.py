"""The store: values by their digests in one file, which is read in one go and grows at its end."""

from __future__ import annotations

import io
import os
import pickle
import struct
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import date, datetime, time, timedelta, timezone
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import Any, Protocol, Self, TypeVar
from zoneinfo import ZoneInfo

from msgspec import Struct

from rig_site.cache.digest import SIZE, digest_of_bytes

T = TypeVar("T")

_MAGIC = b"rig-site store 1\n"
_RECORD = struct.Struct(f"<{SIZE}s{SIZE}sI")
"""What stands before each value: its key, a digest of its bytes, and how many there are."""
_Constructors = dict[type, Callable[[Any], tuple[Callable[..., Any], tuple[Any, ...]]]]
_CONSTRUCTORS: _Constructors = {ZoneInfo: lambda zone: (ZoneInfo, (zone.key,))}
"""How values are written that say otherwise themselves: by what is called to make them again, and with what."""
_SLACK = 1_000_000
"""How many bytes of no use do no harm."""
_TRUSTED = ("rig_site.diagnostics", "rig_site.language.language", "rig_site.model.")
"""Where the classes are defined that a value may be made of, beside Python's own texts, numbers and containers."""


class _Named(Struct, kw_only=True):
    """A struct whose field is given by its name."""

    field: None = None


_by_names: Any = _Named().__reduce__()[0]
"""What structs are made again with whose fields are given by their names."""
_MAKERS = {
    (maker.__module__, maker.__name__): maker
    for maker in (_by_names, date, datetime, time, timedelta, timezone, ZoneInfo)
}
"""What values are made again with beside their own classes."""


class Kept(Protocol):
    """What may be kept by itself: it has a key, and can be read at need."""

    @property
    def key(self) -> bytes:
        """A digest of all that it was made of, empty where it is not kept by itself."""
        ...

    @property
    def at_hand(self) -> Mapping[str, object]:
        """The fields that are asked for so often that they are kept beside its key."""
        ...

    @classmethod
    def later(cls, read: Callable[[], Self], **known: object) -> Self:
        """Return an instance that is read when more of it is asked for than what is known."""
        ...


Part = Callable[[type[Kept], bytes, Mapping[str, object]], Kept]


class LostError(Exception):
    """Something that was kept by itself is no longer there, or not as it was."""


class Store:
    """Values kept from one build to the next by the digest of what they were made of.

    Deleting the file, or any damage to it, costs time and nothing else: a
    value whose bytes are not those that were kept is missing.  A file that
    somebody made up can hold nothing but data.  `version` tells programs
    apart; of another one nothing is taken, nor is for an `empty` store.
    Without a path nothing is kept.
    """

    def __init__(self, path: Path | None = None, version: bytes = b"", *, empty: bool = False) -> None:
        self._path = path
        self._head = _MAGIC + version
        self._content = b""
        self._end = 0
        self._found: dict[bytes, tuple[bytes, int, int]] = {}
        self._used: dict[bytes, bytes | None] = {}
        if path and not empty:
            with suppress(OSError):
                self._content = path.read_bytes()
            self._index()

    def __contains__(self, key: bytes) -> bool:
        """Tell whether there is a value for a key; to ask is to use it."""
        if key in self._found:
            self._used.setdefault(key, None)
        return key in self._used

    def get(self, key: bytes, kind: type[T]) -> T | None:
        """Return the value of a class that is kept for a key, None where there is none."""
        content = self._used.get(key) or self._kept(key)
        if content is None:
            return None
        try:
            value = decoded(content, self._at_need)
        except Exception:  # bytes that somebody made up can fail in any way (Python's documentation, "pickle")
            return None
        if not isinstance(value, kind):
            return None
        self._used.setdefault(key, None)
        return value

    def put(self, key: bytes, value: object, *, apart: type[Kept] | None = None) -> None:
        """Keep a value, which is of classes of the model, or of Python's own.

        Instances in it of the class `apart` that are kept by themselves are
        read again when they are asked for.
        """
        self.put_encoded(key, encoded(value, _constructors_apart(self, apart) if apart else _CONSTRUCTORS))

    def hold(self, key: bytes, value: object) -> None:
        """Keep a value for this process alone, of whatever classes it is: a store on the disk keeps nothing of it."""

    def put_encoded(self, key: bytes, content: bytes) -> None:
        """Keep the bytes that `encoded` gave."""
        self._used[key] = content

    def save(self, *, whole: bool = True) -> None:
        """Write what is new to the end of the file, or everything in use anew where that is less than half of it.

        What was not asked for is in use as well, unless the `whole` was
        gone through.  Where the disk refuses, nothing is kept.
        """
        if self._path is None:
            return
        fresh = {key: content for key, content in self._used.items() if content is not None}
        old = [key for key in self._used if key in self._found and key not in fresh]
        in_use = sum(self._found[key][2] for key in old)
        added = (_record(key, content) for key, content in fresh.items())
        with suppress(OSError):
            if self._end and (not whole or self._end <= 2 * in_use + _SLACK):
                self._append(self._path, added)
            else:
                kept = (_record(key, content) for key in old if (content := self._kept(key)))
                part = self._path.with_name(f"{self._path.name}.part")
                with part.open("wb") as file:
                    file.write(self._head)
                    file.writelines(chain(kept, added))
                os.replace(part, self._path)

    def _append(self, path: Path, added: Iterable[bytes]) -> None:
        """Write after the last value that is whole."""
        with path.open("r+b") as file:
            file.truncate(self._end)
            file.seek(self._end)
            file.writelines(added)

    def _at_need(self, kind: type[Kept], key: bytes, at_hand: Mapping[str, object]) -> Kept:
        """Return something kept by itself that is read when more of it is asked for than what is at hand."""

        def read() -> Kept:
            found = self.get(key, kind)
            if found is None:
                raise LostError
            return found

        return kind.later(read, key=key, **at_hand)

    def _index(self) -> None:
        """Find the values in the file, up to where it is whole."""
        content, place = self._content, len(self._head)
        if not content.startswith(self._head):
            return
        while place + _RECORD.size <= len(content):
            key, checksum, size = _RECORD.unpack_from(content, place)
            if place + _RECORD.size + size > len(content):
                break
            self._found[key] = checksum, place + _RECORD.size, size
            place += _RECORD.size + size
        self._end = place

    def _kept(self, key: bytes) -> bytes | None:
        if key not in self._found:
            return None
        checksum, place, size = self._found[key]
        content = self._content[place : place + size]
        return content if digest_of_bytes(content) == checksum else None


def _constructors_apart(store: Store, apart: type[Kept]) -> _Constructors:
    """Return how a value is written of which some parts are kept by themselves: what stands for them is their keys."""

    def constructor(part: Kept) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        if part.key and part.key in store:
            return at_need, (apart, part.key, dict(part.at_hand))
        return part.__reduce__()  # type: ignore[return-value]

    return {**_CONSTRUCTORS, apart: constructor}


def at_need(kind: type[Kept], key: bytes, at_hand: Mapping[str, object]) -> Kept:
    """Stand for what is kept by itself; only a store can tell what that is."""
    raise LostError


def encoded(value: object, constructors: _Constructors = _CONSTRUCTORS) -> bytes:
    """Return the bytes that a store keeps of a value."""
    buffer = io.BytesIO()
    pickler = pickle.Pickler(buffer, protocol=5)
    pickler.dispatch_table = constructors
    pickler.dump(value)
    return buffer.getvalue()


def decoded(content: bytes, part: Part = at_need) -> object:
    """Return the value that `encoded` made bytes of; bytes that it did not make can fail in any way.

    What is kept by itself is what `part` makes of its class, its key and what is at hand.
    """
    return _Reader(io.BytesIO(content), part).load()


def _record(key: bytes, content: bytes) -> bytes:
    return _RECORD.pack(key, digest_of_bytes(content), len(content)) + content


class _Reader(pickle.Unpickler):
    """Makes nothing but instances of the model's own classes (Python's documentation, "Restricting Globals")."""

    def __init__(self, content: io.BytesIO, part: Part) -> None:
        super().__init__(content)
        self._part = part

    def find_class(self, module: str, name: str) -> Any:
        """Return a class of the model, or one of a time; anything else is refused."""
        if (module, name) == (__name__, at_need.__name__):
            return self._part
        if made := _MAKERS.get((module, name)):
            return made
        found = getattr(import_module(module), name, None) if module.startswith(_TRUSTED) else None
        if not isinstance(found, type) or found.__module__ != module:
            raise pickle.UnpicklingError(f"{module}.{name} is not for keeping")
        return found
