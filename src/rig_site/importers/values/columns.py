"""What a column, a key or a heading is called → what it says of a session."""

from __future__ import annotations

import re

from rig_site.importers.vocabulary import LABELS, ROLES

_NAMES = {name: role for role, names in ROLES.items() for name in names.split("|")}
_PARTS = ("title", "date", "lead", "paper", "room", "links")
"""Which role a name of several has: the first of these among them."""
_APART = re.compile(r"[/,|+∧&·、／]|\b(?:and|or|und|oder|et|ou|y|o|e|with)\b")
_WEAK_ENDS = frozenset(("name", "by", "to", "start", "from", "no", "le", "end", "group", "of", "week"))
_WEAK_STARTS = frozenset(
    ("session", "meeting", "next", "reading", "from", "no", "n", "id", "end", "text", "by", "le", "data")
)


def folded(name: str) -> str:
    """Return a column's name in lower case, without punctuation.

    >>> folded("Date (dd/mm/yyyy)"), folded("**Speaker(s):**"), folded("📅 When?")
    ('date', 'speaker s', 'when')
    """
    name = re.sub(r"[(（](?!s\))[^)）]*[)）]", " ", name.lower())
    return " ".join(re.findall(r"[^\W_]+", name.replace("&", " and ")))


def role_of(name: str) -> str | None:
    """Return what a column of that name holds; None for a name that says nothing.

    >>> [role_of(name) for name in ("When?", "Speaker(s)", "Paper / Topic", "Slides", "Snacks")]
    ['date', 'lead', 'title', 'links', None]
    >>> [role_of(name) for name in ("When & where", "Title of Paper & Link to Paper", "Speaker 2", "主讲人")]
    ['date', 'title', 'lead', 'lead']
    """
    plain = re.sub(r"(?<=\w) \d{1,2}$", "", folded(name))
    if plain in _NAMES:
        return _NAMES[plain]
    pieces = [part for part in _APART.split(name) if folded(part)]
    parts = [role_of(part) for part in pieces] if len(pieces) > 1 else []
    known = [part for part in parts if part]
    if len(parts) > 1 and len(known) == len(parts):
        if "date" in known and "title" not in known:
            return "date"
        return next((role for role in _PARTS if role in known), known[0])
    words = plain.split()
    if len(words) > 1 and words[-1] in ("url", "link", "links"):
        return role_of(" ".join(words[:-1])) or "links"
    if 1 < len(words) <= 4 and len(known) <= 1 and words[-1] not in _WEAK_ENDS and words[-1] in _NAMES:
        return _NAMES[words[-1]]
    return None


def column_role(name: str) -> str | None:
    """Return what a table's column of that name holds; its first words may say it: "What we'll read".

    >>> column_role("What we'll read"), column_role("Presenter this week")
    ('title', 'lead')
    """
    found = role_of(name)
    words = folded(name).split()
    if found is None and 1 < len(words) <= 6:
        for count in range(min(3, len(words) - 1), 0, -1):
            if " ".join(words[:count]) in _NAMES and not (count == 1 and words[0] in _WEAK_STARTS):
                return _NAMES[" ".join(words[:count])]
    return found


def names_section(name: str) -> bool:
    """Tell whether a word before a colon names a reading section: "Required", "Optional reading".

    >>> names_section("Optional reading"), names_section("Paper four")
    (True, False)
    """
    return all(word in LABELS for word in folded(name).split())


def is_label(name: str) -> bool:
    """Tell whether a heading names a part of a session: "Main", "Extra reading", "Slides".

    >>> is_label("Further Reading"), is_label("Reading between the lines of attention")
    (True, False)
    """
    words = folded(name).split()
    return bool(words) and len(words) <= 3 and (words[0] in LABELS or words[-1] in LABELS or folded(name) in _NAMES)
