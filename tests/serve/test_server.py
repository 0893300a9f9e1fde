"""The preview server serves the site and nothing else, to whom it is meant for."""

from __future__ import annotations

import html
import http.client
import json
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from rig_site.outputs.feeds import FEEDS
from rig_site.serve.server import EVENTS, Server
from rig_site.serve.state import Latest, Served
from rig_site.write.disk import publish

PAGE = b"<!DOCTYPE html><html><head><title>A</title></head><body><p>A</p></body></html>"
SCRIPT = b'<script src="/.rig-site/reload.js"'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A site, with a secret beside it that links, names and paths may lead to."""
    site = tmp_path / "site"
    for path, content in {
        "site/index.html": PAGE,
        "site/404.html": b"<p>not here</p>",
        "site/sessions/a b/index.html": PAGE,
        "site/calendar.ics": b"BEGIN:VCALENDAR\r\n",
        "site/static/site.css": b"p { color: red }",
        "secret.txt": b"secret",
        "site-of-another/secret.txt": b"secret",
        "secrets/index.html": b"secret",
    }.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    for feed in FEEDS:
        (site / feed.file).write_bytes(b"")
    (site / "link.txt").symlink_to(tmp_path / "secret.txt")
    (site / "linked").symlink_to(tmp_path / "secrets")
    (site / "page").mkdir()
    (site / "page/index.html").symlink_to(tmp_path / "secrets/index.html")
    (site / "inner.css").symlink_to(site / "static/site.css")
    return site


@pytest.fixture
def latest() -> Latest:
    """What is served: a site under a path of its own."""
    latest = Latest()
    latest.put(Served("server", base="/group/", site=1))
    return latest


@pytest.fixture
def server(folder: Path, latest: Latest) -> Iterator[Server]:
    yield from started("127.0.0.1", folder, latest)


def started(host: str, folder: Path, latest: Latest) -> Iterator[Server]:
    with Server(host, 0, folder, latest) as server, server.answering():
        yield server


def ask(
    server: Server, target: str, *, method: str = "GET", host: str | None = "127.0.0.1:{port}"
) -> tuple[int, dict[str, str], bytes]:
    """Return the answer to a request that is sent just as it stands: its status, its headers and what it holds."""
    names = "" if host is None else f"Host: {host.format(port=server.server_port)}\r\n"
    with socket.create_connection(("127.0.0.1", server.server_port), timeout=60) as connection:
        connection.sendall(f"{method} {target} HTTP/1.1\r\n{names}Connection: close\r\n\r\n".encode("latin-1"))
        response = http.client.HTTPResponse(connection, method=method)
        response.begin()
        headers = {name: value for name, value in response.headers.items() if name != "Date"}
        return response.status, headers, response.read()


@pytest.mark.parametrize(
    "target",
    [
        "/group/../secret.txt",
        "/group/%2e%2e/secret.txt",
        "/group/%2E%2E%2Fsecret.txt",
        "/group/sessions/../../secret.txt",
        "/group/../site-of-another/secret.txt",
        "/group/..%5csecret.txt",
        "/group/..\\secret.txt",
        "/group/{outside}/secret.txt",
        "/group/%2F{outside}/secret.txt",
        "/group/link.txt",
        "/group/linked",
        "/group/linked/",
        "/group/linked/index.html",
        "/group/page",
        "/group/page/",
        "/group/%00",
        "/group/../secret.txt%00.html",
        "/group/%ff%fe",
        "/group/C:/secret.txt",
        "/secret.txt",
        "/../secret.txt",
        "//secret.txt",
        "secret.txt",
        "*",
        "file:///{outside}/secret.txt",
        "/.rig-site/../secret.txt",
        "/.rig-site/server.py",
        "/.rig-site/%2e%2e/server.py",
    ],
)
def test_nothing_outside_the_site_is_served(target: str, server: Server, folder: Path) -> None:
    status, _, body = ask(server, target.format(outside=folder.parent))
    assert status in (400, 404)
    assert b"secret" not in body
    assert b"import" not in body


def test_a_path_is_followed_before_it_is_compared(server: Server) -> None:
    assert ask(server, "/group/sessions/../static/%2e/site.css")[2] == b"p { color: red }"
    assert ask(server, "/group/inner.css")[2] == b"p { color: red }"


@pytest.mark.parametrize("host", ["127.0.0.1:{port}", "localhost:{port}", "LOCALHOST:{port}", "[::1]:{port}"])
def test_this_machine_is_answered(host: str, server: Server) -> None:
    assert ask(server, "/group/", host=host)[0] == 200


@pytest.mark.parametrize(
    "host",
    [
        None,
        "",
        "localhost",
        "127.0.0.1:1",
        "example.org:{port}",
        "localhost.example.org:{port}",
        "127.0.0.1.example.org:{port}",
        "192.0.2.1:{port}",
    ],
)
@pytest.mark.parametrize("target", ["/group/", "/.rig-site/reload.js", EVENTS, "/group/calendar.ics"])
def test_a_page_that_gave_its_own_name_our_address_reads_nothing(host: str | None, target: str, server: Server) -> None:
    status, _, body = ask(server, target, host=host)
    assert status == 403
    assert b"VCALENDAR" not in body
    assert b"script" not in body


def test_where_all_addresses_are_listened_on_no_foreign_name_is_one_of_them(folder: Path, latest: Latest) -> None:
    for server in started("0.0.0.0", folder, latest):
        hosts = ("192.0.2.1", "localhost", "example.org")
        asked = {host: ask(server, "/group/", host=f"{host}:{{port}}")[0] for host in hosts}
        assert asked == {"192.0.2.1": 200, "localhost": 200, "example.org": 403}
        assert server.origins[0] == f"http://127.0.0.1:{server.server_port}"


def test_a_port_that_is_taken_leads_to_the_next(server: Server, folder: Path, latest: Latest) -> None:
    with Server("127.0.0.1", server.server_port, folder, latest) as other:
        assert other.server_port > server.server_port


def test_a_thread_that_begins_after_an_interrupt_asks_nothing_of_the_closed_socket(
    folder: Path, latest: Latest, monkeypatch: pytest.MonkeyPatch
) -> None:
    late: list[threading.Thread] = []

    def interrupted(thread: threading.Thread) -> None:
        late.append(thread)
        raise KeyboardInterrupt

    monkeypatch.setattr(threading.Thread, "start", interrupted)
    with pytest.raises(KeyboardInterrupt), Server("127.0.0.1", 0, folder, latest) as server, server.answering():
        pass
    late[0].run()


def test_files_have_their_types_and_are_never_kept(server: Server) -> None:
    types = {"": "text/html", "calendar.ics": "text/calendar", "static/site.css": "text/css"}
    for path, expected in (types | {feed.file: feed.media_type for feed in FEEDS}).items():
        status, headers, _ = ask(server, f"/group/{path}?query")
        assert (status, headers["Content-Type"]) == (200, f"{expected}; charset=utf-8")
        assert headers["Cache-Control"] == "no-store"


def test_a_page_gets_the_script_on_its_way_alone(server: Server, folder: Path) -> None:
    _, headers, body = ask(server, "/group/")
    assert body.count(SCRIPT) == 1
    before, _, after = body.partition(SCRIPT)
    assert before + after.partition(b"</script>")[2] == PAGE
    seen = html.unescape(after.partition(b'data-seen="')[2].partition(b'"')[0].decode())
    assert json.loads(seen) == {"server": "server", "site": 1, "styles": 0, "opened": 0}
    assert (folder / "index.html").read_bytes() == PAGE
    assert SCRIPT not in ask(server, "/group/static/site.css")[2]
    assert ask(server, "/group/", method="HEAD")[1:] == (headers, b"")


def test_folders_the_start_and_what_is_missing_are_as_on_a_host(server: Server) -> None:
    led = {path: ask(server, path) for path in ("/", "/group", "/group/sessions/a%20b")}
    assert {path: (status, headers.get("Location")) for path, (status, headers, _) in led.items()} == {
        "/": (302, "/group/"),
        "/group": (302, "/group/"),
        "/group/sessions/a%20b": (302, "/group/sessions/a%20b/"),
    }
    assert ask(server, "/group/sessions/a%20b/")[0] == 200
    for path in ("/group/sessions/", "/group/index.html/", "/group/nothing", "/nothing"):
        status, _, body = ask(server, path)
        assert status == 404
        assert b"not here" in body
        assert SCRIPT in body


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "CONNECT"])
def test_nothing_but_reading_is_possible(method: str, server: Server) -> None:
    status, headers, _ = ask(server, "/group/", method=method)
    assert (status, headers["Allow"]) == (405, "GET, HEAD")


def test_before_the_first_build_a_page_waits_and_one_that_failed_has_the_script(folder: Path) -> None:
    latest = Latest()
    for server in started("127.0.0.1", folder, latest):
        threading.Timer(0.01, latest.put, [Served("server")]).start()
        status, _, body = ask(server, "/anything")
        assert status == 503
        assert SCRIPT in body


def test_a_file_of_an_edit_is_waited_for_until_it_is_made(
    server: Server, latest: Latest, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, answers = threading.Event(), list[bytes]()
    wait_for = latest.wait_for

    def watched(path: str) -> None:
        if path == "sessions/a b/index.html":
            asked.set()
        wait_for(path)

    monkeypatch.setattr(latest, "wait_for", watched)
    latest.begin(Served("server", "/group/", site=2), "index.html")
    assert ask(server, "/group/")[0] == 200
    assert ask(server, "/group/static/site.css")[0] == 200
    visitor = threading.Thread(target=lambda: answers.append(ask(server, "/group/sessions/a%20b/")[2]))
    visitor.start()
    assert asked.wait(60)
    latest.made("calendar.ics")
    (folder / "sessions/a b/index.html").write_bytes(PAGE + b"as it is now")
    latest.made("sessions/a b/index.html")
    visitor.join()
    assert b"as it is now" in answers[0]
    latest.put(Served("server", "/group/", site=2))
    assert ask(server, "/group/nowhere/")[0] == 404


def test_events_say_what_is_and_then_what_comes(server: Server, latest: Latest) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=60)
    connection.request("GET", EVENTS)
    response = connection.getresponse()
    assert response.headers["Content-Type"] == "text/event-stream; charset=utf-8"
    assert response.readline() == b"retry: 500\n"
    assert response.readline() == b"\n"

    def said() -> dict[str, object]:
        line = response.readline()
        assert line.startswith(b"data: ")
        assert response.readline() == b"\n"
        event: dict[str, object] = json.loads(line.removeprefix(b"data: "))
        return event

    numbers = {"server": "server", "site": 1, "styles": 0, "opened": 0, "page": "", "problems": []}
    assert said() == numbers
    problem = {"path": "content/site.yaml", "message": "a\nb </script>"}
    latest.put(Served("server", "/group/", site=1, problems=(problem,)))
    assert said() == numbers | {"problems": [problem]}
    connection.close()


def test_no_request_fails_while_the_site_is_published(tmp_path: Path, latest: Latest) -> None:
    site, done, failed = tmp_path / "out/site", threading.Event(), []
    publish({"index.html": PAGE, "a/index.html": PAGE}.items(), site, tmp_path / "out/cache")

    def visit(server: Server) -> None:
        while not done.is_set():
            failed.extend(path for path in ("/group/", "/group/a/") if ask(server, path)[0] != 200)

    for server in started("127.0.0.1", site, latest):
        visitor = threading.Thread(target=visit, args=(server,))
        visitor.start()
        for number in range(60):
            files = {"index.html": PAGE + b"%d" % number, "a/index.html": PAGE, f"b/{number}.html": PAGE}
            publish(files.items(), site, tmp_path / "out/cache")
        done.set()
        visitor.join()
    assert failed == []
