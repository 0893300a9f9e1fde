"""Kinds of sessions: words before a title that come back before others."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from rig_site.importers.draft import Draft, Journal
from rig_site.importers.rich import squeezed
from rig_site.importers.values.people import person_like
from rig_site.importers.values.standing import is_kind, is_tentative
from rig_site.model.session import Status

_PREFIX = re.compile(r"\s*([^:\n]{2,40}?)\s*:\s+(?=\S)")
_BRACKETED = re.compile(r"\s*\[([^\[\]:]{2,30})\]\s*:?\s+(?=\S)")


def settle_kinds(
    drafts: Sequence[Draft], headings: dict[int, str], known: Sequence[str], journal: Journal
) -> list[str]:
    """Take kinds off the titles they prefix and return them, the most frequent first.

    A prefix before a colon is a kind where it comes back: a usual word
    (Technical, Discussion, Invited Talk …) twice or with the title below
    naming the same without it, any other phrase three times.  `headings`
    are the titles of the sessions' own headings, by the drafts' ids.
    """
    prefixed: dict[str, list[tuple[Draft, str, str]]] = defaultdict(list)
    for draft in drafts:
        if draft.kind is None and not draft.generated:
            match = _BRACKETED.match(draft.title) or _PREFIX.match(draft.title)
            if match and len(match[1].split()) <= 4:
                prefixed[match[1].casefold()].append((draft, match[1], draft.title[match.end() :].strip()))
        elif draft.kind is None and headings.get(id(draft), "") and draft.title.endswith(": " + headings[id(draft)]):
            draft.kind = draft.title[: -len(headings[id(draft)]) - 2]
            draft.title = headings[id(draft)]
    folded_known = {kind.casefold(): kind for kind in known}
    for folded, found in prefixed.items():
        usual = is_kind(folded)
        told = any(squeezed(headings.get(id(draft), "")).casefold() == rest.casefold() for draft, _, rest in found)
        person = all(person_like(kind, strict=True) for _, kind, _ in found)
        if not (
            folded in folded_known or told or usual or (len(found) >= 3 and not person and len(folded.split()) <= 3)
        ):
            continue
        kind = folded_known.get(folded) or Counter(written for _, written, _ in found).most_common(1)[0][0]
        for draft, _, rest in found:
            for reading in draft.readings():
                reading.title = rest if reading.title == draft.title else reading.title
            draft.kind, draft.title = kind, rest
            if is_tentative(rest):
                draft.title = "TBC"
                draft.status = Status.TENTATIVE if draft.status is Status.CONFIRMED else draft.status
        if not usual and folded not in folded_known:
            journal.notice(found[0][0].place, f"'{kind}:' before {len(found)} titles is taken to be their kind")
    counted = Counter(draft.kind for draft in drafts if draft.kind)
    return [kind for kind, _ in counted.most_common()]


def plain_kind(title: str) -> str:
    """Return a title without a usual word for its kind before it.

    >>> plain_kind("Invited Talk: On prompts"), plain_kind("BERT: pre-training")
    ('On prompts', 'BERT: pre-training')
    """
    match = _PREFIX.match(title)
    return title[match.end() :] if match and is_kind(match[1]) else title
