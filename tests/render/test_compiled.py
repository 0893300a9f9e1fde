"""Templates that are compiled once."""

import sys
from pathlib import Path

import pytest
from jinja2 import Environment

from rig_site.language.language import Language, OwnPhrase
from rig_site.render.html import environment
from rig_site.render.theme import Theme


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """Where Python keeps what it compiles."""
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return tmp_path


@pytest.fixture
def compiled(monkeypatch):
    """The names of the templates as they are compiled."""
    names = []
    compile_template = Environment.compile

    def recording(self, source, name=None, *rest, **options):
        names.append(name)
        return compile_template(self, source, name, *rest, **options)

    monkeypatch.setattr(Environment, "compile", recording)
    return names


def templates(folder: Path, language: Language) -> Environment:
    """What a new process would have."""
    return environment.__wrapped__(Theme.of(folder), language)


ENGLISH, GERMAN = Language("en"), Language("de")


def test_a_template_is_compiled_once_for_each_language(kept, compiled, tmp_path):
    for language in (ENGLISH, GERMAN, ENGLISH, GERMAN, Language("en", (OwnPhrase("Archive", (("other", "Past"),)),))):
        templates(tmp_path / "none", language).get_template("archive.html")
    assert compiled == ["archive.html"] * 3


@pytest.mark.parametrize("damage", [lambda content: content[: len(content) // 2], lambda _: b"", lambda _: b"other"])
def test_one_that_is_damaged_is_compiled_again(kept, compiled, tmp_path, damage):
    templates(tmp_path / "none", ENGLISH).get_template("archive.html")
    (file,) = (file for file in kept.rglob("*.pyc"))
    file.write_bytes(damage(file.read_bytes()))
    templates(tmp_path / "none", ENGLISH).get_template("archive.html")
    assert compiled == ["archive.html"] * 2
    assert [*kept.rglob("*.pyc")] == [file]


def test_a_groups_own_templates_are_never_kept(kept, compiled, tmp_path):
    own = tmp_path / "templates"
    own.mkdir()
    own.joinpath("archive.html").write_text('{% extends "bundled/archive.html" %}')
    for _ in range(2):
        for name in ("archive.html", "bundled/archive.html"):
            templates(own, ENGLISH).get_template(name)
    assert compiled == ["archive.html"] * 3, "its own each time, what it extends once"


def test_where_nothing_can_be_kept_templates_work_all_the_same(compiled, tmp_path, monkeypatch):
    tmp_path.joinpath("file").touch()
    for prefix, nothing in ((str(tmp_path / "file"), False), (str(tmp_path), True)):
        monkeypatch.setattr(sys, "pycache_prefix", prefix)
        monkeypatch.setattr(sys, "dont_write_bytecode", nothing)
        assert templates(tmp_path / "none", ENGLISH).get_template("archive.html")
    assert [file.name for file in tmp_path.iterdir()] == ["file"]
    assert compiled == ["archive.html"] * 2
