"""Authors of a bibliography, one by one and with their names as they are spoken."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct

from rig_site.content.schema.texts import one_line
from rig_site.model.paper import OTHERS

if TYPE_CHECKING:
    from bibtexparser.middlewares import LatexDecodingMiddleware


class Author(Struct, frozen=True):
    """An author; `clear` is false for a name that has no form of BibTeX's, which is kept as it stands."""

    name: str
    clear: bool = True


def authors(written: str) -> tuple[Author, ...]:
    r"""Return the authors in a field of BibTeX's: parted by `and`, which braces hide, and `others` as "et al.".

    An empty group goes before each word that begins with a command, as
    bibtexparser leaves out a command that comes right after `and`.

    >>> [author.name for author in authors(r"Mu\~noz, Ada and {Barnes and Noble} and King, Jr, Martin and others")]
    ['Ada Muñoz', 'Barnes and Noble', 'Martin King, Jr', 'et al.']
    """
    from bibtexparser.middlewares.names import split_multiple_persons_names

    names = split_multiple_persons_names(re.sub(r"(?<=\s)(?=\\)", "{}", written))
    more = len(names) > 1 and names[-1] == "others"
    found = [_author(name) for name in (names[:-1] if more else names)]
    return (*(author for author in found if author.name), *([Author(OTHERS)] if more else []))


def _author(written: str) -> Author:
    """Return an author by one of BibTeX's three forms: First von Last; von Last, First; von Last, Jr, First.

    The middleware that splits the names of an entry (SplitNameParts) gives
    up the whole entry for one name it cannot split, so each is split here
    by itself.  The Jr part is spoken last, after a comma, as BibTeX's own
    styles have it.
    """
    from bibtexparser.middlewares.names import InvalidNameError, parse_single_name_into_parts

    text = _without_latex(written)
    try:
        parse_single_name_into_parts(written)
        parts = parse_single_name_into_parts(text)
    except InvalidNameError:
        return Author(_bare(text) or _bare(written), clear=False)
    name = " ".join((*parts.first, *parts.von, *parts.last))
    return Author(_bare(", ".join(filter(None, (name, " ".join(parts.jr))))) or _bare(written))


def _without_latex(text: str) -> str:
    r"""Return text with letters for LaTeX's commands; braces stay, except those around a single letter.

    A `%` or `&` that lacks its backslash is meant as itself: to LaTeX it
    would end the line or the cell.
    """
    if "\\" not in text:
        return text.replace("~", " ")
    from bibtexparser.library import Library
    from bibtexparser.model import Entry, Field

    field = Field("author", re.sub(r"(?<!\\)([%&])", r"\\\1", text))
    _decoding().transform_entry(Entry("name", "", [field]), Library())
    return one_line(str(field.value).replace("\xa0", " "))


@cache
def _decoding() -> LatexDecodingMiddleware:
    from bibtexparser.middlewares import LatexDecodingMiddleware

    return LatexDecodingMiddleware(keep_braced_groups=True)


def _bare(text: str) -> str:
    return one_line(text.replace("{", "").replace("}", ""))
