"""What docs/theming.md says of the theme is so, and a group's own files take effect."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from datetime import date
from pathlib import Path

from click.testing import CliRunner

import rig_site.outputs.pages
from rig_site.build import build
from rig_site.cli.program import commands
from rig_site.outputs.frame import Frame
from rig_site.render.theme import BUNDLED

PAGE = Path(__file__).parents[1] / "docs" / "theming.md"
GROUP = Path(__file__).parent / "sites" / "first-day" / "content"


def table(head: str) -> list[list[str]]:
    """Return the rows of the table with a head, the words in code alone in the first cell."""
    text = PAGE.read_text(encoding="utf-8").split(f"| {head} ", 1)[1].partition("\n\n")[0]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in text.splitlines()[2:]]


def views() -> dict[str, tuple[str, list[str]]]:
    """Return the class of each template's view, and its fields."""
    found = {}
    for module in pkgutil.iter_modules(rig_site.outputs.pages.__path__):
        held = vars(importlib.import_module(f"rig_site.outputs.pages.{module.name}"))
        for name, view in held.items():
            if inspect.isclass(view) and isinstance(template := getattr(view, "template", None), str):
                found[template] = (name, list(view.__struct_fields__))
    return found


def test_the_variables_are_those_of_the_style_sheet() -> None:
    sheet = (BUNDLED / "static" / "site.css").read_text(encoding="utf-8")
    defined = re.findall(r"^  (--[\w-]+):", sheet.partition("}")[0], re.MULTILINE)
    assert [row[0].strip("| `") for row in table("variable")] == defined
    assert [name for name in defined if f"var({name})" not in sheet] == []


def test_the_blocks_are_those_of_the_frame() -> None:
    frame = (BUNDLED / "frame.html").read_text(encoding="utf-8")
    assert {row[0].strip("| `") for row in table("block")} == set(re.findall(r"{% block (\w+) %}", frame))


def test_the_views_have_the_fields_they_have(refresh: bool) -> None:
    expected = [
        f"| `{template}` | `{name}` | {', '.join(f'`{field}`' for field in held)} |"
        for template, (name, held) in sorted(views().items())
    ]
    expected.append(f"| all of them | `Frame` | {', '.join(f'`{field}`' for field in Frame.__struct_fields__)} |")
    before, head, _ = PAGE.read_text(encoding="utf-8").partition("| template | view | its fields |\n|---|---|---|\n")
    page = before + head + "\n".join(expected) + "\n"
    if refresh:
        PAGE.write_text(page, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == page


def test_a_style_sheet_and_a_block_of_ones_own(tmp_path: Path) -> None:
    static = tmp_path / "templates" / "static"
    static.mkdir(parents=True)
    (static / "extra.css").write_text(":root { --accent: teal; }\n")
    (tmp_path / "templates" / "frame.html").write_text(
        '{% extends "bundled/frame.html" %}{% block foot %}<p>Ours</p>{% endblock %}'
    )
    (tmp_path / "content").symlink_to(GROUP)
    assert build(tmp_path / "content", tmp_path / "_site", as_of=date(2023, 11, 5)).publication
    page = (tmp_path / "_site" / "archive" / "index.html").read_text()
    assert page.index("static/site.css") < page.index("static/extra.css")
    assert page.count("<p>Ours</p>") == 1
    assert (tmp_path / "_site" / "static" / "extra.css").read_text() == ":root { --accent: teal; }\n"


def test_templates_can_be_listed_and_printed() -> None:
    run = CliRunner().invoke
    names = run(commands, ["template"]).output.splitlines()
    assert {"frame.html", "session.html", "static/site.css"} <= set(names)
    for name in names:
        assert run(commands, ["template", name]).stdout_bytes == (BUNDLED / name).read_bytes()
    assert "did you mean 'session.html'?" in run(commands, ["template", "sesion.html"]).output


def test_nothing_is_asked_for_that_is_not_there(tmp_path: Path) -> None:
    assert build(GROUP, tmp_path / "_site", as_of=date(2023, 11, 5)).publication
    assert "extra.css" not in (tmp_path / "_site" / "index.html").read_text()
