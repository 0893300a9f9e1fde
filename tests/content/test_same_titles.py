"""Two papers with one title: a notice whose suggestion is right."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from rig_site.content import Loaded

READINGS = [
    "arxiv: 2001.00001",
    "doi: 10.1000/a(1)<2>",
    'url: "https://example.org/a,b?c=[d]&e=#part"',
    "url: https://openreview.net/forum?id=aBc",
]


def notices(loaded: Loaded) -> list[str]:
    return [problem.suggestion for problem in loaded.problems if "has the title of" in problem.what]


@pytest.mark.parametrize("papers", ["", "own: {aliases: [OP], title: One paper, url: https://example.org/own}\n"])
def test_what_is_suggested_makes_one_work_of_several(group: Callable[..., Loaded], papers: str) -> None:
    readings = "".join(f"- {{title: One paper, {reading}}}\n" for reading in READINGS)
    files = {"papers.yaml": papers or "{}\n", "resources.yaml": f"Titles:\n{readings}"}
    files |= {"sessions/a.yaml": f"date: 2023-11-06\ntitle: Attention\nreadings:\n{readings}"}
    before = group(files)
    (suggestion,) = set(notices(before))
    assert len(notices(before)) == len(READINGS) - (0 if papers else 1)
    written = re.fullmatch(r"if they are one work, (?:write|add) '(.*)' (?:for 'own' in|to) papers.yaml", suggestion)
    assert written
    files["papers.yaml"] = papers.replace("aliases: [OP]", written[1]) if papers else written[1]
    after = group(files)
    assert notices(after) == []
    assert after.site
    assert before.site
    (one,) = after.site.papers
    assert one.key in {paper.key for paper in before.site.papers}
    assert one.title == "One paper"
