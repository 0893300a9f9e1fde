"""`/notes/`: what a note's page shows, and what leads to it."""

from datetime import date
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from rig_site.model.note import Mention, Note
from rig_site.model.paper import Paper
from rig_site.model.prose import StaticFile
from rig_site.model.session import Reading, ReadingSection
from rig_site.outputs import plan
from rig_site.outputs.edition import Edition
from rig_site.render.theme import Theme
from stand_ins import part, whole

from .group import LEAD_A, SUMMER, group
from .strategies import changed

PAPER = Paper("2310.11986", "A Paper", arxiv="2310.11986")
OTHER = Paper("other", "Another & more", ("Author A",), url="https://example.org/other.pdf")
TEXT = """# A note

See [[B]], [[nobody]], [there](b.md#end) and [elsewhere](https://example.org/x), $\\R$.

## One
![](figure.png)
## [A Paper](https://arxiv.org/abs/2310.11986)
### Details
## Main
"""
A = Note(
    key="a",
    title="A note",
    text=whole(TEXT, "notes/a.md"),
    date=date(2023, 10, 24),
    topics=("Transformers", "Other"),
    authors=("lead-a",),
    sessions=("attention",),
    papers=(Mention("2310.11986", "a-paper"), Mention("other")),
)
B = Note("b", "Before it", whole("## End", "notes/b.md"), names=("B",))
FIGURE = StaticFile("notes/figure.png", "figure.png", "digest", "notes/figure.png", 30, 20)


def edition_of(*notes: Note, **site: object) -> Edition:
    fields = {"notes": notes, "papers": (PAPER, OTHER), "people": (LEAD_A,), "pictures": (FIGURE,)}
    return changed(group(), theme=Theme.of(Path("no theme of its own")), **(fields | site))


def page_of(edition: Edition, path: str) -> Element:
    (artifact,) = (each for each in plan(edition) if each.path == f"{path}index.html")
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    main: Element = parser.parse(artifact.render(), transport_encoding="utf-8").find(".//main")
    return main


def text(element: Element | None) -> str:
    assert element is not None
    return " ".join("".join(element.itertext()).split())


def links(element: Element) -> list[tuple[str, str]]:
    return [(text(link), link.get("href", "")) for link in element.iter("a")]


def test_a_note_shows_what_it_belongs_to() -> None:
    page = page_of(edition_of(A, B, repository="https://github.com/group/a"), "notes/a/")
    assert [text(heading) for heading in page.iter("h1")] == ["A note"]
    facts = page.find(".//dl[@class='facts']")
    assert facts is not None
    assert text(facts) == (
        "Papers A Paper Another & more Session Attention, please; all of it Mon 23 Oct 2023"
        " By Lead A Written Tue 24 Oct 2023 Topics Transformers, Other"
    )
    assert ("A Paper", "../../papers/2310.11986/") in links(facts)
    assert ("Lead A", "../../people/lead-a/") in links(facts)
    assert ("Transformers", "../../topics/transformers/") in links(facts)
    contents = page.find(".//nav[@class='contents']")
    assert contents is not None
    assert links(contents) == [
        ("One", "#one"),
        ("A Paper", "#a-paper"),
        ("Details", "#details"),
        ("Main", "#main-1"),
    ]


def test_a_notes_text_leads_where_it_should() -> None:
    prose = page_of(edition_of(A, B), "notes/a/").find(".//div[@class='prose']")
    assert prose is not None
    assert [(shown, address) for shown, address in links(prose) if shown] == [
        ("B", "../../notes/b/"),
        ("there", "../../notes/b/#end"),
        ("elsewhere", "https://example.org/x"),
        ("A Paper", "https://arxiv.org/abs/2310.11986"),
    ]
    assert [text(each) for each in prose.findall(".//span[@class='missing']")] == ["nobody"]
    (image,) = prose.iter("img")
    assert (image.get("src"), image.get("width"), image.get("height")) == ("../../notes/figure.png", "30", "20")
    assert [(heading.tag, heading.get("id")) for heading in prose.iter() if heading.tag in ("h2", "h3")] == [
        ("h2", "one"),
        ("h2", "a-paper"),
        ("h3", "details"),
        ("h2", "main-1"),
    ]


def test_whatever_a_note_is_tied_to_leads_back_to_it() -> None:
    edition = edition_of(A, B)
    assert [each.title for each in edition.site_map.navigation()][:4] == ["Schedule", "Archive", "Notes", "Papers"]
    for path in (
        "notes/",
        "notes/b/",
        "sessions/attention/",
        "people/lead-a/",
        "papers/other/",
        "topics/transformers/",
        "topics/other/",
    ):
        assert ("A note", "../" * path.count("/") + "notes/a/") in links(page_of(edition, path)), path
    assert "Other 1 note" in text(page_of(edition, "topics/"))
    assert ("A note: A Paper", "../../notes/a/#a-paper") in links(page_of(edition, "papers/2310.11986/"))
    assert "A note" not in dict(links(page_of(edition, "sessions/lora/")))
    assert ("1 session · 1 note", "../../papers/2310.11986/") in links(page_of(edition, "sessions/attention/"))


def test_there_is_nothing_where_nobody_wrote_a_note() -> None:
    edition = edition_of(papers=(), pictures=())
    assert not [artifact.path for artifact in plan(edition) if artifact.path.startswith(("notes/", "papers/"))]
    assert {"Notes", "Papers"}.isdisjoint(each.title for each in edition.site_map.navigation())


def test_the_groups_tex_commands_hold_in_abstracts_and_notes_on_readings() -> None:
    readings = (ReadingSection(None, (Reading("A", note=part("Only $\\R$.")),)),)
    session = replace(SUMMER, abstract=part("All of $\\R$."), readings=readings)
    page = page_of(edition_of(sessions=(session,)), "sessions/attention/")
    assert [text(each) for each in page.iter("{http://www.w3.org/1998/Math/MathML}mi")] == ["ℝ", "ℝ"]


def test_images_of_notes_are_published_beside_them() -> None:
    edition = edition_of(A, B)
    assert "notes/figure.png" in [artifact.path for artifact in plan(edition)]
    assert edition.site_map.collisions == ()
    taken = edition_of(A, B, pictures=(FIGURE, replace(FIGURE, path="notes/A/x.png", source="notes/A/x.png")))
    (collision,) = taken.site_map.collisions
    assert (collision.location.source, collision.name) == ("notes/A/x.png", "notes/a")


BLOCKS = st.lists(
    st.sampled_from(
        [
            ("## A heading", 1, 0, 0),
            ("### [A paper](https://example.org/p)", 1, 1, 0),
            ("Words with [a link](https://example.org/l) and <https://example.org/m>.", 0, 2, 0),
            ("![alternative](figure.png)", 0, 0, 1),
            ("![[figure.png|300]]\nA caption with [a link](https://example.org/c)", 0, 1, 1),
            ("- item\n  - [Read the paper](https://example.org/r)\n  - ![](figure.png)", 0, 1, 1),
            ("> [!note] Title\n> [Inside](https://example.org/i) ![](figure.png)", 0, 1, 1),
            ("| a | b |\n|---|--:|\n| [x](https://example.org/t) | ![](figure.png) |", 0, 1, 1),
            ("Words[^1] here.\n\n[^1]: See [below](https://example.org/f).", 0, 1, 0),
        ]
    ),
    max_size=8,
    unique=True,
)


@settings(max_examples=40, deadline=None)
@given(BLOCKS)
def test_no_heading_link_or_image_is_lost(blocks: list[tuple[str, int, int, int]]) -> None:
    written = "\n\n".join(["Words.", *(block[0] for block in blocks)])
    found = page_of(edition_of(replace(A, text=whole(written, "notes/a.md"))), "notes/a/").find(
        ".//div[@class='prose']"
    )
    assert found is not None
    count = sum(len(list(found.iter(level))) for level in ("h2", "h3", "h4", "h5", "h6"))
    outside = [address for _, address in links(found) if address.startswith("https://example.org/")]
    assert (count, len(outside), len(list(found.iter("img")))) == tuple(
        sum(block[place] for block in blocks) for place in (1, 2, 3)
    )


def test_only_what_a_note_shows_is_in_its_view() -> None:
    def views(edition: Edition) -> dict[str, object]:
        return {artifact.path: artifact.view() for artifact in plan(edition)}

    before = views(edition_of(A, B))
    after = views(edition_of(A, replace(B, text=whole("## End\n\nOther words.", "notes/b.md"))))
    assert {path for path in before if before[path] != after[path]} == {"notes/b/index.html", "notes/index.html"}
