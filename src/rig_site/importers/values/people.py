"""Cells with people in them → leads; and whether a piece of text could be a person's name."""

from __future__ import annotations

import re

from msgspec import Struct

from rig_site.importers.rich import MASK, Rich, squeezed
from rig_site.importers.values.addresses import is_absolute, is_generic, is_link_label, is_profile, is_work
from rig_site.importers.values.columns import is_label, role_of
from rig_site.importers.vocabulary import LED_BY, MONTHS, NOBODY, POSITION, SURNAMES, WEEKDAYS, words

_SEPARATOR = re.compile(
    r"\s*(?:[,;\n|•·、，；／]|(?<=[一-鿿])・(?=[一-鿿])|\s&\s|&|\s\+\s|\s/\s|/|\b(?:and|und|with|et|e|y)\b|\s[-–—]{1,3}\s|(?<=[^\W\d_]{3})-\s)\s*"
)
_AND = re.compile(r"\s*(?:&|\b(?:and|und|et|y)\b)\s*")
_NOBODY = re.compile(rf"\W*(?:{NOBODY})\W*", re.IGNORECASE)
_INTRODUCED = re.compile(
    rf"^(?:(?:{LED_BY})\s*:?\s*|(?:by|with|presenting|presenter is|chair|facilitators?|moderators?)\s*[:\s]\s*"
    r"|hosts?\s*:\s*)(?=\W*\w)",
    re.IGNORECASE,
)
_ROLE = re.compile(r"^(?:virtual|online|remote|in person|in-person|zoom|he/|she/|they/|chair|host|speaker|"
    r"presenter|discussant|"
                   r"lead|moderator|guest|invited|external|visiting|tbc|tba|tbd|confirmed|"
                   r"co-?host)", re.IGNORECASE)  # fmt: skip
_PARTICLES = words("de|da|do|dos|das|del|della|di|du|van|von|der|den|la|le|ten|ter|bin|ibn|al|el|y|zu|zur|af|av|st")
_COMMON = re.compile(
    r"a|an|the|of|in|on|for|to|and|or|with|from|by|at|as|is|are|via|into|how|what|"
    r"why|when|where|who|towards|toward|using|learning|deep|neural|networks|network|models|"
    r"model|paper|papers|talk|session|discussion|part|chapter|introduction|intro|overview|"
    r"reading|group|attention|transformers|transformer|language|data|science|machine|analysis|"
    r"systems|system|theory|methods|method|workshop|tutorial|seminar|lecture|week|room|"
    r"building|hall|meeting|summer|winter|spring|autumn|fall|break|holiday|university|"
    r"institute|college|school|lab|laboratory|research|slides|video|recording|main|extra|no|"
    r"free|slot|open|new|continued|cancelled|canceled|online|remote|virtual|hybrid|zoom|"
    r"statistics|optimisation|optimization|inference|diffusion|causal|bayesian|reinforcement|"
    r"generative|representation|vision|retrieval|scaling|laws|alignment|interpretability|survey|"
    r"review|report|technical|invited|guest|planning|social|lunch|christmas|easter|pre|hands|"
    r"guidelines|large|small|graph|graphs|quantum|stable|robots|foundation|natural|computer|"
    r"brain"
)
_ORGANISATION = re.compile(
    r"\b(?:School|Labs?|Laboratory|Cent(?:er|re)|Inc|Ltd|Corp|Company|Dept|Hospital|Research|AI|Council|Group|Team|Google"
    r"|DeepMind|Microsoft|Meta|OpenAI|Anthropic|Amazon|Apple|IBM|NVIDIA|Hugging ?Face|Turing|MIT|ETH|EPFL|UCL|KCL|CMU"
    r"|NYU|LSE|INRIA|CNRS|Oxford|Cambridge|Stanford|Berkeley|Harvard|Princeton|Yale|Imperial|Edinburgh|Toronto|Mila)\b"
    r"|^[A-Z][A-Z0-9]{1,5}(?:[ -][A-Z]{2,6})*$"
)
"""What organisations are called that are no places of learning, and the short names of some that are."""
_STUDENT = re.compile(r"(?:[\w.'’-]+\s){1,3}(?:student|undergraduate)\.?", re.IGNORECASE)
_INSTITUTION = re.compile(
    r"\b(?:Universi[tdà]\w*|Institut\w*|Istituto|College|Departa?ment\w*|Hochschule|Facult\w+|Pol[iy]t[eé][ck]h?ni\w+|Centro"
    r"|[ÉE]cole|Max[- ]Planck|Fraunhofer|Academy|Akademie|Acad[eé]mi\w)\b"
    r"|^(?:UC|TU|FU|HU|KU|ETH|LMU|SUNY|CUNY|IIT|MPI)\s[A-Z]"
    r"|(?:大学|大學|学院|研究院|研究所|实验室|公司|教授|讲师|研究员|工程师|科学家|博士|硕士|博士后|[科士究学]生)(?=\W|$)"
)
_WORD = re.compile(r"(?:[^\W\d_]|['’.\-])+")
_NAME_ENDS = re.compile(r"\s*[,:]\s+|\s*，\s*|\s+[-–—]{1,3}\s+")
_IN_HAN = re.compile(rf"[{SURNAMES}][一-鿿]{{1,2}}")
_ROMAN = re.compile(r"[IVX]{2,}|[IVX]")


class Lead(Struct):
    """A name with what is known of it; `key` is what people.yaml called the person where that is known."""

    name: str
    url: str | None = None
    email: str | None = None
    affiliation: str | None = None
    orcid: str | None = None
    key: str | None = None


def leads_in(cell: Rich) -> list[Lead]:
    """Return the people of a cell, each with the link on their name.

    Words for nobody (TBC, N/A, "-") are nobody.  What stands in
    parentheses after a name is an affiliation, as is an organisation
    after a comma.

    >>> from rig_site.importers.reading.markdown import parse
    >>> [lead.name for lead in leads_in(parse("[Lead A](https://example.org), Lead B & Lead C (TBC)"))]
    ['Lead A', 'Lead B', 'Lead C']
    """
    leads: list[Lead] = []
    text = _introduction_removed(cell.strip())
    if is_nobody(text.text.strip()) and not text.links:
        return []
    text, workplace = _workplace_apart(text)
    for piece in _people(text):
        affiliation, piece = _parenthesised(piece)
        affiliation = affiliation or workplace
        name = squeezed(_INTRODUCED.sub("", piece.text.strip(" \t\n*_:•-–—.,;()[]\"'“”@👤")))
        if _NOBODY.fullmatch(name) and not piece.links:
            continue
        if leads and not piece.links and is_position(name):
            leads[-1].affiliation = ", ".join(part for part in (leads[-1].affiliation, name) if part)
            continue
        address = next((mark.target for mark in piece.links if mark.kind == "link"), None)
        if address and address.startswith("mailto:"):
            shown = name.partition("@")[0].replace(".", " ").title() if "@" in name else name
            leads.append(Lead(shown, email=address.removeprefix("mailto:").partition("?")[0], affiliation=affiliation))
        elif name:
            leads.append(Lead(name, url=address, affiliation=affiliation))
    return leads


def _workplace_apart(text: Rich) -> tuple[Rich, str | None]:
    """Return a name without the institution after it, and that: "Lead A, University of B"."""
    match = _NAME_ENDS.search(text.masked)
    head, rest = (text.part(0, match.start()), text.part(match.end())) if match else (text, Rich(""))
    placed = POSITION.match(rest.text) or _INSTITUTION.search(rest.text)
    if rest.links or not placed or not person_like(head.text, strict=True):
        return text, None
    if any(person_like(part.text, strict=True) and not is_position(part.text) for part in _people(rest)):
        return text, None
    return head, squeezed(rest.text).strip(" .;")


def is_introduction(text: Rich) -> bool:
    """Tell whether a line begins by saying who leads: "Led by Lead A"."""
    return len(text.text) < 120 and re.match(rf"\W*(?:{LED_BY})", text.text, re.IGNORECASE) is not None


def is_position(text: str) -> bool:
    """Tell whether what follows a name is where somebody works, or as what: "MIT", "PhD student".

    >>> is_position("Grad Student"), is_position("MIT"), is_position("Lead A")
    (True, True, False)
    """
    if is_workplace(text):
        return True
    return _ORGANISATION.search(text) is not None and not person_like(text, strict=True)


def is_workplace(text: str) -> bool:
    """Tell whether a text names an institution or a position by a word for such: no name and no title does."""
    return (POSITION.match(text) or _INSTITUTION.search(text) or _STUDENT.fullmatch(text.strip())) is not None


def _introduction_removed(text: Rich) -> Rich:
    match = _INTRODUCED.match(text.text)
    return text.part(match.end()) if match else text


def _people(cell: Rich) -> list[Rich]:
    """Return the pieces of a cell that stand for one person each; a link is never cut in two, unless it names two."""
    pieces: list[Rich] = []
    sheltered = re.sub(r"[(（][^()（）]*[)）]", lambda match: MASK * len(match[0]), cell.masked)
    start = 0
    for match in _SEPARATOR.finditer(sheltered):
        pieces.append(cell.part(start, match.start()).strip())
        start = match.end()
    pieces.append(cell.part(start).strip())
    result = []
    for piece in pieces:
        marks = [mark for mark in piece.links if mark.kind == "link"]
        if len(marks) > 1 and all(person_like(piece.label(mark)) for mark in marks):
            result += [piece.part(mark.start, mark.end) for mark in marks]
        elif piece.text or marks:
            result += _inside_link(piece)
    return result


def _inside_link(piece: Rich) -> list[Rich]:
    """Return the people a single link names: "[Lead A and Lead B](…)" are two."""
    names = [part for part in _AND.split(piece.text) if part.strip()]
    if len(names) < 2 or not all(person_like(name) for name in names):
        return [piece]
    found = []
    start = 0
    for match in [*_AND.finditer(piece.text), None]:
        found.append(piece.part(start, match.start() if match else None))
        start = match.end() if match else start
    return found


def _parenthesised(piece: Rich) -> tuple[str | None, Rich]:
    """Return the affiliation in the parentheses that end a piece, and the piece without them."""
    match = re.search(r"\s*[(\[（]([^()\[\]（）]*)[)\]）]\s*[.,;]?\s*$", piece.text)
    if match is None or not piece.text[: match.start()].strip():
        return None, piece
    inside = squeezed(match[1])
    links_inside = [mark for mark in piece.links if mark.start >= match.start()]
    if links_inside:
        return None, piece
    kept = piece.part(0, match.start())
    if _NOBODY.fullmatch(inside) or _ROLE.match(inside):
        return None, kept
    if not re.search(r"[^\W\d_]", inside):
        return None, kept
    return inside, kept


def person_like(text: str, *, strict: bool = False) -> bool:
    """Tell whether a text could be a person's name; `strict`: at least two words, none of them common in titles.

    A name in Chinese characters is one that begins with a usual surname.

    >>> [person_like(name) for name in ("Lead A", "Ana de la Cruz", "J. Doe", "continued", "RLHF", "Part II")]
    [True, True, True, False, False, False]
    """
    if _IN_HAN.fullmatch(text.strip()):
        return not (role_of(text) or is_label(text) or _NOBODY.fullmatch(text))
    words = text.strip(" .,;:*_").split()
    if not 1 <= len(words) <= 5 or (strict and len(words) < 2):
        return False
    if any(not _WORD.fullmatch(word) for word in words):
        return False
    capitalised = 0
    for position, word in enumerate(words):
        lower = word.strip(".").lower()
        if lower in _PARTICLES and position and position < len(words) - 1:
            continue
        if _COMMON.fullmatch(lower) and not (len(lower) == 1 and position):
            return False
        if not word[0].isupper():
            return False
        capitalised += 1
    if len(words) == 1 and (words[0].isupper() or lower in MONTHS or lower in WEEKDAYS):
        return False
    if (_ROMAN.fullmatch(words[-1]) and len(words[-1]) > 1) or (is_label(text) and len(words) == 1):
        return False
    if all(word.isupper() and len(word) > 2 for word in words):
        return False
    return capitalised > 0 and not (len(words) == 1 and role_of(text)) and not _NOBODY.fullmatch(text)


def people_like(piece: Rich, *, strict: bool = False) -> bool:
    """Tell whether a piece of text holds nothing but people's names."""
    if _INTRODUCED.match(piece.text.strip()) and re.match(rf"(?:by\b|{LED_BY})", piece.text.strip(), re.IGNORECASE):
        piece, strict = _introduction_removed(piece.strip()), False
    if any(is_link_label(piece.label(mark)) or is_generic(piece.label(mark)) for mark in piece.links):
        return False
    if any(is_absolute(mark.target) and is_work(mark.target) for mark in piece.links):
        return False
    pieces = [_parenthesised(part)[1] for part in _people(piece)]
    pieces = [part for number, part in enumerate(pieces) if not number or part.links or not is_position(part.text)]
    if not pieces or len(pieces) > 8:
        return False
    if all(part.links and is_profile(part.links[0].target) for part in pieces) and all(
        len(part.text.split()) <= 5 for part in pieces
    ):
        return True
    return all(person_like(part.text, strict=strict and not part.links) for part in pieces)


def is_nobody(text: str) -> bool:
    """Tell whether a text only says that nobody is named.

    >>> is_nobody("TBC"), is_nobody("-"), is_nobody("Lead A")
    (True, True, False)
    """
    return _NOBODY.fullmatch(text) is not None
