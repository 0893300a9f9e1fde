"""Abstracts and the notes on readings: the same renderer, with raw HTML shown as typed."""

import html5lib
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rig_site.markup.short import to_html


def render(text: str) -> str:
    return to_html(text, address="own/{}".format, top_heading=3)


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("<b>x</b> {{ y }} {Profession}", "<p>&lt;b&gt;x&lt;/b&gt; {{ y }} {Profession}</p>\n"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
        (
            "# A\n\n### B\n\n###### C",
            "<h3>A</h3>\n<h5>B</h5>\n<h6>C</h6>\n",
        ),
        (
            "[a](b.pdf) <https://example.org>",
            '<p><a href="own/b.pdf">a</a> <a href="own/https://example.org">https://example.org</a></p>\n',
        ),
        ("[a](javascript:alert(1)) [b](ftp://c)", "<p>[a](javascript:alert(1)) [b](ftp://c)</p>\n"),
        (
            "a^[b] [c](#d)\n\n# d",
            '<p>a<sup class="footnote"><a>1</a></sup> <a>c</a></p>\n<h3>d</h3>\n<section class="footnotes">\n<ol>\n<li><p>b <a>↩</a></p>\n</li>\n</ol>\n</section>\n',
        ),
        ("[[No page]]", '<p><span class="missing">No page</span></p>\n'),
    ],
)
def test_what_an_abstract_becomes(markdown: str, html: str) -> None:
    assert render(markdown) == html


def test_an_image_goes_through_the_address_too() -> None:
    assert '<img src="slides/a.png" alt="own">' in to_html("![own](a.png)", address="slides/{}".format, top_heading=3)
    assert '<a class="image" href="https://example.org/a.png?x">far</a>' in to_html(
        "![far](https://example.org/a.png)", address="{}?x".format, top_heading=3
    )


@given(
    st.text(alphabet="ab<>[]()!\"'#*_`~&;:/\\-+=|{}\n\t 1.$%^", max_size=60)
    | st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc", "Cn"], include_characters="\n\t"))
)
@example("[a](<javascript:alert(1)>)\n\n[b]\n\n[b]: data:text/html,x")
def test_nothing_in_an_abstract_can_leave_its_place(text: str) -> None:
    html = to_html(text, address="own/{}".format, top_heading=3)
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parseFragment(html)
    for element in tree.iter():
        target = element.get("href", element.get("src", "own/"))
        assert target.startswith("own/")
        assert "id" not in element.attrib
