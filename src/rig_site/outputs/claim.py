"""Where somebody asks for a free slot: an issue, or a mail, with the words already in it."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from rig_site.language.language import Language
from rig_site.model.session import Session
from rig_site.model.site import Site
from rig_site.outputs.forge import issue_address
from rig_site.render.words import day, in_a_row, span


def claim(session: Session, site: Site, language: Language) -> str | None:
    """Return the address of an issue in the group's repository, else of a mail to a contact, else None.

    The issue is one at GitHub or GitLab; the mail goes to the first
    contact with an address (RFC 6068: fields are percent-encoded, lines
    end in CRLF).
    """
    when = day(session.date, language)
    subject = language.gettext("Claim the slot on %(date)s", date=when)
    if session.start and session.end:
        when = in_a_row((when, span(session.start, session.end, language)), language)
    lines = (
        language.gettext("I would like to lead a session on %(date)s.", date=when),
        "",
        language.gettext("Title: "),
        language.gettext("What to read: "),
    )
    issue = issue_address(site.repository, subject, "\n".join(lines)) if site.repository else None
    if issue:
        return issue
    recipient = next((person.email for person in site.contacts if person.email), None)
    if not recipient:
        return None
    fields = urlencode({"subject": subject, "body": "\r\n".join(lines)}, safe="", quote_via=quote)
    return f"mailto:{quote(recipient, safe='@')}?{fields}"
