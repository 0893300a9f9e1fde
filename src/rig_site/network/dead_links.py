"""Which addresses are dead: asked politely, and believed only when they say so twice.

An address is dead when two requests, of which the second is for the page
itself, are both answered with 404 or 410.  A refusal of programs (403, 429),
a fault of the host, or no answer at all says nothing of the page.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from enum import StrEnum

from msgspec import Struct

from rig_site.network.client import HttpClient, RequestFailedError, host, is_web

AT_ONCE = 8
"""How many hosts are asked at the same time; each has one request at a time."""

GONE = (404, 410)
BUSY = 429
ANSWERING = range(200, 400)


class LinkState(StrEnum):
    """What is known of an address."""

    ALIVE = "alive"
    DEAD = "dead"
    UNKNOWN = "unknown"


class Verdict(Struct, frozen=True):
    """What came of asking an address: `status` is that of the last answer, None where there was none."""

    state: LinkState
    status: int | None = None


class LinkInquiry(Struct, frozen=True, dict=True):
    """Asks addresses, each host one request at a time with `pause` seconds in between.

    Where an address begins with one of `resolvers`, what it leads on to is
    not asked: that they know the way is the answer.
    """

    client: HttpClient
    pause: float
    resolvers: tuple[str, ...] = ()

    def verdicts(self, addresses: Iterable[str], tell: Callable[[str, Verdict], None]) -> None:
        """Ask each address, and tell what came of it as soon as it is known; an interrupt ends it between requests."""
        by_host: dict[str, list[str]] = {}
        for address in addresses:
            by_host.setdefault(host(address), []).append(address)
        stopped, telling = threading.Event(), threading.Lock()

        def ask(addresses: list[str]) -> None:
            busy = False
            for address in addresses:
                if stopped.is_set():
                    return
                verdict = Verdict(LinkState.UNKNOWN, BUSY) if busy else self._verdict(address)
                busy = busy or verdict.status == BUSY
                with telling:
                    tell(address, verdict)

        with ThreadPoolExecutor(AT_ONCE) as pool:
            try:
                for asked in [pool.submit(ask, addresses) for addresses in by_host.values()]:
                    asked.result()
            finally:
                stopped.set()

    def _verdict(self, address: str) -> Verdict:
        first = self._status("HEAD", address)
        if first in ANSWERING or first == BUSY:
            return _verdict_of(first)
        second = self._status("GET", address)
        if second in GONE and first not in GONE:
            first, second = second, self._status("GET", address)
        if first in GONE and second in GONE:
            return Verdict(LinkState.DEAD, second)
        return _verdict_of(second)

    def _status(self, method: str, address: str) -> int | None:
        """Return the status of an address, None without an answer, and wait until its host may be asked again."""
        if not is_web(address):
            return None
        try:
            return self.client.status(method, address, follow=not address.startswith(self.resolvers))
        except RequestFailedError:
            return None
        finally:
            self.client.sleep(self.pause)


def _verdict_of(status: int | None) -> Verdict:
    return Verdict(LinkState.ALIVE if status in ANSWERING else LinkState.UNKNOWN, status)


def asked_instead(address: str, instead: Mapping[str, str]) -> str:
    """Return the address to ask for one, where another host stands in for its own.

    >>> asked_instead("https://doi.org/10.1000/182", {"https://doi.org/": "http://127.0.0.1:8000/"})
    'http://127.0.0.1:8000/10.1000/182'
    """
    for service, other in instead.items():
        if address.startswith(service):
            return other + address.removeprefix(service)
    return address
