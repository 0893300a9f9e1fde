"""A text's HTML for the place it stands in."""

import html5lib
from hypothesis import given
from hypothesis import strategies as st

from rig_site.markup.text import read_text
from rig_site.render.closing import close
from stand_ins import Known, html_of, part_of, picture

NOTE = """\
# Title

[[Page]] ![[a.png]] [x](b.md) [y](#part) #topic $\\R$[^1] [[#^block]]

## Part

Words. ^block

[^1]: Foot.
"""
KNOWN = Known(
    pages={"Page": "page/"},
    pictures={"a.png": picture("a.png", 10, 20)},
    links={"b.md": "b/#c"},
    topics={"topic": "topics/topic/"},
)


def test_the_place_fills_the_holes() -> None:
    text = read_text(NOTE, macros={"\\R": "\\mathbb{R}"})
    assert text.problems == ()
    assert close(text, KNOWN, "../", top_heading=3, title="title ") == (  # type: ignore[arg-type]
        '<span id="title"></span>\n'
        '<p><a class="wikilink" href="../page/">Page</a> <a class="image" href="../a.png"><img src="../a.png" alt="a" '
        'width="10" height="20" loading="lazy" decoding="async"></a> <a href="../b/#c">x</a> <a href="#part">y</a> '
        '<a class="tag" href="../topics/topic/">#topic</a> <math><semantics><mi>ℝ</mi>'
        '<annotation encoding="application/x-tex">\\R</annotation></semantics></math>'
        '<sup class="footnote"><a href="#fn:1" id="fnref:1" role="doc-noteref">1</a></sup> '
        '<a class="wikilink" href="#%5Eblock">^block</a></p>\n'
        '<h3 id="part">Part</h3>\n'
        '<p id="^block">Words.</p>\n'
        '<section class="footnotes" role="doc-endnotes" aria-label="Footnotes">\n<ol>\n'
        '<li id="fn:1"><p>Foot. <a href="#fnref:1" role="doc-backlink" aria-label="Back to reference 1">↩</a>'
        "</p>\n</li>\n</ol>\n</section>\n"
    )


def test_what_leads_nowhere_is_marked() -> None:
    assert html_of("[[Page]] ![[<b>.png]] [x](b.md) #topic") == (
        '<p><span class="missing">Page</span> <span class="missing-image">Missing image: &lt;b&gt;.png</span> '
        '<span class="missing">x</span> <span class="tag">#topic</span></p>\n'
    )


def test_the_title_stays_where_it_is_a_papers_link_or_another() -> None:
    linked = html_of("# [Title](https://example.org/)", title="Title")
    assert linked == '<h2 id="title"><a href="https://example.org/">Title</a></h2>\n'
    assert html_of("# Other", title="Title") == '<h2 id="other">Other</h2>\n'
    assert html_of("Words.\n\n# Title", title="Title") == '<p>Words.</p>\n<h2 id="title">Title</h2>\n'


def test_a_title_goes_with_all_that_is_in_it() -> None:
    known = Known(links={"b.md": "b/"}, pictures={"a.png": picture("a.png")}, topics={"t": "topics/t/"})
    html = html_of("# A [link](b.md) to *it* #t\n\n[Words](b.md).", known, title="A link to it #t")
    assert html == '<span id="a-link-to-it-t"></span>\n<p><a href="b/">Words</a>.</p>\n'


def test_headings_keep_their_steps_below_the_places_own() -> None:
    assert html_of("## A\n\n#### B\n\n###### C", top_heading=4) == (
        '<h4 id="a">A</h4>\n<h6 id="b">B</h6>\n<h6 id="c">C</h6>\n'
    )
    assert html_of("# A\n\n## B\n\n#### C", title="a", top_heading=3) == (
        '<span id="a"></span>\n<h3 id="b">B</h3>\n<h5 id="c">C</h5>\n'
    )


def test_an_image_within_a_link_leads_where_the_link_does() -> None:
    known = Known(links={"b.md": "b/"}, pictures={"a b.png": picture("a b.png")})
    assert part_of("[![](a%20b.png)](b.md)", known, root="../") == (
        '<figure><a href="../b/"><img src="../a%20b.png" alt="a b" loading="lazy" decoding="async"></a></figure>\n'
    )


@given(st.text(max_size=30))
def test_whatever_fills_a_hole_cannot_leave_it(address: str) -> None:
    known = Known(links={"b.md": address}, pictures={"a.png": picture(address)}, topics={"t": address})
    html = html_of("[x](b.md) ![](a.png) #t", known)
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parseFragment(html)
    assert [element.tag for element in tree.iter()][1:] == ["p", "a", "a", "img", "a"]
    for element in tree.iter():
        assert set(element.attrib) <= {"href", "src", "alt", "class", "loading", "decoding"}
        assert not str(element.get("href", "")).strip().lower().startswith(("javascript:", "data:"))
