"""What other programs and pages say of works, cleaned."""

from __future__ import annotations

import json
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rig_site.content.citations import csl, page, pdf
from rig_site.content.citations.citation import abstract, as_markdown, line
from rig_site.content.schema.texts import one_line
from rig_site.markup.text import read_text
from rig_site.outputs.plain import plain


@given(st.text(st.sampled_from("ab 1.)-+:*_`[](){}<>&#;!|~=%^\\/'\"é\n"), max_size=40))
def test_markdown_made_of_a_text_shows_that_text(text: str) -> None:
    written = "\n\n".join(one_line(each) for each in text.split("\n") if one_line(each))
    shown = read_text(as_markdown(written))
    assert " ".join(plain("".join(map(str, shown.html))).split()) == " ".join(written.split())
    assert (shown.links, shown.images, shown.wikilinks, shown.tags, shown.headings) == ((), (), (), (), ())


def test_formulas_stay_formulas_and_prices_prices() -> None:
    assert as_markdown("$x$ of $O(n^2)$, $5 or $6, a$b$c") == r"$x$ of $O(n^2)$, \$5 or \$6, a\$b\$c"


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<jats:p>One &amp;lt; two</jats:p>", "One < two"),
        ("&lt;jats:p&gt;Escaped &lt;i&gt;twice&lt;/i&gt;&lt;/jats:p&gt;", "Escaped twice"),
        (
            "<jats:p>Of <jats:inline-formula><jats:alternatives><jats:tex-math>\\documentclass{x}\\begin{document}"
            "$$E=mc^2$$\\end{document}</jats:tex-math><mml:math><mml:mi>E</mml:mi></mml:math></jats:alternatives>"
            "</jats:inline-formula></jats:p>",
            "Of $E=mc^2$",
        ),
        ("<mml:math><mml:mi>x</mml:mi></mml:math> stays", "x stays"),
        ("A <b>b</b> <script>c</script>", "A b <script>c</script>"),
        ("x\x00\x1b[31m\u202e\ufeff y", "x[31m y"),
        ("a" * 600, "a" * 499 + "…"),
    ],
)
def test_a_line_is_text(markup: str, text: str) -> None:
    assert line(markup) == text


def test_an_abstract_has_its_paragraphs_and_no_heading() -> None:
    assert (
        abstract("<jats:title>Abstract</jats:title><jats:p>One.</jats:p>\n<jats:p>- Two.</jats:p>")
        == "One.\n\n\\- Two."
    )
    assert abstract(" <jats:p/> ") is None
    assert len(abstract("word " * 10_000) or "") < 10_010


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ({"title": ["A", "B"], "container-title": []}, ("A", (), None, None)),
        ({"title": "A", "subtitle": ["Of b"], "issued": {"date-parts": [[None]]}}, ("A: Of b", (), None, None)),
        ({"title": "A", "issued": {"date-parts": [["2021", "7"]]}, "event": "Group A"}, ("A", (), 2021, "Group A")),
        ({"title": "A", "issued": {"raw": "July 2020"}}, ("A", (), 2020, None)),
        (
            {
                "title": "A",
                "author": [
                    {"family": "Lead", "given": "Ada", "non-dropping-particle": "van der", "suffix": "Jr"},
                    {"literal": "Group A"},
                    {"family": 3},
                    "x",
                ],
            },
            ("A", ("Ada van der Lead, Jr", "Group A"), None, None),
        ),
    ],
)
def test_csl_json_is_read_as_agencies_write_it(item: dict[str, object], expected: tuple[object, ...]) -> None:
    (found,) = csl.citations(json.dumps(item)) or ()
    assert (found.title, found.authors, found.year, found.venue) == expected


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["given", "date-parts", "raw"]), inner),
    max_leaves=6,
)


@given(
    st.dictionaries(
        st.sampled_from(["title", "author", "issued", "DOI", "URL", "abstract", "container-title", "event"]),
        json_values,
    )
)
def test_whatever_an_answer_holds_it_is_read(item: dict[str, object]) -> None:
    for found in csl.citations(json.dumps(item)) or ():
        assert found.title
        assert found.year is None or 1400 <= found.year < 2100
    page.citation(json.dumps(item))


@pytest.mark.parametrize(
    ("info", "expected"),
    [
        (b'<rdf:Description prism:doi="10.1000/own"/> (https://doi.org/10.1000/cited)', "10.1000/own"),
        (b"<dc:identifier>doi:10.1000/own</dc:identifier>", "10.1000/own"),
        (b"/DOI (https://doi.org/10.48550/arXiv.1706.03762)", "10.48550/arXiv.1706.03762"),
        (b"/URI (https://doi.org/10.1000/own)", "10.1000/own"),
        (b"/URI (https://doi.org/10.1000/one) /URI (https://doi.org/10.1000/two)", None),
        (b"nothing", None),
    ],
)
def test_a_pdf_tells_its_own_doi(info: bytes, expected: str | None) -> None:
    assert pdf.doi(b"%PDF-1.4\n" + info) == expected
    assert pdf.doi(b"%PDF-1.4\nstream\r\n" + zlib.compress(info) + b"endstream stream\nbroken") == expected
