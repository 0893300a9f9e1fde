"""A store in memory: what a process that builds again and again keeps from one build to the next, as it is."""

from __future__ import annotations

from typing import TypeVar

from rig_site.cache.store import Kept, Store, decoded

T = TypeVar("T")


class Memory(Store):
    """Values kept by the digest of what they were made of, for as long as this object lasts.

    What comes back is the very object that was put there.
    """

    def __init__(self) -> None:
        super().__init__()
        self._values: dict[bytes, object] = {}
        self._asked: set[bytes] = set()

    def __contains__(self, key: bytes) -> bool:
        """Tell whether there is a value for a key; to ask is to use it."""
        self._asked.add(key)
        return key in self._values

    def get(self, key: bytes, kind: type[T]) -> T | None:
        """Return the value of a class that is kept for a key, None where there is none."""
        self._asked.add(key)
        value = self._values.get(key)
        return value if isinstance(value, kind) else None

    def put(self, key: bytes, value: object, *, apart: type[Kept] | None = None) -> None:
        """Keep a value, all of it as it is."""
        self._asked.add(key)
        self._values[key] = value

    def hold(self, key: bytes, value: object) -> None:
        """Keep a value."""
        self.put(key, value)

    def put_encoded(self, key: bytes, content: bytes) -> None:
        """Keep the value that another process made the bytes of."""
        self.put(key, decoded(content))

    def clear(self) -> None:
        """Let go of everything."""
        self._values.clear()

    def save(self, *, whole: bool = True) -> None:
        """Let go of what nobody asked for since the last time, where the `whole` was gone through."""
        if whole:
            self._values = {key: value for key, value in self._values.items() if key in self._asked}
            self._asked.clear()
