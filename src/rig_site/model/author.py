"""Authors' names: which part of one is the family's, and whether somebody stands for others."""

from __future__ import annotations

import re

OTHERS = "et al."
"""What stands last among authors in place of those that are not named."""

_SUFFIX = re.compile(r",?\s+(?P<suffix>[JS]r\.?|I{2,3}|IV)$", re.IGNORECASE)


def stands_for_others(author: str) -> bool:
    """Tell whether an author is none, and stands for those that are not named."""
    return author.casefold() in (OTHERS, "et al", "others")


def parted(author: str) -> tuple[str, str]:
    """Return an author's family name and what stands before it; the latter is empty for a name of one word.

    What begins with a small letter belongs to the family, as BibTeX has it,
    and so does what tells a father from a son.  A name with "&" is that of
    a group.

    >>> parted("Laurens van der Maaten"), parted("King, Martin"), parted("Martin King, Jr")
    (('van der Maaten', 'Laurens'), ('King', 'Martin'), ('King Jr', 'Martin'))
    >>> parted("DeepSeek-AI"), parted("Group & Friends")
    (('DeepSeek-AI', ''), ('Group & Friends', ''))
    """
    if "&" in author:
        return author, ""
    suffix = _SUFFIX.search(author)
    name = author[: suffix.start()] if suffix else author
    family, comma, given = (part.strip() for part in name.partition(","))
    if not comma:
        words = name.split()
        start = next((place for place, word in enumerate(words[:-1]) if word[0].islower()), len(words) - 1)
        family, given = " ".join(words[max(start, 0) :]), " ".join(words[: max(start, 0)])
    return (f"{family} {suffix['suffix']}" if suffix else family), given
