from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from rig_site.content import Loaded, load
from rig_site.content.sources.files import MAX_BYTES

SESSION = "date: 2023-11-06\ntitle: Attention\n"


def said(loaded: Loaded) -> list[tuple[str, str]]:
    return [(problem.position.path, problem.what) for problem in loaded.problems if problem.severity == "error"]


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    folder = tmp_path / "outside"
    folder.mkdir()
    (folder / "session.yaml").write_text("date: 2023-11-06\ntitle: Secret\n")
    (folder / "slides.pdf").write_text("Secret\n")
    return folder


def test_links_that_stay_inside_are_followed(group: Callable[..., Loaded], tmp_path: Path) -> None:
    group({"sessions/a.yaml": SESSION, "static/slides.pdf": "Slides\n"})
    (tmp_path / "content/sessions/b.yaml").symlink_to("../templates.yaml")
    os.replace(tmp_path / "content/sessions/a.yaml", tmp_path / "content/templates.yaml")
    loaded = group({})
    assert said(loaded) == []
    assert loaded.site
    assert [session.id for session in loaded.site.sessions] == ["b"]


def test_links_that_leave_the_content_folder_are_refused(
    group: Callable[..., Loaded], tmp_path: Path, outside: Path
) -> None:
    group({"sessions/a.yaml": SESSION + "links: [{label: Slides, url: slides.pdf}]\n", "static/b.pdf": ""})
    content = tmp_path / "content"
    (content / "sessions/b.yaml").symlink_to(outside / "session.yaml")
    (content / "papers.yaml").symlink_to("../outside/session.yaml")
    (content / "static/slides.pdf").symlink_to(outside / "slides.pdf")
    loaded = load(content, as_of=date(2023, 11, 5))
    assert said(loaded) == [
        ("papers.yaml", "this link leads out of the content folder"),
        ("sessions/a.yaml", "static/slides.pdf is a link that leads out of the content folder"),
        ("sessions/b.yaml", "this link leads out of the content folder"),
        ("static/slides.pdf", "this link leads out of the content folder"),
    ]


def test_a_folder_of_sessions_elsewhere_is_refused(group: Callable[..., Loaded], tmp_path: Path, outside: Path) -> None:
    group({})
    (tmp_path / "content/sessions").symlink_to(outside)
    assert said(group({})) == [("sessions", "this link leads out of the content folder")]


def test_what_is_no_file_with_text_is_refused_and_never_waited_for(
    group: Callable[..., Loaded], tmp_path: Path
) -> None:
    group({"sessions/a.yaml": SESSION})
    sessions = tmp_path / "content/sessions"
    os.mkfifo(sessions / "pipe.yaml")
    (sessions / "nowhere.yaml").symlink_to("missing.yaml")
    (sessions / "self.yaml").symlink_to("self.yaml")
    (sessions / "folder.yaml").mkdir()
    (sessions / "folder.yaml" / "a.yaml").write_text(SESSION)
    assert said(group({})) == [
        ("sessions/folder.yaml", "folders in sessions/ are not read"),
        ("sessions/nowhere.yaml", "this link leads nowhere"),
        ("sessions/pipe.yaml", "this is not a file"),
        ("sessions/self.yaml", "this link leads nowhere"),
    ]


def test_a_file_that_is_too_large_is_refused_by_its_size(group: Callable[..., Loaded]) -> None:
    fits = SESSION + "#" * (MAX_BYTES - len(SESSION))
    assert said(group({"sessions/a.yaml": fits})) == []
    assert said(group({"sessions/a.yaml": fits + "#"})) == [
        ("sessions/a.yaml", f"the file is larger than {MAX_BYTES:,} bytes")
    ]


def test_a_content_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    loaded = load(tmp_path / "content", as_of=date(2023, 11, 5))
    assert loaded.site is None
    assert said(loaded) == [
        (".", "the folder cannot be read: no such file or directory"),
        ("site.yaml", "there is no site.yaml"),
    ]


def test_what_editors_and_systems_leave_behind_is_passed_over(group: Callable[..., Loaded]) -> None:
    litter = dict.fromkeys(
        (
            ".DS_Store",
            "site.yaml~",
            "Thumbs.db",
            "README.md",
            "sessions/.a.yaml.swp",
            "sessions/#a.yaml#",
            "sessions/a.yaml.bak",
            "sessions/.hidden/a.yaml",
            "pages/about.md",
            "notes/attention.md",
            "static/slides/a.pdf",
        ),
        "litter",
    )
    assert group({**litter, "references.bib": "litter\n@misc{a, title={A}}\n"}).problems == ()


def test_bytes_of_any_kind_are_a_problem_of_their_file_alone(group: Callable[..., Loaded]) -> None:
    loaded = group({
        "sessions/a.yaml": b"\xef\xbb\xbf" + SESSION.replace("\n", "\r\n").encode(),
        "sessions/b.yaml": "date: 2023-11-06\ntitle: Café\n".encode("cp1252"),
        "sessions/c.yaml": SESSION.encode("utf-16"),
        "sessions/d.yaml": SESSION.encode() + b"room: \0\n",
        "sessions/e.yaml": bytes(range(256)),
    })  # fmt: skip
    assert said(loaded) == [
        ("sessions/b.yaml", "the file is not UTF-8: the byte 0xE9 begins no character"),
        ("sessions/c.yaml", "the file is UTF-16, not UTF-8"),
        ("sessions/d.yaml", "the character U+0000 is not text"),
        ("sessions/e.yaml", "the file is not UTF-8: the byte 0x80 begins no character"),
    ]
