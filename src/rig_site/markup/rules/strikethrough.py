"""Text struck through with two tildes, `~~so~~`; one tilde means "about"."""

from __future__ import annotations

from markdown_it import MarkdownIt


def enable(parser: MarkdownIt) -> None:
    """Recognise text struck through."""
    parser.enable("strikethrough")
