import shutil
from datetime import date
from pathlib import Path

import pytest

from rig_site.build import build
from rig_site.cli.report import as_text

CONTENT = Path(__file__).parents[1] / "sites" / "first-day" / "content"


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("<p>\n  {{ page.nonsense }}\n</p>\n", "2:3: error: this template cannot be used: 'rig_site.outputs."),
        (
            "{% if %}\n",
            "1:1: error: this template cannot be used: Expected an expression, got 'end of statement block'",
        ),
        (
            "\n{% include 'other.html' %}\n",
            "2:1: error: this template cannot be used: there is no template 'other.html'",
        ),
        ("{{ 1 + 'a' }}\n", "1:1: error: this template cannot be used: unsupported operand type(s) for +"),
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
