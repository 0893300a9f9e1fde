"""The program without the second that it takes to start: one process has imported all, and is forked for each command.

A command has a process of its own, whose streams, arguments and files'
names are decoded as in one that was started for it.  Run as a script, this
module is the process that is forked.
"""

from __future__ import annotations

import gc
import os
import pkgutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from socketserver import StreamRequestHandler, UnixStreamServer
from tempfile import TemporaryDirectory
from threading import Thread

STREAMS = {1: "stdout", 2: "stderr"}


class Program:
    """The program of a Python in an environment, which takes one command after the other."""

    def __init__(self, process: subprocess.Popen[bytes], streams: Path) -> None:
        self._process = process
        self._streams = streams

    def run(self, folder: Path, *arguments: str | bytes) -> subprocess.CompletedProcess[bytes]:
        """Return the exit code of a command that is run in a folder, and what it wrote."""
        assert self._process.stdin
        assert self._process.stdout
        words = [os.fsencode(word).hex() for word in (folder, *arguments)]
        self._process.stdin.write(",".join(words).encode() + b"\n")
        self._process.stdin.flush()
        code = int(self._process.stdout.readline())
        wrote = [(self._streams / name).read_bytes() for name in STREAMS.values()]
        return subprocess.CompletedProcess(arguments, code, *wrote)


@contextmanager
def program(python: Path | str, environment: Mapping[str, str]) -> Iterator[Program]:
    """Yield the program, ready to run commands until the `with` block ends."""
    with TemporaryDirectory() as streams:
        command = [python, "-P", __file__, streams]
        with subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
            yield Program(process, Path(streams))


CLIENT = """\
#!{python} -IS
import os, socket, sys
with socket.socket(socket.AF_UNIX) as asked:
    asked.connect({address!r})
    asked.sendall(b",".join(os.fsencode(word).hex().encode() for word in (os.getcwd(), *sys.argv[1:])) + b"\\n")
    code, *wrote = asked.makefile("rb").read().split(b"\\n")
for number, text in enumerate(wrote, 1):
    os.write(number, bytes.fromhex(text.decode()))
sys.exit(int(code))
"""


@contextmanager
def installed(path: Path, environment: Mapping[str, str]) -> Iterator[None]:
    """Have the program at a path for as long as the `with` block runs, for scripts that call it."""
    address = str(path.with_suffix(".socket"))
    path.write_text(CLIENT.format(python=sys.executable, address=address), encoding="utf-8")
    path.chmod(0o755)
    with program(sys.executable, environment) as rig_site:

        class Call(StreamRequestHandler):
            def handle(self) -> None:
                folder, *words = (bytes.fromhex(word) for word in self.rfile.readline().decode().split(","))
                done = rig_site.run(Path(os.fsdecode(folder)), *words)
                self.wfile.write(f"{done.returncode}\n{done.stdout.hex()}\n{done.stderr.hex()}".encode())

        with UnixStreamServer(address, Call) as server:
            Thread(target=server.serve_forever, daemon=True).start()
            yield
            server.shutdown()


def _fork(streams: str) -> None:
    """Return in a fork for each command, with all that is its own; in the process that is forked, never."""
    answers = os.dup(1)
    while line := sys.stdin.buffer.readline():
        process = os.fork()
        if not process:
            break
        _, status = os.waitpid(process, 0)
        os.write(answers, b"%d\n" % os.waitstatus_to_exitcode(status))
    else:
        sys.exit()
    folder, *arguments = (os.fsdecode(bytes.fromhex(word)) for word in line.decode().strip().split(","))
    os.close(answers)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    for number, name in STREAMS.items():
        os.dup2(os.open(os.path.join(streams, name), os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
    os.chdir(folder)
    sys.argv = ["rig-site", *arguments]


if __name__ == "__main__":
    import rig_site

    for module in pkgutil.walk_packages(rig_site.__path__, "rig_site."):
        import_module(module.name)
    from rig_site.__main__ import main

    gc.freeze()
    _fork(sys.argv[1])
    try:
        main()
    except SystemExit as end:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(end.code if isinstance(end.code, int) else 0)
