"""Values with a form of their own: addresses of people and hosts, numbers, colours, patterns for dates."""

from __future__ import annotations

import re

from rig_site.content.findings import FieldError, Meant, cite, guess, sure

_HOST = re.compile(r"(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*", re.ASCII)
_EMAIL = re.compile(r"[^\s@<>()\[\]:;,\"\\]+@[^\s@<>()\[\]:;,\"\\]+\.[^\s@<>()\[\]:;,\"\\.]+")
_AT = re.compile(r"\s*[\[({<]\s*(?:at|@|ät)\s*[\])}>]\s*|\s+(?:at|@)\s+", re.IGNORECASE)
_DOT = re.compile(r"\s*[\[({<]\s*(?:dot|punkt|\.)\s*[\])}>]\s*|\s+dot\s+", re.IGNORECASE)
_ORCID = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]$", re.ASCII)
_DIRECTIVE = re.compile(r"%(-?[^-]|$)")
_DIRECTIVES = {"day": {"d", "-d"}, "month": {"m", "-m", "b", "B"}, "year": {"y", "Y"}}


def colour(text: str) -> str:
    """Return a colour as CSS writes it in hexadecimal."""
    if not re.fullmatch(r"#(?:[0-9A-Fa-f]{3}){1,2}", text):
        meant = sure(f"#{text}" if re.fullmatch(r"(?:[0-9A-Fa-f]{3}){1,2}", text) else "")
        raise FieldError(f"{cite(text)} is not a colour", allowed='a colour such as "#336699"', meant=meant)
    return text


def domain(text: str) -> str:
    """Return a host name, in lower case."""
    host = text.casefold()
    if not _HOST.fullmatch(host):
        better = re.sub(r"^\w+://|[/?#:].*$", "", host)
        meant = sure(better if _HOST.fullmatch(better) else "")
        raise FieldError(f"{cite(text)} is not a domain", allowed="a name such as example.org", meant=meant)
    return host


def email(text: str) -> str:
    """Return an e-mail address."""
    if not is_email(text):
        better = text.removeprefix("mailto:").strip("<> ")
        hidden = _DOT.sub(".", _AT.sub("@", better))
        meant = sure(better if is_email(better) else "") or guess(hidden if is_email(hidden) else None)
        raise FieldError(f"{cite(text)} is not an e-mail address", meant=meant)
    return text


def is_email(text: str) -> bool:
    """Tell whether text looks like an e-mail address."""
    return _EMAIL.fullmatch(text) is not None


def orcid(text: str) -> str:
    """Return an ORCID iD whose check digit is right (ISO 7064, MOD 11-2)."""
    found = _ORCID.search(text)
    if not found:
        groups = re.findall(r"[\dX]{4}", re.sub(r"[^\dX]", "", text.rpartition("/")[2].upper()))
        meant = "-".join(groups) if len(groups) == 4 else ""
        if _ORCID.fullmatch(meant) and _check_digit_fits(meant):
            raise FieldError(f"{cite(text)} is not an ORCID iD", meant=Meant(meant))
        raise FieldError(f"{cite(text)} is not an ORCID iD", allowed="four groups of four, such as 0000-0002-1825-0097")
    if not _check_digit_fits(found[0]):
        raise FieldError(f"{cite(text)} is not an ORCID iD: its last digit does not fit the others")
    if found[0] != text:
        raise FieldError(f"{cite(text)} is more than an ORCID iD", meant=Meant(found[0]))
    return text


def _check_digit_fits(identifier: str) -> bool:
    total = 0
    for digit in identifier.replace("-", "")[:-1]:
        total = (total + int(digit)) * 2
    return identifier[-1] == "0123456789X"[(12 - total % 11) % 11]


def year(text: str) -> int:
    """Return a year of four digits."""
    if not re.fullmatch(r"[12]\d{3}", text, re.ASCII):
        years = re.findall(r"(?<!\d)[12]\d{3}(?!\d)", text, re.ASCII)
        meant = sure(years[0]) if len(years) == 1 and not re.search(r"\w", text.replace(years[0], "")) else None
        raise FieldError(f"{cite(text)} is not a year", allowed="four digits, such as 2017", meant=meant)
    return int(text)


def count(text: str) -> int:
    """Return a whole number from 0."""
    if not re.fullmatch(r"\d{1,6}", text, re.ASCII):
        raise FieldError(f"{cite(text)} is not a number", allowed="a whole number from 0 to 999999")
    return int(text)


def date_format(text: str) -> str:
    """Return a pattern for dates that names a day without doubt and may stand in a heading and a table."""
    found = set(_DIRECTIVE.findall(text))
    known = {"a", "A", "%"}.union(*_DIRECTIVES.values())
    allowed = "a pattern with %d or %-d, with %m, %-m, %b or %B, and with %y or %Y, such as %d/%m/%y"
    if found - known:
        raise FieldError(f"'%{min(found - known)}' is not a part of a date here", allowed=allowed)
    for part, directives in _DIRECTIVES.items():
        if not found & directives:
            raise FieldError(f"the date pattern has no {part}", allowed=allowed, meant=_pattern_meant(text))
    if re.search(r"[^\w%/. ,:+-]", text) or len(text) > 40:
        raise FieldError(f"{cite(text)} cannot stand in a heading and a table", allowed=allowed)
    return text


def _pattern_meant(text: str) -> Meant | None:
    """Return the pattern that `DD/MM/YYYY` means, which spreadsheets write so."""
    parts = {"d": "%-d", "dd": "%d", "m": "%-m", "mm": "%m", "mmm": "%b", "mmmm": "%B", "yy": "%y", "yyyy": "%Y"}
    meant = re.sub("[a-z]+", lambda match: parts.get(match[0], "?"), text.casefold())
    found = set(_DIRECTIVE.findall(meant))
    return Meant(meant) if "?" not in meant and all(found & each for each in _DIRECTIVES.values()) else None


def macro(text: str) -> str:
    r"""Return the name of a TeX command, with its backslash."""
    if not re.fullmatch(r"\\(?:[A-Za-z]+|[^A-Za-z\s])", text):
        better = "\\" + text.lstrip("\\")
        meant = sure(better if re.fullmatch(r"\\[A-Za-z]+", better) else "")
        raise FieldError(f"{cite(text)} is not a TeX command", allowed=r"a name such as \R", meant=meant)
    return text
