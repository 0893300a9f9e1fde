"""What a group's sessions and feeds are known by for ever: the domain of calendar UIDs, and the ids of feeds."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit
from uuid import NAMESPACE_DNS, uuid5

from rig_site.model.history import TimetableChange
from rig_site.model.permalink import slug

LONGEST_DOMAIN = 253
"""How many characters a host name may have (RFC 1035, 2.3.4, without the dot at its end)."""

_PLACEHOLDERS = ("example", "example.com", "example.net", "example.org", "invalid", "localhost", "test")


def is_placeholder(base_url: str) -> bool:
    """Tell whether an address is one that nobody can publish at (RFC 2606), and that all would share.

    >>> is_placeholder("https://example.org/group/"), is_placeholder("https://group.example.edu/")
    (True, False)
    """
    host = urlsplit(base_url).hostname or ""
    return any(host == name or host.endswith("." + name) for name in _PLACEHOLDERS)


def default_uid_domain(base_url: str) -> str:
    """Return the domain that UIDs end in where none is written: the path's parts in reverse, then the host.

    So groups that share a host do not share identities.

    >>> default_uid_domain("https://a.org/x/y/"), default_uid_domain("https://a.org:8080/")
    ('y.x.a.org', 'a.org')
    """
    parts = urlsplit(base_url)
    path = [slug(unquote(part)) for part in reversed(parts.path.split("/"))]
    labels = [*path, *(parts.hostname or "").split(".")]
    return ".".join(_ascii(label) for label in labels if label)[-LONGEST_DOMAIN:].lstrip(".-")


def session_uuid(uid_domain: str, session_id: str) -> str:
    """Return the id of a session's entry in feeds, a URN (RFC 4122, 4.3) that holds wherever the feeds are.

    >>> session_uuid("a.org", "lora")
    'urn:uuid:faa7c82b-cb7c-59c7-bb99-3cce33eef0e8'
    """
    return _urn(uid_domain, session_id)


def feed_uuid(uid_domain: str, path: str) -> str:
    """Return the id of the feed at a path of the site; the slash before it tells it from a session's.

    >>> feed_uuid("a.org", "x/feed")
    'urn:uuid:9f1998d8-bff7-598a-b7ed-4bcfedaec1c0'
    """
    return _urn(uid_domain, f"/{path}")


def change_uuid(uid_domain: str, change: TimetableChange) -> str:
    """Return the id of a change's entry in feeds; it does not depend on when the change was made or published."""
    return _urn(uid_domain, "\n".join((*change.transition, str(change.number))))


def _urn(uid_domain: str, name: str) -> str:
    return uuid5(uuid5(NAMESPACE_DNS, uid_domain), name).urn


def _ascii(label: str) -> str:
    """Return a label of other scripts as host names spell it (RFC 3492)."""
    return label if label.isascii() else "xn--" + label.encode("punycode").decode("ascii")
