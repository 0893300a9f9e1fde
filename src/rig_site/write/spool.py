"""Files on their way to the disk: while they are small together they are in memory, else in a file without a name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from tempfile import SpooledTemporaryFile
from types import TracebackType

MOST_IN_MEMORY = 16_000_000
"""How many bytes of all files together are kept in memory."""


class Spool(Mapping[str, bytes]):
    """The bytes of files by their paths, taken in one after the other."""

    def __init__(self, files: Iterable[tuple[str, bytes]] = ()) -> None:
        self._places: dict[str, tuple[int, int]] = {}
        self._content = SpooledTemporaryFile(MOST_IN_MEMORY)  # noqa: SIM115 - it is closed with the spool
        for path, content in files:
            self.add(path, content)

    def add(self, path: str, content: bytes) -> None:
        """Take a file in."""
        self._places[path] = self._content.seek(0, 2), len(content)
        self._content.write(content)

    def __getitem__(self, path: str) -> bytes:
        place, size = self._places[path]
        self._content.seek(place)
        return self._content.read(size)

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def __enter__(self) -> Spool:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._content.close()
