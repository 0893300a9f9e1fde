"""Readings at any address of a work are readings of it."""

from __future__ import annotations

from collections.abc import Callable

from rig_site.content import Loaded
from rig_site.model.note import Mention
from rig_site.model.relations import relations


def test_readings_and_notes_at_an_alias_are_of_its_paper(group: Callable[..., Loaded]) -> None:
    session = "- {{id: {id}, date: 2023-11-06, title: A session, readings: [{reading}]}}\n"
    readings = {
        "own": '{url: "https://example.org/circuits/index.html", title: Circuits}',
        "alias": "{url: https://example.org/circuits/}",
        "part": "{url: https://example.org/circuits/#two, title: The second part}",
        "arxiv": "{url: https://arxiv.org/pdf/2001.00001v3}",
        "doi": "{doi: 10.1000/X}",
        "other": "{url: https://example.org/other/}",
    }
    loaded = group(
        {
            "papers.yaml": "circuits: {url: https://example.org/circuits/index.html, year: 2021, aliases: [Circuits threads, "
            "https://example.org/circuits/, 2001.00001, doi:10.1000/x]}\n",
            "sessions/a.yaml": "".join(session.format(id=name, reading=reading) for name, reading in readings.items()),
            "notes/a.md": "---\npapers: [10.1000/x]\n---\n",
            "notes/b.md": "---\npapers: [circuits threads]\n---\n",
        }
    )
    site = loaded.site
    assert site, loaded.problems
    assert [paper.key for paper in site.papers] == ["circuits", "example-org-other"]
    found = relations(site)
    assert {session.id for session in found.read_in["circuits"]} == readings.keys() - {"other"}
    assert [note.papers for note in site.notes] == [(Mention("circuits"),)] * 2
    assert {
        session.id: (reading.title, reading.year)
        for session in site.sessions
        for section in session.readings
        for reading in section.readings
        if found.paper(reading) and session.id != "other"
    } == {name: ("The second part" if name == "part" else "Circuits", 2021) for name in readings if name != "other"}
