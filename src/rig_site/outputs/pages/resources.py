"""`/resources/`: what to read that belongs to no session; it exists only when there is something."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from msgspec import Struct

from rig_site.artifact import Artifact
from rig_site.model.permalink import resource_anchors
from rig_site.outputs.edition import Edition
from rig_site.outputs.frame import Frame, frame
from rig_site.outputs.readings import ShownSection, sections


class Subject(Struct, frozen=True):
    """What there is to read on a subject; `anchor` is its fragment on the page."""

    anchor: str
    title: str
    readings: tuple[ShownSection, ...]


class ResourcesPage(Struct, frozen=True):
    """The subjects in the order they are written."""

    template: ClassVar[str] = "resources.html"

    frame: Frame
    subjects: tuple[Subject, ...]


def plan(edition: Edition) -> Iterator[Artifact]:
    """Yield the page of resources, if the group has any."""
    resources = edition.site.resources
    if not resources:
        return
    anchors = resource_anchors(resource.title for resource in resources)
    page_frame = frame(
        edition,
        "resources/",
        title=edition.language.gettext("Resources"),
        description=edition.language.gettext(
            "What %(group)s reads and recommends beside its sessions.", group=edition.site.title
        ),
        source="resources.yaml",
    )
    page = ResourcesPage(
        frame=page_frame,
        subjects=tuple(
            Subject(anchor, resource.title, sections(resource.readings, edition, page_frame.root))
            for anchor, resource in zip(anchors, resources, strict=True)
        ),
    )
    yield Artifact.of("resources/index.html", page, edition.encode_page)
