"""A message as an e-mail that is ready to be sent: text, the same as HTML, and the session's calendar file.

RFC 5322 with MIME (RFC 2045 to 2047), lines of ASCII that end in CRLF.  The
calendar has no METHOD, as on the site, and is an attachment therefore:
people add the session, and nobody is asked to reply.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from msgspec import Struct

from rig_site.outputs.announcements import html, text
from rig_site.outputs.announcements.message import Announcement
from rig_site.outputs.calendars.calendar import FILE
from rig_site.outputs.text import one_line

_POLICY = SMTP.clone(cte_type="7bit", utf8=False)


class Envelope(Struct, frozen=True):
    """Who sends an e-mail and to whom, when, and what it is known by.

    `domain` is what the group's identities are made of, and `about` what
    the message is about; of both, and of what it says, its id is made.
    """

    name: str
    sender: str
    recipients: tuple[str, ...]
    at: datetime
    domain: str
    about: str


def encode(announcement: Announcement, envelope: Envelope, calendar: bytes | None) -> bytes:
    """Return a message as the bytes of an `.eml` file, the same for the same message at the same instant.

    Mail programs open it as a draft (`X-Unsent`), so that it can be read
    once more, and sent.
    """
    plain, page = text.encode(announcement), html.encode(announcement)
    known = "\0".join((envelope.at.isoformat(), *envelope.recipients, announcement.subject, plain, page))
    digest = hashlib.sha256(known.encode("utf-8", "replace") + (calendar or b"")).hexdigest()[:32]
    message = EmailMessage(policy=_POLICY)
    message["From"] = Address(one_line(envelope.name), addr_spec=envelope.sender)
    message["To"] = ", ".join(envelope.recipients) or "undisclosed-recipients:;"
    message["Subject"] = one_line(announcement.subject)
    message["Date"] = format_datetime(envelope.at)
    message["Message-ID"] = f"<{envelope.about}.{digest}@{envelope.domain}>"
    message["X-Unsent"] = "1"
    message.set_content(plain)
    message.add_alternative(page, subtype="html")
    if calendar:
        message.add_attachment(calendar.decode(), subtype="calendar", filename=FILE)
    message["Content-Language"] = announcement.language.tag
    for number, part in enumerate(part for part in message.walk() if part.is_multipart()):
        part.set_boundary(f"=_{digest}_{number}")
    return message.as_bytes()
