"""A group that has read and written so much that the years of its lists have pages of their own."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime

import html5lib
import pytest

from rig_site.content import load
from rig_site.model import years_apart
from rig_site.model.history import Commit, History
from rig_site.outputs import plan
from rig_site.outputs.edition import Edition
from rig_site.outputs.exports import coins
from rig_site.outputs.feeds import FEED_FILES
from rig_site.render.theme import Theme

YEARS = range(2019, 2024)
AS_OF = datetime(2023, 10, 25, tzinfo=UTC)
LISTS = {
    "papers/": ("papers/years/{}/", r">(Paper \d+-\d)<"),
    "notes/": ("notes/years/{}/", r">(Note \d+-\d)<"),
    "changes/": ("changes/{}/", r">(Part \d+-\d)<"),
    "kinds/talk/": ("kinds/talk/{}/", r">(Part \d+-\d)<"),
    "topics/attention/": ("topics/attention/{}/", r">(Part \d+-\d)<"),
    "people/lead-a/": ("people/lead-a/{}/", r">(Part \d+-\d)<"),
}
"""Where the years of each list stand, and what an entry of it is known by."""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """The pages of a group with two sessions, papers, notes and changes in each of five years, where four are many."""
    content, commits = tmp_path_factory.mktemp("long"), []
    for folder in ("sessions", "notes"):
        (content / folder).mkdir()
    site = {"title": "Group A", "base_url": "https://group.test/", "timezone": "Europe/London"}
    (content / "site.yaml").write_text(json.dumps(site), encoding="utf-8")
    papers = {"years": {"title": "Paper 1999-1", "arxiv": "1706.03762", "year": 1999}, "2019": {"title": "Undated"}}
    (content / "papers.yaml").write_text(json.dumps(papers), encoding="utf-8")
    for year in YEARS:
        for part in (1, 2):
            session = {"id": f"part-{year}-{part}", "date": f"{year}-0{part + 4}-06", "title": f"Part {year}-{part}"}
            session |= {"kind": "Talk", "topics": ["Attention"], "leads": ["Lead A"]}
            reading = {"title": f"Paper {year}-{part}", "doi": f"10.1000/{year}.{part}", "authors": ["Author A"]}
            written = json.dumps(session | {"readings": [reading]}).encode()
            path = f"sessions/part-{year}-{part}.yaml"
            (content / path).write_bytes(written)
            when = f"date: {year}-05-07" if part == 1 else f"sessions: [part-{year}-{part}]"
            note = f"---\ntitle: Note {year}-{part}\n{when}\n---\nText.\n"
            (content / "notes" / f"{year}-{part}.md").write_text(note, encoding="utf-8")
            commits.append(Commit(datetime(year, part, 1, tzinfo=UTC), {path: written}))
    commits.insert(0, Commit(datetime(2018, 1, 1, tzinfo=UTC), {"site.yaml": (content / "site.yaml").read_bytes()}))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(years_apart, "MOST_LISTED", 4)
        patched.setattr(coins, "MOST_OFFERED", 5)
        loaded = load(content, as_of=AS_OF, history=History(commits), feeds=FEED_FILES)
        assert loaded.site_map, loaded.problems
        edition = Edition(loaded.site_map, AS_OF, "https://group.test/", Theme.of(content / "no theme"))
        found = {each.path: each.render() for each in plan(edition) if each.path.endswith((".html", ".xml", ".bib"))}
    assert {location.path for location in loaded.site_map.pages()} <= {*found}
    return {path: encoded.decode() for path, encoded in found.items()}


@pytest.mark.parametrize("listing", LISTS)
def test_every_entry_stands_on_one_page_and_every_year_is_linked(pages: Mapping[str, str], listing: str) -> None:
    address, entry = LISTS[listing]
    first = pages[f"{listing}index.html"]
    found = {listing: re.findall(entry, first)}
    apart = [year for year in YEARS if f"{address.format(year)}index.html" in pages]
    assert apart == list(YEARS)[: len(apart)]
    root = "../" * listing.count("/")
    for year in apart:
        page = pages[f"{address.format(year)}index.html"]
        assert f'href="{root}{address.format(year)}"' in first
        assert f"https://group.test/{address.format(year)}</loc>" in pages["sitemap.xml"]
        assert f'<h1 id="year-{year}">{year}</h1>' in page
        assert 'aria-current="page">' in page
        found[address.format(year)] = re.findall(entry, page)
        assert {each.split(" ")[1][:4] for each in found[address.format(year)]} == {str(year)}
    listed = [each for entries in found.values() for each in entries if "1999" not in each]
    assert sorted(listed) == sorted(set(listed))
    assert len(listed) == 2 * len(YEARS)
    assert len(found[listing]) <= 4
    assert len(found[listing]) + len(found[address.format(apart[-1])]) > 3


def test_papers_that_nobody_read_go_by_their_own_year(pages: Mapping[str, str]) -> None:
    assert "Paper 1999-1" in pages["papers/years/1999/index.html"]
    assert re.search(r"Without a year</h2>.*Undated", pages["papers/index.html"], re.DOTALL)
    assert pages["papers/papers.bib"].count("@") == 2 * len(YEARS) + 2
    document = html5lib.parse(pages["papers/index.html"], namespaceHTMLElements=False)
    assert len(document.findall(".//span[@class='Z3988']")) == 2
    assert ">12 papers<" in pages["papers/index.html"]


def test_reference_managers_find_what_was_read_in_a_year(pages: Mapping[str, str]) -> None:
    for path in ("papers/years/2020/", "topics/attention/2020/", "people/lead-a/2020/"):
        assert pages[f"{path}index.html"].count('class="Z3988"') == 2, path
    assert "Z3988" not in pages["people/lead-a/index.html"]
