"""The names of fields, by which a line that is no YAML is told from text; a test compares them with the contract."""

from __future__ import annotations

LISTS = frozenset(
    [
        "aliases",
        "authors",
        "contacts",
        "except",
        "kinds",
        "leads",
        "links",
        "meetings",
        "moved_from",
        "notes",
        "papers",
        "readings",
        "sessions",
        "tags",
        "topics",
        "weekday",
    ]
)
"""Fields that hold lists."""

TEXTS = frozenset(
    [
        "abstract",
        "address",
        "affiliation",
        "bio",
        "description",
        "directions",
        "name",
        "note",
        "reason",
        "text",
        "title",
        "venue",
    ]
)
"""Fields that hold words, which may be many."""

FIELDS = LISTS | frozenset(
    [
        "abstract",
        "address",
        "affiliation",
        "announced",
        "arxiv",
        "base_url",
        "bio",
        "by",
        "code",
        "date",
        "date_format",
        "description",
        "directions",
        "doi",
        "email",
        "every",
        "few",
        "file",
        "from",
        "id",
        "kind",
        "label",
        "language",
        "macros",
        "many",
        "map",
        "name",
        "note",
        "one",
        "online",
        "orcid",
        "other",
        "paper",
        "phrases",
        "places",
        "public",
        "reactions",
        "reason",
        "repository",
        "repository_files",
        "required",
        "revision",
        "roles",
        "room",
        "same_readings_as",
        "status",
        "text",
        "theme_color",
        "time",
        "timezone",
        "title",
        "two",
        "uid_domain",
        "until",
        "updated",
        "url",
        "venue",
        "year",
        "zero",
    ]
)
"""Every field there is."""
