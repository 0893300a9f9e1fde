"""How long a key that is typed into the filter of the archive keeps a browser from drawing the next frame."""

from __future__ import annotations

import functools
import json
import os
import shutil
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.measure import Cost

if TYPE_CHECKING:
    from playwright.sync_api import Page

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
KEYS = "7 comp"
"""Some of these keys leave all results as they are, some replace them all, and so does taking them back."""
REST_OF_A_KEY = 500
"""Milliseconds in which a browser has done all that a key asks for, however long the list is."""
_SETTLED = """() => new Promise(done => {
    const files = () => performance.getEntriesByType("resource").length;
    const look = before => setTimeout(() => files() === before ? done() : look(files()), 1000);
    look(files());
})"""


def browser() -> str | None:
    """Return the program of a Chromium: the one that CHROMIUM names, else the system's; None where there is none."""
    found = filter(None, map(shutil.which, (os.environ.get("CHROMIUM", ""), *CHROMIUM)))
    return next(found, None)


def typed(site: Path, program: str, runs: int, *, keys: str = KEYS, rest: int = REST_OF_A_KEY) -> list[Cost]:
    """Return what each key costs that is typed into the filter of a site's archive, once all years are loaded.

    Instead of the wall time there is the processor time of the longest task
    of the page's thread, which is what keeps it from drawing, and then that
    of all its tasks until the browser rests; memory is what scripts hold.
    """
    from playwright.sync_api import sync_playwright

    with served_files(site) as address, sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        page = opened.new_page()
        page.goto(f"{address}archive/")
        page.locator("input[name=q]").focus()
        page.keyboard.type("w")
        page.evaluate(_SETTLED)
        page.keyboard.press("Backspace")
        costs = []
        for _ in range(runs):
            for key in (*keys, *["Backspace"] * len(keys)):
                costs.append(_pressed(page, key, rest))
        opened.close()
    return costs


@contextmanager
def served_files(folder: Path) -> Iterator[str]:
    """Serve a folder, and yield its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        """Say nothing."""


def _pressed(page: Page, key: str, rest: int) -> Cost:
    browser = page.context.browser
    assert browser
    browser.start_tracing(page=page, categories=["toplevel"])
    page.keyboard.press(key)
    page.wait_for_timeout(rest)
    tasks = _tasks(json.loads(browser.stop_tracing())["traceEvents"])
    memory = page.evaluate("performance.memory.usedJSHeapSize / 1e6")
    return Cost(max(tasks) / 1e6, sum(tasks) / 1e6, memory)


def _tasks(events: Sequence[Mapping[str, Any]]) -> list[int]:
    """Return the microseconds of processor time of the tasks of a page's thread, of that which did most."""
    threads: dict[tuple[int, int], list[int]] = {
        (each["pid"], each["tid"]): []
        for each in events
        if each["name"] == "thread_name" and each["args"]["name"] == "CrRendererMain"
    }
    for each in events:
        if each["name"].endswith("RunTask") and (each["pid"], each["tid"]) in threads:
            threads[each["pid"], each["tid"]].append(each.get("tdur", 0))
    return max(threads.values(), key=sum)
