"""Every phrase of the source has its translation in every catalogue, whole and in as many forms as numbers have."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime
from pathlib import Path

import pytest
from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.plurals import get_plural

from language.extraction import ROOT, TEMPLATE, extracted, read, write
from rig_site.content import load
from rig_site.language.catalogues import CATALOGUES, FOLDER
from rig_site.language.messages import placeholders

PLACEHOLDER = re.compile(r"%\(\w+\)s")


def messages(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def known(catalogue: Catalog) -> set[tuple[object, object]]:
    return {
        (message.id if isinstance(message.id, str) else tuple(message.id), message.context)
        for message in messages(catalogue)
    }


def test_the_template_holds_the_phrases_of_the_source(refresh: bool) -> None:
    if refresh:
        write(extracted(), TEMPLATE)
    assert known(read(TEMPLATE)) == known(extracted())


def test_every_catalogue_is_listed() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.po")) == sorted(CATALOGUES)


@pytest.mark.parametrize("name", CATALOGUES)
def test_a_catalogue_is_complete(name: str, refresh: bool) -> None:
    path = FOLDER / f"{name}.po"
    if refresh:
        catalogue = read(path)
        catalogue.update(extracted(), no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        write(catalogue, path)
    catalogue = read(path)
    assert known(catalogue) == known(extracted())
    assert catalogue.obsolete == {}
    assert [message.id for message in messages(catalogue) if message.fuzzy or not all(forms(message))] == []


@pytest.mark.parametrize("name", CATALOGUES)
def test_a_translation_keeps_what_is_filled_in(name: str) -> None:
    for message in messages(read(FOLDER / f"{name}.po")):
        source = message.id if isinstance(message.id, str) else " ".join(message.id)
        for text in forms(message):
            lost = placeholders(source) - placeholders(text)
            assert lost <= ({"%(count)s"} if isinstance(message.id, tuple) else set()), text
            assert placeholders(text) <= placeholders(source), text
            assert text.count("%") == len(PLACEHOLDER.findall(text)), text


@pytest.mark.parametrize("name", CATALOGUES)
def test_a_catalogue_has_the_plural_forms_of_its_language(name: str) -> None:
    catalogue = read(FOLDER / f"{name}.po")
    assert catalogue.plural_forms == str(get_plural(Locale.parse(name)))
    counting = [message for message in messages(catalogue) if isinstance(message.id, tuple)]
    assert {len(forms(message)) for message in counting} == {catalogue.num_plurals}


def forms(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def test_every_language_is_documented() -> None:
    page = (ROOT / "docs" / "language.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `([a-z-]+)` \|", page, re.MULTILINE) == ["en", *CATALOGUES]


def test_the_phrases_of_the_example_can_be_said(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "language.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"^```yaml\n(language: en-GB\n.*?)^```", page, re.MULTILINE | re.DOTALL)
    site = f"title: A\nbase_url: https://a.dev/\ntimezone: UTC\n{example}"
    (tmp_path / "site.yaml").write_text(site, encoding="utf-8")
    loaded = load(tmp_path, as_of=datetime(2023, 11, 5, tzinfo=UTC)).site
    assert loaded
    assert [phrase.message for phrase in loaded.phrases] == [
        "Add to calendar",
        "Moved from %(date)s",
        "%(count)s session",
    ]


SCRIPTS = {"ar": ("ARABIC",), "ja": ("CJK", "HIRAGANA", "KATAKANA"), "zh": ("CJK",)}
"""What the names of the letters begin with that a language is written in, beside the Latin ones of names."""


@pytest.mark.parametrize("name", CATALOGUES)
def test_a_translation_is_written_in_the_letters_of_its_language(name: str) -> None:
    allowed = ("LATIN", "MODIFIER", "FEMININE", "MASCULINE", *SCRIPTS.get(name, ()))
    translated = {form for message in messages(read(FOLDER / f"{name}.po")) for form in forms(message)}
    letters = {letter for form in translated for letter in PLACEHOLDER.sub("", form) if letter.isalpha()}
    assert [letter for letter in letters if not unicodedata.name(letter).startswith(allowed)] == []


def test_no_two_languages_say_a_sentence_alike() -> None:
    said: dict[str, set[str]] = {}
    for name in CATALOGUES:
        for message in messages(read(FOLDER / f"{name}.po")):
            for form in forms(message):
                if len(PLACEHOLDER.sub("", form)) > 24:
                    said.setdefault(form, set()).add(name)
    assert {form: names for form, names in said.items() if len(names) > 1} == {}
