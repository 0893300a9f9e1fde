"""A built site, a web server of its own, and a real Chromium."""

import functools
import json
import os
import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime, timedelta
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar, Literal
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from msgspec.structs import replace
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    Request,
    ViewportSize,
    sync_playwright,
)

from language.pseudo import pseudo_language
from rig_site.artifact import Artifact
from rig_site.cache.manifest import Manifest
from rig_site.content import load
from rig_site.model import years_apart
from rig_site.model.history import Commit, History
from rig_site.outputs import plan
from rig_site.outputs.edition import Edition
from rig_site.outputs.extras import Extras
from rig_site.outputs.feeds import FEED_FILES
from rig_site.outputs.search import SearchIndex
from rig_site.render.theme import Theme

CONTENT = Path(__file__).parent / "content"
AS_OF = datetime(2023, 11, 5, 10, tzinfo=UTC)

NAMES_THAT_FIT_NOWHERE = [
    "On whether sessions with very long titles, " * 4 + "as some give them, can be told apart",
    "注意だけあればよいのかを考える読書会" * 5,
    "الانتباه هو كل ما نحتاج إليه، أم أن هناك ما هو أكثر من ذلك؟ " * 3 + "(Attention)",
    "A👩🏽‍🔬🏳️‍🌈👨‍👩‍👧‍👦" * 12,
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 2,
]

NAMES = (os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--in-process-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class Host(SimpleHTTPRequestHandler):
    """A web host: it serves files, and the site's own page for what is not there.

    Of a site that is `planned`, a file is made when it is asked for, since most never are.
    """

    planned: ClassVar[dict[str, Artifact]] = {}
    making = threading.Lock()

    def send_head(self) -> Any:
        self.make(urlsplit(self.path).path)
        return super().send_head()

    def make(self, path: str) -> Path:
        """Return the file at a path, which is written now if it is planned and nobody has asked for it yet."""
        path = unquote(path).strip("/") + "/index.html" * path.endswith("/")
        with self.making:
            if artifact := self.planned.pop(path, None):
                write(Path(self.directory, path), artifact.render())
        return Path(self.directory, path)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = self.make("/group/404.html").read_bytes()
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
        publish(host, "longer", "en-XA", at_once=".html")
    return "../longer/"


@pytest.fixture(scope="session")
def hostile(host: tuple[Path, str], address: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The path from there to the site of a group that gives everything names which fit nowhere."""
    content = tmp_path_factory.mktemp("hostile")
    (content / "sessions").mkdir()
    site = {"title": NAMES_THAT_FIT_NOWHERE[0], "base_url": "https://group.example/a/", "timezone": "Europe/London"}
    (content / "site.yaml").write_text(json.dumps(site, ensure_ascii=False), encoding="utf-8")
    for number, name in enumerate(NAMES_THAT_FIT_NOWHERE):
        short = name.encode()[:200].decode("utf-8", "ignore")  # as long as the address of a page can be
        names = {"title": name, "kind": short, "room": name, "topics": [short], "leads": [short]}
        reading = {"title": name, "arxiv": f"2310.1198{number}", "authors": [name], "year": 2023}
        for day in ("2023-10-09", "2023-12-04"):
            session = names | {"id": f"{day}-{number}", "date": day, "readings": {name: [reading]}}
            session["links"] = [{"label": name, "url": "https://group.example/slides"}]
            (content / "sessions" / f"{day}-{number}.yaml").write_text(
                json.dumps(session, ensure_ascii=False), encoding="utf-8"
            )
    publish(host, "hostile", "en", content)
    return "../hostile/"


@pytest.fixture(scope="session")
def searched(host: tuple[Path, str], address: str) -> str:
    """The path from there to the same group's site with an index to search."""
    publish(host, "searched", "en", search=True)
    return "../searched/"


@pytest.fixture(scope="session")
def big(host: tuple[Path, str], address: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The path from there to the site of a group that has met 1,400 times."""
    content = tmp_path_factory.mktemp("big")
    (content / "sessions").mkdir()
    site = {"title": "Group B", "base_url": "https://group.example/b/", "timezone": "Europe/London"}
    (content / "site.yaml").write_text(json.dumps(site), encoding="utf-8")
    first = date(2000, 1, 3)
    sessions = [
        {"id": f"part-{number}", "date": str(first + timedelta(days=6 * number)), "title": f"Part {number}"}
        | {"leads": [f"Lead {'ABCDEFG'[number % 7]}"], "readings": [{"title": "A long paper " * 20}]}
        for number in range(1400)
    ]
    (content / "sessions" / "all.yaml").write_text(json.dumps(sessions), encoding="utf-8")
    publish(host, "big", "en", content)
    return "../big/"


def publish(
    host: tuple[Path, str],
    name: str,
    language: str,
    content: Path = CONTENT,
    *,
    at_once: str | None = None,
    search: bool = False,
) -> str:
    """Publish a group's site, and return its address; files that end like `at_once` are made before they are asked for."""
    folder, base = host
    loaded = load(content, as_of=AS_OF, history=history_of(content), feeds=FEED_FILES)
    site_map = loaded.site_map
    assert site_map, loaded.problems
    site_map = replace(site_map, site=replace(site_map.site, language=language))
    theme = Theme.of(content.parent / "templates")
    edition = Edition(site_map, AS_OF, f"{base}{name}/", theme, extras=Extras(qr=True, search=search))
    artifacts = list(plan(edition))
    ending = "" if search else at_once
    files = {each.path: each.render() for each in artifacts if ending is not None and each.path.endswith(ending)}
    Host.planned.update({f"{name}/{each.path}": each for each in artifacts if each.path not in files})
    if search:
        index = SearchIndex.of(site_map, Manifest(files=dict.fromkeys(files, b"")), Manifest())
        files = dict(index.beside([*files.items()], lambda path: b""))
    for path, written in files.items():
        write(folder / name / path, written)
    return f"{base}{name}/"


def write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


def history_of(content: Path) -> History:
    """Return two commits, the second of which brings sessions to the room where they are held."""
    files = {path.relative_to(content).as_posix(): path.read_bytes() for path in content.glob("sessions/*.yaml")}
    site = (content / "site.yaml").read_bytes()
    before = {"site.yaml": site.replace(b"room: Room A", b"room: Room B"), **files}
    return History([Commit(AS_OF - timedelta(days=30), before), Commit(AS_OF - timedelta(days=2), {"site.yaml": site})])


@pytest.fixture(scope="session")
def divided(host: tuple[Path, str], address: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The path from there to the site of the same group with a past, and lists whose years have pages of their own."""
    content = tmp_path_factory.mktemp("divided") / "content"
    shutil.copytree(CONTENT, content)
    reading = {"arxiv": "1706.03762", "title": "An older “paper”", "authors": ["Author A"], "year": 2017}
    session = {"id": "older", "date": "2021-05-03", "title": "Older", "kind": "Technical", "topics": ["Transformers"]}
    session |= {"leads": ["lead-a"], "readings": [reading]}
    (content / "sessions" / "older.yaml").write_text(json.dumps(session), encoding="utf-8")
    (content / "notes" / "older.md").write_text("---\ntitle: An older note\nsessions: [older]\n---\nText.\n")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(years_apart, "MOST_LISTED", 1)
        patched.setattr(years_apart, "LIMIT", 1)
        publish(host, "divided", "en", content, at_once="")
    return "../divided/"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A Chromium: the one CHROMIUM names, else the system's, else Playwright's own."""
    found = filter(None, map(shutil.which, NAMES))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=next(found, None), args=ARGUMENTS)
        yield browser
        browser.close()


@contextmanager
def watched(address: str) -> Iterator[Callable[[Page], None]]:
    """Watch pages of the site: what they complain of or ask of other hosts is a failure."""
    complaints: list[tuple[str, str]] = []
    requests: list[Request] = []

    def hear(message: ConsoleMessage) -> None:
        """Keep errors, but for one: that a page which is not there is not there."""
        asked = [request.url for request in requests if request.is_navigation_request()]
        missing = message.text.startswith("Failed to load resource") and message.location["url"] in asked
        if message.type == "error" and not missing:
            complaints.append((message.location["url"], message.text))

    def hear_error(page: Page, error: Error) -> None:
        """Keep what fails in a page, but for a transition that Chromium has no time for on a busy machine."""
        if not str(error).startswith("Transition was "):
            complaints.append((page.url, str(error)))

    def watch(page: Page) -> None:
        heard = {
            "pageerror": lambda error: hear_error(page, error),
            "console": hear,
            "request": lambda each: requests.append(each),
        }
        for event, handler in heard.items():
            page.on(event, handler)  # type: ignore[call-overload]
            stopped.callback(page.remove_listener, event, handler)

    with ExitStack() as stopped:
        yield watch
    assert complaints == []
    host = address.removesuffix("group/")
    assert [request.url for request in requests if not request.url.startswith(host)] == []


class Tab:
    """A page that one visitor after the other sits down at: to open one takes longer than most of them stay."""

    def __init__(self, context: BrowserContext) -> None:
        self.page = context.new_page()
        self.context = context
        self.session = context.new_cdp_session(self.page)
        self.user_agent = self.page.evaluate("navigator.userAgent")

    def vacate(self) -> None:
        """Forget all that the last visitor did, or had the browser do."""
        if self.page.url == "about:blank":
            return
        for page in self.context.pages[1:]:
            page.close()
        self.page.unroute_all()
        origin = self.page.evaluate("origin")
        self.session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
        self.page.goto("about:blank")

    def seat(
        self,
        now: datetime,
        *,
        viewport: ViewportSize | None = None,
        color_scheme: Literal["light", "dark"] = "light",
        timezone_id: str = "Europe/London",
        user_agent: str = "",
        permissions: Sequence[str] = (),
    ) -> Page:
        """Return the page for a visitor."""
        self.page.set_viewport_size(viewport or {"width": 1280, "height": 720})
        self.page.emulate_media(
            media="null", color_scheme=color_scheme, reduced_motion="null", forced_colors="null", contrast="null"
        )
        self.session.send("Emulation.setTimezoneOverride", {"timezoneId": timezone_id})
        self.session.send("Emulation.setUserAgentOverride", {"userAgent": user_agent or self.user_agent})
        self.context.clear_permissions()
        self.context.grant_permissions(permissions)
        self.context.clock.install(time=now)
        return self.page


@pytest.fixture(scope="module")
def tab(chromium: Browser) -> Iterator[Tab]:
    with chromium.new_context() as context:
        yield Tab(context)


@pytest.fixture
def visit(chromium: Browser, address: str, tab: Tab) -> Iterator[Callable[..., Page]]:
    """Open pages of the site as visitors of all sorts, one at a time but for those whose browser is another."""
    with watched(address) as watch, ExitStack() as contexts:
        watch(tab.page)

        def open_page(path: str = "", *, now: datetime = AS_OF, **visitor: Any) -> Page:
            if visitor.keys() & {"java_script_enabled", "is_mobile"}:
                context = contexts.enter_context(chromium.new_context(timezone_id="Europe/London", **visitor))
                context.clock.install(time=now)
                page = context.new_page()
                watch(page)
            else:
                tab.vacate()
                page = tab.seat(now, **visitor)
            page.goto(urljoin(address, path))
            return page

        yield open_page
        tab.vacate()


@pytest.fixture(scope="module")
def window(chromium: Browser, address: str) -> Iterator[Page]:
    """A window that stays open, of a visitor far away; `shift` adds up what moves in it."""
    with watched(address) as watch, chromium.new_context(timezone_id="Asia/Tokyo") as context:
        context.clock.install(time=AS_OF)
        context.add_init_script(
            "globalThis.shift = 0;"
            "new PerformanceObserver(list => { for (const entry of list.getEntries()) shift += entry.value })"
            ".observe({type: 'layout-shift', buffered: true});"
        )
        page = context.new_page()
        watch(page)
        yield page
