"""Markdown as a forge shows it: text kept as text, links, table rows."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rig_site.model.person import Person
from rig_site.model.session import Session, Status
from rig_site.outputs.details import UNDECIDED

_SPECIAL = re.compile(r"[\\`*\[\]<>|~$]|(?<![^\W_])_+|_+(?![^\W_])|&(?=#?\w+;)")


def as_markdown(text: str) -> str:
    r"""Return text so that a forge shows just that text, on one line.

    Characters that GitHub Flavored Markdown could read as markup inside a
    line are escaped (CommonMark 2.4); an underscore within a word is not
    markup and stays.

    >>> print(as_markdown("AC*: a | b, snake_case & __init__"))
    AC\*: a \| b, snake_case & \_\_init\_\_
    """
    return _SPECIAL.sub(lambda match: "".join("\\" + character for character in match[0]), " ".join(text.split()))


def as_link(text: str, address: str | None) -> str:
    """Return a Markdown link, or the text alone where there is no address.

    >>> as_link("Slides", "https://example.org/a (1).pdf")
    '[Slides](https://example.org/a%20%281%29.pdf)'
    """
    if not address:
        return as_markdown(text)
    for character in " ()<>|\\":
        address = address.replace(character, f"%{ord(character):02X}")
    return f"[{as_markdown(text)}]({address})"


def as_row(cells: Iterable[str]) -> str:
    """Return a table row."""
    return "| " + " | ".join(cells) + " |"


def topic(session: Session, base_url: str) -> str:
    """Return what a table's Topic cell says: the kind, the title, what became of it, and its links."""
    prefix = f"{as_markdown(session.kind)}: " if session.kind else ""
    title = prefix + as_markdown(session.heading)
    if session.status is Status.CANCELLED:
        title = f"~~{title}~~ (cancelled{': ' + as_markdown(session.reason) if session.reason else ''})"
    elif session.status is Status.TENTATIVE and session.title.upper() not in UNDECIDED:
        title += " (TBC)"
    links = ", ".join(
        as_link(link.label, absolute(link.url, base_url)) for link in session.links if link.url is not None
    )
    return f"{title} ({links})" if links else title


def people(leads: Iterable[Person]) -> str:
    """Return names, each with its link, separated by commas."""
    return ", ".join(as_link(lead.name, lead.url) for lead in leads)


def absolute(address: str, base_url: str) -> str:
    """Return an address of the site or of elsewhere as an absolute one."""
    return address if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", address) else base_url + address
