"""How a page lets its visitors subscribe to a calendar: by a program, by its address, or by a code for their phone."""

from __future__ import annotations

from markupsafe import Markup
from msgspec import Struct

from rig_site.outputs.calendars.clients import Client, clients
from rig_site.outputs.details import absolute
from rig_site.outputs.edition import Edition


class WaysToSubscribe(Struct, frozen=True):
    """A calendar's path and its absolute address, and the programs that subscribe to it.

    `code` is a picture that brings a phone to the same place of the same
    page, None where no codes are published.
    """

    path: str
    address: str
    clients: tuple[Client, ...]
    code: Markup | None = None


def subscription(edition: Edition, path: str, *, name: str, page: str | None = None) -> WaysToSubscribe:
    """Return how to subscribe to the calendar at a path, which programs will call by a name.

    `page` is where on the site the code leads, None for no code.
    """
    address = absolute(path, edition)
    code = qr_code(absolute(page, edition)) if edition.extras.qr and page is not None else None
    return WaysToSubscribe(path, address, clients(address, name, edition.language), code)


def qr_code(address: str) -> Markup:
    """Return an address as a QR code (ISO/IEC 18004), an SVG picture that takes its size from what it stands in."""
    import segno

    code = segno.make_qr(address, error="m")
    return Markup(code.svg_inline(omitsize=True, svgclass=None, lineclass=None))
