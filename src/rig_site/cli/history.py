"""What git knows of the session files: when each came and when it last changed."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from rig_site.model.history import FileHistory, History


def history(content: Path) -> History:
    """Return the history of every session file of a content folder, as of git's committer dates.

    Empty where git cannot tell the whole of it: no git, no repository, no
    commit yet, or a shallow clone.  Lines that are not yet committed count
    as the last commit, never as the present.
    """
    if _git(content, "rev-parse", "--is-shallow-repository").strip() != "false":
        return {}
    head = _git(content, "log", "-1", "--format=%ct").strip()
    if not head:
        return {}
    latest = _instant(head)
    commits = _commits_by_file(content)
    changed = set(_git(content, "diff", "--name-only", "--relative", "HEAD", "--", "sessions").splitlines())
    found: dict[str, FileHistory] = {}
    for file in sorted((content / "sessions").rglob("*.yaml")):
        path = file.relative_to(content).as_posix()
        first, last = commits.get(path, (latest, latest))
        lines = _lines(content, path, latest) if path in commits and _is_list(file) else ()
        found[path] = FileHistory(first, latest if path in changed else last, lines)
    return found


def committed(content: Path) -> dict[str, bytes]:
    """Return site.yaml and the session files as they stand in the last commit, those that differ from it.

    They are known by their paths relative to `content`; there are none
    where git cannot answer.
    """
    changed = _git(
        content,
        "diff",
        "--name-only",
        "--no-renames",
        "--diff-filter=MD",
        "--relative",
        "HEAD",
        "--",
        "sessions",
        "site.yaml",
    )
    return {path: _run(content, "show", f"HEAD:./{path}") for path in changed.splitlines() if path.endswith(".yaml")}


def _commits_by_file(content: Path) -> dict[str, tuple[datetime, datetime]]:
    """Return each present path's first and last commit, followed through renames."""
    log = _git(content, "log", "--format=commit %ct", "--name-status", "-M", "--relative", "--", "sessions")
    today: dict[str, str] = {}
    found: dict[str, tuple[datetime, datetime]] = {}
    instant = datetime.min.replace(tzinfo=UTC)
    for line in log.splitlines():
        if line.startswith("commit "):
            instant = _instant(line.removeprefix("commit "))
        elif line:
            status, *paths = line.split("\t")
            path = today.get(paths[-1], paths[-1])
            if status.startswith("R"):
                today[paths[0]] = path
            if status != "D":
                found[path] = (instant, found[path][1] if path in found else instant)
    return found


def _lines(content: Path, path: str, latest: datetime) -> tuple[datetime, ...]:
    """Return the commit instant of each line of a file."""
    times: dict[str, datetime] = {}
    commits = []
    for commit, fields in _blamed(_git(content, "blame", "--line-porcelain", "--", path)):
        uncommitted = not commit.strip("0")
        times.setdefault(commit, latest if uncommitted else _instant(fields["committer-time"]))
        commits.append(commit)
    return tuple(times[commit] for commit in commits)


def _blamed(porcelain: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the commit and the header fields of each line, as `git blame --line-porcelain` prints them."""
    commit = ""
    fields: dict[str, str] = {}
    for line in porcelain.split("\n"):
        if line.startswith("\t"):
            yield commit, fields
            commit, fields = "", {}
        elif not commit:
            commit = line.partition(" ")[0]
        else:
            name, _, value = line.partition(" ")
            fields[name] = value


def _is_list(file: Path) -> bool:
    """Tell whether a YAML file holds a list of sessions, by its first line that says something."""
    with file.open(encoding="utf-8-sig", errors="replace") as lines:
        telling = (line for line in lines if line.strip() and not line.startswith(("#", "---", "%")))
        return next(telling, "").startswith("-")


def _instant(seconds: str) -> datetime:
    return datetime.fromtimestamp(int(seconds), UTC)


def _git(folder: Path, *arguments: str) -> str:
    return _run(folder, *arguments).decode("utf-8", "replace")


def _run(folder: Path, *arguments: str) -> bytes:
    """Return what git prints, or nothing where it cannot answer."""
    command = ["git", "-C", str(folder), "-c", "core.quotepath=off", *arguments]
    try:
        finished = subprocess.run(command, capture_output=True, check=False)
    except FileNotFoundError:
        return b""
    return finished.stdout if finished.returncode == 0 else b""
