"""How long it takes until a browser has the page of an edited file anew, in a `rig-site serve` that runs."""

from __future__ import annotations

import json
import os
import re
import subprocess
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.measure import CommandError, Cost

LONGEST = 120.0
"""Seconds after which the server is taken to say nothing any more."""


def served(
    command: Sequence[str], folder: Path, environment: Mapping[str, str], edits: Iterable[tuple[str, str]]
) -> list[Cost]:
    """Return what each of some edits costs a server: paths in the folder that it serves, with their new texts.

    The wall time is that from the writing of the file until a browser that
    is told of it has the page of what was edited, the processor time that
    until the rest of the site is made as well, the memory the most so far.
    The first edit is not among them: it finds the server cold.
    """
    costs = []
    with _running((*command, "--follow"), folder, environment) as (process, address, events):
        state, page = next(events), b""
        for path, text in edits:
            used, begun = _processor(process.pid), time.perf_counter()
            (folder / path).write_text(text, encoding="utf-8")
            known, state = state, next(events)
            former, page = page, _page(address, str(state["page"]))
            wall = time.perf_counter() - begun
            if state["site"] == known["site"] or page == former:
                raise CommandError(f"{path} was edited, and no page changed: {state}")
            assert process.stdout
            _said(process.stdout, r"( ms)$")
            costs.append(Cost(wall, _processor(process.pid) - used, _most_memory(process.pid)))
    return costs[1:]


def _page(address: str, path: str) -> bytes:
    """Return what a browser gets for a path."""
    parts = urlsplit(address)
    connection = HTTPConnection(parts.hostname or "", parts.port, timeout=LONGEST)
    connection.request("GET", path)
    try:
        return connection.getresponse().read()
    finally:
        connection.close()


@contextmanager
def _running(
    command: Sequence[str], folder: Path, environment: Mapping[str, str]
) -> Iterator[tuple[subprocess.Popen[str], str, Iterator[dict[str, object]]]]:
    """Start a server, and yield its process, its address, and its events from the moment that it has built the site."""
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8"
    )
    try:
        assert process.stdout
        address = _said(process.stdout, r"served at (\S+) ")
        _said(process.stdout, r"(files written)")
        parts = urlsplit(address)
        connection = HTTPConnection(parts.hostname or "", parts.port, timeout=LONGEST)
        connection.request("GET", "/.rig-site/events")
        yield process, address, _events(connection.getresponse())
    finally:
        process.kill()
        process.wait()


def _said(lines: Iterable[str], pattern: str) -> str:
    """Return what a pattern finds in the next line that it finds something in."""
    found = next((found for line in lines if (found := re.search(pattern, line))), None)
    if found is None:
        raise CommandError("the server ended")
    return found[1]


def _events(stream: HTTPResponse) -> Iterator[dict[str, object]]:
    """Yield the events of a stream (HTML, 9.2 "Server-sent events")."""
    for line in stream:
        if line.startswith(b"data: "):
            yield json.loads(line.removeprefix(b"data: "))


def _processor(process: int) -> float:
    """Return how many seconds of processor time a process has had (proc_pid_stat(5))."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _most_memory(process: int) -> float:
    """Return the most memory that a process had at once, in MB (proc_pid_status(5))."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{process}/status").read_text())
    return int(found[1]) * 1024 / 1e6 if found else 0.0
