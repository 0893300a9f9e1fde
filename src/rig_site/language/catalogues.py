"""The catalogues: which languages have one, which of them serves a language tag, and the way from `.po` to a lookup."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

SOURCE = "en"
"""The language that the phrases are written in, which needs no catalogue."""

CATALOGUES = ("ar", "de", "es", "fr", "it", "ja", "nl", "pl", "pt", "zh")
"""The languages that the phrases are translated into."""

FOLDER = Path(__file__).parent / "catalogues"

_IN_ANOTHER_SCRIPT = ("zh-hant", "zh-hk", "zh-mo", "zh-tw")
"""Tags of languages that are not written as the catalogue of their name is."""


@cache
def serving(tag: str) -> str | None:
    """Return the language whose words serve a tag, cut short from its end (RFC 4647, 3.4); None where there is none.

    >>> serving("de-AT"), serving("zh-Hans-CN"), serving("zh-TW"), serving("en-US"), serving("fi")
    ('de', 'zh', None, 'en', None)
    """
    wanted = tag.casefold()
    while wanted and wanted not in _IN_ANOTHER_SCRIPT:
        for name in (*CATALOGUES, SOURCE):
            if name.casefold() == wanted:
                return name
        wanted = wanted.rpartition("-")[0]
    return None


@cache
def translations(name: str) -> NullTranslations:
    """Return the catalogue of a language, read once a process; the source has one that changes nothing.

    A wheel holds the catalogues compiled.  A checkout holds their sources
    alone, so that there is nothing to compile after a change.
    """
    if name not in CATALOGUES:
        return NullTranslations()
    compiled = FOLDER / f"{name}.mo"
    return GNUTranslations(BytesIO(compiled.read_bytes() if compiled.is_file() else compile_catalogue(name)))


def written(name: str) -> bytes:
    """Return the catalogue of a language as it lies on the disk, compiled or not; nothing for the source."""
    files = (FOLDER / f"{name}{ending}" for ending in (".mo", ".po"))
    return next((file.read_bytes() for file in files if file.is_file()), b"")


def compile_catalogue(name: str) -> bytes:
    """Return a catalogue in the form that programs read (GNU gettext manual, "MO Files").

    Babel would write the time into its head, and two wheels of one source
    would differ.
    """
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with (FOLDER / f"{name}.po").open("rb") as file:
        catalogue = read_po(file, locale=name.replace("-", "_"))
    catalogue.creation_date = catalogue.revision_date = datetime(2000, 1, 1, tzinfo=UTC)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    return compiled.getvalue()
