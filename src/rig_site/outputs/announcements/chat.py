"""What the webhooks of chats are sent.

Sources: Slack, "Sending messages using incoming webhooks"; Discord, "Execute
Webhook"; Mattermost, "Incoming webhooks"; Microsoft, "Create incoming
webhooks with Workflows" and "Adaptive Cards", RichTextBlock.
"""

from __future__ import annotations

from typing import Any

from rig_site.outputs.announcements import markdown
from rig_site.outputs.announcements import slack as mrkdwn
from rig_site.outputs.announcements.message import Announcement, Line, calling_nobody

LONGEST_SLACK = 12_000
LONGEST_DISCORD = 2_000
LONGEST_MATTERMOST = 16_000
MOST_RUNS = 100
"""How much of a message each takes: characters, or for Teams lines of a card, which may have 28 KB."""

_NO_PREVIEWS = 4
"""Discord's message flag SUPPRESS_EMBEDS."""


def slack(announcement: Announcement) -> dict[str, Any]:
    """Return what Slack is sent; no address in it is previewed."""
    text = shortened(mrkdwn.encode(announcement), LONGEST_SLACK, announcement.page)
    return {"text": text, "unfurl_links": False, "unfurl_media": False}


def discord(announcement: Announcement) -> dict[str, Any]:
    """Return what Discord is sent: at most 2,000 characters, and nobody is called."""
    text = shortened(markdown.encode(announcement), LONGEST_DISCORD, announcement.page)
    return {"content": text, "allowed_mentions": {"parse": []}, "flags": _NO_PREVIEWS}


def mattermost(announcement: Announcement) -> dict[str, Any]:
    """Return what Mattermost is sent."""
    return {"text": shortened(markdown.encode(announcement), LONGEST_MATTERMOST, announcement.page)}


def teams(announcement: Announcement) -> dict[str, Any]:
    """Return what a workflow of Teams is sent: an adaptive card, whose runs of text know no markup."""
    lines = [
        (line, block.listed and not number)
        for block in announcement.blocks
        for item in block.items
        for number, line in enumerate(item)
    ]
    body = [_rich_text(line, is_item=is_item) for line, is_item in lines[:MOST_RUNS]]
    if len(lines) > MOST_RUNS:
        body.append({"type": "RichTextBlock", "inlines": [_run("…", announcement.page)]})
    card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "lang": announcement.language.tag,
        "body": body,
        "msteams": {"width": "Full"},
    }
    attachment = {"contentType": "application/vnd.microsoft.card.adaptive", "contentUrl": None, "content": card}
    return {"type": "message", "attachments": [attachment]}


def _rich_text(line: Line, *, is_item: bool) -> dict[str, Any]:
    bullet = [_run("• ")] if is_item else []
    return {
        "type": "RichTextBlock",
        "inlines": [*bullet, *(_run(words.text, words.url, strong=words.strong) for words in line)],
    }


def _run(text: str, url: str | None = None, *, strong: bool = False) -> dict[str, Any]:
    run: dict[str, Any] = {"type": "TextRun", "text": calling_nobody(text)}
    if strong:
        run["weight"] = "Bolder"
    if url:
        run["selectAction"] = {"type": "Action.OpenUrl", "url": url}
    return run


def shortened(text: str, most: int, page: str) -> str:
    """Return text that is not longer than it may be, cut after a line, with the address of all of it at its end.

    Characters beyond Unicode's basic plane count twice, as some count them.
    """
    if _length(text) <= most:
        return text
    end = f"\n…\n{page}\n"
    kept: list[str] = []
    left = most - _length(end)
    for line in text.splitlines():
        if _length(line) + 1 > left:
            break
        kept.append(line)
        left -= _length(line) + 1
    return "\n".join(kept).rstrip() + end


def _length(text: str) -> int:
    return len(text.encode("utf-16-le", "replace")) // 2
