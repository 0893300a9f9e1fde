"""The web server: files of the site, a script in each of its pages, and a stream of events for it."""

from __future__ import annotations

import errno
import html
import ipaddress
import os
import re
import socket
import socketserver
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from rig_site.serve.files import Elsewhere, file_of, find, media_type
from rig_site.serve.state import Latest, Served

OWN = "/.rig-site/"
"""The folder of the address that is the server's and not the site's."""
EVENTS = f"{OWN}events"
HTML, TEXT = "text/html; charset=utf-8", "text/plain; charset=utf-8"
RESOURCES = ("reload.js", "overlay.css")

PORTS = 100
"""How many ports are tried, from the one that was asked for."""

_KEEP_ALIVE = 15.0
"""Seconds after which a silent stream of events says something, to find out whether anybody still listens."""
_RETRY = 500
"""Milliseconds after which a browser asks again for a stream that ended (HTML, 9.2 "Server-sent events")."""

_OUR_NAMES = ("localhost", "127.0.0.1", "[::1]")
_EVERY_ADDRESS = ("", "0.0.0.0", "::")
_SOMEWHERE = "192.0.2.1"
"""An address that is nobody's, to be reached through the network's gateway (RFC 5737)."""
_PLACE_OF_SCRIPT = re.compile(rb"</head\s*>|</body\s*>|\Z", re.IGNORECASE)

_NOT_YET = b"""<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>Not built yet</title></head>
<body><p>The site appears here once nothing in its content stops the build.</p></body>
</html>
"""


class Server(ThreadingHTTPServer):
    """Serves a folder as the latest state says; a thread for each connection, which ends with the program.

    It binds the first free port from `port` on, or any for 0, and raises
    OSError if there is none.
    """

    daemon_threads = True
    request_queue_size = 128
    timeout = 0.1
    """Seconds of waiting for a request after which it is looked whether any are still to be answered."""
    allow_reuse_address = os.name != "nt"

    def __init__(self, host: str, port: int, site: Path, latest: Latest) -> None:
        self.host = host
        self.site = site
        self.latest = latest
        if ":" in host:
            self.address_family = socket.AF_INET6
        for number in range(port, min(port + PORTS, 65536)) if port else (0,):
            try:
                super().__init__((host, number), Handler)
            except OSError as error:
                if error.errno != errno.EADDRINUSE:
                    raise
                refused = error
            else:
                return
        raise refused

    @contextmanager
    def answering(self) -> Iterator[None]:
        """Accept requests in a thread of its own, which asks nothing more of the socket once the `with` block is left.

        An interrupt may come while the thread is only just beginning; then it finds that it is to end.
        """
        ended = threading.Event()

        def answer() -> None:
            while not ended.is_set():
                self.handle_request()

        thread = threading.Thread(target=answer, daemon=True)
        try:
            thread.start()
            yield
        finally:
            ended.set()
            if thread.ident is not None:
                thread.join()

    def server_bind(self) -> None:
        """Bind the socket, and do not ask for the machine's name, which may take seconds."""
        socketserver.TCPServer.server_bind(self)
        self.server_port = self.socket.getsockname()[1]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a browser that went away; any other fault keeps its traceback, and the server goes on."""
        if not isinstance(sys.exception(), (ConnectionError, TimeoutError)):
            super().handle_error(request, client_address)

    @property
    def origin(self) -> str:
        """The address that this machine reaches the server by, without a path."""
        name = "127.0.0.1" if self.host in _EVERY_ADDRESS else self.host
        return f"http://{f'[{name}]' if ':' in name else name}:{self.server_port}"

    @property
    def origins(self) -> tuple[str, ...]:
        """All addresses that are known to lead here, first the one for this machine."""
        if self.host not in _EVERY_ADDRESS:
            return (self.origin,)
        return self.origin, *(f"http://{address}:{self.server_port}" for address in _addresses())

    def is_meant(self, host: str | None) -> bool:
        """Tell whether a Host header names this server.

        A page of somebody else's could give its own name our address and
        then read what is served here (DNS rebinding); an address in
        numbers is nobody's to give, so each is right where the server
        listens on all of them.
        """
        given = (host or "").lower()
        name, _, port = given.rpartition(":") if re.search(r":\d+$", given) else (given, "", "80")
        return bool(name) and port == str(self.server_port) and self._is_our_name(name)

    def _is_our_name(self, name: str) -> bool:
        bare = name.strip("[]")
        if name in _OUR_NAMES or bare == self.host.lower():
            return True
        return self.host in _EVERY_ADDRESS and (_is_in_numbers(bare) or bare == socket.gethostname().lower())


class Handler(BaseHTTPRequestHandler):
    """Answers requests for files; nothing else is asked for, so nothing is changed by any of them."""

    server: Server
    protocol_version = "HTTP/1.1"
    timeout = 60.0

    def do_GET(self) -> None:
        """Send what was asked for."""
        asked = re.split("[?#]", self.path, maxsplit=1)[0]
        if not self.server.is_meant(self.headers.get("Host")):
            self._send_text(HTTPStatus.FORBIDDEN, f"This is {self.server.origin}, which was not asked for.\n")
        elif not asked.startswith("/"):
            self._send_text(HTTPStatus.BAD_REQUEST, "What is asked for is a path.\n")
        elif asked == EVENTS:
            self._send_events()
        elif asked.startswith(OWN):
            self._send_own(asked.removeprefix(OWN))
        else:
            self._send_file(asked)

    do_HEAD = do_GET  # noqa: N815 - the name that http.server asks for

    def _refuse(self) -> None:
        """Send that there is nothing to be done here but to read."""
        self.close_connection = True
        text = "Only GET and HEAD are answered.\n"
        self._send(HTTPStatus.METHOD_NOT_ALLOWED, text.encode(), TEXT, Allow="GET, HEAD")

    do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = do_TRACE = do_CONNECT = _refuse  # noqa: N815

    def log_message(self, *args: object) -> None:
        """Keep quiet; the terminal is for what becomes of the content."""

    def version_string(self) -> str:
        """Return how the server calls itself."""
        return "rig-site"

    def _send_file(self, asked: str) -> None:
        state = self.server.latest.after(None)
        assert state is not None
        if state.base is None:
            self._send_page(HTTPStatus.SERVICE_UNAVAILABLE, _NOT_YET, state)
            return
        self.server.latest.wait_for(file_of(state.base, asked))
        state = self.server.latest.after(None)
        assert state is not None
        assert state.base is not None
        found = find(self.server.site, state.base, asked)
        if isinstance(found, Elsewhere):
            self._send(HTTPStatus.FOUND, b"", TEXT, Location=found.path)
        elif found is None:
            missing = find(self.server.site, state.base, f"{state.base}404.html")
            page = b"" if missing is None or isinstance(missing, Elsewhere) else missing.content
            self._send_page(HTTPStatus.NOT_FOUND, page, state)
        elif found.media_type == HTML:
            self._send_page(HTTPStatus.OK, found.content, state)
        else:
            self._send(HTTPStatus.OK, found.content, found.media_type)

    def _send_own(self, name: str) -> None:
        if name in RESOURCES:
            self._send(HTTPStatus.OK, resource(name), media_type(name))
        else:
            self._send_text(HTTPStatus.NOT_FOUND, "There is no such file.\n")

    def _send_events(self) -> None:
        """Send the state there is, and each one that follows, until the browser goes away."""
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        known: Served | None = None
        said = f"retry: {_RETRY}\n\n"
        while self.command == "GET":
            self.wfile.write(said.encode())
            state = self.server.latest.after(known, timeout=_KEEP_ALIVE)
            said = f"data: {state.event}\n\n" if state else ":\n\n"
            known = state or known

    def _send_page(self, status: HTTPStatus, page: bytes, state: Served) -> None:
        self._send(status, with_script(page, state), HTML)

    def _send_text(self, status: HTTPStatus, text: str) -> None:
        self._send(status, text.encode(), TEXT)

    def _send(self, status: HTTPStatus, content: bytes, kind: str, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)


def with_script(page: bytes, state: Served) -> bytes:
    """Return a page that follows the site: the script is at the end of its head, and knows what the page shows."""
    script = f'<script src="{OWN}reload.js" data-seen="{html.escape(state.seen)}"></script>'
    place = _PLACE_OF_SCRIPT.search(page)
    assert place is not None
    return page[: place.start()] + script.encode() + page[place.start() :]


@cache
def resource(name: str) -> bytes:
    """Return a file that lies beside this module."""
    return Path(__file__).with_name(name).read_bytes()


def _is_in_numbers(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _addresses() -> tuple[str, ...]:
    """Return the address, version 4, by which the machine's network knows it; nothing is sent to find it out."""
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect((_SOMEWHERE, 9))
        return (str(probe.getsockname()[0]),)
    return ()
