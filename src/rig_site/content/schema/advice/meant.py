"""What people mean who write a text, or a pair of texts, where a reading, a link or a list is expected."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from urllib.parse import unquote, urlsplit

from rig_site.content.findings import Meant
from rig_site.content.sources.plain_text import link_in
from rig_site.model.catalogue import arxiv_id, named_arxiv, named_doi
from rig_site.yaml_writer import Value

_ADDRESS = re.compile(r"(?:https?://|mailto:)\S+")
_TITLE_AND_ADDRESS = re.compile(r"(?P<title>.*\S)[\s:,–-]*\s[(<]?(?P<url>https?://[^\s()<>]+)[)>]?")
_LIKE_A_KEY = re.compile(r"[a-z][a-z0-9]*(?:[-_:][a-z0-9]+)+|[a-z]+\d{2,4}[a-z]*", re.ASCII)
_AND = re.compile(r"\s*(?:;|,\s*and\b|\s[&/+]\s|\band\b|\bund\b|\bet\b)\s*")
_LAST_FIRST = re.compile(r"(?P<last>[^,;]+),\s*(?P<first>[^,;]+)")
_NOBODY = re.compile(
    r"\W*(?:tb[acd]|to be (?:announced|confirmed|decided)|n/?a|none|nobody|open|\?+)\W*", re.IGNORECASE
)
_NAMED = re.compile(
    r"(?P<before>.*?)[\s,;:(]*\b(?P<found>(?:arxiv:\s*\d{4}\.\d{4,5}(?:v\d+)?|doi:\s*10\.\d{4,9}/\S*\w))[\s.)]*",
    re.IGNORECASE,
)
_MAIL = re.compile(r"[\s(]*<?[^\s<>@]+@[^\s<>@]+>?\)?")
_LINKED = re.compile(r"(?P<link>\[[^\]]+\]\([^\s()]+\))[\s,;:(\u2013-]+(?P<note>\w.*?)\)?")
_NO_COLON = re.compile(r"(https?)(?:/{1,2}|:/?)(?!/)(?=[\w-]+\.)")
_LABELS = {
    "Recording": r"youtube\.com|youtu\.be|vimeo\.com|recording|\.mp4$|\.webm$|video",
    "Slides": r"slides?|\.pptx?$|\.odp$|\.key$|docs\.google\.com/presentation",
    "Notebook": r"\.ipynb$|colab\.",
    "Code": r"github\.com|gitlab\.com|codeberg\.org",
}


def reading_of(text: str, keys: Collection[str] = ()) -> Meant | None:
    """Return the reading that a text means; `keys` are those of papers.

    >>> reading_of("1706.03762").value, reading_of("Attention Is All You Need").value
    ({'arxiv': '1706.03762'}, {'title': 'Attention Is All You Need'})
    """
    text = _NO_COLON.sub(r"\1://", text.strip(), count=1) if _NO_COLON.match(text.strip()) else text.strip()
    text = text[1:-1].strip() if re.fullmatch(r"<https?://[^\s<>|]+>", text) else text
    if text.strip("[]@") in keys:
        return Meant({"paper": text.strip("[]@")})
    if named := named_arxiv(text):
        return Meant({"arxiv": named})
    if named := named_doi(text):
        return Meant({"doi": named})
    if found := link_in(text):
        return Meant({"url": found[1], "title": found[0]})
    if _ADDRESS.fullmatch(text):
        address = arxiv_id(text)
        return Meant({"arxiv": address} if address else {"url": text})
    if both := _TITLE_AND_ADDRESS.fullmatch(text):
        return Meant({"url": both["url"], "title": both["title"].rstrip(" :,–-(<")})
    if linked := _LINKED.fullmatch(text):
        found = link_in(linked["link"])
        return Meant({"url": found[1], "title": found[0], "note": linked["note"]}, sure=False) if found else None
    if cited := _NAMED.fullmatch(text):
        known = reading_of(re.sub(r":\s+", ":", cited["found"]))
        if known and isinstance(known.value, Mapping) and cited["before"]:
            return Meant({**known.value, "title": cited["before"].rstrip(" ,;:.(")}, sure=False)
    if not re.search(r"\w", text):
        return None
    return Meant({"title": text}, sure=not _LIKE_A_KEY.fullmatch(text))


def reading_of_pair(key: str, written: str) -> Meant:
    """Return the reading that a title and an address mean, or a title with a colon in it.

    >>> reading_of_pair("Attention", "all you need").value
    {'title': 'Attention: all you need'}
    """
    found = reading_of(written)
    if found and isinstance(found.value, Mapping) and "title" not in found.value:
        return Meant({**found.value, "title": key})
    return Meant({"title": f"{key}: {written}"})


def link_of(text: str) -> Meant | None:
    """Return the link that a text means; where it does not say what it is called, the label is a guess."""
    if found := link_in(text):
        return Meant({"label": found[0], "url": found[1]})
    if both := _TITLE_AND_ADDRESS.fullmatch(text.strip()):
        return Meant({"label": both["title"].rstrip(" :,–-(<"), "url": both["url"]})
    if _ADDRESS.fullmatch(text.strip()) or re.fullmatch(r"[\w./-]+\.\w{2,5}", text.strip(), re.ASCII):
        return Meant({"label": _label(text.strip()), "url": text.strip()}, sure=False)
    return None


def link_of_pair(label: str, address: str) -> Meant:
    """Return the link that a label with an address, or with a text to follow, means."""
    to = "url" if re.fullmatch(r"\S*[/.]\S+", address) and not address.startswith("#") else "text"
    return Meant({"label": label, to: address}, sure=to == "url" or address.startswith("#"))


def several(text: str, *, people: bool) -> Meant | None:
    """Return the list that a text means: of names with commas or `and` between them as many.

    `people` are never called so; elsewhere an `and` may belong to the text.

    >>> several("Lead A and Lead B", people=True).value
    ['Lead A', 'Lead B']
    >>> several("Lead, A", people=True) is None
    True
    """
    text = text.strip().removeprefix("(").removesuffix(")") if re.fullmatch(r"\s*\([^()]*\)\s*", text) else text
    if people and (reordered := _last_first(text)):
        return Meant(reordered, sure=False)
    parts = [part.strip() for part in re.split("[,;]" if not people else ",", text)]
    if not people and len(parts) > 1 and len(ends := re.split(r"\s+(?:and|und|et|&)\s+", parts[-1])) == 2:
        value_with_and: list[Value] = [part.removeprefix("and ").strip() for part in (*parts[:-1], *ends) if part]
        return Meant(value_with_and, sure=False)
    if people:
        parts = [part.strip() for each in parts for part in _AND.split(each)]
    published = people and "@" in text
    parts = [_MAIL.sub("", part).strip() if published else part for part in parts]
    parts = [part for part in parts if part]
    if not parts or (people and len(parts) == 2 and "," in text and not all(map(is_name, parts))):
        return None
    value: list[Value] = list(parts)
    return Meant(value, sure=not published and (len(parts) == 1 or all(map(is_name, parts)) or not people))


def _last_first(text: str) -> list[Value] | None:
    """Return the names of `Author, Ann and Writer, Bob`, as bibliographies have them; None where none is so."""
    found = [_LAST_FIRST.fullmatch(part.strip()) for part in re.split(r"\s+and\s+|;", text) if part.strip()]
    if len(found) < 2 or not all(found):
        return None
    names: list[Value] = [f"{match['first'].strip()} {match['last'].strip()}" for match in found if match]
    return names


def is_nobody(text: str) -> bool:
    """Tell whether a text in the place of a name says that there is none yet."""
    return _NOBODY.fullmatch(text) is not None


def is_name(text: str) -> bool:
    """Tell whether a text is a whole name, or a key, and not a part of a name."""
    return len(text.split()) > 1 or bool(re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)+", text))


def _label(address: str) -> str:
    for label, pattern in _LABELS.items():
        if re.search(pattern, address, re.IGNORECASE):
            return label
    parts = urlsplit(address)
    name = unquote(parts.path.rstrip("/").rpartition("/")[2]).rpartition(".")[0]
    return re.sub(r"[-_]+", " ", name).strip().capitalize() or parts.hostname or address
