"""Texts that are shown in place in others: whole, in part, and never without an end."""

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rig_site.model.paper import Paper
from rig_site.model.text import Text
from rig_site.render.closing import MOST_DEEP, MOST_EMBEDDED, close
from rig_site.render.excerpt import excerpt
from stand_ins import Known, html_of, part, whole

OTHER = """\
# Other

Words[^1] and [on](#part), [[Third]], [@work].

## Part

Under it. ^claim

- one ^first
- two

### Deeper

> quoted
>
> ## Quoted heading

More.

## Next

Last.

[^1]: Foot.
"""
WORK = Paper("work", "A work", ("Author A",), 2020, url="https://work.test/")


def shown(markdown: str, *, fragments: str = "", other: str = OTHER) -> str:
    """Return the HTML of a text for a page that reaches the site's own address by `../../`."""
    pages = {"Other": "notes/other/", "Third": "notes/third/"}
    pages |= {f"Other#{each}": f"notes/other/#{each}" for each in fragments.split()}
    known = Known(pages=pages, texts={"notes/other/": whole(other, "notes/other.md")}, works={"work": WORK})
    return str(close(whole(markdown), known, "../../"))  # type: ignore[arg-type]


def test_a_page_is_shown_with_its_links_and_without_its_ids() -> None:
    html = shown("## Here\n\n![[Other]]\n\nAfter.")
    assert html.startswith(
        '<h2 id="here">Here</h2>\n<div class="embed"><a class="embed" href="../../notes/other/">Other</a>'
    )
    assert html.count(' id="') == 1
    assert 'href="../../notes/other/#part">on</a>' in html
    assert '<a class="wikilink" href="../../notes/third/">Third</a>' in html
    assert '<a href="../../notes/other/#fn:1" role="doc-noteref">1</a>' in html
    assert '[<a href="../../notes/other/#ref:work">A, 2020</a>]' in html
    assert "<h3>Other</h3>" in html
    assert "<h4>Part</h4>" in html
    assert "<h5>Deeper</h5>" in html
    assert html.endswith("</div></div>\n\n<p>After.</p>\n")


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ("^claim", "<p>Under it.</p>"),
        ("^first", "<ul><li>one</li></ul>"),
        ("next", "<h2>Next</h2>\n<p>Last.</p>"),
        (
            "deeper",
            "<h3>Deeper</h3>\n<blockquote>\n<p>quoted</p>\n<h2>Quoted heading</h2>\n</blockquote>\n<p>More.</p>",
        ),
        ("quoted-heading", "<h2>Quoted heading</h2>"),
    ],
)
def test_a_heading_and_a_block_are_shown_alone(fragment: str, expected: str) -> None:
    html = shown(f"![[Other#{fragment}]]", fragments=fragment)
    assert html.partition("</a><div>")[2].replace("</section>", "").startswith(expected)
    if fragment != "next":
        assert html.endswith(f"{expected}</div></div>\n")


def test_what_stands_in_a_line_or_is_no_text_is_a_link() -> None:
    known = Known(pages={"Other": "notes/other/", "slides.pdf": "slides.pdf"}, texts={"notes/other/": whole(OTHER)})
    link = '<a class="embed" href="notes/other/">Other</a>'
    assert html_of("See ![[Other]].", known) == f"<p>See {link}.</p>\n"
    assert (
        html_of("![[slides.pdf]]", known)
        == '<div class="embed"><a class="embed" href="slides.pdf">slides.pdf</a></div>\n'
    )
    assert html_of("![[Lost]]", known) == '<div class="embed"><span class="missing">Lost</span></div>\n'
    assert html_of("- ![[Other]]\n- ![[Other]] more", known).count(link) == 2
    assert html_of("- ![[Other]]\n- ![[Other]] more", known).count("Under it.") == 1


def chain(*links: str) -> tuple[Known, Text]:
    """Return a map of pages 0, 1, 2, …, with what each of them embeds, and the first of them."""
    texts = {f"{number}/": whole(f"Text {number}.\n\n{text}", f"{number}.md") for number, text in enumerate(links)}
    return Known(pages={str(number): f"{number}/" for number in range(len(links))}, texts=texts), texts["0/"]


def test_texts_that_embed_each_other_come_to_an_end() -> None:
    known, first = chain("![[1]]\n\n![[0]]", "![[2]]", "![[0]]\n\n![[1]]")
    html = str(close(first, known, ""))  # type: ignore[arg-type]
    assert [html.count(f"Text {number}.") for number in range(3)] == [1, 1, 1]
    known, first = chain(*(f"![[{number + 1}]]" for number in range(6)), "")
    html = str(close(first, known, ""))  # type: ignore[arg-type]
    assert [f"Text {number}." in html for number in range(6)] == [number <= MOST_DEEP for number in range(6)]


def test_embedding_over_and_over_is_bounded() -> None:
    """A thousand times a thousand times a thousand texts would be shown without the limit."""
    many = "\n\n".join(["![[1]]"] * 999)
    known, first = chain(many, many.replace("1", "2"), many.replace("1", "3"), "x" * 1_000)
    assert len(str(close(first, known, ""))) < 4 * MOST_EMBEDDED  # type: ignore[arg-type]


MARKDOWN = st.lists(
    st.sampled_from(
        [
            "# A",
            "## B",
            "### C",
            "- one ^x",
            "- # D",
            "> ## E\n> two ^y",
            "three ^z",
            "1. four\n   - five ^v",
            "---",
            "*a* <b>b",
        ]
    )
).map("\n\n".join)


@given(MARKDOWN)
def test_every_part_is_well_formed(markdown: str) -> None:
    text = whole(markdown, taken=())
    for fragment in text.fragments:
        html = "".join(
            piece if isinstance(piece, str) else "</h2>" if piece.ends else "<h2>" for piece in excerpt(text, fragment)
        )
        html5lib.HTMLParser(strict=True).parseFragment(html)
    assert excerpt(text, "nowhere") == ()


def test_a_part_of_a_page_cites_the_works_themselves() -> None:
    html = str(close(part("As [@work; -@work] and [@lost] say"), Known(works={"work": WORK}), ""))  # type: ignore[arg-type]
    work = '<a href="https://work.test/">'
    assert html == (
        f'<p>As <span class="citation">[{work}A, 2020</a>; {work}2020</a>]</span> and '
        '<span class="citation">[<span class="missing">@lost</span>]</span> say</p>\n'
    )


def test_works_that_would_be_called_the_same_are_told_apart() -> None:
    works = {
        "b": Paper("b", "Second", ("A. Author", "B. Author"), 2020),
        "a": Paper("a", "First", ("Author, A.", "B. Author"), 2020),
        "c": Paper("c", "Third", ("A. Author", "B. Author", "C. Author"), 2020),
        "d": Paper("d", "A work that nobody wrote, with a rather long title"),
    }
    html = str(close(whole("[@b], [@a], [@c], [@d], [-@d]"), Known(works=works), "", listed=True))  # type: ignore[arg-type]
    nobody = "A work that nobody wrote, with a rather…"
    for key, words in (
        ("b", "Author &amp; Author, 2020b"),
        ("a", "Author &amp; Author, 2020a"),
        ("c", "Author et al., 2020"),
        ("d", nobody),
    ):
        assert f'<a href="#ref:{key}">{words}</a>' in html
