"""What texts cite: the works that are meant by the keys of `[@key]`."""

from __future__ import annotations

from dataclasses import replace

from rig_site.content.findings import Findings, cite
from rig_site.content.resolve.readings import PaperIndex
from rig_site.model.paper import Paper, identities
from rig_site.model.site import Site, texts


def with_cited(site: Site, index: PaperIndex, findings: Findings) -> Site:
    """Return the group with the works that its texts cite, after adding a warning for each that nobody knows.

    A work that has a place among the group's papers is the one there.
    """
    known = {name: paper for paper in reversed(site.papers) for name in identities(paper)}
    found: dict[str, Paper] = {}
    for text in texts(site):
        for citation in text.citations:
            paper = index.paper(citation.key) or known.get(f"key:{citation.key}")
            if paper:
                found[citation.key] = next((known[name] for name in identities(paper) if name in known), paper)
            elif index.keys is not None:
                findings.warning(
                    citation.position,
                    f"no paper is known as {cite(citation.key)}, and it is shown as it is typed",
                    allowed="a key of papers.yaml or of a bibliography, an arXiv identifier, a DOI",
                    suggestion=index.known.did_you_mean(citation.key),
                )
    return replace(site, cited=tuple(sorted(found.items())))
