"""The text of a calendar made fit to be parsed: what is broken in it is mended line by line, and said."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from typing import Any

from rig_site.importers.documents.document import Document

_PROPERTY = re.compile(r"[A-Za-z][A-Za-z0-9-]*(?:;[^:\"]*(?:\"[^\"]*\"[^:\"]*)*)?:")
_EVENT = "VEVENT"


def parsed(document: Document) -> tuple[Any, dict[int, int]] | None:
    """Return a document as a calendar, and the line of each of its events in their order; None for what is none.

    A line that is no property goes on the one above, as when a program for
    mail has broken it; what begins and does not end, ends where the next
    event begins.
    """
    lines = list(_mended(document))
    calendar = _read("\n".join(text for _, text in lines))
    starts = [number for number, text in lines if text == f"BEGIN:{_EVENT}"]
    return (calendar, dict(enumerate(starts))) if calendar is not None else None


def _read(text: str) -> Any:
    from icalendar import Calendar

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return Calendar.from_ical(text)
    except (ValueError, IndexError, KeyError, TypeError, AttributeError):
        return None


def _mended(document: Document) -> Iterator[tuple[int, str]]:
    """Yield the lines of a calendar with their numbers: each component closed, each line a property or part of one."""
    open_: list[str] = []
    for number, line in enumerate(document.lines, start=1):
        text = line.rstrip("\r")
        named = re.fullmatch(r"\s?(BEGIN|END):(\w+)\s*", text, re.IGNORECASE)
        if not text:
            continue
        if named is None and not open_:
            document.journal.warn(document.place(number), "this stands outside of the calendar; it is left out")
        elif named is None and not line.startswith((" ", "\t")) and not _PROPERTY.match(text):
            document.journal.warn(
                document.place(number), "this line is broken off from the one above; it is read as its continuation"
            )
            yield number, "  " + text
        elif named is None:
            yield number, text
        else:
            yield from _component(document, number, named[1].upper(), named[2].upper(), open_)
    for name in reversed(open_):
        document.journal.warn(
            document.place(len(document.lines)), f"END:{name} is missing here; it is read as if it stood there"
        )
        yield len(document.lines), f"END:{name}"


def _component(document: Document, number: int, edge: str, name: str, open_: list[str]) -> Iterator[tuple[int, str]]:
    """Yield where a component begins or ends; one that is still open where it cannot be ends here, and that is said."""
    if edge == "BEGIN":
        if not open_ and name != "VCALENDAR":
            open_.append("VCALENDAR")
            yield number, "BEGIN:VCALENDAR"
        while name == _EVENT and _EVENT in open_:
            document.journal.warn(document.place(number), f"END:{open_[-1]} is missing before this line")
            yield number, f"END:{open_.pop()}"
        open_.append(name)
        yield number, f"BEGIN:{name}"
    elif name in open_:
        while open_[-1] != name:
            document.journal.warn(document.place(number), f"END:{open_[-1]} is missing before this line")
            yield number, f"END:{open_.pop()}"
        open_.pop()
        yield number, f"END:{name}"
    else:
        document.journal.warn(document.place(number), f"nothing is open that END:{name} could end; it is left out")
