"""A content folder made on the spot, and what is loaded from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rig_site.content import NOTHING_KNOWN, Loaded, load
from rig_site.model.history import History

SITE = (
    "title: Reading group\nbase_url: https://group.example.edu/reading/\nuid_domain: reading.group.example.edu\n"
    "timezone: Europe/London\n"
)
AS_OF = datetime(2023, 11, 5, 12, tzinfo=UTC)

Files = Mapping[str, str | bytes]
Load = Callable[..., Loaded]


@pytest.fixture
def group(tmp_path: Path) -> Load:
    """Return what writes files (site.yaml is there already) and loads them."""

    def loaded(files: Files, *, as_of: datetime = AS_OF, history: History = NOTHING_KNOWN) -> Loaded:
        for path, content in {"site.yaml": SITE, **files}.items():
            file = tmp_path / "content" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return load(tmp_path / "content", as_of=as_of, history=history)

    return loaded
