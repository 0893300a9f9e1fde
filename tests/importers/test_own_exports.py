"""Any group that is exported comes back: what is exported of it again is the same, byte for byte."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from rig_site import yaml_writer
from rig_site.cli.program import commands

NOW = "2026-01-01T00:00:00Z"
ZONES = ("Europe/London", "America/New_York", "Asia/Kolkata", "Pacific/Auckland", "UTC")
WORDS = (
    "graphs", "skip", "free", "break", "cancelled", "summer", "TBC", "Discussion:", "x_1 * y", "A & B", "über", "注意",
    "– 2021", "(Lead B)", "#3", "[draft]", "`code`", "C\\N", "50%", "'quoted'",
)  # fmt: skip
phrases = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(lambda chosen: f"On {' '.join(chosen)}")
addresses = st.integers(1, 60).map(lambda number: f"https://example.net/x_{number}")
sources = st.one_of(
    st.integers(1, 9).map(lambda number: {"arxiv": f"2310.0000{number}"}),
    st.integers(1, 9).map(lambda number: {"doi": f"10.1000/a_{number}"}),
    st.integers(1, 9).map(lambda number: {"url": f"https://arxiv.org/pdf/2311.0000{number}v2.pdf"}),
    addresses.map(lambda url: {"url": url}),
    st.sampled_from(("listed", "only-named")).map(lambda key: {"paper": key}),
    st.just({}),
)
PEOPLE = {
    "lead-a": "Lead A",
    "b": {"name": "Lead B", "url": "https://example.net/b", "affiliation": "Group A"},
    "lead-c": {"name": "Lead de la Ç", "orcid": "0000-0002-1825-0097"},
}
PAPERS = {
    "listed": {
        "title": "A listed work", "authors": ["Lead A", "Lead B"], "year": "2020", "arxiv": "2001.00001",
        "url": "https://example.net/listed", "venue": "A place", "abstract": "On *this*.",
    },
    "only-named": {"title": "Named alone", "year": "1999"},
}  # fmt: skip


def filled(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Return mappings in which any of the fields may be missing."""
    return st.fixed_dictionaries({}, optional=fields)


readings = st.tuples(sources, phrases, filled(year=st.just("2019"), required=st.booleans(), note=phrases)).map(
    lambda parts: {**parts[0], "title": parts[1], **parts[2]}
)
links = st.one_of(
    st.builds(lambda label, url: {"label": label, "url": url}, st.sampled_from(("Slides", "Code")), addresses),
    st.builds(lambda text: {"label": "Chat", "text": text}, phrases),
)
MOVES = st.integers(1, 30).map(lambda days: str(date(2024, 1, 1) + timedelta(days=days)))


@st.composite
def sessions(draw: st.DrawFn, number: int, day: date) -> dict[str, Any]:
    status = draw(st.sampled_from(("confirmed", "confirmed", "tentative", "cancelled", "free", "break")))
    session = {
        "id": f"s{number}",
        "date": str(day),
        "title": f"{draw(phrases)} {number}",
        "status": status,
        "announced": "2023-06-01",
        **draw(
            filled(
                timezone=st.sampled_from(ZONES),
                kind=st.sampled_from(("Discussion", "Invited Talk")),
                topics=st.lists(st.sampled_from(("vision", "speech, text")), min_size=1, unique=True),
                room=st.sampled_from(("Room A", "Room B")),
                online=st.builds(lambda public: {"url": "https://meet.example.net/a", "public": public}, st.booleans()),
                leads=st.lists(st.sampled_from((*PEOPLE, "Lead D")), min_size=1, unique=True),
                roles=st.just({"Chair": ["b"], "Scribe": ["Lead E", "lead-a"]}),
                links=st.lists(links, min_size=1, max_size=3),
                readings=st.dictionaries(
                    st.sampled_from(("", "Main", "Extras")), st.lists(readings, min_size=1, max_size=3), min_size=1
                ),
                abstract=st.lists(phrases, min_size=1, max_size=2).map("\n\n".join),
                updated=st.just("2023-08-02T10:30:00+02:00"),
                moved_from=st.lists(
                    st.builds(lambda day, more: {"date": day, **more}, MOVES, filled(reason=phrases)),
                    min_size=1,
                    max_size=2,
                    unique_by=lambda move: move["date"],
                ),
            )
        ),
    }
    if status == "cancelled":
        session |= draw(filled(reason=phrases))
    if status == "break":
        session |= draw(filled(until=st.just(str(day + timedelta(days=9)))))
    else:
        session |= draw(filled(time=st.sampled_from(("11:00-12:00", "9:30-10:15", "22:30-00:30", "16:00"))))
    return session


@st.composite
def groups(draw: st.DrawFn) -> Mapping[str, Any]:
    """Return the files of a group, as values by their paths."""
    first = date(2024, draw(st.integers(1, 12)), draw(st.integers(1, 28)))
    days = [first + timedelta(days=7 * step) for step in range(draw(st.integers(2, 6)))]
    site = {
        "title": "Group A",
        "base_url": "https://groups.example.edu/a/",
        "timezone": draw(st.sampled_from(ZONES)),
        **draw(
            filled(
                language=st.sampled_from(("en-GB", "de", "fr", "ja")),
                description=phrases,
                uid_domain=st.just("a.example.edu"),
                kinds=st.just(["Invited Talk", "Discussion"]),
                contacts=st.just(["b"]),
                links=st.lists(links, min_size=1, max_size=2),
                meetings=st.just(
                    [
                        {
                            "from": "2023-06-01",
                            "every": "week",
                            "weekday": "monday",
                            "time": "11:00-12:00",
                            "room": "Room A",
                        }
                    ]
                ),
            )
        ),
    }
    return {
        "site.yaml": site,
        "people.yaml": PEOPLE,
        "papers.yaml": PAPERS,
        **{f"sessions/{day}.yaml": draw(sessions(number, day)) for number, day in enumerate(days)},
    }


def run(*arguments: str) -> str:
    done = CliRunner().invoke(commands, arguments)
    assert done.exit_code == 0, done.output
    return done.output


def write(folder: Path, files: Mapping[str, Any]) -> None:
    for path, fields in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(yaml_writer.document(fields))


def exported(content: Path, form: str) -> str:
    target = content.parent / f"group.{form}"
    run("export", "--content", str(content), "--as-of", NOW, "--without-history", "--format", form, "-o", str(target))
    return target.read_bytes().decode()


def comes_back(folder: Path, files: Mapping[str, Any], form: str) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    write(folder / "first" / "content", files)
    first = exported(folder / "first" / "content", form)
    again = folder / "again" / "content"
    report = run("import", str(folder / "first" / f"group.{form}"), "--to", str(again), "--as-of", NOW)
    assert "nothing was lost" in report
    carried = [one for one in files.values() if form != "ics" or one.get("status") not in ("free", "break")]
    secret = [one for one in carried if one.get("online", {"public": True})["public"] is False]
    second = exported(again, form)
    if not secret:
        assert second == first
    else:
        assert "the export does not say at which address" in report
    assert "imported-leftovers" not in report


@pytest.mark.parametrize("form", ["json", "csv", "ics"])
@settings(
    deadline=None,
    max_examples=12,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(files=groups())
def test_an_exported_group_comes_back(form: str, files: Mapping[str, Any], tmp_path: Path) -> None:
    comes_back(tmp_path, files, form)
