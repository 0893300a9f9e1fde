"""`/proposals/`: topics that were proposed, and how many would like each; it exists only when there are any."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from msgspec import Struct

from rig_site.artifact import Artifact
from rig_site.model.site import Proposal
from rig_site.outputs.edition import Edition
from rig_site.outputs.forge import issue_address
from rig_site.outputs.frame import Frame, frame
from rig_site.outputs.readings import ShownSection, sections
from rig_site.outputs.summary import PersonLink


class Topic(Struct, frozen=True):
    """A proposed topic; `reactions` are pairs of an emoji and how many people chose it, without those nobody did."""

    title: str
    by: PersonLink | None
    reactions: tuple[tuple[str, int], ...]
    readings: tuple[ShownSection, ...]


class ProposalsPage(Struct, frozen=True):
    """The topics, those that most people chose first; `propose` is where another is proposed."""

    template: ClassVar[str] = "proposals.html"

    frame: Frame
    topics: tuple[Topic, ...]
    propose: str | None


def plan(edition: Edition) -> Iterator[Artifact]:
    """Yield the page of proposals, if there are any."""
    site, gettext = edition.site, edition.language.gettext
    if not site.proposals:
        return
    page_frame = frame(
        edition,
        "proposals/",
        title=gettext("Proposed topics"),
        description=gettext("Topics proposed for sessions of %(group)s.", group=site.title),
        source="proposals.yaml",
    )
    page = ProposalsPage(
        frame=page_frame,
        topics=tuple(
            _topic(proposal, edition, page_frame.root) for proposal in sorted(site.proposals, key=_wanted, reverse=True)
        ),
        propose=issue_address(site.repository, gettext("Propose a topic: ")) if site.repository else None,
    )
    yield Artifact.of("proposals/index.html", page, edition.encode_page)


def _wanted(proposal: Proposal) -> int:
    """Return how often a topic was chosen; equals stay in the order they are written."""
    return sum(count for _, count in proposal.reactions)


def _topic(proposal: Proposal, edition: Edition, root: str) -> Topic:
    by = proposal.by
    return Topic(
        title=proposal.title,
        by=PersonLink(by.key, by.name) if by else None,
        reactions=tuple((emoji, count) for emoji, count in proposal.reactions if count),
        readings=sections(proposal.readings, edition, root),
    )
