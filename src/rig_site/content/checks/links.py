"""Links into the site itself, from any text and any field, that lead nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from rig_site.content.findings import Findings, did_you_mean
from rig_site.content.resolve.addresses import OwnAddress
from rig_site.content.schema.formats import is_email
from rig_site.diagnostics import Position
from rig_site.model.link import is_elsewhere
from rig_site.model.pictures import beside
from rig_site.model.site import texts
from rig_site.model.site_map import SiteMap, Target
from rig_site.model.text import Text

WAYS = "a path to a file or a page of the site, or an address that begins with https://"

MOST_LOST_IMAGES = 3
"""How many images that are missing in one file are told one by one; more are a folder that was left behind."""

MOST_COMPARED = 1_000
"""How many addresses of the site are compared with one that leads nowhere."""

_HOST = re.compile(r"www\.|(?:[\w-]+\.)+(?:com|org|net|edu|io|ai|uk|de|fr)(?=/|\Z)", re.IGNORECASE)


def check_links(site_map: SiteMap, own: Iterable[OwnAddress], findings: Findings) -> None:
    """Add a warning for each link, image and address of the site's own that leads nowhere, with its place."""
    for text in texts(site_map.site):
        _check_text(text, site_map, findings)
    for each in own:
        _check_address(each.written, each.position, "", site_map, findings)


def _check_text(text: Text, site_map: SiteMap, findings: Findings) -> None:
    for link in text.links:
        if link.url and not link.url.startswith("#"):
            _check_address(link.url, link.position, text.path, site_map, findings)
    for wikilink in text.wikilinks:
        if not wikilink.target:
            continue
        target = site_map.wikilink(wikilink, text.path)
        if target is None:
            suggestion = did_you_mean(wikilink.target, islice(reversed(site_map.names.addresses), MOST_COMPARED))
            findings.warning(wikilink.position, f"no page here is called '{wikilink.written}'", suggestion=suggestion)
        elif target.lost:
            _report_fragment(f"'{wikilink.target}'", target, wikilink.position, findings)
    lost = [
        image
        for image in text.images
        if not is_elsewhere(image.source) and site_map.picture(image.source, text.path) is None
    ]
    if len(lost) > MOST_LOST_IMAGES:
        findings.warning(
            lost[0].position,
            f"{len(lost)} of {len(text.images)} images in this file are not here, the first of them '{lost[0].source}'",
            allowed="images beside the note, anywhere in notes/, or in static/",
            suggestion="copy the folder of attachments into notes/",
        )
        return
    for image in lost:
        if beside(image.source, text.path).startswith("../"):
            what, suggestion = "this image lies outside the content folder", "put it into notes/ or static/"
        else:
            what, suggestion = f"no image here is called '{image.source}'", ""
        findings.warning(image.position, what, suggestion=suggestion)


def _check_address(written: str, position: Position, path: str, site_map: SiteMap, findings: Findings) -> None:
    """Add what is wrong with an address that leads into the site; one that leads elsewhere is nobody's business."""
    if is_elsewhere(written):
        if not site_map.holds(written):
            return
        target = site_map.own(written)
    else:
        target = site_map.link(written, path)
    if target is None:
        _report(written, position, site_map, findings)
    elif target.lost:
        _report_fragment(f"the page '{target.location.title}'", target, position, findings)


def _report(written: str, position: Position, site_map: SiteMap, findings: Findings) -> None:
    """Add that an address leads nowhere, and what was probably meant."""
    if is_email(written):
        what = "an e-mail address as a link begins with 'mailto:'"
        findings.warning(position, what, suggestion=f"write 'mailto:{written}'")
    elif _HOST.match(written):
        findings.warning(position, f"the link '{written}' has no scheme", suggestion=f"write 'https://{written}'")
    else:
        suggestion = did_you_mean(written.strip("/"), islice(reversed(site_map.at), MOST_COMPARED))
        findings.warning(position, f"the link '{written}' leads to nothing here", allowed=WAYS, suggestion=suggestion)


def _report_fragment(page: str, target: Target, position: Position, findings: Findings) -> None:
    kind = "block" if target.lost.startswith("^") else "heading"
    suggestion = did_you_mean(target.lost, sorted(target.location.fragments or ())[:MOST_COMPARED])
    findings.warning(position, f"{page} has no {kind} '{target.lost}'", suggestion=suggestion)
