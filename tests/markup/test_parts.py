"""Abstracts and the notes on readings: the same renderer, with raw HTML shown as typed."""

import html5lib
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from stand_ins import Known, part_of, picture


def render(text: str) -> str:
    return part_of(text, Known(links={"b.pdf": "b.pdf"}), root="own/", top_heading=3)


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
            '<p><a href="own/b.pdf">a</a> <a href="https://example.org">https://example.org</a></p>\n',
        ),
        ("[a](javascript:alert(1)) [b](ftp://c)", "<p>[a](javascript:alert(1)) [b](ftp://c)</p>\n"),
        (
            "a^[b] [c](#d)\n\n# d",
            '<p>a<sup class="footnote"><a>1</a></sup> <span class="missing">c</span></p>\n<h3>d</h3>\n<section class="footnotes">\n<ol>\n<li><p>b <a>↩</a></p>\n</li>\n</ol>\n</section>\n',
        ),
        ("[[No page]]", '<p><span class="missing">No page</span></p>\n'),
    ],
)
def test_what_an_abstract_becomes(markdown: str, html: str) -> None:
    assert render(markdown) == html


def test_an_image_is_shown_if_it_is_the_sites_own() -> None:
    known = Known(pictures={"a.png": picture("slides/a.png", 3, 2)})
    assert part_of("![own](a.png)", known, root="../") == (
        '<figure><a class="image" href="../slides/a.png"><img src="../slides/a.png" alt="own" width="3" height="2" '
        'loading="lazy" decoding="async"></a></figure>\n'
    )
    assert '<a class="image" href="https://example.org/a.png">far</a>' in part_of("![far](https://example.org/a.png)")


@given(
    st.text(alphabet="ab<>[]()!\"'#*_`~&;:/\\-+=|{}\n\t 1.$%^", max_size=60)
    | st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc", "Cn"], include_characters="\n\t"))
)
@example("[a](<javascript:alert(1)>)\n\n[b]\n\n[b]: data:text/html,x")
def test_nothing_in_an_abstract_can_leave_its_place(text: str) -> None:
    html = render(text)
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parseFragment(html)
    for element in tree.iter():
        target = element.get("href", element.get("src", "own/"))
        assert target.startswith(("own/", "https://", "http://", "mailto:"))
        assert "id" not in element.attrib
