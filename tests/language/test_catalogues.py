"""Every phrase of the source has its translation in every catalogue, whole and in as many forms as numbers have."""

from __future__ import annotations

import re

import pytest
from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.plurals import get_plural

from language.extraction import TEMPLATE, extracted, read, write
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
