"""Takes the pictures of the README: the front page and a session of this repository's own group, on a day it met.

`make pictures` runs it.
"""

from __future__ import annotations

import functools
import os
import shutil
import tempfile
import threading
from datetime import UTC, datetime
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import sync_playwright

from rig_site.build import build

ROOT = Path(__file__).parents[2]
NOW = datetime(2025, 10, 22, 8, tzinfo=UTC)
PICTURES = {"screenshot.png": "", "session.png": "sessions/self-attention/"}
SIZE = {"width": 1200, "height": 820}


def take(folder: Path) -> None:
    """Build the group's site in a folder, and write what Chromium shows of it into `.github/`."""
    shutil.copytree(ROOT / "content", folder / "content")
    built = build(folder / "content", folder / "_site", as_of=NOW)
    assert built.publication, built.problems
    handler = functools.partial(SimpleHTTPRequestHandler, directory=str(folder / "_site"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM"), args=["--no-sandbox"])
        page = browser.new_page(viewport=SIZE, timezone_id="Europe/London")  # type: ignore[arg-type]
        page.clock.install(time=NOW)
        for name, path in PICTURES.items():
            page.goto(f"http://127.0.0.1:{server.server_port}/{path}")
            page.screenshot(path=ROOT / ".github" / name)
        browser.close()
    server.shutdown()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        take(Path(scratch))
