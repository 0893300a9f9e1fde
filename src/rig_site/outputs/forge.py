"""The addresses at which people take part: a file to edit, an issue to open, a free slot to ask for."""

from __future__ import annotations

from urllib.parse import quote, urlencode, urlsplit

from rig_site.language.language import Language
from rig_site.model.session import Session
from rig_site.model.site import Site
from rig_site.render.words import day, in_a_row, span


def edit_address(repository: str, path: str) -> str | None:
    """Return where a file of the repository's default branch is edited; None for a host whose addresses are not known.

    Both hosts take `HEAD` for whatever the default branch is called.
    GitLab edits on a branch only, so there the file itself is shown, with
    its button.

    >>> edit_address("https://github.com/a/b", "content/site.yaml")
    'https://github.com/a/b/edit/HEAD/content/site.yaml'
    """
    shapes = {"github": "/edit/HEAD/", "gitlab": "/-/blob/HEAD/"}
    shape = shapes.get(_host(repository))
    return _base(repository) + shape + quote(path) if shape else None


def issue_address(repository: str, title: str, text: str = "") -> str | None:
    """Return where an issue with a title and a text is opened; None for a host whose addresses are not known.

    Formats: GitHub, "Creating an issue from a URL query"; GitLab, "Create
    an issue: using a URL with prefilled values".

    >>> issue_address("https://gitlab.com/a/b/", "Suggest a session")
    'https://gitlab.com/a/b/-/issues/new?issue%5Btitle%5D=Suggest%20a%20session'
    """
    shapes = {
        "github": ("/issues/new", "title", "body"),
        "gitlab": ("/-/issues/new", "issue[title]", "issue[description]"),
    }
    shape = shapes.get(_host(repository))
    if not shape:
        return None
    page, title_field, text_field = shape
    fields = {title_field: title} | ({text_field: text} if text else {})
    return f"{_base(repository)}{page}?{urlencode(fields, safe='', quote_via=quote)}"


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


def _host(repository: str) -> str:
    """Return `github` or `gitlab` where the host's name says so, as organisations' own hosts mostly do."""
    names = (urlsplit(repository).hostname or "").split(".")
    return next((name for name in ("github", "gitlab") if name in names), "")


def _base(repository: str) -> str:
    return repository.rstrip("/").removesuffix(".git")
