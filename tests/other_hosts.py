"""A stand-in for other hosts: a server on this machine that answers as it is told, and remembers what it was asked."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from unittest.mock import patch

CSL = "application/vnd.citationstyles.csl+json"


@dataclass(frozen=True)
class Reply:
    """What the server says to a request; `trickle` says it byte by byte and never ends."""

    content: str | bytes = ""
    status: int = 200
    kind: str = CSL
    headers: Mapping[str, str] = field(default_factory=dict)
    trickle: bool = False
    cut: bool = False
    silent: bool = False


@dataclass(frozen=True)
class Asked:
    """A request that came."""

    method: str
    path: str
    headers: Mapping[str, str]
    content: bytes


@dataclass
class Host:
    """A host: `replies` by path, each the next of several where several are given, the last one again and again."""

    address: str
    replies: dict[str, list[Reply]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)

    def answers(self, path: str, *replies: Reply) -> None:
        self.replies[path] = list(replies)

    def next(self, path: str) -> Reply:
        waiting = self.replies.get(path, [Reply("not here", 404, "text/plain")])
        return waiting.pop(0) if len(waiting) > 1 else waiting[0]

    @property
    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked]


@contextmanager
def other_host(bind: str = "127.0.0.1", then: Callable[[Host], None] = lambda host: None) -> Iterator[Host]:
    """Run a host on a free port for as long as the context lasts."""

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            content = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            host.asked.append(Asked(self.command, self.path, dict(self.headers), content))
            reply = host.next(self.path)
            if reply.silent:
                host.closing.wait(60)
                return
            body = reply.content if isinstance(reply.content, bytes) else reply.content.encode()
            self.send_response_only(reply.status)
            self.send_header("Content-Type", reply.kind)
            length = len(body) + (1000 if reply.cut or reply.trickle else 0)
            for name, value in {"Content-Length": str(length), **reply.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            if self.command == "HEAD":
                return
            self.wfile.write(body)
            while reply.trickle and not host.closing.wait(0.05):
                self.wfile.write(b" ")
                self.wfile.flush()

        def log_message(self, *arguments: object) -> None:
            pass

        def handle(self) -> None:
            with suppress(BrokenPipeError, ConnectionResetError):
                super().handle()

    for method in ("GET", "HEAD", "POST"):
        setattr(Handler, f"do_{method}", Handler.answer)
    server = ThreadingHTTPServer((bind, 0), Handler)
    server.daemon_threads = True
    host = Host(f"http://{bind}:{server.server_address[1]}/")
    then(host)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        with patch.dict(os.environ, {"NO_PROXY": "*", "no_proxy": "*"}):
            yield host
    finally:
        host.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()
