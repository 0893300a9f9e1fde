"""BibTeX as other programs write it becomes citations; how it is read is told in `resolve.references`."""

from __future__ import annotations

from collections.abc import Mapping

from rig_site.content.citations.citation import Citation, abstract, line, names
from rig_site.content.findings import Findings
from rig_site.content.resolve.references import as_written, references
from rig_site.content.sources.source import Source
from rig_site.diagnostics import Problem


def citations(source: Source, *, abstracts: bool = True) -> tuple[Mapping[str, Citation], tuple[Problem, ...]]:
    """Return the works of a bibliography that have a title, by their keys, and what is wrong with the others.

    Abstracts take long to read, and are left out where they are not asked for.
    """
    findings = Findings()
    works = references((source,), (), findings)
    said = as_written(source, "abstract") if abstracts else {}
    found = {
        key: Citation(
            line(work.title),
            names(work.authors),
            work.year,
            line(work.venue or "") or None,
            abstract(said.get(key, "")),
            work.arxiv,
            work.doi,
            work.url if not work.arxiv else None,
        )
        for key, (work, _) in works.items()
        if work.title
    }
    for key, (work, at) in works.items():
        if not work.title:
            findings.warning(at, f"the entry '{key}' has no title, and is left out")
    return found, tuple(findings.problems)
