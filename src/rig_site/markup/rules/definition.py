"""Definition lists: a term, and under it `: what it means`."""

from __future__ import annotations

from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin


def enable(parser: MarkdownIt) -> None:
    """Recognise definition lists."""
    parser.use(deflist_plugin)
