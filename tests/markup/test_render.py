import pickle

from rig_site.diagnostics import Position
from rig_site.markup.dialect import DIALECTS
from rig_site.markup.parse import parse
from rig_site.markup.render import render
from rig_site.markup.surroundings import Picture, Surroundings

NOTE = """\
# Title

[[Page]] ![[a.png]] [x](b.md) [y](#part) #topic $\\R$[^1] [[#^block]]

## Part

Words. ^block

[^1]: Foot.
"""


def test_what_the_text_resolves_to_changes_its_html() -> None:
    surroundings = Surroundings(
        pages={"Page": "../page/"},
        images={"a.png": Picture("../a.png", 10, 20)},
        links={"b.md": "../b/"},
        tags={"topic": "../topics/topic/"},
        macros=(("\\R", "\\mathbb{R}"),),
        title="title",
        top_heading=3,
        id_prefix="one-",
    )
    rendered = render(parse(NOTE), surroundings)
    assert rendered.problems == ()
    assert rendered.html == (
        '<span id="one-title"></span>\n'
        '<p><a class="wikilink" href="../page/">Page</a> <a class="image" href="../a.png"><img src="../a.png" alt="a" '
        'width="10" height="20" loading="lazy" decoding="async"></a> <a href="../b/">x</a> <a href="#one-part">y</a> '
        '<a class="tag" href="../topics/topic/">#topic</a> <math><semantics><mi>ℝ</mi>'
        '<annotation encoding="application/x-tex">\\R</annotation></semantics></math>'
        '<sup class="footnote"><a href="#one-fn:1" id="one-fnref:1" role="doc-noteref">1</a></sup> '
        '<a class="wikilink" href="#one-^block">^block</a></p>\n'
        '<h3 id="one-part">Part</h3>\n'
        '<p id="one-^block">Words.</p>\n'
        '<section class="footnotes" role="doc-endnotes" aria-label="Footnotes">\n<ol>\n'
        '<li id="one-fn:1"><p>Foot. <a href="#one-fnref:1" role="doc-backlink" aria-label="Back to reference 1">↩</a>'
        "</p>\n</li>\n</ol>\n</section>\n"
    )


def test_a_document_can_be_rendered_again_and_sent_elsewhere() -> None:
    document = parse(NOTE)
    first = render(document)
    assert render(document) == first == render(pickle.loads(pickle.dumps(document))) == render(parse(NOTE))


def test_the_title_stays_where_it_is_a_papers_link_or_another() -> None:
    linked = render(parse("# [Title](https://example.org/)"), Surroundings(title="Title"))
    assert linked.html == '<h2 id="title"><a href="https://example.org/">Title</a></h2>\n'
    assert render(parse("# Other"), Surroundings(title="Title")).html == '<h2 id="other">Other</h2>\n'


def test_headings_keep_their_steps_below_the_pages_own() -> None:
    assert render(parse("## A\n\n#### B\n\n###### C"), Surroundings(top_heading=4)).html == (
        '<h4 id="a">A</h4>\n<h6 id="b">B</h6>\n<h6 id="c">C</h6>\n'
    )


def test_a_formula_that_cannot_be_read_is_named_by_its_place() -> None:
    [problem] = render(parse("> so $a + \\foo$\n", path="n.md", first_line=4)).problems
    assert problem.position == Position("n.md", 4, 11, 4, "> so $a + \\foo$")
    assert problem.what == ('this formula cannot be read at character 5: unknown command "\\foo"; it is shown as TeX')


def test_every_rule_is_in_the_table() -> None:
    import importlib
    import pkgutil

    from rig_site.markup import rules

    names = [module.name for module in pkgutil.iter_modules(rules.__path__, "rig_site.markup.rules.")]
    modules = [importlib.import_module(name) for name in names]
    assert {module.enable for module in modules if hasattr(module, "enable")} == set(DIALECTS)
    assert len(DIALECTS) == len(set(DIALECTS))
