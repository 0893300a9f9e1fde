"""Which commit git has checked out, read from its files: asking git takes longer than a build with nothing to do."""

from __future__ import annotations

import os


def head(folder: str) -> list[str]:
    """Return what tells the commits that a folder's history consists of from others; empty outside of a repository.

    Source: gitrepository-layout.  Of a repository that keeps its
    references in another way than in files, the state of those files.
    """
    place = os.path.realpath(folder)
    while not os.path.exists(os.path.join(place, ".git")):
        above = os.path.dirname(place)
        if above == place:
            return []
        place = above
    own = os.path.join(place, ".git")
    if os.path.isfile(own):
        own = os.path.join(place, _read(own).removeprefix("gitdir: "))
    shared = os.path.join(own, _read(os.path.join(own, "commondir")) or ".")
    written = _read(os.path.join(own, "HEAD"))
    name = written.removeprefix("ref: ")
    commit = written if name == written else _read(os.path.join(shared, name)) or _packed(shared, name)
    return [written, commit, _read(os.path.join(shared, "shallow")), *_reftable(shared)]


def _packed(shared: str, name: str) -> str:
    lines = _read(os.path.join(shared, "packed-refs")).splitlines()
    return next((line.partition(" ")[0] for line in lines if line.endswith(f" {name}")), "")


def _reftable(shared: str) -> list[str]:
    try:
        with os.scandir(os.path.join(shared, "reftable")) as found:
            return sorted(f"{entry.name} {entry.stat().st_mtime_ns}" for entry in found)
    except OSError:
        return []


def _read(path: str) -> str:
    try:
        with open(path, encoding="utf-8", errors="surrogateescape") as file:
            return file.read().strip()
    except OSError:
        return ""
