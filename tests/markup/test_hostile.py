"""Whatever a text holds, it becomes well-formed HTML in which nothing runs."""

import html5lib
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rig_site.markup.mathml import MOST_DEEP, MOST_DEEP_IN_A_MACRO, MOST_MACROS, Unread, to_mathml, unread_macros
from rig_site.markup.text import read_text
from rig_site.render.closing import close
from stand_ins import Known, html_of, picture

PIECES = [
    *("word", "x", " ", "\n", "\n\n", "    ", "\t", "[[", "]]", "![[", "a.png", "|300", "]", "[", "(", ")", "!", "\\"),
    *("https://example.org/", "==", "%%", "$", "$$", "\\(", "\\)", "\\[", "\\]", "\\begin{align}", "\\end{align}"),
    *("\\frac{1}{", "\\color{red}", "\\label{a}", "> [!note]- t\n", "> ", "- ", "- [ ] ", "1. ", "0. ", "2. ", "-> "),
    *(
        "```\n",
        "~~~py\n",
        "#",
        "# ",
        "### ",
        "^a",
        "^[",
        "[^1]",
        "[^1]: ",
        "{:.a}",
        "{#b}",
        "{% raw %}",
        "|a|b|\n|-|:-:|\n",
    ),
    *("*", "**", "_", "~~", "`", "===\n", "---\n", "[a](b)", "![a](b)", "[a]: b\n", ": d\n", "&amp;", "&#0;", "é"),
    *(
        "<b>",
        "</b>",
        "<p>",
        "</p>",
        "<div>\n",
        "</div>\n",
        "<details>\n<summary>s</summary>\n",
        "<table>",
        "<td>",
        "<h1>",
    ),
    *("<img src=a.png>", "<a href='b'>", "</a>", "<script>", "</script>", "<!--", "-->", "<svg>", "<math>", "<style>"),
    *("<select>", "<option>", "<textarea>", "<title>", "<template>", "</h1>", "<b id=a ", "\x00", "\ud800", "\u2028"),
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=24).map("".join) | st.text(max_size=80)
HARMLESS = {"b", "c", "p/", "a.png", "https://example.org/"}


@settings(max_examples=150, deadline=None)
@given(TEXTS)
@example("<h1><table><h1>")
@example("<p>^a")
@example("[^1]\n\n[^1]: [^1] ^[^[x]]")
@example("\ud800$\ud800$<a href='\ud800'>")
def test_any_text_becomes_well_formed_html(text: str) -> None:
    found = read_text(text)
    known = Known(
        pictures={image.source: picture("c") for image in found.images[:1]},
        pages={link.written: "p/" for link in found.wikilinks[:1]},
        links={"b": "c"},
    )
    html = str(close(found, known, ""))  # type: ignore[arg-type]
    assert html.encode() == html_of(text, known).encode()
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parseFragment(html)
    elements = [element for element in tree.iter() if element is not tree]
    assert not any(name == "style" or str(name).startswith("on") for element in elements for name in element.attrib)
    assert not {element.tag for element in elements} & {"script", "style", "svg", "iframe", "form", "template"}
    ids = [element.get("id") for element in elements if element.get("id")]
    assert len(ids) == len(set(ids))
    for element in elements:
        target = element.get("href") or element.get("src") or "c"
        assert target.startswith(("#", "https://example.org/")) or target in HARMLESS


@pytest.mark.parametrize(
    "address",
    [
        "javascript:x",
        "JaVa\tScRiPt:x",
        " javascript:x",
        "java\nscript:x",
        "data:text/html,x",
        "vbscript:x",
        "file:///x",
    ],
)
@pytest.mark.parametrize(
    "form",
    ["[a]({})", "[a](<{}>)", "<{}>", "[a]\n\n[a]: {}", "![a]({})", '<a href="{}">a</a>', '<img src="{}">', "[[{}]]"],
)
def test_no_address_runs_anything(form: str, address: str) -> None:
    html = html_of(form.format(address))
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    assert not [element for element in tree.iter() if element.get("href") or element.get("src")]


@pytest.mark.parametrize(
    "tex",
    [
        "{" * (MOST_DEEP + 1) + "}" * (MOST_DEEP + 1),
        r"\sqrt" * (MOST_DEEP + 1) + " x",
        "x^{" * MOST_DEEP + "}" * MOST_DEEP,
        r"\def\a{" + r"\sqrt" * (MOST_DEEP_IN_A_MACRO + 1) + r"\a}\a",
        r"\def\a{\sqrt\a}\a",
        r"\def\a{\b}\def\b{\a}\a",
        "x" * 10 * MOST_DEEP + "x",
    ],
)
def test_math_that_would_exhaust_the_converter_is_not_read(tex: str) -> None:
    [result] = to_mathml([(tex, False)], macros={})
    assert isinstance(result, Unread)


def test_math_within_the_limits_is_read() -> None:
    deep = r"\sqrt" * MOST_DEEP + " x"
    steep = r"\newcommand{\a}[1]{" + "{" * 15 + "#1" + "}" * 15 + "}"
    results = to_mathml([(deep, True), (steep, False), (r"\a{" * 90 + "x" + "}" * 90, False)], macros={})
    assert all(isinstance(result, str) for result in results)


def test_a_macro_of_the_site_that_is_too_deep_is_left_out() -> None:
    [result] = to_mathml([(r"\a", False)], macros={r"\a": "{" * 500 + "}" * 500})
    assert result == Unread('Unknown command "\\a"', 0)


MEANINGS = st.lists(
    st.sampled_from(
        ["\\nosuch", "#", "#1", "##", "{", "}", "\\", "\\a", "\\b", "^", "&", "$", "\\begin{a}", "x", "\\frac"]
    ),
    min_size=1,
    max_size=4,
).map("".join) | st.text(min_size=1, max_size=8)
NAMES = st.sampled_from(["\\a", "\\b", "\\frac", "\\1", "\\\\", "\\{", "\\#"])


@settings(max_examples=80, deadline=None)
@given(st.dictionaries(NAMES, MEANINGS.filter(lambda meaning: meaning.isprintable()), max_size=4))
@example({"\\R": "\\nosuch"})
@example({"\\R": "a#"})
@example({"\\a": "\\b", "\\b": "\\nosuch"})
def test_no_macro_harms_a_formula_without_it(macros: dict[str, str]) -> None:
    plain, using = to_mathml([("x^2", False), (r"\a\b", False)], macros=macros)
    assert [plain] == list(to_mathml([("x^2", False)], macros={}))
    assert isinstance(using, str | Unread)
    right = {name: meaning for name, meaning in macros.items() if name not in unread_macros(macros)}
    assert not unread_macros(right)


def test_macros_past_the_limit_are_left_out() -> None:
    many = {f"\\m{'a' * number}": "\\nosuch" if number % 2 else "x" for number in range(MOST_MACROS + 10)}
    faults = unread_macros(many)
    assert sum("more than" in fault for fault in faults.values()) == 10
