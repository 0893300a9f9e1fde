"""The preview in a browser: a saved file is seen without anybody's doing."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from browser.test_every_page import RULES
from serve.running import WAIT, Running, running

CONTENT = Path(__file__).parent / "content"
ABOUT = "content/pages/about.md"
AS_OF = ("--as-of", "2023-11-05")
LONG = "".join(f"\n\nParagraph {number}" for number in range(200))
expect.set_options(timeout=WAIT * 1000)

Open = Callable[..., tuple[Page, Running]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(CONTENT, tmp_path / "content")
    return tmp_path


@pytest.fixture(scope="module")
def window(chromium: Browser) -> Iterator[Page]:
    """A window that stays open, and looks at one preview after the other."""
    with chromium.new_context() as context:
        page = context.new_page()
        page.set_default_timeout(WAIT * 1000)
        yield page


@contextmanager
def complained_of(page: Page) -> Iterator[list[str]]:
    """Yield what a page complains of, while it does."""
    complaints: list[str] = []
    heard = {
        "pageerror": lambda error: complaints.append(str(error)),
        "console": lambda message: complaints.append(message.text) if wrong(message) else None,
    }
    for event, handler in heard.items():
        page.on(event, handler)  # type: ignore[call-overload]
    yield complaints
    for event, handler in heard.items():
        page.remove_listener(event, handler)


@pytest.fixture
def opened(window: Page, folder: Path) -> Iterator[Open]:
    """Serve the folder and open one of its pages; what the page complains of is a failure."""
    with complained_of(window) as complaints, ExitStack() as started:

        def open_page(path: str, *options: str) -> tuple[Page, Running]:
            window.emulate_media(color_scheme="light")
            window.set_viewport_size({"width": 1280, "height": 720})
            process = started.enter_context(running(folder, *AS_OF, *options))
            window.goto(f"{process.until('until Ctrl-C').split(' ')[4]}{path}")
            return window, process

        yield open_page
        window.goto("about:blank")
    assert complaints == []


def wrong(message: ConsoleMessage) -> bool:
    """Tell whether a message is an error; that there is no page before the first build is none."""
    return message.type == "error" and "503 (Service Unavailable)" not in message.text


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_what_is_saved_is_seen_at_once_at_the_same_place(opened: Open, folder: Path) -> None:
    about = folder / ABOUT
    about.write_text(about.read_text(encoding="utf-8") + LONG, encoding="utf-8")
    page, _ = opened("a/about/")
    page.get_by_text("Paragraph 150").scroll_into_view_if_needed()
    place = page.evaluate("scrollY")
    assert place > 1000
    edit(about, "Paragraph 151", "This is new")
    expect(page.get_by_text("This is new")).to_be_visible()
    page.wait_for_load_state("load")
    assert page.evaluate("scrollY") == place


def test_what_is_wrong_lies_over_the_last_good_page_until_it_is_mended(opened: Open, folder: Path) -> None:
    sessions = folder / "content/sessions/autumn.yaml"
    right = sessions.read_text(encoding="utf-8")
    page, _ = opened("a/")
    overlay = page.get_by_role("alertdialog")
    expect(page.locator("#schedule")).to_be_visible()
    expect(overlay).to_have_count(0)

    wrong = f"{right}- {{id: <b>bold</b>, title: One, date: 2023-11-99}}\n"
    sessions.write_text(wrong, encoding="utf-8")
    line = len(wrong.splitlines())
    expect(overlay).to_be_visible()
    expect(overlay).to_contain_text(f"content/sessions/autumn.yaml:{line}:")
    expect(overlay.locator("pre").first).to_contain_text(f"{line} | - {{id: <b>bold</b>")
    expect(overlay.locator("pre").first).to_contain_text("^^^")
    assert overlay.locator("b").count() == 0
    for width, scheme in ((1440, "light"), (360, "dark")):
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 800})
        options = {"runOnly": RULES, "resultTypes": ["violations"], "preload": False}
        found = Axe().run(page, context="rig-site-problems", options=options)
        assert found.violations_count == 0, found.generate_report()
    assert page.locator("#schedule").count() == 1

    page.keyboard.press("Escape")
    expect(overlay).to_be_hidden()
    sessions.write_text(f"{right}- {{id: other, tilte: Two, date: 2023-11-27}}\n", encoding="utf-8")
    expect(overlay).to_be_visible()
    expect(overlay).to_contain_text("did you mean 'title'?")
    page.reload()
    expect(overlay).to_contain_text("did you mean 'title'?")

    sessions.write_text(right.replace("2023-11-27", "2023-11-26"), encoding="utf-8")
    expect(overlay).to_have_count(0)


def test_a_style_sheet_is_changed_without_loading_the_page_again(opened: Open, folder: Path) -> None:
    style = folder / "templates/static/extra.css"
    style.parent.mkdir(parents=True)
    style.write_text("main { outline: 3px solid rgb(1, 2, 3) }", encoding="utf-8")
    page, _ = opened("a/")
    expect(page.locator("main")).to_have_css("outline-color", "rgb(1, 2, 3)")
    page.evaluate("window.mark = true")
    for colour in ("rgb(4, 5, 6)", "rgb(7, 8, 9)"):
        style.write_text(f"main {{ outline: 3px solid {colour} }}", encoding="utf-8")
        expect(page.locator("main")).to_have_css("outline-color", colour)
    assert page.evaluate("window.mark")
    expect(page.locator('link[href*="extra.css"]')).to_have_count(1)


def test_the_page_of_the_saved_file_is_opened(opened: Open, folder: Path) -> None:
    page, _ = opened("a/", "--follow")
    expect(page.locator("#schedule")).to_be_visible()
    about = folder / ABOUT
    about.write_text(about.read_text(encoding="utf-8") + "\n\nThis is new\n", encoding="utf-8")
    expect(page.get_by_text("This is new")).to_be_visible()
    assert page.url.endswith("/a/about/")


def test_a_group_that_cannot_be_built_yet_appears_once_it_can(opened: Open, folder: Path) -> None:
    (folder / "content/site.yaml").rename(folder / "content/site.yml")
    page, _ = opened("")
    expect(page.get_by_role("alertdialog")).to_contain_text("site.yaml")
    (folder / "content/site.yml").rename(folder / "content/site.yaml")
    expect(page.locator("#schedule")).to_be_visible()
    assert page.url.endswith("/a/")
