"""A built site, a web server of its own, and a real Chromium."""

import functools
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from language.pseudo import pseudo_language
from rig_site.content import load
from rig_site.outputs import FEED_FILES, plan
from rig_site.outputs.edition import Edition
from rig_site.render.theme import Theme

CONTENT = Path(__file__).parent / "content"
AS_OF = datetime(2023, 11, 5, 10, tzinfo=UTC)

NAMES = (os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class Host(SimpleHTTPRequestHandler):
    """A web host: it serves files, and the site's own page for what is not there."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory, "group", "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *args: object) -> None:
        """Keep quiet."""


@pytest.fixture(scope="session")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A web host: the folder it serves, and its address."""
    folder = tmp_path_factory.mktemp("host")
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Host, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield folder, f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def address(host: tuple[Path, str]) -> str:
    """The address of a group's site, in a folder of its host."""
    return publish(host, "group", "en")


@pytest.fixture(scope="session")
def arabic(host: tuple[Path, str], address: str) -> str:
    """The path from there to the same group's site in a language that is read from right to left."""
    publish(host, "arabic", "ar")
    return "../arabic/"


@pytest.fixture(scope="session")
def longer(host: tuple[Path, str], address: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The path from there to the same group's site in a language of longer words."""
    with pseudo_language("en-XA", tmp_path_factory.mktemp("pseudo")):
        publish(host, "longer", "en-XA")
    return "../longer/"


def publish(host: tuple[Path, str], name: str, language: str) -> str:
    folder, base = host
    site_map = load(CONTENT, as_of=AS_OF, feeds=FEED_FILES).site_map
    assert site_map
    site_map = replace(site_map, site=replace(site_map.site, language=language))
    for artifact in plan(Edition(site_map, AS_OF, f"{base}{name}/", Theme.of(CONTENT.parent / "templates"))):
        path = folder / name / artifact.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(artifact.render())
    return f"{base}{name}/"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A Chromium: the one CHROMIUM names, else the system's, else Playwright's own."""
    found = filter(None, map(shutil.which, NAMES))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=next(found, None), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """Open pages of the site as visitors of all sorts; what a page complains of or asks of other hosts is a failure."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []
    requests: list[str] = []

    def open_page(
        path: str = "", *, now: datetime = AS_OF, before: Callable[[Page], None] | None = None, **visitor: Any
    ) -> Page:
        context = chromium.new_context(**({"timezone_id": "Europe/London"} | visitor))
        contexts.append(context)
        context.clock.install(time=now)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console",
            lambda message: complaints.append(message.text) if wrong(message, urljoin(address, path)) else None,
        )
        page.on("request", lambda request: requests.append(request.url))
        if before:
            before(page)
        page.goto(urljoin(address, path))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []
    assert [url for url in requests if not url.startswith(address.removesuffix("group/"))] == []


def wrong(message: ConsoleMessage, asked: str) -> bool:
    """Tell whether a message is an error; that a page which is not there is not there is none."""
    missing = message.text.startswith("Failed to load resource") and message.location["url"] == asked
    return message.type == "error" and not missing
