"""The phrases of the source, as Babel extracts them, and catalogues as they are kept."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po

from rig_site.language.catalogues import FOLDER

ROOT = Path(__file__).parents[2]
TEMPLATE = FOLDER / "messages.pot"
KEYWORDS = DEFAULT_KEYWORDS | {"_n": (1, 2), "gettext_noop": (1,), "pgettext_noop": ((1, "c"), 2)}
METHODS = [("**.py", "python"), ("**.html", "jinja2"), ("**.xml", "jinja2")]
OPTIONS = {"**": {"newstyle_gettext": "true", "silent": "false", "trim_blocks": "true", "lstrip_blocks": "true"}}


@cache
def extracted() -> Catalog:
    """Return every phrase that the source and the templates say."""
    catalogue = Catalog(fuzzy=False)
    for folder in ("src", "templates"):
        found = extract_from_dir(ROOT / folder, method_map=METHODS, options_map=OPTIONS, keywords=KEYWORDS)
        for _, _, message, _, context in found:
            catalogue.add(message, context=context)
    return catalogue


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.stem if path.suffix == ".po" else None)


def write(catalogue: Catalog, path: Path) -> None:
    """Write a catalogue in an order that does not change, under a head that says only what programs need."""
    head = {
        "Language": str(catalogue.locale or ""),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": catalogue.plural_forms if catalogue.locale else "",
    }
    lines = [f'"{name}: {value}\\n"' for name, value in head.items() if value]
    with path.open("wb") as file:
        file.write("\n".join(['msgid ""', 'msgstr ""', *lines, "", ""]).encode())
        write_po(file, catalogue, width=120, no_location=True, omit_header=True, sort_output=True)
