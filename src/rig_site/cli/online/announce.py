"""rig-site announce: the message a week or a day before a session, to be sent by the organiser or to a chat."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rig_site.cli.export import edition_of
from rig_site.cli.options import Address, OneOf, as_of_option, content_option, without_history_option
from rig_site.cli.organise.ids import SessionId

if TYPE_CHECKING:
    from rig_site.model.session import Session
    from rig_site.outputs.announcements.message import Announcement
    from rig_site.outputs.edition import Edition

EMAIL = "email"
FORMATS = ("text", "markdown", "slack", EMAIL, "html")
CHATS = ("slack", "discord", "mattermost", "teams")
"""The keys of `announcements.FORMATS` and `announcements.CHATS`, which `--help` has no time to import."""

NEXT = "next"


@click.command(
    epilog="""\b
Examples:
  rig-site announce                             the next session, as text to paste anywhere
  rig-site announce attention --format email > attention.eml    a mail to open and send
  rig-site announce --month --format markdown   the programme of the coming weeks
  rig-site announce --changed-since HEAD~1      what the last commit moved, cancelled or put elsewhere
  rig-site announce next --post slack           send it to a chat

\b
Environment, of --post:
  RIG_SITE_SLACK_WEBHOOK, RIG_SITE_DISCORD_WEBHOOK,
  RIG_SITE_MATTERMOST_WEBHOOK, RIG_SITE_TEAMS_WEBHOOK    the webhook's address
  RIG_SITE_TIMEOUT    how many seconds to wait for the chat, 20 if not set
"""
)
@click.argument("session_id", metavar="[ID|next]", default=NEXT, type=SessionId())
@click.option("--format", "form", type=OneOf(FORMATS), help="How it is written.  [default: text]")
@click.option("--changed-since", metavar="REV", help="Say what is otherwise than in this commit, instead.")
@click.option("--month", is_flag=True, help="Say what is to come in the next 31 days, instead.")
@click.option("--with-call", is_flag=True, help="Add the address of a call that is not published, for members' mail.")
@click.option("--from", "sender", metavar="ADDRESS", help="Who sends the mail.  [default: the first contact with one]")
@click.option("--to", "recipients", metavar="ADDRESS", multiple=True, help="Who gets the mail; it can be repeated.")
@click.option("--post", type=OneOf(CHATS), help="Send it to a chat instead of printing it.")
@content_option
@as_of_option
@without_history_option
@click.option("--base-url", type=Address(), help="Make addresses with this one instead of the one in site.yaml.")
@click.pass_context
def announce(
    context: click.Context,
    session_id: str,
    form: str | None,
    changed_since: str | None,
    month: bool,
    with_call: bool,
    sender: str | None,
    recipients: tuple[str, ...],
    post: str | None,
    content: Path,
    as_of: date | datetime,
    without_history: bool,
    base_url: str | None,
) -> None:
    """Print the message about a session: when and where, who leads, what to read.

    Without an ID it is about the next session that takes place.  The words
    are those of the site's language.  The address of a call that is not
    published is left out, unless --with-call asks for it.
    """
    _check_options(context, session_id, form, changed_since, month, with_call, bool(sender or recipients), post)
    edition = edition_of(context, content, as_of, without_history, base_url)
    session = None
    if month:
        from rig_site.outputs.announcements.sessions import of_coming

        announcement = of_coming(edition)
    elif changed_since:
        announcement = _changes(context, edition, content, session_id, changed_since)
    else:
        from rig_site.outputs.announcements.sessions import of_session

        session = _session(context, edition, session_id)
        announcement = of_session(session, edition, with_call=with_call)
    _tell_placeholders(edition, session)
    if post:
        _send(announcement, post)
    elif form == EMAIL:
        click.echo(_email(context, announcement, edition, session, sender, recipients), nl=False)
    else:
        from rig_site.outputs.announcements import FORMATS as ENCODERS

        said = ENCODERS[form or "text"](announcement)
        click.echo(said.encode() if form == "html" else said, nl=False)


def _check_options(
    context: click.Context,
    session_id: str,
    form: str | None,
    changed_since: str | None,
    month: bool,
    with_call: bool,
    addressed: bool,
    post: str | None,
) -> None:
    if month and changed_since:
        raise click.UsageError("--month and --changed-since are two messages; ask for one at a time", context)
    if session_id != NEXT and month:
        raise click.UsageError(f"--month is about all sessions; leave out '{session_id}' or --month", context)
    if post and form:
        raise click.UsageError("--post knows how a chat wants it; it needs no --format", context)
    if with_call and post:
        raise click.UsageError("--with-call is for members' mail, and no chat is sent the address", context)
    if with_call and (month or changed_since):
        raise click.UsageError("--with-call is for the message about one session", context)
    if addressed and form != EMAIL:
        raise click.UsageError("--from and --to are for '--format email'", context)


def _tell_placeholders(edition: Edition, session: Session | None) -> None:
    """Say beside the message what in it is not the group's own yet."""
    from rig_site.cli.organise.listing import is_undecided
    from rig_site.model.identity import is_placeholder

    if is_placeholder(edition.base_url):
        where = "write the site's own as 'base_url' in site.yaml"
        click.echo(f"notice: the message leads to {edition.base_url}, which is a placeholder; {where}", err=True)
    if session and session.meets and is_undecided(session.title):
        where = f"write it in {session.source}"
        click.echo(f"notice: '{session.id}' has no title of its own yet, only '{session.title}'; {where}", err=True)


def _session(context: click.Context, edition: Edition, session_id: str) -> Session:
    """Return the session of an id, or the next one; for one that is over, that is said."""
    from rig_site.cli.change import session_named
    from rig_site.model.timetable import ends, next_meeting

    if session_id == NEXT and NEXT not in edition.sessions:
        session = next_meeting(edition.site.sessions, as_of=edition.as_of)
        if session is None:
            raise click.UsageError(
                "no session is to come; write one with 'rig-site new', or name the ID of the one to announce", context
            )
        return session
    session = session_named(context, edition.site, session_id)
    if ends(session) <= edition.as_of:
        if not session.meets:
            raise click.UsageError(
                f"'{session.id}' is over, and nobody met then: there is nothing to announce", context
            )
        said = "the message says what was read, and where slides and notes are"
        click.echo(f"'{session.id}' is over: it was held on {session.date}; {said}", err=True)
    return session


def _changes(context: click.Context, edition: Edition, content: Path, session_id: str, revision: str) -> Announcement:
    """Return the message about what changed since a revision, in all sessions or in the one that was named."""
    from rig_site.cli.change import session_named
    from rig_site.cli.history import history
    from rig_site.content.resolve.former_sessions import former_sessions
    from rig_site.outputs.announcements.changes import of_changes

    snapshot = history(content, since=revision, without=True).since
    former = former_sessions(snapshot, content, edition.site.people) if snapshot else {}
    only = None if session_id == NEXT else session_id
    if only and (only not in former or only in edition.sessions):
        only = session_named(context, edition.site, only).id
    return of_changes(former, edition, only=only)


def _email(
    context: click.Context,
    announcement: Announcement,
    edition: Edition,
    session: Session | None,
    sender: str | None,
    recipients: tuple[str, ...],
) -> bytes:
    from rig_site.content.schema.formats import is_email
    from rig_site.model.timetable import ends
    from rig_site.outputs.announcements.email import Envelope, encode
    from rig_site.outputs.calendars.calendar import alone

    site = edition.site
    sender = sender or next((person.email for person in site.contacts if person.email), None)
    if sender is None:
        raise click.UsageError(
            "say who sends it with --from, or give a contact of site.yaml an e-mail address", context
        )
    for address in (sender, *recipients):
        if not is_email(address) or not address.isascii():
            raise click.UsageError(f"'{address}' is not an e-mail address like reading-group@example.org", context)
    about = session.id if session else "programme"
    envelope = Envelope(site.title, sender, recipients, edition.as_of, site.uid_domain, about)
    is_to_come = session and session.is_event and ends(session) > edition.as_of
    calendar = alone(session, edition) if session and is_to_come else None
    return encode(announcement, envelope, calendar)


def _send(announcement: Announcement, chat: str, environment: Mapping[str, str] = os.environ) -> None:
    """Send a message to a chat; what stops it is said without the webhook's address, which is a secret."""
    import json

    from rig_site.cli.online.environment import client
    from rig_site.network.client import RequestFailedError, is_web
    from rig_site.outputs.announcements import CHATS as ENCODERS

    name = f"RIG_SITE_{chat.upper()}_WEBHOOK"
    address = environment.get(name, "")
    if not address:
        raise click.UsageError(f"set {name} to the address of the webhook that {chat.title()} gives you")
    if not is_web(address):
        raise click.UsageError(f"{name} is no address that begins with https://")
    content = json.dumps(ENCODERS[chat](announcement), ensure_ascii=False).encode()
    try:
        client().post(address, content, "application/json")
    except RequestFailedError as failed:
        raise click.ClickException(f"{failed}; it was not posted to {chat.title()}") from failed
    click.echo(f"posted to {chat.title()}: {announcement.subject}")
