"""CSL-JSON: how doi.org answers for all registration agencies, and what Zotero exports.

Source: citeproc-js, "CSL-JSON/CSL-YAML Input Schema".  What agencies make of
it differs: a text may come as a list of texts, a year as text or not at all.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from rig_site.content.citations.citation import Citation, abstract, line, names
from rig_site.model.catalogue import arxiv_id, arxiv_of_doi, doi_of, named_doi

_YEAR = re.compile(r"(?<!\d)(1[4-9]|20)\d\d(?!\d)", re.ASCII)
_DATES = ("issued", "published", "published-print", "published-online", "original-date", "created", "submitted")
_VENUES = ("container-title", "event-title", "event", "publisher")
_NAME_PARTS = ("given", "dropping-particle", "non-dropping-particle", "family")


def citations(text: str) -> list[Citation] | None:
    """Return the works that a text of CSL-JSON describes and that have a title; None where it is no CSL-JSON."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    items = found.get("items", [found]) if isinstance(found, dict) else found
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        return None
    if not any(map(_is_work, items)):
        return None
    return [cited for item in items if (cited := _citation(item))]


def _is_work(item: dict[str, Any]) -> bool:
    """Tell whether a record has what only works have: a talk has a title, too."""
    named = item.keys() & {"DOI", "issued", "container-title"} or {"title", "type"} <= item.keys()
    return bool(named) or isinstance(item.get("author"), list)


def _citation(item: dict[str, Any]) -> Citation | None:
    title = line(_text(item.get("title")))
    if not title:
        return None
    subtitle = line(_text(item.get("subtitle")))
    if subtitle and subtitle.casefold() not in title.casefold():
        title = line(f"{title}: {subtitle}")
    doi = named_doi(_text(item.get("DOI")).strip()) or doi_of(_text(item.get("DOI")).strip())
    url = _text(item.get("URL")).strip()
    doi = doi or doi_of(url)
    arxiv = (arxiv_of_doi(doi) if doi else None) or arxiv_id(url)
    people = item.get("author") or item.get("editor")
    return Citation(
        title,
        names(_names(people)) if isinstance(people, list) else (),
        _year(item),
        next((venue for name in _VENUES if (venue := line(_text(item.get(name))))), None),
        abstract(_text(item.get("abstract"))),
        arxiv,
        doi if doi and not arxiv_of_doi(doi) else None,
        url if re.match(r"https?://[^\s\"<>\\]+\Z", url) and not (doi or arxiv) else None,
    )


def _text(value: object) -> str:
    """Return a text, the first of several."""
    if isinstance(value, list):
        value = next((each for each in value if isinstance(each, str) and each.strip()), "")
    return value if isinstance(value, str) else ""


def _names(people: list[object]) -> Iterator[str]:
    for person in people:
        if isinstance(person, dict):
            spoken = " ".join(part for name in _NAME_PARTS if (part := _text(person.get(name)).strip()))
            suffix = _text(person.get("suffix")).strip()
            whole = _text(person.get("literal")) or _text(person.get("name"))
            yield f"{spoken}, {suffix}" if spoken and suffix else spoken or whole


def _year(item: dict[str, Any]) -> int | None:
    for name in _DATES:
        written = item.get(name)
        if isinstance(written, dict):
            parts = written.get("date-parts")
            dated = parts[0] if isinstance(parts, list) and parts else None
            first = dated[0] if isinstance(dated, list) and dated else None
            said = str(first) if first is not None else f"{written.get('raw', '')} {written.get('literal', '')}"
        else:
            said = _text(written)
        if year := _YEAR.search(said):
            return int(year[0])
    return None
