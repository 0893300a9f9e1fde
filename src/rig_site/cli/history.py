"""What git knows of site.yaml and the session files: the published line of commits, and single states."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import click
from msgspec import Struct

from rig_site.model.history import Commit, History, Snapshot

_FILES = frozenset({"100644", "100755"})
"""The modes of regular files, which links and submodules do not have (gitformat-index, "mode")."""

_SHALLOW = """\
git has only a part of the history here (a shallow clone), and when sessions changed is not in it: calendars would be
published with a lower SEQUENCE than before, and go on showing what they know.
Run 'git fetch --unshallow' first (in a workflow: 'fetch-depth: 0' for actions/checkout), or go on by what
'announced' and 'updated' say, with --without-history."""


def history(
    content: Path, *, since: str | None = None, without: bool = False, environment: Mapping[str, str] = os.environ
) -> History:
    """Return the history of a content folder, empty where git cannot tell it: no git, no repository, no commit yet.

    `since` names the revision to compare the content with; an unknown one
    is a usage error, as is a shallow clone where programs build
    (`CI=true`).  With `without` git is asked for nothing else.
    """
    snapshot = _snapshot(content, since) if since is not None else None
    if without or _git(content, "rev-parse", "--verify", "--quiet", "HEAD") is None:
        return History(since=snapshot)
    shallow = _git(content, "rev-parse", "--is-shallow-repository") == b"true\n"
    if shallow and environment.get("CI") == "true":
        raise click.UsageError(_SHALLOW)
    return History(_Line(content), shallow, snapshot)


def remote(folder: Path) -> str | None:
    """Return the address that a clone was made from, as git has it; None where git knows of none."""
    address = _git(folder, "remote", "get-url", "origin")
    return address.decode("utf-8", "replace").strip() if address else None


class _Line(Struct, frozen=True):
    """The commits on HEAD's first-parent line, oldest first; git is asked anew whenever they are gone through."""

    content: Path

    def __iter__(self) -> Iterator[Commit]:
        # --sparse keeps the commits that touch none of the files, for their times count.
        options = (
            "--first-parent",
            "-m",
            "--sparse",
            "--full-history",
            "--reverse",
            "--relative",
            "--format=commit %ct",
        )
        raw = ("--raw", "-z", "--no-abbrev", "--no-renames", "--", "sessions", "site.yaml")
        log = _git(self.content, "-c", "log.showSignature=false", "log", *options, *raw) or b""
        changes = [(time, {path: files[path] for path in files if _is_read(path)}) for time, files in _changes(log)]
        wanted = [blob for _, files in changes for blob in files.values() if blob]
        blobs = _blobs(self.content, wanted)
        for time, files in changes:
            yield Commit(time, {path: next(blobs) if blob else None for path, blob in files.items()})


def _is_read(path: str) -> bool:
    """Tell whether a path is that of the settings or of a session; git takes three times as long to tell."""
    folder, _, name = path.rpartition("/")
    return path == "site.yaml" or (folder == "sessions" and name.endswith(".yaml"))


def _changes(log: bytes) -> Iterator[tuple[datetime, dict[str, str | None]]]:
    """Yield each commit's time and the blobs that it gives paths (git-diff, "Raw output format")."""
    time, files = datetime.min.replace(tzinfo=UTC), dict[str, str | None]()
    fields = iter(log.decode("utf-8", "surrogateescape").split("\0"))
    begun = False
    for part in fields:
        if part.startswith("commit "):
            if begun:
                yield time, files
            begun, time, files = True, datetime.fromtimestamp(int(part.removeprefix("commit ")), UTC), {}
        elif part.strip():
            _, mode, _, blob, _ = part.strip().split(" ")
            files[next(fields)] = blob if mode in _FILES else None
    if begun:
        yield time, files


def _snapshot(content: Path, revision: str) -> Snapshot:
    """Return the files as they stand in a revision."""
    commit = _git(content, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if commit is None:
        raise click.UsageError(_unknown(content, revision))
    listing = _git(content, "ls-tree", "-r", "-z", commit.decode().strip(), "--", "sessions/", "site.yaml") or b""
    found = {}
    for line in listing.decode("utf-8", "surrogateescape").split("\0")[:-1]:
        mode, _, rest = line.partition(" ")
        blob, _, path = rest.partition(" ")[2].partition("\t")
        if mode in _FILES and path.endswith(".yaml"):
            found[path] = blob
    return Snapshot(f"'{revision}'", dict(zip(found, _blobs(content, found.values()), strict=True)))


def _unknown(content: Path, revision: str) -> str:
    """Return why there is no such commit."""
    if shutil.which("git") is None:
        return f"'{revision}' is a commit of git's, and there is no git on this computer"
    if _git(content, "rev-parse", "--git-dir") is None:
        return f"{content} is in no git repository, so there is no commit '{revision}' to compare with"
    if _git(content, "rev-parse", "--verify", "--quiet", "HEAD") is None:
        return f"nothing is committed here yet, so there is no commit '{revision}' to compare with"
    return f"git knows no commit '{revision}' here; 'git fetch' may bring it"


def _blobs(content: Path, wanted: Iterable[str]) -> Iterator[bytes]:
    """Yield what blobs hold in the order they are wanted (git-cat-file, "Batch output")."""
    with tempfile.TemporaryFile() as names:
        names.write("".join(f"{name}\n" for name in wanted).encode())
        names.seek(0)
        command = ["git", "-C", str(content), "cat-file", "--batch", "--buffer"]
        with subprocess.Popen(command, stdin=names, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as git:
            assert git.stdout is not None
            try:
                while header := git.stdout.readline().decode().split():
                    yield _blob(header, git.stdout)
            finally:
                git.kill()


def _blob(header: list[str], output: IO[bytes]) -> bytes:
    if len(header) != 3:
        raise click.ClickException(f"git has lost the object {header[0]}; 'git fsck' tells more")
    held = output.read(int(header[2]))
    output.read(1)
    return held


def _git(folder: Path, *arguments: str) -> bytes | None:
    """Return what git prints, None where it cannot answer."""
    try:
        finished = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, check=False)
    except FileNotFoundError:
        return None
    return finished.stdout if finished.returncode == 0 else None
