"""The files of `content/static/`, at the same path of the site, and the images of notes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rig_site.artifact import Artifact
from rig_site.model.prose import StaticFile
from rig_site.outputs.edition import Edition


def plan(edition: Edition) -> Iterator[Artifact]:
    """Yield the files; a view holds a file's digest instead of what is in it, which is read when it is encoded."""
    for file in (*edition.site.files, *edition.site.pictures):
        yield Artifact.of(file.path, file, encode_file)


def encode_file(view: StaticFile) -> bytes:
    """Return what is in the file."""
    return Path(view.location).read_bytes()
