from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from rig_site.content.findings import Findings
from rig_site.content.resolve.pages import prose
from rig_site.content.resolve.static_files import static_files
from rig_site.content.sources.front_matter import split
from rig_site.content.sources.source import Source
from rig_site.model.prose import Prose, StaticFile


def page(text: str, name: str = "about") -> tuple[Prose, list[str]]:
    findings = Findings()
    home, pages = prose(
        [Source(f"pages/{name}.md", text), Source("pages/home.md", ""), Source("pages/Code of conduct.md", "")],
        files={"slides/a b.pdf", "100%.svg"},
        addresses={"sessions/lora/", "people/lead-a/"},
        macros=(),
        findings=findings,
    )
    assert home
    assert home.path == ""
    found = next(each for each in pages if each.source == f"pages/{name}.md")
    return found, [problem.what for problem in findings.problems]


@pytest.mark.parametrize(
    ("written", "target"),
    [
        ("slides/a%20b.pdf", "slides/a%20b.pdf"),
        ("<slides/a b.pdf#page=2>", "slides/a%20b.pdf#page=2"),
        ("/slides/a%20b.pdf", "slides/a%20b.pdf"),
        ("../static/slides/a%20b.pdf", "slides/a%20b.pdf"),
        ("static/slides/a%20b.pdf", "slides/a%20b.pdf"),
        ("100%25.svg", "100%25.svg"),
        ("home.md", ""),
        ("./Code%20of%20conduct.md#rules", "code-of-conduct/#rules"),
        ("../pages/Code%20of%20conduct.md", "code-of-conduct/"),
        ("/code-of-conduct/", "code-of-conduct/"),
        ("../code-of-conduct", "code-of-conduct/"),
        ("/", ""),
        ("../", ""),
        ("/archive/?kind=Technical", "archive/?kind=Technical"),
        ("calendar.ics", "calendar.ics"),
        ("/sessions/lora/", "sessions/lora/"),
        ("../people/lead-a/", "people/lead-a/"),
        ("/kinds/technical/", "kinds/technical/"),
    ],
)
def test_a_link_leads_where_its_writer_meant(written: str, target: str) -> None:
    found, said = page(f"See [this]({written}).")
    assert [target for _, target in found.targets] == [target]
    assert said == []


@pytest.mark.parametrize(
    "written",
    ["lost.pdf", "../../etc/passwd", "/sessions/lost/", "/people/lost/", "lost.md", "//", "../static/lost.pdf"],
)
def test_a_link_to_nothing_is_told_of(written: str) -> None:
    found, said = page(f"See [this]({written}).")
    if written != "//":
        assert found.targets == ()
        assert said == [f"the link '{written}' leads to nothing here"]


@pytest.mark.parametrize("written", ["https://example.org/a", "mailto:lead-a@example.org", "#about"])
def test_a_link_elsewhere_stays_as_it_is(written: str) -> None:
    assert page(f"# About\n\nSee [this]({written}).")[1] == []


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("---\ntitle: About *us*\n---\n# Another", "About *us*"),
        ("# About `us`", "About us"),
        ("Text.\n\n## About us", "Code of conduct"),
        ("---\n---\n", "Code of conduct"),
        ("---\n", "Code of conduct"),
        ("", "Code of conduct"),
    ],
)
def test_a_page_is_called_by_its_title_its_heading_or_its_file(text: str, title: str) -> None:
    found, said = page(text, "code-of-conduct")
    assert found.title == title
    assert [each for each in said if "share" not in each] == []


@pytest.mark.parametrize(
    ("text", "yaml", "body", "first_line"),
    [
        ("---\na: b\n---\ntext", "\na: b\n", "text", 4),
        ("--- \r\na: b\r\n... \r\ntext", "\na: b\r\n", "text", 4),
        ("---\n---", "\n", "", 2),
        ("---\na: b\n", None, "---\na: b\n", 1),
        ("\n---\na: b\n---\n", None, "\n---\na: b\n---\n", 1),
        ("----\na: b\n----\n", None, "----\na: b\n----\n", 1),
    ],
)
def test_front_matter_is_told_from_text(text: str, yaml: str | None, body: str, first_line: int) -> None:
    found = split(Source("pages/a.md", text))
    assert (found.front_matter.text if found.front_matter else None) == yaml
    assert (found.text, found.first_line) == (body, first_line)


def test_files_are_known_by_what_is_in_them(tmp_path: Path) -> None:
    static = tmp_path / "group" / "static"
    for name in ("b.pdf", "a/c.pdf", ".hidden", ".git/config", "a/draft.pdf~", "back\\slash", "bell\a"):
        (static / name).parent.mkdir(parents=True, exist_ok=True)
        (static / name).write_text(name)
    (tmp_path / "secret").write_text("secret")
    (static / "out.pdf").symlink_to(tmp_path / "secret")
    (static / "lost.pdf").symlink_to(static / "nowhere")
    (static / "also.pdf").symlink_to(static / "b.pdf")
    findings = Findings()
    found = static_files(tmp_path / "group", findings)
    assert found == tuple(
        StaticFile(path, str(static / path), hashlib.sha256(held.encode()).hexdigest())
        for path, held in (("a/c.pdf", "a/c.pdf"), ("also.pdf", "b.pdf"), ("b.pdf", "b.pdf"))
    )
    assert [(problem.position.path, problem.what) for problem in findings.problems] == [
        ("static/back\\slash", "a file of this name cannot be published everywhere"),
        ("static/bell\N{REPLACEMENT CHARACTER}", "a file of this name cannot be published everywhere"),
        ("static/lost.pdf", "the file cannot be read: no such file or directory"),
        ("static/out.pdf", "this link leads out of the content folder"),
    ]
