"""Titles that their writing sets off: after a name, by italics, quotation marks or a link; and in a citation."""

from __future__ import annotations

import re

from rig_site.importers.rich import Rich, TextMark, squeezed
from rig_site.importers.values.addresses import is_generic, is_link_label
from rig_site.importers.values.people import people_like

_QUOTED = re.compile(r"[\"“«„「『]\s*([^\"“”«»„「」『』]{4,}?)\s*[\"”»“」』]")
_AROUND = " \t\n,;:.·|–—-•：，"
_ON = re.compile(r"\s+(?:on|about|presents?|will present|über|zu|sur|présente|sobre|presenta|apresenta|su)$")
_FILE = re.compile(r"\.(?:pdf|pptx?|odp|docx?)$", re.IGNORECASE)
_CITED = re.compile(r"\bet al\b|\(\s*(?:19|20)\d\d[a-z]?\s*\)|,\s*(?:19|20)\d\d\b")
_AUTHORS = re.compile(r"\bet al\b|[^\W\d_]{2,}(?:\s[^\W\d_][\w.-]*)*,\s+[^\W\d_]|\b(?:19|20)\d\d\b|&")
_VENUE = re.compile(r"\W{1,3}[^\n]*\b(?:19|20)\d\d\b")
_SEVERAL = 3
"""Words of a title, at least."""
_ADDRESS = re.compile(r"\s*[(（]\s*(https?://[^\s()（）]+)\s*[)）]\s*$")


def set_off_title(line: Rich) -> tuple[Rich, Rich, Rich] | None:
    """Return the people a line begins with, the title set off after them, and what follows; None for other lines.

    >>> from rig_site.importers.reading.markdown import parse
    >>> [part.text for part in set_off_title(parse("Lead A (MIT), *On graphs* (part 2)"))]
    ['Lead A (MIT)', 'On graphs', ' (part 2)']
    """
    stretches = [(quoted.start(), quoted.end()) for quoted in _QUOTED.finditer(line.text)]
    stretches += [(mark.start, mark.end) for mark in line.marks if _sets_off(line, mark)]
    for start, end in sorted(stretches, key=lambda found: (found[0], -found[1])):
        people = _people(line.part(0, start))
        if people is not None:
            quoted = _QUOTED.fullmatch(line.text[start:end])
            title = line.part(start, end)
            return people, title.part(quoted.start(1), quoted.end(1)) if quoted else title, line.part(end)
    return None


def _sets_off(line: Rich, mark: TextMark) -> bool:
    label = line.label(mark)
    if mark.kind not in ("emphasis", "strong", "link") or not mark.start or len(label.strip()) < 4:
        return False
    if is_generic(label) or is_link_label(label):
        return False
    if _FILE.search(mark.target) or _ON.search(line.text[: mark.start].rstrip()):
        return True
    return not people_like(line.part(mark.start, mark.end), strict=True)


def _people(before: Rich) -> Rich | None:
    """Return the people that all of a text names, an address in brackets as the link of the name; else None."""
    before = before.strip(_AROUND)
    introduced = _ON.search(before.text)
    before = before.part(0, introduced.start()) if introduced else before
    address = _ADDRESS.search(before.text)
    if address:
        name = before.text[: address.start()].strip(_AROUND)
        before = Rich(name, (TextMark("link", 0, len(name), address[1]),))
    return before if before.text and people_like(before, strict=True) else None


def title_of_citation(text: str) -> str | None:
    """Return the title in a citation: in quotation marks, or after the year or the authors as APA has them.

    >>> title_of_citation('Lead A. and Lead B. "On graphs and more." In Proc. X. 2019')
    'On graphs and more'
    >>> title_of_citation("Lead, A., & Lead, B. (1998). On graphs and more. Journal, 86(11).")
    'On graphs and more'
    >>> title_of_citation("A title, and no citation") is None
    True
    """
    quoted = re.findall(r"[\"“«]([^\"“”«»]{8,}?)[.,]?\s*[\"”»]", text)
    if (
        len(quoted) == 1
        and len(quoted[0].split()) > 2
        and re.search(r"(?:19|20)\d\d|et al|^[^\"“«]*[.,]\s*[\"“«]", text)
    ):
        return str(quoted[0]).strip()
    apa = re.match(
        r"[^()\"“]{3,300}?[.,]?\s\((?:19|20)\d\d[a-z]?(?:, [^()]*)?\)[.,:]?\s+([^.?!]{8,}(?:\.(?=\w)[^.?!]*)*\??)", text
    )
    return apa[1].strip() if apa and re.search(r"[,&]|et al|\b[A-Z]\.", text[: apa.start(1)]) else None


def cited_title(text: Rich) -> str | None:
    """Return the title in a citation with its marks: what is linked or bold between authors and venue.

    >>> from rig_site.importers.reading.markdown import parse
    >>> cited_title(parse("Lead A, Lead B. **On graphs and more**. Journal 2017"))
    'On graphs and more'
    """
    plain = squeezed(text.text)
    for mark in text.marks:
        label = squeezed(text.label(mark)).strip('"“”«»., ')
        only = mark.kind == "strong" or (mark.kind == "link" and len(text.links) == 1)
        before, after = text.text[: mark.start], text.text[mark.end :]
        cited = _CITED.search(before + after) or _VENUE.match(after)
        if only and cited and _AUTHORS.search(before) and len(label.split()) >= _SEVERAL and not is_generic(label):
            return label
    return title_of_citation(plain) if len(text.links) < 2 or _CITED.search(text.masked) else None
