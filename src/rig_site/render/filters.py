"""What templates can say beside Jinja's own filters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from markupsafe import Markup

from rig_site.model.permalink import kind_path, person_path, topic_path
from rig_site.render.address import href

_IN_A_SCRIPT = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def in_a_script(json: str) -> Markup:
    r"""Return JSON that can stand in a `<script>`: nothing in it can end the element or open a comment.

    >>> print(in_a_script('{"name":"</script>"}'))
    {"name":"\u003c/script\u003e"}
    """
    return Markup(json.translate(_IN_A_SCRIPT))


def host(address: str) -> str:
    """Return where an address leads in short: its host, or the mailbox.

    >>> host("https://www.example.org/people/lead-a"), host("mailto:lead-a@example.org")
    ('example.org', 'lead-a@example.org')
    """
    return (urlsplit(address).hostname or urlsplit(address).path).removeprefix("www.")


FILTERS: Mapping[str, Callable[..., object]] = {
    "host": host,
    "href": href,
    "in_a_script": in_a_script,
    "kind_path": kind_path,
    "person_path": person_path,
    "topic_path": topic_path,
}
