"""`/static/pagefind/`: the index that visitors search sessions, papers, notes and pages by; Pagefind makes it."""

from __future__ import annotations

import base64
import json
import subprocess
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from rig_site.cache.digest import digest
from rig_site.cache.manifest import Manifest
from rig_site.model.locations import THEME, What
from rig_site.model.site_map import SiteMap

SEARCH = f"{THEME}pagefind/"
"""The folder of the index."""

_SEARCHED = {What.SESSION, What.PAPER, What.NOTE, What.TEXT}
"""What is searched: the pages that say something of their own, rather than list others."""

_SEGMENTED = ("ja", "zh")
"""The languages that are written without spaces, which only Pagefind's extended program takes apart."""

_UNSAID = (".eyebrow, .neighbours, .actions, .facts dt, .facts time, .own, .bibtex, thead, caption, button, [hidden]",)
"""What on a page is not about what the page is about."""

_OF_USE = ("pagefind.js", "pagefind-entry.json", "wasm.", "pagefind.", "fragment/", "index/")
"""What of an index our own search needs; Pagefind adds some interfaces of its own."""


class SearchUnavailable(Exception):  # noqa: N818 - it reads as what happened
    """The program that makes the index is not installed; the text says how to install it."""


class SearchIndex(Struct, frozen=True, dict=True):
    """An index of some pages; while their `key` stays, so do its `files`, which are those of the last build, if any."""

    program: Path
    pages: frozenset[str]
    key: bytes
    files: frozenset[str]

    @classmethod
    def of(cls, site_map: SiteMap, manifest: Manifest, known: Manifest) -> SearchIndex:
        """Return the index of a site with a manifest; what was published before is `known`."""
        program = find_program(site_map.site.language)
        pages = {location.path for location in site_map.at.values() if location.what in _SEARCHED}
        key = digest(tuple((page, manifest.files[page]) for page in sorted(pages)), manifest.everywhere)
        files = frozenset(path for path, made_of in known.files.items() if path.startswith(SEARCH) and made_of == key)
        return cls(program, frozenset(pages), key, files)

    def within(self, manifest: Manifest) -> Manifest:
        """Return a manifest with the files of this index that are published already, and of no other."""
        others = {path: key for path, key in manifest.files.items() if not path.startswith(SEARCH)}
        return replace(manifest, files={**others, **dict.fromkeys(self.files, self.key)})

    def known(self, manifest: Manifest, *published: Iterable[str]) -> Manifest:
        """Return a manifest that knows which of the paths that were published are this index."""
        found = (path for paths in published for path in paths if path.startswith(SEARCH))
        return replace(manifest, files={**manifest.files, **dict.fromkeys(found, self.key)})

    def beside(
        self, files: Iterable[tuple[str, bytes]], published: Callable[[str], bytes]
    ) -> Iterator[tuple[str, bytes]]:
        """Yield files as they come, and after them those of the index; pages that stay are read as `published`."""
        pages: dict[str, bytes] = {}
        for path, content in files:
            if path in self.pages:
                pages[path] = content
            yield path, content
        searched = ((page, pages[page] if page in pages else published(page)) for page in sorted(self.pages))
        yield from index(searched, self.program)


def find_program(language: str) -> Path:
    """Return the program that makes an index of pages in a language.

    Which it is depends on the language alone, so that what happens to be
    installed changes no index.
    """
    module, extra = "pagefind_bin", "search"
    if language.partition("-")[0] in _SEGMENTED:
        module, extra = "pagefind_bin_extended", "search-extended"
    try:
        program: Path = import_module(module).get_executable()
    except (ImportError, FileNotFoundError):
        raise SearchUnavailable(f"--search needs Pagefind: pip install 'rig-site[{extra}]'") from None
    return program


def index(pages: Iterable[tuple[str, bytes]], program: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the files of an index of pages, in order of their paths.

    The pages are handed over one after the other in the order they have,
    since Pagefind numbers them as they come.
    """
    pipe = subprocess.PIPE
    with subprocess.Popen([program, "--service"], cwd=program.parent, stdin=pipe, stdout=pipe) as running:
        made = _ask(running, type="NewIndex", config={"exclude_selectors": _UNSAID})
        for path, content in pages:
            _ask(running, type="AddFile", index_id=made["index_id"], file_path=path, file_contents=content.decode())
        found = _ask(running, type="GetFiles", index_id=made["index_id"])["files"]
        running.kill()
    for file in sorted(found, key=lambda file: str(file["path"])):
        if file["path"].startswith(_OF_USE):
            yield SEARCH + file["path"], base64.b64decode(file["content"])


def _ask(running: subprocess.Popen[bytes], **payload: object) -> dict[str, Any]:
    """Return the answer to a question; both are JSON in base 64 with a comma after it."""
    assert running.stdin
    assert running.stdout
    running.stdin.write(base64.b64encode(json.dumps({"message_id": 1, "payload": payload}).encode()) + b",")
    running.stdin.flush()
    said = b""
    while not said.endswith(b","):
        part = running.stdout.read1(1 << 20)  # type: ignore[attr-defined]
        if not part:
            raise OSError(f"{running.args!r} ended before it answered")
        said += part
    answer: dict[str, Any] = json.loads(base64.b64decode(said[:-1]))["payload"]
    if answer["type"] == "Error":
        raise OSError(f"Pagefind: {answer['message']}")
    return answer
