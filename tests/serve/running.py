"""The program, serving in a process of its own."""

from __future__ import annotations

import os
import queue
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

WAIT = 120.0
"""Seconds after which something that was to happen is taken not to happen any more."""


class Running:
    """A server of a group's folder, and what it prints."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "rig_site", "serve", "--port", "0", *options],
            cwd=folder,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "TMPDIR": str(folder)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        self._lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self._lines.put(line)

    def until(self, pattern: str) -> str:
        """Return what is printed up to the next line in which a pattern is found, that line with it."""
        said = ""
        while not re.search(pattern, said):
            said += self._lines.get(timeout=WAIT)
        return said

    def end(self, number: int = signal.SIGINT) -> int:
        """Interrupt it, and return its exit code."""
        self.process.send_signal(number)
        return self.process.wait(timeout=WAIT)


@contextmanager
def running(folder: Path, *options: str) -> Iterator[Running]:
    """Serve a folder for as long as the `with` block runs."""
    server = Running(folder, *options)
    try:
        yield server
    finally:
        server.process.kill()
        server.process.wait()
