"""What a column, a key or a heading is called → what it says of a session."""

from __future__ import annotations

import re

ROLES: dict[str, str] = {
    "date": "date|dates|day|when|datum|fecha|data|meeting date|session date|date time|date and time|time and date"
    "|date of meeting|start|start date|begin|starts|scheduled|dtstart|meeting",
    "until": "end date|until|to date",
    "week": "week|wk|week no|week number|weeks|semaine|woche",
    "number": "no|nr|number|session no|session number|meeting no|meeting number|lecture no|index|id|session id|episode",
    "time": "time|hour|start time|when time|clock|hours|uhrzeit|heure|times|slot",
    "end": "end|end time|ends",
    "title": "topic|title|subject|theme|talk|talk title|session|session title|presentation|what|discussion topic|event"
    "|name of session|topics|discussion|content|summary of talk|seminar|title of talk|talk topic|presentation title"
    "|thema|titel|titre|sujet|tema|título|summary|lecture|meeting topic|description of session|paper topic|activity",
    "paper": "paper|papers|article|articles|paper title|reading|readings|paper s|book|chapter|paper link|papers to read"
    "|required reading|main paper|main reading|main readings|reading material|reading materials|pre reading"
    "|prereading|publication|references|reference|text|preprint|paper to discuss|paper title and link|paper discussed"
    "|literature|assigned reading|core reading|primary reading|what to read|title of paper|paper name|arxiv|doi",
    "extra": "extra|extras|extra reading|extra readings|optional reading|optional readings|additional reading"
    "|further reading|supplementary|supplementary reading|supplementary material|background|background reading"
    "|related papers|related reading|secondary reading|optional|additional resources|suggested reading"
    "|recommended reading|additional readings|additional papers|optional papers|further readings",
    "lead": "lead|leads|leader|leaders|speaker|speakers|presenter|presenters|presented by|who|host|hosts|facilitator"
    "|facilitators|discussant|discussants|discussion leader|discussion leaders|chair|volunteer|moderator|led by"
    "|presenting|person|people|name|names|led by whom|speaker s|presenter s|discussion lead|lead s|session lead"
    "|session leader|session leads|contact|responsible|referent|speaker name|organiser|organizer|given by|by"
    "|lecturer|instructor|guest|guest speaker|invited speaker|vortragende|referentin|intervenant|ponente|orateur"
    "|paper presenter|nominated by|chosen by|picked by|proposed by|discussion led by|lead by|leading|talk by",
    "room": "room|where|location|venue|place|building|raum|ort|salle|lieu|sala|lugar|room location|location room",
    "online": "zoom|zoom link|meeting link|call|online|join|teams|video call|join link|meet|google meet|remote|webinar"
    "|stream|livestream|conference link",
    "kind": "kind|type|format|category|session type|meeting type|type of session|style|track",
    "topics": "tags|tag|keywords|area|areas|subject area|field",
    "abstract": "abstract|description|synopsis|details|blurb|overview|about|info|information|outline|zusammenfassung",
    "authors": "author|authors|paper authors|author s",
    "affiliation": "affiliation|institution|university|affiliations|from|company|department|group|organization"
    "|organisation|institute|position",
    "year": "year|published|publication year|pub year",
    "status": "status|state|confirmed",
    "notes": "notes|comments|comment|remarks|note|remark|misc|other|kommentar|extra information|announcements",
    "links": "slides|slide|slide deck|deck|slides link|link to slides|presentation slides|recording|recordings|video"
    "|videos|youtube|materials|material|links|link|url|resources|resource|code|notebook|notebooks|github|repo"
    "|repository|handout|minutes|meeting notes|session notes|attachments|files|file|media|recording link|pdf"
    "|video link|website|webpage|web|slides video|slides recording|slides and recording|slides and video|notes link"
    "|recap|summary notes|poster|demo|colab|exercises|tutorial|blog|blog post|preparation|registration|sign up",
}
_NAMES = {name: role for role, names in ROLES.items() for name in names.split("|")}
_PARTS = ("lead", "paper", "room", "date", "title", "links")
LABELS = frozenset(
    [
        "main",
        "extra",
        "extras",
        "readings",
        "reading",
        "papers",
        "paper",
        "guides",
        "videos",
        "video",
        "meta",
        "slides",
        "recording",
        "materials",
        "material",
        "links",
        "abstract",
        "notes",
        "resources",
        "references",
        "supplementary",
        "background",
        "optional",
        "required",
        "speaker",
        "speakers",
        "bio",
        "summary",
        "code",
        "discussion",
        "questions",
        "agenda",
        "description",
        "details",
        "minutes",
        "location",
        "room",
        "time",
        "zoom",
        "outline",
        "prerequisites",
        "homework",
        "further",
        "pre-reading",
        "preparation",
        "exercises",
        "related",
        "bibliography",
        "additional",
    ]
)
"""Words that name a part of a session rather than a session."""


def folded(name: str) -> str:
    """Return a column's name in lower case, without punctuation.

    >>> folded("Date (dd/mm/yyyy)"), folded("**Speaker(s):**"), folded("📅 When?")
    ('date', 'speaker s', 'when')
    """
    name = re.sub(r"\((?!s\))[^)]*\)", " ", name.lower())
    return " ".join(re.findall(r"[^\W_]+", name.replace("&", " and ")))


def role_of(name: str) -> str | None:
    """Return what a column of that name holds; None for a name that says nothing.

    >>> [role_of(name) for name in ("When?", "Speaker(s)", "Paper / Topic", "Slides", "Snacks")]
    ['date', 'lead', 'title', 'links', None]
    """
    plain = folded(name)
    if plain in _NAMES:
        return _NAMES[plain]
    parts = [_NAMES.get(folded(part)) for part in re.split(r"[/,|+]|\band\b|\bor\b|&", name) if folded(part)]
    known = [part for part in parts if part]
    if len(parts) > 1 and len(known) == len(parts):
        if set(known) <= {"date", "time"}:
            return "date"
        if "title" in known:
            return "title"
        return next((role for role in _PARTS if role in known), known[0])
    words = plain.split()
    if len(words) > 1 and words[-1] in ("url", "link", "links"):
        return role_of(" ".join(words[:-1])) or "links"
    if 1 < len(words) <= 4 and len(known) <= 1:
        return _NAMES.get(words[-1]) if words[-1] not in ("name", "by", "to", "start", "from", "no") else None
    return None


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
