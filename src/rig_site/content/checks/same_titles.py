"""Papers that may be one work: they have one title and no identifier in common."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from rig_site.content.findings import MOST_LISTED, Findings
from rig_site.diagnostics import Position
from rig_site.model.paper import Paper, alias_identity, identities
from rig_site.model.permalink import slug

SAME_IDENTIFIER = "if they are one work, give them the same arxiv, doi or url"

_PLAIN = re.compile(r"[A-Za-z0-9][\w ./:?=&%~+-]*[\w/]")


class _Found(NamedTuple):
    """A paper with its place; those of papers.yaml come first."""

    elsewhere: bool
    at: Position
    paper: Paper


def report_same_titles(
    papers: Iterable[Paper], listed: Collection[str], places: Mapping[str, Position], findings: Findings
) -> None:
    """Add a notice for each paper with the title of another; they stay two, as only the group knows.

    `listed` are the keys of papers.yaml, and `places` tell where what is
    known by an identity stands.
    """
    by_title: dict[str, list[_Found]] = {}
    for paper in papers:
        at = next((places[name] for name in identities(paper) if name in places), None)
        if at and paper.title and slug(paper.title):
            by_title.setdefault(slug(paper.title), []).append(_Found(paper.key not in listed, at, paper))
    for alike in by_title.values():
        first, *others = sorted(alike, key=lambda found: found[:2])
        suggestion = _suggestion(first, others) if others else ""
        for other in others:
            findings.notice(
                other.at,
                f"this paper has the title of '{first.paper.key}' in {first.at.path}:{first.at.line}, "
                "and no identifier in common with it",
                suggestion=suggestion,
            )


def _suggestion(first: _Found, others: Collection[_Found]) -> str:
    """Return what makes one work of several, with the line to write in papers.yaml where there is one."""
    if len(others) > MOST_LISTED:
        return SAME_IDENTIFIER
    key = first.paper.key
    known = [*first.paper.aliases, *(address for other in others if (address := _address(other.paper)))]
    line = f"aliases: [{', '.join(map(_yaml, known))}]"
    doubled = " and ".join(f"'{other.paper.key}'" for other in others if not other.elsewhere)
    if not all(_address(other.paper) for other in others):
        return SAME_IDENTIFIER
    if not first.elsewhere:
        return f"if they are one work, write '{line}' for '{key}' in papers.yaml" + (
            f", and take {doubled} out of it" if doubled else ""
        )
    name, value = next(
        ((name, value) for name in ("arxiv", "doi", "url") if (value := getattr(first.paper, name))), ("", "")
    )
    if not name:
        return SAME_IDENTIFIER
    return f"if they are one work, add '{key}: {{{name}: {_yaml(value)}, {line}}}' to papers.yaml"


def _address(paper: Paper) -> str:
    """Return what makes an alias of a paper, as it is written; empty for a work that is known by its key alone."""
    candidates = (
        f"arxiv:{paper.arxiv}" if paper.arxiv else "",
        f"doi:{paper.doi}" if paper.doi else "",
        paper.url or "",
    )
    return next((written for written in candidates if alias_identity(written) in identities(paper)), "")


def _yaml(text: str) -> str:
    """Return text as a value within brackets."""
    return text if _PLAIN.fullmatch(text) and ": " not in text else json.dumps(text, ensure_ascii=False)
