"""Messages about sessions that organisers send themselves: what they say, and as what they are sent."""

from __future__ import annotations

from collections.abc import Callable

from rig_site.outputs.announcements import chat, html, markdown, slack, text
from rig_site.outputs.announcements.message import Announcement

FORMATS: dict[str, Callable[[Announcement], str]] = {
    "text": text.encode,
    "markdown": markdown.encode,
    "slack": slack.encode,
    "html": html.encode,
}
"""How a message is written; an e-mail holds two of these, and a calendar."""

CHATS: dict[str, Callable[[Announcement], object]] = {
    "slack": chat.slack,
    "discord": chat.discord,
    "mattermost": chat.mattermost,
    "teams": chat.teams,
}
"""What a webhook is sent, as JSON has it."""
