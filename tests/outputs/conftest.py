"""Golden files of outputs."""

from collections.abc import Callable
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture
def golden(refresh: bool) -> Callable[[str, bytes], None]:
    """Compare bytes with a golden file, or write it anew."""

    def compare(name: str, found: bytes) -> None:
        if refresh:
            GOLDEN.mkdir(exist_ok=True)
            (GOLDEN / name).write_bytes(found)
        assert found.decode() == (GOLDEN / name).read_bytes().decode()

    return compare
