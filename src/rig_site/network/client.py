"""Requests to other hosts that always end: bounded in time, in size and in redirections.

The address that a request begins with is the user's own choice.  One that a
host sends it on to is not: it is http or https, from https it stays so, and
from the public Internet it leads to no private address.
"""

from __future__ import annotations

import http.client
import re
import socket
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import IO, TypeVar
from urllib.parse import urljoin, urlsplit

from msgspec import Struct, field

from rig_site.network.hosts import is_private

Result = TypeVar("Result")

MOST_REDIRECTIONS = 5
REDIRECTING = (301, 302, 303, 307, 308)
_TOO_SLOW = "it did not answer in time"


class RequestFailedError(Exception):
    """Why no answer came, or none that is of use, in words; `status` is that of the answer, `wait` in seconds."""

    def __init__(self, address: str, what: str, *, status: int | None = None, wait: int | None = None) -> None:
        super().__init__(f"{host(address)}: {what}")
        self.address = address
        self.what = what
        self.status = status
        self.wait = wait


class Answer(Struct, frozen=True):
    """What came back: `address` is where it came from in the end, `kind` the media type, without parameters."""

    address: str
    status: int
    kind: str
    content: bytes
    charset: str | None = None

    @property
    def text(self) -> str:
        """The content as text, in UTF-8 unless it says otherwise."""
        try:
            return self.content.decode(self.charset or "utf-8-sig", "replace")
        except LookupError:
            return self.content.decode("utf-8-sig", "replace")


class HttpClient(Struct, frozen=True):
    """Asks other hosts.

    A request takes at most `seconds`, redirections included, and an answer
    has at most `most` bytes.  Where a host asks to wait (429, 503) for at
    most `patience` seconds, it is asked once more; `sleep` waits.
    """

    agent: str
    seconds: float = 20
    most: int = 5_000_000
    patience: int = 10
    sleep: Callable[[float], None] = time.sleep
    private: Callable[[str], bool] = field(default=is_private)

    def get(self, address: str, *, accept: str = "*/*") -> Answer:
        """Return what is at an address; every other status than 200 is a RequestFailedError."""
        return self._wanted("GET", address, {"Accept": accept}, None, (200,))

    def post(self, address: str, content: bytes, kind: str) -> Answer:
        """Send something to an address, which is never sent on to another host, and return the answer."""
        return self._wanted("POST", address, {"Content-Type": kind}, content, (200, 201, 202, 204))

    def status(self, method: str, address: str, *, follow: bool = True) -> int:
        """Return the status that an address answers with, in the end if redirections are to be followed."""
        hops = MOST_REDIRECTIONS if follow else 0
        return self._within(
            address, lambda: self._asked(method, address, {"Accept": "*/*"}, None, most=0, hops=hops)
        ).status

    def _wanted(
        self, method: str, address: str, headers: Mapping[str, str], content: bytes | None, wanted: tuple[int, ...]
    ) -> Answer:
        for is_last in (False, True):
            try:
                answer = self._within(address, lambda: self._asked(method, address, headers, content, most=self.most))
                break
            except RequestFailedError as failed:
                if is_last or failed.wait is None or failed.wait > self.patience:
                    raise
                self.sleep(failed.wait)
        if answer.status not in wanted:
            raise RequestFailedError(address, f"it answers {status_in_words(answer.status)}", status=answer.status)
        return answer

    def _within(self, address: str, ask: Callable[[], Answer]) -> Answer:
        """Return an answer if it is whole in time; a name that is looked up, and a trickle of bytes, take time too."""
        found: list[Answer | Exception] = []

        def work() -> None:
            try:
                found.append(ask())
            except Exception as error:
                found.append(error)

        thread = threading.Thread(target=work, daemon=True)
        thread.start()
        thread.join(self.seconds)
        if not found:
            raise RequestFailedError(address, _TOO_SLOW)
        if isinstance(found[0], Exception):
            raise found[0]
        return found[0]

    def _asked(
        self,
        method: str,
        address: str,
        headers: Mapping[str, str],
        content: bytes | None,
        *,
        most: int,
        hops: int = MOST_REDIRECTIONS,
    ) -> Answer:
        if not is_web(address):
            raise RequestFailedError(address, "only addresses that begin with https:// or http:// are asked")
        opener = urllib.request.build_opener(_Unredirected)
        at = address
        for _ in range(hops + 1):
            try:
                request = urllib.request.Request(
                    at, data=content, method=method, headers={"User-Agent": self.agent, **headers}
                )
                with opener.open(request, timeout=self.seconds) as response:
                    return self._read(address, at, response.status, response.headers, response, most)
            except urllib.error.HTTPError as error:
                with error:
                    target = error.headers.get("Location")
                    if error.code not in REDIRECTING or target is None or not hops:
                        return self._read(address, at, error.code, error.headers, error, most)
                    at = self._sent_on(address, at, target, is_post=content is not None)
            except (OSError, http.client.HTTPException, ValueError) as error:
                raise RequestFailedError(at, _in_words(error)) from error
        raise RequestFailedError(address, f"it sends one on more than {MOST_REDIRECTIONS} times")

    def _read(self, address: str, at: str, status: int, headers: Message, response: IO[bytes], most: int) -> Answer:
        if most and status in (429, 503):
            wait = seconds_to_wait(headers)
            asks = f", and asks to wait {wait} seconds" if wait is not None else ""
            raise RequestFailedError(at, f"it answers {status_in_words(status)}{asks}", status=status, wait=wait)
        content = response.read(most + 1) if most else b""
        if len(content) > most:
            raise RequestFailedError(at, f"its answer is larger than {most:,} bytes")
        announced = headers.get("Content-Length") or ""
        if most and announced.isdigit() and len(content) < int(announced):
            raise RequestFailedError(at, "its answer ends too early")
        return Answer(at, status, headers.get_content_type(), content, headers.get_content_charset())

    def _sent_on(self, address: str, at: str, target: str, *, is_post: bool) -> str:
        """Return where a redirection leads, unless it must not lead there."""
        found = urljoin(at, target)
        what = ""
        if not is_web(found):
            what = "an address of another kind"
        elif at.startswith("https:") and not found.startswith("https:"):
            what = "an address without encryption"
        elif is_post:
            what = "another address, and what is posted goes nowhere else"
        elif self.private(host(found)) and not self.private(host(address)):
            what = "a private address"
        if what:
            raise RequestFailedError(at, f"it sends one on to {what}")
        return found


class _Unredirected(urllib.request.HTTPRedirectHandler):
    """Follows nothing: where an answer leads on is looked at first."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> None:
        """Return None, so that the redirection is told as it came."""


def is_web(address: str) -> bool:
    """Tell whether an address can be asked: it is http or https, names a host, and is written as RFC 3986 wants it."""
    try:
        parts = urlsplit(address)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"[^!-~]", address)
    except ValueError:
        return False


def host(address: str) -> str:
    """Return the host of an address, as messages name it."""
    try:
        return urlsplit(address).hostname or address
    except ValueError:
        return address


def status_in_words(status: int) -> str:
    """Return a status with its name.

    >>> status_in_words(404), status_in_words(299)
    ('404 Not Found', '299')
    """
    return f"{status} {http.client.responses.get(status, '')}".rstrip()


def seconds_to_wait(headers: Message) -> int | None:
    """Return how long a host asks to wait: seconds, or a date beside the answer's own (RFC 9110, 10.2.3)."""
    written = (headers.get("Retry-After") or "").strip()
    if written.isascii() and written.isdigit():
        return min(int(written), 10**6)
    try:
        until, now = parsedate_to_datetime(written), parsedate_to_datetime(headers.get("Date") or "")
        return max(0, int((until - now).total_seconds()))
    except (TypeError, ValueError):
        return None


def _in_words(error: Exception) -> str:
    """Return why there is no answer."""
    cause = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(cause, TimeoutError):
        return _TOO_SLOW
    if isinstance(cause, ConnectionRefusedError):
        return "it refuses the connection"
    if isinstance(cause, http.client.HTTPException):
        return "its answer is no HTTP"
    if isinstance(cause, socket.gaierror):
        return "its name cannot be looked up; is there a network?"
    said = cause.strerror if isinstance(cause, OSError) and cause.strerror else str(cause)
    return f"it cannot be reached ({said})"
