import shutil
from datetime import date
from pathlib import Path

import pytest

from rig_site.build import build, check
from rig_site.cli.report import as_text

CONTENT = Path(__file__).parents[1] / "sites" / "first-day" / "content"


@pytest.mark.parametrize(
    ("template", "said"),
    [
        (
            "<p>\n  {{ page.nonsense }}\n</p>\n",
            "2:3: error: the template 'not_found.html' cannot be used: a NotFoundPage has no field 'nonsense'",
        ),
        (
            "{% if %}\n",
            "1:1: error: the template 'not_found.html' cannot be used: Expected an expression, got 'end of statement block'",
        ),
        (
            "\n{% include 'other.html' %}\n",
            "2:1: error: the template 'not_found.html' cannot be used: there is no template 'other.html'",
        ),
        (
            "{{ 1 + 'a' }}\n",
            "1:1: error: the template 'not_found.html' cannot be used: unsupported operand type(s) for +",
        ),
    ],
)
def test_a_mistake_in_a_groups_own_template_has_a_place(template: str, said: str, tmp_path: Path) -> None:
    shutil.copytree(CONTENT, tmp_path / "content")
    assert build(tmp_path / "content", tmp_path / "_site", as_of=date(2024, 3, 12)).publication
    before = (tmp_path / "_site" / "404.html").read_bytes()
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "not_found.html").write_text(template)
    built = build(tmp_path / "content", tmp_path / "_site", as_of=date(2024, 3, 12))
    assert built.publication is None
    assert f"templates/not_found.html:{said}" in as_text(built.problems, content="content")
    assert (tmp_path / "_site" / "404.html").read_bytes() == before


def test_a_groups_own_template_extends_the_one_it_replaces(tmp_path: Path) -> None:
    shutil.copytree(CONTENT, tmp_path / "content")
    (tmp_path / "templates" / "static").mkdir(parents=True)
    (tmp_path / "templates" / "not_found.html").write_text('{% extends "bundled/not_found.html" %}')
    (tmp_path / "templates" / "static" / "site.css").write_text("body { color: teal }\n")
    assert build(tmp_path / "content", tmp_path / "_site", as_of=date(2024, 3, 12)).publication
    assert b"<h1>" in (tmp_path / "_site" / "404.html").read_bytes()
    assert (tmp_path / "_site" / "static" / "site.css").read_text() == "body { color: teal }\n"


EXTENDING = '{% extends "bundled/not_found.html" %}{% block main %}\n'

SAID: dict[str, tuple[dict[str, str | bytes], str]] = {
    "not UTF-8": (
        {"not_found.html": b"<p>\ncaf\xe9\n"},
        "not_found.html:2:4: error: the template is not UTF-8: the byte 0xE9 begins no character\n"
        "    2 | café\n           ^\n  if it is meant to be 'é', save the file as UTF-8",
    ),
    "UTF-16": ({"not_found.html": "é".encode("utf-16")}, "not_found.html:1:1: error: the template is UTF-16, not UTF-8"),
    "an included file that is not UTF-8": (
        {"not_found.html": '{% include "mine.html" %}', "mine.html": b"\xff"},
        "mine.html:1:1: error: the template is not UTF-8",
    ),
    "itself": (
        {"not_found.html": '{% extends "not_found.html" %}'},
        "not_found.html:1:1: error: the template 'not_found.html' extends itself\n"
        '    1 | {% extends "not_found.html" %}\n        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n'
        "  write 'bundled/not_found.html' to extend the one that comes with rig-site",
    ),
    "itself by way of one of rig-site's": (
        {"frame.html": '{% extends "not_found.html" %}'},
        "frame.html:1:1: error: the template 'frame.html' extends 'not_found.html', which extends it in turn",
    ),
    "itself included": (
        {"not_found.html": '\n{% include "mine.html" %}', "mine.html": '{% include "not_found.html" %}'},
        "not_found.html:2:1: error: the template 'not_found.html' cannot be used: it extends, includes or calls itself",
    ),
    "itself extended under a name made on the way": (
        {"not_found.html": '{% extends "not_found" ~ ".html" %}'},
        "not_found.html:1:1: error: the template 'not_found.html' cannot be used: it extends, includes or calls itself",
    ),
    "a name": (
        {"not_found.html": EXTENDING + "{{ pge }}{% endblock %}"},
        "not_found.html:2:1: error: the template 'not_found.html' cannot be used: "
        "there is no 'pge' here; did you mean 'page'?",
    ),
    "a field": (
        {"not_found.html": EXTENDING + "{{ page.frame.titel }}{% endblock %}"},
        "not_found.html:2:1: error: the template 'not_found.html' cannot be used: "
        "a Frame has no field 'titel'; did you mean 'title'?",
    ),
    "a field of a text": (
        {"not_found.html": EXTENDING + "{{ page.frame.title.size }}{% endblock %}"},
        "not_found.html:2:1: error: the template 'not_found.html' cannot be used: a text has no 'size'",
    ),
    "an item that is one of ours": (
        {"not_found.html": EXTENDING + "{{ {}[page] }}{% endblock %}"},
        "not_found.html:2:1: error: the template 'not_found.html' cannot be used: a mapping has no such item",
    ),
    "a type": (
        {"not_found.html": EXTENDING + "{{ page.frame|sum }}{% endblock %}"},
        "not_found.html:2:1: error: the template 'not_found.html' cannot be used: 'Frame' object is not iterable",
    ),
    "a value of ours in a message of Python's": (
        {"not_found.html": EXTENDING + "{{ [].index(page) }}{% endblock %}"},
        "not_found.html:2:1: error: the template 'not_found.html' cannot be used: NotFoundPage …",
    ),
    "a division": (
        {"not_found.html": EXTENDING + "\n{{ 1 / 0 }}{% endblock %}"},
        "not_found.html:3:1: error: the template 'not_found.html' cannot be used: division by zero",
    ),
    "a filter": (
        {"not_found.html": EXTENDING + "{{ page|lenght }}{% endblock %}"},
        "not_found.html:2:1: error: the template 'not_found.html' cannot be used: No filter named 'lenght'.\n"
        "    2 | {{ page|lenght }}{% endblock %}\n        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  did you mean 'length'?",
    ),
    "a block": (
        {"not_found.html": EXTENDING + "{{ self.mian() }}{% endblock %}"},
        "not_found.html:2:1: error: the template 'not_found.html' cannot be used: there is no block 'mian' here",
    ),
    "a macro that one's own template should have": (
        {"parts.html": "{% macro link(a) %}{% endmacro %}"},
        "parts.html:1:1: error: the template 'parts.html' cannot be used: the template 'parts.html' has no macro",
    ),
    "a template": (
        {"not_found.html": '{% extends "bundled/notfound.html" %}'},
        "not_found.html:1:1: error: the template 'not_found.html' cannot be used: "
        "there is no template 'bundled/notfound.html'\n"
        '    1 | {% extends "bundled/notfound.html" %}\n        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n'
        "  did you mean 'bundled/not_found.html'?",
    ),
    "a misspelt block": (
        {"not_found.html": '{% extends "bundled/not_found.html" %}\n{% block mian %}{% block deep %}{% endblock %}'
        "{% endblock %}"},
        "not_found.html:2:10: warning: no page shows the block 'mian': 'bundled/not_found.html' has none of this name\n"
        "    2 | {% block mian %}{% block deep %}{% endblock %}{% endblock %}\n                 ^^^^\n"
        "  allowed: alternates, brand, foot, head, kind, logo, main, scripts, tagline\n  did you mean 'main'?",
    ),
    "a misspelt block of a frame": (
        {"frame.html": "<html>\n{% block mian %}{% endblock %}"},
        "frame.html:2:10: warning: the template 'frame.html' has no block 'main', "
        "and what pages say in it is not shown\n    2 | {% block mian %}{% endblock %}\n                 ^^^^\n"
        "  allowed: alternates, brand, foot, head, kind, logo, main, scripts, tagline\n"
        "  it has 'mian'; did you mean 'main'?",
    ),
    "a misspelt file": (
        {"sesion.html": ""},
        "sesion.html:1:1: warning: no page uses the template 'sesion.html'\n  did you mean 'session.html'?",
    ),
    "a file that nothing asks for": (
        {"mine.html": ""},
        "mine.html:1:1: warning: no page uses the template 'mine.html'\n"
        "  'rig-site template' lists those that can be replaced",
    ),
    "a misspelt style sheet": (
        {"static/extra.csss": ""},
        "static/extra.csss:1:1: warning: no page loads 'static/extra.csss'\n  did you mean 'static/extra.css'?",
    ),
}  # fmt: skip


def group_with(files: dict[str, str | bytes], folder: Path) -> Path:
    shutil.copytree(CONTENT, folder / "content")
    for name, text in files.items():
        file = folder / "templates" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder / "content"


@pytest.mark.parametrize("case", SAID)
def test_what_is_wrong_with_a_template_is_said_in_words(case: str, tmp_path: Path) -> None:
    files, said = SAID[case]
    content = group_with(files, tmp_path)
    built = build(content, tmp_path / "_site", as_of=date(2024, 3, 12))
    found = as_text(built.problems, content="content")
    assert f"templates/{said}" in found
    assert (built.publication is None) == (" error: " in found)
    assert not any(ours in found for ours in ("rig_site.", "object at 0x", "jinja2.", "Frame("))


QUIET: dict[str, dict[str, str | bytes]] = {
    "what editors leave, and a text for readers": {"session.html~": "{%", ".session.html.swp": b"\xff", "README.md": ""},
    "a part of one's own": {"not_found.html": '{% include "mine.html" %}', "mine.html": "<p>"},
    "a block inside another": {
        "not_found.html": EXTENDING + "{% block inner %}{% endblock %}{% endblock %}",
    },
    "a block shown by its name": {
        "not_found.html": '{% extends "bundled/not_found.html" %}{% block main %}{{ self.own() }}{% endblock %}'
        "{% block own %}{% endblock %}",
    },
    "a page of one's own from the first line on": {"not_found.html": "<html>{% block all %}{% endblock %}"},
    "an inclusion of itself that ends": {
        "not_found.html": '{% set n = (n if n is defined else 0) + 1 %}{% if n < 3 %}{% include "not_found.html" %}'
        "{% endif %}",
    },
    "files of one's own style sheet": {"static/extra.css": "url(icon2.svg)", "static/icon2.svg": "", "static/a.woff2": ""},
}  # fmt: skip


@pytest.mark.parametrize("case", QUIET)
def test_nothing_is_said_of_templates_that_are_right(case: str, tmp_path: Path) -> None:
    content = group_with(QUIET[case], tmp_path)
    built = build(content, tmp_path / "_site", as_of=date(2024, 3, 12))
    assert built.publication
    assert [problem for problem in built.problems if "templates" in problem.position.path] == []


def test_all_mistakes_are_told_at_once_and_by_check_too(tmp_path: Path) -> None:
    content = group_with({"not_found.html": "{% if %}", "session.html": b"\xff", "sesion.html": ""}, tmp_path)
    _, problems = check(content, as_of=date(2024, 3, 12))
    places = [problem.position.path for problem in problems if "templates" in problem.position.path]
    assert places == [f"../templates/{name}.html" for name in ("not_found", "sesion", "session")]
