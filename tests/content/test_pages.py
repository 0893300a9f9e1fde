from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from rig_site.cache.store import Store
from rig_site.content import Loaded
from rig_site.content.findings import Findings
from rig_site.content.resolve.pages import read_pages
from rig_site.content.resolve.static_files import static_files
from rig_site.content.resolve.texts import TextReader
from rig_site.content.sources.front_matter import split
from rig_site.content.sources.source import Source
from rig_site.diagnostics import Severity
from rig_site.language.language import ENGLISH
from rig_site.model.prose import Prose, StaticFile
from rig_site.model.site_map import SiteMap, targets

Group = Callable[..., Loaded]


SESSION = "date: 2023-11-06\ntitle: LoRA\nkind: Technical\nleads: [Lead A]\nannounced: 2023-11-01\n"


def page(group: Group, text: str, name: str = "about") -> tuple[Prose, list[str], SiteMap]:
    """Return a page of a group, what is said of it, and the map of the site."""
    loaded = group(
        {
            f"pages/{name}.md": text,
            "pages/home.md": "",
            "pages/Code of conduct.md": "## Rules",
            "static/slides/a b.pdf": "",
            "static/100%.svg": "<svg/>",
            "sessions/lora.yaml": SESSION,
        }
    )
    assert loaded.site_map
    found = next(each for each in loaded.site_map.site.pages if each.text.path == f"pages/{name}.md")
    warnings = [problem.what for problem in loaded.problems if problem.severity is Severity.WARNING]
    return found, warnings, loaded.site_map


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
        ("Code%20of%20conduct.md#Rules", "code-of-conduct/#rules"),
        ("../pages/Code%20of%20conduct.md", "code-of-conduct/"),
        ("/code-of-conduct/", "code-of-conduct/"),
        ("../code-of-conduct", "code-of-conduct/"),
        ("/", ""),
        ("../", ""),
        ("/archive/?kind=Technical", "archive/?kind=Technical"),
        ("/archive/index.html#061123", "archive/#061123"),
        ("calendar.ics", "calendar.ics"),
        ("../sessions/lora.yaml", "sessions/lora/"),
        ("/sessions/lora/", "sessions/lora/"),
        ("../people/lead-a/", "people/lead-a/"),
        ("/kinds/technical/", "kinds/technical/"),
    ],
)
def test_a_link_leads_where_its_writer_meant(group: Group, written: str, target: str) -> None:
    found, said, site_map = page(group, f"See [this]({written}).")
    assert [each.address for each in targets(found.text, site_map)] == [target]
    assert said == []


@pytest.mark.parametrize(
    "written",
    [
        *("lost.pdf", "../../etc/passwd", "/sessions/lost/", "/people/lost/", "lost.md", "../static/lost.pdf"),
        *(
            "/gallery/",
            "/notes/",
            "/papers/nope/",
            "/topics/",
            "/kinds/nope/",
            "https://group.example.edu/reading/sessions/lost/",
        ),
    ],
)
def test_a_link_to_nothing_is_told_of(group: Group, written: str) -> None:
    found, said, site_map = page(group, f"See [this]({written}).")
    assert list(targets(found.text, site_map)) == []
    assert said == [f"the link '{written}' leads to nothing here"]


def test_a_fragment_that_is_not_there_is_told_of(group: Group) -> None:
    found, said, site_map = page(group, "See [this](/code-of-conduct/#wishes) and [that](/archive/#010101).")
    assert [each.address for each in targets(found.text, site_map)] == ["code-of-conduct/", "archive/"]
    assert said == [
        "the page 'Code of conduct' has no heading 'wishes'",
        "the page 'Archive' has no heading '010101'",
    ]


@pytest.mark.parametrize(
    "written",
    [
        "https://example.org/a",
        "mailto:lead-a@example.org",
        "#about",
        "//a.test/",
    ],
)
def test_a_link_elsewhere_is_nobodys_business(group: Group, written: str) -> None:
    assert page(group, f"# About\n\nSee [this]({written}).")[1] == []


def test_beside_a_site_without_a_path_its_host_may_have_anything(group: Group) -> None:
    files = {
        "site.yaml": "title: Group\nbase_url: https://host.test/\nuid_domain: host.test\ntimezone: Europe/London\n",
        "pages/about.md": "[a](https://host.test/other/) [b](https://host.test/about/) [c](https://host.test/about/x/)",
    }
    told = [each.what for each in group(files).problems if each.severity is Severity.WARNING]
    assert told == ["the link 'https://host.test/about/x/' leads to nothing here"]


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
    findings = Findings()
    _, (found,) = read_pages(
        [Source("pages/code-of-conduct.md", text)], TextReader({}, ENGLISH, findings, Store()), findings
    )
    assert found.title == title
    assert findings.problems == []


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
    findings = Findings()
    found = split(Source("pages/a.md", text), findings)
    assert [problem.what for problem in findings.problems] == (
        ["the front matter that begins here never ends, and is published as text"] if text == "---\na: b\n" else []
    )
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
        StaticFile(path, str(static / path), hashlib.sha256(held.encode()).hexdigest(), f"static/{path}")
        for path, held in (("a/c.pdf", "a/c.pdf"), ("also.pdf", "b.pdf"), ("b.pdf", "b.pdf"))
    )
    assert [(problem.position.path, problem.what) for problem in findings.problems] == [
        ("static/back\\slash", "a file of this name cannot be published everywhere: Windows has no '\\' in names"),
        (
            "static/bell\N{REPLACEMENT CHARACTER}",
            "a file of this name cannot be published everywhere: it has characters in it that cannot be seen",
        ),
        ("static/lost.pdf", "the file cannot be read: no such file or directory"),
        ("static/out.pdf", "this link leads out of the content folder"),
    ]
