"""Why nothing was published: the place is not ours to write to."""

from __future__ import annotations


class OutputRefused(Exception):  # noqa: N818 - it reads as what happened
    """The place to write to is not ours, or no place for a site; the message says why, and what to do."""
