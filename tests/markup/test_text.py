import importlib
import pickle
import pkgutil
import re

import pytest

from rig_site.diagnostics import Position, Severity
from rig_site.markup import lines, rules
from rig_site.markup.dialect import DIALECTS, STRUCTURE
from rig_site.markup.lines import in_file
from rig_site.markup.rules import code
from rig_site.markup.text import read_text
from rig_site.model.text import Heading, Hole, Image, MathSpan, PaperHeading, TextLink, Wikilink

NOTE = """\
Words first, with $x$ and [a link](https://example.org/a).

# The *title* of `it`

## [A paper](https://example.org/paper)

1. **Another Paper**
    - [Read the paper](https://example.org/other) #topic
    - ![[plot.png|300x200]]
      [[Page#Part|shown]] and ![[Page]] and [[#^end]]

$$
y = x
$$

https://example.org/bare and ![alt *text*](img/a%20b.png), again #topic #other.

## [Empty]()

The title of it
===============
"""


def placed(line: int, column: int, length: int) -> Position:
    return Position("notes/n.md", line + 4, column, length, NOTE.split("\n")[line - 1])


def test_one_reading_gives_the_facts() -> None:
    text = read_text(NOTE, path="notes/n.md", locate=in_file("notes/n.md", 5))
    assert (text.source, text.path, text.title, text.opening) == (NOTE, "notes/n.md", "The title of it", None)
    assert text.headings == (
        Heading(1, "The title of it", "the-title-of-it"),
        Heading(2, "A paper", "a-paper"),
        Heading(2, "Empty", "empty"),
        Heading(1, "The title of it", "the-title-of-it-1"),
    )
    assert text.papers == (
        PaperHeading("A paper", "https://example.org/paper", "a-paper", placed(5, 5, 7)),
        PaperHeading("Empty", "", "empty", placed(18, 5, 5)),
    )
    assert text.links == (
        TextLink("a link", "https://example.org/a", placed(1, 27, 7)),
        TextLink("A paper", "https://example.org/paper", placed(5, 4, 8)),
        TextLink("Read the paper", "https://example.org/other", placed(8, 7, 15), about="Another Paper"),
        TextLink("https://example.org/bare", "https://example.org/bare", placed(16, 1, 24)),
        TextLink("Empty", "", placed(18, 4, 6)),
    )
    assert text.wikilinks == (
        Wikilink("Page", "Part", "shown", placed(10, 7, 12)),
        Wikilink("Page", "", "Page", placed(10, 32, 8), embed=True),
        Wikilink("", "^end", "^end", placed(10, 45, 9)),
    )
    assert text.images == (
        Image("plot.png", "plot", placed(9, 10, 8), 300, 200),
        Image("img/a b.png", "alt text", placed(16, 44, 13)),
    )
    assert text.math == (MathSpan("x", False), MathSpan("y = x", True))
    assert text.tags == ("topic", "other")
    assert text.fragments == {"the-title-of-it", "a-paper", "empty", "the-title-of-it-1"}


def test_a_problem_names_its_place_in_the_file() -> None:
    [problem] = read_text("a\n\n> see [it]()\n", locate=in_file("notes/n.md", 10)).problems
    assert problem.position == Position("notes/n.md", 12, 7, 3, "> see [it]()")
    assert problem.severity is Severity.WARNING


def test_a_second_mention_on_a_line_has_its_own_place() -> None:
    problems = read_text("[a]() [a]()\n\n[a]()").problems
    assert [(problem.position.line, problem.position.column) for problem in problems] == [(1, 1), (1, 7), (3, 1)]


def test_a_formula_that_cannot_be_read_is_named_by_its_place() -> None:
    [problem] = read_text("> so $a + \\foo$\n", locate=in_file("n.md", 4)).problems
    assert problem.position == Position("n.md", 4, 11, 4, "> so $a + \\foo$")
    assert problem.what == ('this formula cannot be read at character 5: unknown command "\\foo"; it is shown as TeX')


def test_macros_travel_with_the_text() -> None:
    text = read_text(r"$\R$", macros={r"\R": r"\mathbb{R}"})
    assert "<mi>ℝ</mi>" in "".join(map(str, text.html))
    assert text.problems == ()


def test_names_that_the_page_has_taken_are_not_given_to_headings() -> None:
    headings = read_text("# Search\n\n# Search", taken=("search", "main")).headings
    assert [heading.anchor for heading in headings] == ["search-1", "search-2"]


def test_without_raw_html_tags_are_text() -> None:
    text = read_text('<b>x</b> <img src="a.png">', is_part=True)
    assert text.images == ()
    assert text.html == ('<p>&lt;b&gt;x&lt;/b&gt; &lt;img src="a.png"&gt;</p>\n',)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("a" * (lines.MOST_CHARACTERS + 1), "the text has more than 500,000 characters"),
        ("a " * lines.MOST_IN_A_BLOCK, "a paragraph has more than 20,000 characters"),
        ("[" * (lines.MOST_BRACKETS + 1), "a paragraph has more than 1,000 opening brackets"),
        ("> " * (lines.MOST_NESTED + 1) + "a", "lists and quotations are nested more than 100 levels deep"),
        ("- " * (lines.MOST_NESTED + 1) + "a", "lists and quotations are nested more than 100 levels deep"),
        ("a\n\n" * 50_001, "the text falls into more than 200,000 pieces"),
    ],
    ids=["characters", "paragraph", "brackets", "quotations", "lists", "pieces"],
)
def test_a_text_past_a_limit_is_an_error_that_names_it(text: str, what: str) -> None:
    found = read_text(text, locate=in_file("notes/n.md", 3))
    [problem] = found.problems
    assert (problem.what, problem.severity) == (what, Severity.ERROR)
    assert (problem.position.path, problem.position.line) == ("notes/n.md", 3)
    assert (found.source, found.html) == (text, ())


def test_what_stands_within_the_limits_is_kept() -> None:
    deep = "> " * (lines.MOST_NESTED // 2) + "a"
    text = read_text(deep)
    assert text.problems == ()
    assert "<p>a</p>" in "".join(map(str, text.html))


def test_no_text_can_mark_a_hole() -> None:
    source = "[a](b.md) <a href=x>c</a>"
    (mark,) = set(re.findall(r"[0-9a-f]{32}", rendered(source)))
    forged = f"{source} {mark}-0 [d]({mark}-0) <a href='{mark}-0'>e</a> <h2 class='{mark}-0'>f</h2>"
    holes = [piece for piece in read_text(forged).html if isinstance(piece, Hole) and not piece.ends]
    links = [each.fact.url for each in holes if isinstance(each.fact, TextLink)]
    assert links == ["b.md", "x", f"{mark}-0", f"{mark}-0"]


def rendered(source: str) -> str:
    """Return the HTML of a text with the marks still in it."""
    found: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("rig_site.markup.text.pieces", lambda html, mark, facts: found.append(html) or ())
        read_text(source)
    return found[0]


def test_a_text_can_be_sent_elsewhere() -> None:
    assert pickle.loads(pickle.dumps(read_text(NOTE))) == read_text(NOTE)


def test_every_rule_is_in_the_table() -> None:
    names = [module.name for module in pkgutil.walk_packages(rules.__path__, "rig_site.markup.rules.")]
    modules = [importlib.import_module(name) for name in names]
    assert {module.enable for module in modules if hasattr(module, "enable")} == {*DIALECTS, *STRUCTURE}
    assert len(DIALECTS) == len(set(DIALECTS))


def test_code_is_coloured_again_only_where_it_is_another(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(language: str, source: str) -> str:
        raise AssertionError(source)

    same, other = "```python\nx = 1\n```\n", "```python\nx = 2\n```\n"
    before, after = read_text(same), read_text(f"Words before it.\n\n{same}")
    monkeypatch.setattr(code, "_coloured", refuse)
    assert read_text(f"Words before it.\n\n{same}", before=before) == after
    with pytest.raises(AssertionError, match="x = 2"):
        read_text(other, before=before)
