"""What stands in a message stands there as text, whatever it looks like."""

from __future__ import annotations

import json
import re

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from rig_site.language.language import ENGLISH
from rig_site.outputs.announcements import chat, html, markdown, slack
from rig_site.outputs.announcements.message import Announcement, Words, calling_nobody, filled, listing, paragraph
from rig_site.outputs.plain import plain

COMMONMARK = MarkdownIt("commonmark").enable("strikethrough")
PAGE = "https://example.org/"
texts = st.text(st.sampled_from("ab@1 .)-+=:*_`[](){}<>&#;!|~\\/'\"é\n\r\u2028"), min_size=1, max_size=30).filter(
    lambda text: text.strip() != ""
)


def message(text: str, url: str | None, *, strong: bool, listed: bool) -> Announcement:
    words = (Words(text, url, strong=strong),)
    block = listing([(words,)]) if listed else paragraph(words)
    return Announcement("Subject", filled([block]), ENGLISH, PAGE)


@given(texts, st.sampled_from([None, "https://example.org/a?b=1&c=(2)"]), st.booleans(), st.booleans())
def test_text_is_text(text: str, url: str | None, strong: bool, listed: bool) -> None:
    said = message(text, url, strong=strong and not url, listed=listed)
    shown = " ".join(calling_nobody(text).split())
    in_html = plain(re.sub(r"</?a\b[^>]*>", "", html.encode(said).partition("<body>")[2]))
    assert " ".join(in_html.removeprefix("- ").replace("\N{WORD JOINER}", "").split()) == shown.replace(
        "\N{WORD JOINER}", ""
    )
    rendered = COMMONMARK.render(markdown.encode(said))
    in_markdown = plain(re.sub(r"</?a\b[^>]*>", "", rendered))
    assert " ".join(in_markdown.removeprefix("- ").split()) == shown
    assert rendered.count("<a ") == bool(url)
    assert re.search(r"<(em|s|code|h\d|img|hr|blockquote)\b", rendered) is None
    mrkdwn = slack.encode(said).removeprefix("• ")
    assert mrkdwn.count("<") == mrkdwn.count(">") == bool(url)
    assert re.search(r"(?<![\w.@])@\w", mrkdwn + chat.discord(said)["content"]) is None
    runs = json.loads(json.dumps(chat.teams(said)))["attachments"][0]["content"]["body"][0]["inlines"]
    assert [run["type"] for run in runs] == ["TextRun"] * (1 + listed)


@given(st.lists(st.text(st.sampled_from("a \U0001f680"), max_size=400), max_size=30), st.integers(100, 2000))
def test_a_long_message_is_cut_after_a_line(lines: list[str], most: int) -> None:
    text = "".join(f"{line}\n" for line in lines)
    cut = chat.shortened(text, most, PAGE)
    assert len(cut.encode("utf-16-le")) // 2 <= most
    assert cut == text or (cut.endswith(f"\n…\n{PAGE}\n") and text.startswith(cut.removesuffix(f"\n…\n{PAGE}\n")))
