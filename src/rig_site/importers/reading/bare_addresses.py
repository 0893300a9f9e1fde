"""Addresses that stand in a text as they are, without any markup."""

from __future__ import annotations

import re

from rig_site.importers.rich import MASK, Rich, TextMark
from rig_site.markup.rules.autolink import without_prose
from rig_site.model.catalogue import ARXIV_ID

_BARE = re.compile(
    r"(?<![^\W_])(?:(?P<web>(?:https?://|www\.(?=[^\s.]+\.))[^\s<>\"'`|\\^{}" + MASK + r"]+)"
    rf"|(?P<arxiv>arxiv:\s?(?P<id>{ARXIV_ID}(?:v\d+)?))"
    r"|doi:\s?(?P<doi>10\.\d{4,9}/[^\s<>|\])" + MASK + r"]+)"
    r"|(?P<mail>(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+))",
    re.IGNORECASE | re.ASCII,
)  # fmt: skip


def bare_addresses(text: Rich) -> Rich:
    """Return a text in which a web address, arXiv id, DOI or e-mail address outside of links is one.

    >>> [mark.target for mark in bare_addresses(Rich("see arXiv:2301.00100v2.")).links]
    ['https://arxiv.org/abs/2301.00100v2']
    """
    found = []
    for match in _BARE.finditer(text.outside("link", "image", "code", "source")):
        end, target = match.end(), ""
        if match["web"]:
            shown = without_prose(match["web"].partition("](")[0])
            end = match.start() + len(shown)
            target = shown if "://" in shown else f"https://{shown}"
        elif match["arxiv"]:
            target = f"https://arxiv.org/abs/{match['id']}"
        elif match["doi"]:
            name = match["doi"].rstrip(".,;:")
            end -= len(match["doi"]) - len(name)
            target = f"https://doi.org/{name}"
        else:
            target = f"mailto:{match['mail']}"
        if len(target) > len("https://"):
            found.append(TextMark("link", match.start(), end, target))
    if not found:
        return text
    return Rich(text.text, tuple(sorted((*text.marks, *found), key=lambda mark: (mark.start, -mark.end))))
