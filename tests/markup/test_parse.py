import pytest

from rig_site.diagnostics import Position, Severity
from rig_site.markup import source
from rig_site.markup.document import Document, Heading, Image, MathSpan, PaperHeading, TextLink, Wikilink
from rig_site.markup.parse import parse

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


def test_one_parse_gives_the_facts() -> None:
    assert parse(NOTE, path="notes/n.md", first_line=5) == Document(
        title="The title of it",
        headings=(
            Heading(1, "The title of it", "the-title-of-it", 7),
            Heading(2, "A paper", "a-paper", 9),
            Heading(2, "Empty", "empty", 22),
            Heading(1, "The title of it", "the-title-of-it-1", 24),
        ),
        papers=(
            PaperHeading("A paper", "https://example.org/paper", 2, "a-paper", 9),
            PaperHeading("Empty", "", 2, "empty", 22),
        ),
        links=(
            TextLink("a link", "https://example.org/a", 5),
            TextLink("A paper", "https://example.org/paper", 9),
            TextLink("Read the paper", "https://example.org/other", 12, about="Another Paper"),
            TextLink("https://example.org/bare", "https://example.org/bare", 20),
            TextLink("Empty", "", 22),
        ),
        wikilinks=(
            Wikilink("Page", "Part", "shown", 14),
            Wikilink("Page", "", "Page", 14, embed=True),
            Wikilink("", "^end", "^end", 14),
        ),
        images=(Image("plot.png", "plot", 13, 300, 200), Image("img/a b.png", "alt text", 20)),
        math=(MathSpan("x", False, 5), MathSpan("y = x", True, 17)),
        tags=("topic", "other"),
        problems=parse(NOTE, path="notes/n.md", first_line=5).problems,
    )


def test_a_problem_names_its_place_in_the_file() -> None:
    [problem] = parse("a\n\n> see [it]()\n", path="notes/n.md", first_line=10).problems
    assert problem.position == Position("notes/n.md", 12, 7, 3, "> see [it]()")
    assert problem.severity is Severity.WARNING


def test_a_second_mention_on_a_line_has_its_own_place() -> None:
    problems = parse("[a]() [a]()\n\n[a]()").problems
    assert [(problem.position.line, problem.position.column) for problem in problems] == [(1, 1), (1, 7), (3, 1)]


def test_names_that_the_page_has_taken_are_not_given_to_headings() -> None:
    headings = parse("# Search\n\n# Search", taken=("search", "main")).headings
    assert [heading.anchor for heading in headings] == ["search-1", "search-2"]


def test_without_raw_html_tags_are_text() -> None:
    document = parse('<b>x</b> <img src="a.png">', raw_html=False)
    assert document.images == ()
    assert [token.type for token in document.tokens[1].children or ()] == ["text"]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("a" * (source.MOST_CHARACTERS + 1), "the text has more than 500,000 characters"),
        ("a " * source.MOST_IN_A_BLOCK, "a paragraph has more than 20,000 characters"),
        ("[" * (source.MOST_BRACKETS + 1), "a paragraph has more than 1,000 opening brackets"),
        ("> " * (source.MOST_NESTED + 1) + "a", "lists and quotations are nested more than 100 levels deep"),
        ("- " * (source.MOST_NESTED + 1) + "a", "lists and quotations are nested more than 100 levels deep"),
        ("a\n\n" * 50_001, "the text falls into more than 200,000 pieces"),
    ],
    ids=["characters", "paragraph", "brackets", "quotations", "lists", "pieces"],
)
def test_a_text_past_a_limit_is_an_error_that_names_it(text: str, what: str) -> None:
    document = parse(text, path="notes/n.md", first_line=3)
    [problem] = document.problems
    assert (problem.what, problem.severity) == (what, Severity.ERROR)
    assert (problem.position.path, problem.position.line) == ("notes/n.md", 3)
    assert document.tokens == ()


def test_what_stands_within_the_limits_is_kept() -> None:
    deep = "> " * (source.MOST_NESTED // 2) + "a"
    assert parse(deep).problems == ()
    assert any(token.content == "a" for token in parse(deep).tokens)
