"""Requests end, whatever the other host does, and go nowhere that nobody asked for."""

from __future__ import annotations

import pytest

from other_hosts import Host, Reply, other_host
from rig_site.network.client import HttpClient, RequestFailedError, is_web

FAR = "127.0.0.2"
"""A host that the tests take for one of the public Internet."""


def client(**options: object) -> HttpClient:
    return HttpClient("rig-site", private=lambda host: host != FAR, **options)  # type: ignore[arg-type]


def redirection(target: str, status: int = 302) -> Reply:
    return Reply("", status, headers={"Location": target})


def test_a_public_host_sends_nobody_to_a_private_one() -> None:
    with other_host() as near, other_host(FAR) as far:
        near.answers("/secret", Reply("secret"))
        far.answers("/", redirection(near.address + "secret"))
        far.answers("/twice", redirection("/", 308))
        for path in ("", "twice"):
            with pytest.raises(RequestFailedError, match=r"127\.0\.0\.2: it sends one on to a private address"):
                client().get(far.address + path)
        assert near.asked == []
        near.answers("/out", redirection(far.address + "found", 301))
        far.answers("/found", Reply("found", kind="text/plain; charset=utf-8"))
        answer = client().get(near.address + "out")
        assert (answer.content, answer.kind, answer.address) == (b"found", "text/plain", far.address + "found")


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://example.org/", "gopher://x", "http://["])
def test_nobody_is_sent_to_an_address_of_another_kind(target: str) -> None:
    with other_host() as host:
        host.answers("/", redirection(target))
        with pytest.raises(RequestFailedError):
            client().get(host.address)
        assert host.paths == ["/"]


def test_what_is_posted_goes_nowhere_else() -> None:
    with other_host() as host:
        host.answers("/", redirection("/other", 307))
        with pytest.raises(RequestFailedError, match="what is posted goes nowhere else"):
            client().post(host.address, b"{}", "application/json")
        assert host.paths == ["/"]


@pytest.mark.parametrize(
    ("headers", "slept"),
    [
        ({"Retry-After": "3"}, [3]),
        ({"Retry-After": "Mon, 04 Mar 2024 11:00:05 GMT", "Date": "Mon, 04 Mar 2024 11:00:00 GMT"}, [5]),
        ({"Retry-After": "11"}, []),
        ({"Retry-After": "soon"}, []),
        ({}, []),
    ],
)
def test_who_asks_to_wait_is_asked_once_more_after_that(headers: dict[str, str], slept: list[int]) -> None:
    waited: list[float] = []
    with other_host() as host:
        host.answers("/", Reply("", 503, headers=headers), Reply("here"))
        if slept:
            assert client(sleep=waited.append).get(host.address).content == b"here"
        else:
            with pytest.raises(RequestFailedError, match="503 Service Unavailable"):
                client(sleep=waited.append).get(host.address)
    assert waited == slept


def test_an_answer_has_a_size() -> None:
    with other_host() as host:
        host.answers("/", Reply(b"12345678"))
        assert client(most=8).get(host.address).content == b"12345678"
        with pytest.raises(RequestFailedError, match="its answer is larger than 7 bytes"):
            client(most=7).get(host.address)


def test_a_status_is_asked_for_without_what_is_there() -> None:
    with other_host() as host:
        host.answers("/", Reply("", 405))
        host.answers("/moved", redirection("/gone"))
        host.answers("/gone", Reply("x" * 100, 410))
        assert [client().status(method, host.address) for method in ("HEAD", "GET")] == [405, 405]
        assert client(most=1).status("GET", host.address + "moved") == 410


@pytest.mark.parametrize(
    ("address", "answer"),
    [
        ("https://example.org/a?b=c#d", True),
        ("http://127.0.0.1:8000", True),
        ("file:///etc/passwd", False),
        ("https://", False),
        ("https://example.org/a b", False),
        ("https://example.org/é", False),
        ("https://[::1", False),
        ("//example.org/", False),
        ("https://example.org/\r\nHost: x", False),
    ],
)
def test_what_can_be_asked(address: str, answer: bool) -> None:
    assert is_web(address) is answer


def test_the_host_that_fails_is_named() -> None:
    with other_host(then=lambda host: host.answers("/", Reply("no", 403))) as host:
        with pytest.raises(RequestFailedError, match=r"127\.0\.0\.1: it answers 403 Forbidden"):
            client().get(host.address)
        assert isinstance(host, Host)
