"""Kinds of text: what is read as a single line, as prose, as a name, as an identity."""

from __future__ import annotations

import re

from rig_site.content.findings import FieldError, Meant, cite, guess, sure
from rig_site.model.file_names import better_name, fault_of_name, without_reordering
from rig_site.model.permalink import LONGEST_ID, LONGEST_NAME, slug


def one_line(text: str) -> str:
    r"""Return text for a single line: blanks, tabs and line ends run together, none at the ends, nothing reordered.

    >>> one_line(" Attention is \n all you need ")
    'Attention is all you need'
    """
    return re.sub("[ \t\r\n\u2028\u2029]+", " ", without_reordering(text)).strip(" ")


def prose(text: str) -> str:
    """Return text over several lines (Markdown), without blank lines at its ends."""
    lines = re.sub("\r\n|[\r\u2028\u2029]", "\n", text)
    return re.sub(r"\A(?:[ \t]*\n)+", "", lines).rstrip(" \t\n")


def named(text: str) -> str:
    """Return text for a single line that an address can be made of: it needs a letter or a digit."""
    line = one_line(text)
    if not slug(line):
        raise FieldError(f"{cite(line)} has no letter and no digit, and its page's address is made of them")
    if len(slug(line).encode()) > LONGEST_NAME:
        raise FieldError(f"{cite(line)} is too long for the address of its page", suggestion="write something shorter")
    if fault := fault_of_name(slug(line)):
        raise FieldError(
            f"{cite(line)} cannot stand in the address of its page: {fault}", suggestion="write a longer name"
        )
    return line


def room(text: str) -> str:
    """Return the name of a room; a call's address is refused, since rooms are published."""
    if "://" in text:
        raise FieldError(
            f"{cite(text)} is an address, and rooms are published",
            suggestion=f"write 'online: {text.strip()}', which is not published unless it says so",
        )
    return one_line(text)


def person_name(text: str) -> str:
    """Return what a person is called, or a key of people.yaml: no address, which would be published as a name."""
    if linked := re.fullmatch(r"\s*\[([^\]]+)\]\((\S+)\)\s*", text):
        meant = Meant({"name": linked[1], "url": linked[2]})
        raise FieldError(f"{cite(text)} is a link, and no name", meant=meant)
    if "://" in text:
        raise FieldError(
            f"{cite(text)} is an address, and no name", suggestion=f"write '{{name: …, url: {text.strip()}}}'"
        )
    if "@" in text:
        name = one_line(re.sub(r"<?\S*@\S*>?", "", text)).strip(" ,;")
        handle = re.fullmatch(r"\s*@([\w-]+)\s*", text)
        raise FieldError(
            f"{cite(text)} is no name, and would be published as one",
            meant=guess(name or (handle[1] if handle else None)),
        )
    return named(text)


def identifier(text: str) -> str:
    """Return an identity as it stands in addresses: letters, digits, `-`, `_` and `.`, not beginning with a dot."""
    allowed = f"letters, digits, '-', '_' and '.', not beginning with '.', at most {LONGEST_ID} characters"
    if len(text) > LONGEST_ID or len(text.encode()) > LONGEST_NAME:
        raise FieldError(f"{cite(text)} is too long for an address", allowed=allowed)
    if not re.fullmatch(r"[\w-][\w.-]*", text):
        better = slug(text)
        raise FieldError(
            f"{cite(text)} cannot stand in an address",
            allowed=allowed,
            meant=sure(better),
        )
    return _published(text)


def person_key(text: str) -> str:
    """Return the key of a person, which is the slug in their page's address."""
    better = slug(text)
    if len(text.encode()) > LONGEST_NAME:
        raise FieldError(f"{cite(text)} is too long for an address", suggestion="write something shorter")
    if text != better:
        raise FieldError(
            f"{cite(text)} is no key of a person",
            allowed="small letters and digits, words joined by '-'",
            meant=sure(better),
        )
    return _published(text)


def _published(text: str) -> str:
    """Return an identity, unless no folder can be called so everywhere."""
    if fault := fault_of_name(text):
        raise FieldError(f"{cite(text)} cannot stand in an address: {fault}", meant=guess(better_name(text)))
    return text
