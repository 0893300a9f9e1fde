"""What a note is called and about, and where everything in it leads."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rig_site.content import Loaded, load
from rig_site.diagnostics import Severity
from rig_site.model.note import Mention, Note
from rig_site.model.site import Site
from rig_site.model.site_map import SiteMap
from rig_site.model.text import Heading

Group = Callable[..., Loaded]

SESSION = "date: 2023-11-06\ntitle: Attention, please\nleads: [Lead A]\nroom: A\nannounced: 2023-11-01\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30.4 20"></svg>'


def png(width: int, height: int) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunk = b"IHDR" + header
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", len(header)) + chunk + struct.pack(">I", zlib.crc32(chunk))


def site(loaded: Loaded) -> Site:
    assert [problem for problem in loaded.problems if problem.severity is not Severity.NOTICE] == []
    assert loaded.site
    return loaded.site


def note(group: Group, text: str, **others: str | bytes) -> tuple[Note, SiteMap]:
    """Return the note `a` of a group with others, and the map of the site."""
    loaded = group({"notes/a.md": text, **others})
    found = site(loaded).notes
    assert loaded.site_map
    return next(each for each in found if each.key == "a"), loaded.site_map


@pytest.mark.parametrize(
    ("name", "text", "title", "day"),
    [
        ("2023-11-06-Low rank.md", "Text.", "Low rank", date(2023, 11, 6)),
        ("a.md", "# A *heading*\n\nText.", "A heading", None),
        ("a.md", "---\ntitle: Written\ndate: 2023-11-07\n---\n# A heading", "Written", date(2023, 11, 7)),
        ("2023-02-30-a.md", "## [A paper](https://arxiv.org/abs/2310.11986)\n\nText.", "A paper", None),
        ("Low rank.md", "Text.\n\n## Key ideas\n", "Low rank", None),
        ("Low rank.md", "## A heading\n\n## Another\n", "Low rank", None),
        ("Low rank.md", "## A heading\n\n### A part\n", "A heading", None),
        ("Low rank.md", "Text.\n\n# A heading\n", "A heading", None),
        ("2023-11-06.md", "## Log\n", "2023-11-06", date(2023, 11, 6)),
        ("2023-11-06.md", "Text.", "2023-11-06", date(2023, 11, 6)),
        ("RAG vs. long context.markdown", "Text.", "RAG vs. long context", None),
        ("Deep learning/index.md", "Text.", "Deep learning", None),
        ("two-papers.md", "## [A](https://a.test/)\n\n## [B](https://b.test/)", "Two papers", None),
        (
            "2023-11-06 a.md",
            "---\ndate: 2022-01-02T10:00:00\nlayout: post\nusemathjax: true\n---\n",
            "A",
            date(2022, 1, 2),
        ),
    ],
)
def test_title_and_date(group: Group, name: str, text: str, title: str, day: date | None) -> None:
    (found,) = site(group({f"notes/{name}": text})).notes
    assert (found.title, found.date) == (title, day)


def test_links_by_name_lead_to_notes_papers_sessions_people_and_pages(group: Group) -> None:
    wanted = {
        "2022-01-01-b": "notes/b/",
        "folder/B.md": "notes/b/",
        "second  NOTE": "notes/b/",
        "other name": "notes/b/",
        "b#a heading": "notes/b/#a-heading",
        "b#^block": "notes/b/#^block",
        "RetNet": "papers/retnet/",
        "retentive network": "papers/retnet/",
        "attention, PLEASE": "sessions/attention/",
        "lead a": "people/lead-a/",
        "A. Lead": "people/lead-a/",
        "about us": "about/",
        "slides.pdf": "slides.pdf",
    }
    found, site_map = note(
        group,
        "\n\n".join(f"[[{name}|shown]]" for name in wanted),
        **{
            "notes/2022-01-01-b.md": "---\ntitle: Second note\naliases: Other name\n---\n## A Heading\n\nWords. ^block\n",
            "papers.yaml": "retnet: {title: Retentive Network, arxiv: 2307.08621}\n",
            "sessions/attention.yaml": SESSION,
            "people.yaml": "lead-a: {name: Lead A, aliases: [A. Lead]}\n",
            "pages/about.md": "# About us\n",
            "static/slides.pdf": "",
        },
    )
    targets = [site_map.wikilink(link, found.text.path) for link in found.text.wikilinks]
    assert [target.address if target else None for target in targets] == list(wanted.values())
    assert site_map.backlinks["notes/b/"] == ("notes/a/",)
    assert found.papers == (Mention("retnet"),)


def test_every_text_links_by_name_and_is_told_as_what_links_here(group: Group) -> None:
    _, site_map = note(
        group,
        "",
        **{
            "notes/b.md": "[[a]]",
            "pages/about.md": "[A](../notes/a.md)",
            "pages/home.md": "[[A]]",
            "sessions/attention.yaml": f"{SESSION}abstract: '[[A]]'\nreadings: [{{title: One, note: '[[A]]'}}]\n",
            "sessions/free.yaml": "date: 2023-11-20\nstatus: free\nabstract: '[[A]]'\n",
            "people.yaml": "lead-a: {name: Lead A, bio: 'See [[A]]'}\n",
            "papers.yaml": "p: {title: P, abstract: 'See ![[A]]'}\n",
            "resources.yaml": "Books:\n  - {title: A book, note: 'See [[A]]'}\n",
            "proposals.yaml": "- {title: One, readings: [{title: Two, note: '[[A]]'}]}\n",
        },
    )
    assert sorted(site_map.backlinks["notes/a/"]) == [
        "",
        "about/",
        "notes/b/",
        "papers/p/",
        "people/lead-a/",
        "proposals/",
        "resources/",
        "sessions/attention/",
    ]


def test_links_by_address_lead_where_they_say(group: Group) -> None:
    wanted = {
        "b.md#more": "notes/b/#more",
        "../pages/about.md": "about/",
        "../static/a%20b.pdf": "a%20b.pdf",
        "/archive/": "archive/",
        "../../sessions/attention/": "sessions/attention/",
        "pictures/c.svg": "notes/pictures/c.svg",
    }
    found, site_map = note(
        group,
        " ".join(f"[x]({written})" for written in wanted),
        **{
            "notes/b.md": "## More",
            "notes/pictures/c.svg": SVG,
            "pages/about.md": "# About us\n",
            "static/a b.pdf": "",
            "sessions/attention.yaml": SESSION,
        },
    )
    targets = [site_map.link(link.url, found.text.path) for link in found.text.links]
    assert [target.address if target else None for target in targets] == list(wanted.values())
    assert site_map.backlinks["notes/b/"] == ("notes/a/",)


VAULT = {
    "notes/LoRA.md": "# LoRA\n",
    "notes/Methods/LoRA.md": "# Low rank\n\n[[LoRA]], [[../LoRA]], [[./Sub/LoRA]], [[QLoRA]], [[Methods/Sub/LoRA]]\n",
    "notes/Methods/Sub/LoRA.md": "[[LoRA]], [[Methods/LoRA]], [[Notes/Methods/LoRA.md]], [[Elsewhere/QLoRA|Q]]\n",
    "notes/Methods/QLoRA.markdown": "[a](LoRA.md), [b](Methods/Sub/LoRA.md), [c](../LoRA.md), [d](/notes/Methods/LoRA.md)\n",
    "notes/Daily/2023-11-06.md": "[[QLoRA]], [[LoRA]]\n",
    "notes/Attention/_index.md": "[[2023-11-06]]\n",
}


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("notes/Methods/LoRA.md", ["methods/lora", "lora", "methods/sub/lora", "methods/qlora", "methods/sub/lora"]),
        ("notes/Methods/Sub/LoRA.md", ["methods/sub/lora", "methods/lora", "methods/lora", "methods/qlora"]),
        ("notes/Methods/QLoRA.markdown", ["methods/lora", "methods/sub/lora", "lora", "methods/lora"]),
        ("notes/Daily/2023-11-06.md", ["methods/qlora", "lora"]),
        ("notes/Attention/_index.md", ["daily/2023-11-06"]),
    ],
)
def test_links_in_a_vault_lead_where_they_lead_in_obsidian(group: Group, path: str, wanted: list[str]) -> None:
    """By their paths, else to the note of that name below the same folder, else to that in the fewest folders."""
    loaded = group(VAULT)
    found = next(each for each in site(loaded).notes if each.text.path == path)
    assert loaded.site_map
    by_name = [loaded.site_map.wikilink(link, path) for link in found.text.wikilinks]
    by_address = [loaded.site_map.link(link.url, path) for link in found.text.links]
    targets = [target.address if target else None for target in (*by_name, *by_address)]
    assert targets == [f"notes/{key}/" for key in wanted]


def test_the_address_of_a_note_follows_its_path(group: Group) -> None:
    hidden = {"notes/.obsidian/app.md": "a", "notes/.trash/LoRA.md": "b", "notes/Methods/.git/HEAD": "c"}
    loaded = group({**VAULT, **hidden, "notes/2023-11-07 Paper chat.md": "a", "notes/2023-11-14 Paper chat.md": "b"})
    assert sorted(note.key for note in site(loaded).notes) == [
        *("attention", "daily/2023-11-06", "lora", "methods/lora", "methods/qlora", "methods/sub/lora"),
        *("paper-chat", "paper-chat-2023-11-14"),
    ]


def test_a_session_names_a_note_in_a_folder_by_its_path_or_its_name(group: Group) -> None:
    named = "notes: [Methods/LoRA, QLoRA, daily/2023-11-06]\n"
    loaded = group({**VAULT, "sessions/2023-11-06-attention.yaml": SESSION + named})
    tied = {note.key for note in site(loaded).notes if note.sessions}
    assert tied == {"methods/lora", "methods/qlora", "daily/2023-11-06"}


def test_images_in_folders_are_found_as_they_are_written(group: Group) -> None:
    written = (
        "![[fig.png]] ![](assets/fig.png) ![](../fig.png) ![[Methods/assets/fig.png]] ![[gone/else/one.png]] "
        "![](Methods/assets/fig.png) ![](/assets/one.png)"
    )
    images = {
        path: png(size, 1) for size, path in enumerate(("fig.png", "Methods/assets/fig.png", "assets/one.png"), 1)
    }
    loaded = group({"notes/Methods/a.md": written, **{f"notes/{path}": image for path, image in images.items()}})
    assert loaded.site_map
    text = site(loaded).notes[0].text
    found = [loaded.site_map.picture(image.source, text.path) for image in text.images]
    assert [each.source.removeprefix("notes/") if each else None for each in found] == [
        *("Methods/assets/fig.png", "Methods/assets/fig.png", "fig.png", "Methods/assets/fig.png", "assets/one.png"),
        *("Methods/assets/fig.png", "assets/one.png"),
    ]


def test_images_are_found_measured_and_published_as_far_as_they_are_shown(group: Group) -> None:
    written = "![[C.SVG|300]] ![](pictures/d.png) ![](../static/e.png) ![](/assets/f.png) ![](https://a.test/x.png)"
    loaded = group(
        {
            "notes/a.md": written,
            "notes/pictures/c.svg": SVG,
            "notes/pictures/d.png": png(640, 480),
            "notes/pictures/unused.png": png(1, 1),
            "static/e.png": b"no picture",
            "static/assets/f.png": png(3, 2),
        }
    )
    group_site = site(loaded)
    assert loaded.site_map
    text = group_site.notes[0].text
    found = [loaded.site_map.picture(image.source, text.path) for image in text.images]
    assert [(each.path, each.width, each.height) if each else None for each in found] == [
        ("notes/pictures/c.svg", 30, 20),
        ("notes/pictures/d.png", 640, 480),
        ("e.png", None, None),
        ("assets/f.png", 3, 2),
        None,
    ]
    assert [file.path for file in group_site.pictures] == ["notes/pictures/c.svg", "notes/pictures/d.png"]


@pytest.mark.parametrize("source", ["../../secret.png", "secret.png"])
def test_no_image_outside_the_content_folder_is_read(group: Group, tmp_path: Path, source: str) -> None:
    (tmp_path / "secret.png").write_bytes(png(7, 7))
    group({"notes/a.md": f"![]({source})"})
    (tmp_path / "content/notes/secret.png").symlink_to(tmp_path / "secret.png")
    loaded = load(tmp_path / "content", as_of=date(2023, 11, 5))
    told = {problem.what for problem in loaded.problems if problem.severity is not Severity.NOTICE}
    assert told == {"this link leads out of the content folder"}
    assert loaded.site is None


def test_papers_come_from_everywhere_once(group: Group) -> None:
    group_site = site(
        group(
            {
                "papers.yaml": "retnet: {title: Retentive Network, arxiv: 2307.08621}\n",
                "references.bib": "@article{x:1, title={A {T}itle \\& more}, author={Last, First and {Group A}}, year=2020,"
                " doi={10.1000/a_b}}\n@article{unread, title={Unread}, doi={10.1000/unread}}",
                "sessions/attention.yaml": SESSION
                + "readings: [{paper: x-1}, {url: https://youtu.be/aBc?t=9, title: Talk}]\n",
                "notes/a.md": "---\npapers: [2307.08621v3, doi.org/10.1000/a_b]\n---\n"
                "# Papers\n\n## [A title](https://arxiv.org/pdf/2401.00001)\n\n## [Again](https://alphaxiv.org/abs/2307.08621)\n\n"
                "See [this](https://youtube.com/watch?v=aBc) and [that](https://nowhere.test/).\n",
                "notes/list.md": "1. **The title of an item**\n   - [Read the paper](https://openreview.net/pdf?id=xYz)\n",
            }
        )
    )
    assert [(paper.key, paper.title, paper.authors, paper.year) for paper in group_site.papers] == [
        ("2401.00001", "A title", (), None),
        ("doi-10-1000-a-b", "A Title & more", ("First Last", "Group A"), 2020),
        ("retnet", "Retentive Network", (), None),
        ("youtube-abc", "Talk", (), None),
        ("openreview-xyz", "The title of an item", (), None),
    ]
    a, listed = group_site.notes
    assert a.papers == (
        Mention("2401.00001", "a-title"),
        Mention("retnet", "again"),
        Mention("doi-10-1000-a-b"),
        Mention("youtube-abc"),
    )
    assert a.text.headings == (
        Heading(1, "Papers", "papers"),
        Heading(2, "A title", "a-title"),
        Heading(2, "Again", "again"),
    )
    assert listed.papers == (Mention("openreview-xyz"),)


def test_sessions_and_people_are_tied_from_either_side(group: Group) -> None:
    found = site(
        group(
            {
                "people.yaml": "lead-a: {name: Lead A, aliases: [A. Lead]}\n",
                "sessions/attention.yaml": SESSION + "notes: [b, First]\ntopics: [LoRA]\n",
                "notes/a.md": "---\ntitle: First\nsessions: attention\nauthors: [A. Lead, An Author Of The Paper]\n---\n#lora #other",
                "notes/b.md": "---\ntags: [x, y]\ntopics: y\n---\n",
            }
        )
    ).notes
    assert [(each.sessions, each.authors, each.topics, each.text.tags) for each in found] == [
        (("attention",), ("lead-a", "an-author-of-the-paper"), (), ("lora", "other")),
        (("attention",), (), ("y", "x"), ()),
    ]


PIECES = [
    "# ", "## ", "[[", "]]", "![[", "|300", "](", ")", "[", "![", "https://[x/", "http://a.test/%ff?v=%", "#^b", "../", "..\\",
    "a.png", "b.svg", "a#A", "$", "---\n", "title: ", "papers: ", "tags: ", "\n", "\n\n", "- ", "> [!note]", "`", "<b", ">", "\x00",
    "\ud800", "mailto:", "youtu.be/", "//", "10.1000/", "arxiv.org/abs/2310.11986",
]  # fmt: skip


@settings(max_examples=75, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_whatever_stands_in_a_note_is_read_or_refused_with_its_place(group: Group, text: str) -> None:
    loaded = group({"notes/a.md": text.encode(errors="surrogatepass"), "notes/pictures/b.svg": SVG})
    assert {problem.position.path for problem in loaded.problems} <= {"notes/a.md", "site.yaml"}
