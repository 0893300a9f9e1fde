import json
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rig_site.diagnostics import ContentError
from rig_site.render.filters import in_a_script
from rig_site.render.html import encode_page, environment
from rig_site.render.theme import BUNDLED, Theme


@dataclass(frozen=True)
class Odd:
    template: ClassVar[str] = "odd.html.j2"
    text: str


def theme_with(folder: Path, **files: str) -> Theme:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return Theme.of(folder)


def test_every_template_escapes_whatever_its_name(tmp_path: Path) -> None:
    theme = theme_with(tmp_path / "own", odd_html_j2="<p>{{ page.text }}</p>")
    assert encode_page(Odd("<b>&{{ x }}"), theme=theme) == b"<p>&lt;b&gt;&amp;{{ x }}</p>"


def test_a_name_that_does_not_exist_is_an_error(tmp_path: Path) -> None:
    theme = theme_with(tmp_path / "own", odd_html_j2="{{ page.texts }}")
    with pytest.raises(ContentError, match="texts"):
        encode_page(Odd(""), theme=theme)


def test_a_group_overrides_the_theme_file_by_file(tmp_path: Path) -> None:
    own = tmp_path / "own"
    theme = theme_with(own, static__site_css="own", static__group_css="more", static___hidden_css="no")
    files = theme.static_files()
    assert files["site.css"] == own.resolve() / "static" / "site.css"
    assert files["group.css"].read_text() == "more"
    assert files["theme.js"].read_bytes() == (BUNDLED / "static" / "theme.js").read_bytes()
    assert list(files) == sorted(files)
    assert not [path for path in files if "hidden" in path]
    assert Theme.of(tmp_path / "nothing here") == Theme((BUNDLED,))


def test_a_template_can_extend_the_one_it_replaces(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "sitemap.xml").write_text('{% extends "bundled/sitemap.xml" %}')
    assert b"sitemaps.org" in environment(Theme.of(own)).get_template("sitemap.xml").render(page={"pages": ()}).encode()


def test_nothing_from_outside_the_theme_is_published(tmp_path: Path) -> None:
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "key.txt").write_text("secret")
    static = tmp_path / "own" / "static"
    static.mkdir(parents=True)
    (static / "file.txt").symlink_to(tmp_path / "secret" / "key.txt")
    (static / "folder").symlink_to(tmp_path / "secret", target_is_directory=True)
    files = Theme.of(tmp_path / "own").static_files()
    assert not [path for path, file in files.items() if file.read_bytes() == b"secret"]


@given(
    st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"])) | st.sampled_from(["</script>", "<!--<script>"])
)
def test_json_in_a_script_comes_back_as_it_was(text: str) -> None:
    page = (
        f"<!DOCTYPE html><title>T</title><script>{in_a_script(json.dumps(text, ensure_ascii=False))}</script><p>after"
    )
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    assert json.loads(tree.find(".//script").text) == text
    assert tree.find(".//p").text == "after"
