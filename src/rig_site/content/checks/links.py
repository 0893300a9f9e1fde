"""Links into the site itself, from any text and any field, that lead nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from rig_site.content.findings import Findings
from rig_site.content.known_words import KnownWords
from rig_site.content.resolve.addresses import OwnAddress
from rig_site.content.schema.formats import is_email
from rig_site.diagnostics import Position
from rig_site.model.link import is_elsewhere
from rig_site.model.pictures import beside
from rig_site.model.site import texts
from rig_site.model.site_map import SiteMap, Target
from rig_site.model.text import Image, Text, Wikilink

WAYS = "a path to a file or a page of the site, or an address that begins with https://"

MOST_LOST_IMAGES = 3
"""How many images that are missing in one file are told one by one; more are a folder that was left behind."""

_HOST = re.compile(r"www\.|(?:[\w-]+\.)+(?:com|org|net|edu|io|ai|uk|de|fr)(?=/|\Z)", re.IGNORECASE)


def check_links(site_map: SiteMap, own: Iterable[OwnAddress], findings: Findings) -> None:
    """Add a warning for each link, image and address of the site's own that leads nowhere, with its place."""
    checker = _Checker(site_map, findings)
    for text in texts(site_map.site):
        checker.text(text)
    for each in own:
        checker.address(each.written, each.position, "")


class _Checker:
    """Compares links with the map of a site; what those that lead nowhere may mean is asked for once."""

    def __init__(self, site_map: SiteMap, findings: Findings) -> None:
        self.site_map = site_map
        self.findings = findings
        self._fragments: dict[str, KnownWords] = {}

    def text(self, text: Text) -> None:
        """Add what is wrong with the links and images of a text."""
        for link in text.links:
            if link.url and not link.url.startswith("#"):
                self.address(link.url, link.position, text.path)
        for wikilink in text.wikilinks:
            if wikilink.target:
                self._wikilink(wikilink, text.path)
        lost = [
            image
            for image in text.images
            if not (is_elsewhere(image.source) or self.site_map.picture(image.source, text.path))
        ]
        if len(lost) > MOST_LOST_IMAGES:
            what = f"{len(lost)} of {len(text.images)} images in this file are not here"
            self.findings.warning(
                lost[0].position,
                f"{what}, the first of them '{lost[0].source}'",
                allowed="images beside the note, anywhere in notes/, or in static/",
                suggestion="copy the folder of attachments into notes/",
            )
        else:
            for image in lost:
                self._lost_image(image, text.path)

    def address(self, written: str, position: Position, path: str) -> None:
        """Add what is wrong with an address that leads into the site; one that leads elsewhere is nobody's business."""
        if is_elsewhere(written):
            if not self.site_map.holds(written):
                return
            target = self.site_map.own(written)
        else:
            target = self.site_map.link(written, path)
        if target is None:
            self._lost_address(written, position)
        elif target.lost:
            self._lost_fragment(f"the page '{target.location.title}'", target, position)

    def _wikilink(self, wikilink: Wikilink, path: str) -> None:
        target = self.site_map.wikilink(wikilink, path)
        if target is None:
            what = f"no page here is called '{wikilink.written}'"
            self.findings.warning(wikilink.position, what, suggestion=self._names.did_you_mean(wikilink.target))
        elif target.lost:
            self._lost_fragment(f"'{wikilink.target}'", target, wikilink.position)

    def _lost_image(self, image: Image, path: str) -> None:
        if beside(image.source, path).startswith("../"):
            what, suggestion = "this image lies outside the content folder", "put it into notes/ or static/"
        else:
            what, suggestion = f"no image here is called '{image.source}'", ""
        self.findings.warning(image.position, what, suggestion=suggestion)

    def _lost_address(self, written: str, position: Position) -> None:
        """Add that an address leads nowhere, and what was probably meant."""
        if is_email(written):
            what = "an e-mail address as a link begins with 'mailto:'"
            self.findings.warning(position, what, suggestion=f"write 'mailto:{written}'")
        elif _HOST.match(written):
            what = f"the link '{written}' has no scheme"
            self.findings.warning(position, what, suggestion=f"write 'https://{written}'")
        else:
            suggestion = self._addresses.did_you_mean(written.strip("/"))
            what = f"the link '{written}' leads to nothing here"
            self.findings.warning(position, what, allowed=WAYS, suggestion=suggestion)

    def _lost_fragment(self, page: str, target: Target, position: Position) -> None:
        location = target.location
        known = self._fragments.get(location.address)
        if known is None:
            known = self._fragments[location.address] = KnownWords(location.fragments or ())
        kind = "block" if target.lost.startswith("^") else "heading"
        what = f"{page} has no {kind} '{target.lost}'"
        self.findings.warning(position, what, suggestion=known.did_you_mean(target.lost))

    @cached_property
    def _names(self) -> KnownWords:
        return KnownWords(self.site_map.names.known)

    @cached_property
    def _addresses(self) -> KnownWords:
        return KnownWords(self.site_map.at)
