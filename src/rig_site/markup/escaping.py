"""Text as it stands in HTML."""

from __future__ import annotations

from html import escape as _escape


def escape(text: str) -> str:
    """Return text as HTML, safe within an element and within a double-quoted attribute.

    >>> escape('a < "b"')
    'a &lt; &quot;b&quot;'
    """
    return _escape(text, quote=True).replace("&#x27;", "'")
