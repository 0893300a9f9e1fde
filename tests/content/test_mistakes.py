"""Mistakes that mend themselves: the tables of docs/mistakes.md, and good files broken in known ways."""

from __future__ import annotations

import re
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from rig_site.content import load
from rig_site.content.findings import Findings
from rig_site.content.fixing import Fixed, Texts, fixed
from rig_site.content.schema import meeting, parts, session, shapes, site, small_files
from rig_site.content.sources.field_names import FIELDS, LISTS
from rig_site.content.sources.nodes import Plain, parse
from rig_site.content.sources.source import Source
from rig_site.diagnostics import Problem
from rig_site.yaml_writer import document

MISTAKES = Path(__file__).parents[2] / "docs" / "mistakes.md"
SITE = "title: Group A\nbase_url: https://group.example.edu/\nuid_domain: group.example.edu\ntimezone: Europe/London\n"
SESSION = "sessions/2023-11-06-attention.yaml"


def mended(text: bytes, *, unsafe: bool = False, others: dict[str, str] | None = None) -> tuple[bytes, Fixed]:
    """Return a session file after its fixes."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "sessions").mkdir()
        for path, other in {"site.yaml": SITE, **(others or {})}.items():
            (root / path).write_text(other)
        (root / SESSION).write_bytes(text)

        def check(texts: Texts) -> tuple[Problem, ...]:
            return load(root, as_of=date(2023, 11, 5), texts=texts).problems

        result = fixed(root, check, unsafe=unsafe)
        return result.after.get(SESSION, text), result


def value(text: str) -> Plain:
    node = parse(Source(SESSION, text), Findings())
    assert node
    return node.value


def table(heading: str) -> list[tuple[str, str]]:
    section = MISTAKES.read_text(encoding="utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    return re.findall(r"^\| `(.+?)` \| `(.+?)` \|$", section, re.MULTILINE)


def around(line: str) -> str:
    key = line.partition(":")[0]
    return "".join(
        {"date": "date: 2023-11-06\n", "title": "title: Attention\n"}[each]
        for each in ("date", "title")
        if each != key and not (each == "title" and key == "titel")
    )


@pytest.mark.parametrize(("written", "becomes"), table("Surely meant"))
def test_what_is_surely_meant_is_written(written: str, becomes: str) -> None:
    text, result = mended(f"{around(written)}# ours\n{written}\n".encode())
    assert text.decode() == f"{around(written)}# ours\n{becomes}\n"
    assert result.count == 1


@pytest.mark.parametrize(("written", "becomes"), table("Probably meant"))
def test_what_is_probably_meant_is_written_only_when_asked_for(written: str, becomes: str) -> None:
    before = f"{around(written)}# ours\n{written}\n".encode()
    assert mended(before)[0] == before
    assert mended(before, unsafe=True)[0].decode() == f"{around(written)}# ours\n{becomes}\n"


def test_two_readings_are_left_to_the_organiser() -> None:
    before = b"date: 5/11/2023\ntitle: Attention\n"
    assert mended(before, unsafe=True)[0] == before


def test_the_hour_is_not_lost_with_the_spelling_of_the_day() -> None:
    text, _ = mended(b"date: 2023-11-06 14:00\ntitle: Attention\n")
    assert value(text.decode()) == {"date": "2023-11-06", "title": "Attention", "time": "14:00"}


def test_the_day_that_is_missing_is_that_of_the_files_name() -> None:
    text, _ = mended(b"# ours\ntitle: Attention\n")
    assert text == b"# ours\ndate: 2023-11-06\ntitle: Attention\n"


def test_a_key_of_papers_is_no_title() -> None:
    text, _ = mended(
        b"date: 2023-11-06\ntitle: Attention\nreadings:\n- vaswani-2017\n- 1706.03762v2\n",
        others={"papers.yaml": "vaswani-2017: {title: Attention}\n"},
    )
    assert text.endswith(b"readings:\n- {paper: vaswani-2017}\n- {arxiv: 1706.03762}\n")


def test_a_mistake_in_one_paper_hides_no_other() -> None:
    _, result = mended(
        b"date: 2023-11-06\ntitle: Attention\nreadings: [{paper: seq2seq}]\n",
        others={"papers.yaml": "a: {nothing: A}\nb: {title: B, aliases: [seq2seq]}\n"},
    )
    assert [problem.what for problem in result.problems] == ["a paper has no field 'nothing'"]


def test_one_mistake_in_the_yaml_hides_no_other_and_brings_none() -> None:
    text = (
        b"date: 2023-11-06\ntitle: [Attention\nroom: @here\nleed: [Lead A]\ntime: 2pm\nreadings:\n  - {title: A: b}\n"
    )
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "sessions").mkdir()
        (Path(folder) / "site.yaml").write_text(SITE)
        (Path(folder) / SESSION).write_bytes(text)
        problems = load(Path(folder), as_of=date(2023, 11, 5)).problems
    assert [(problem.position.line, problem.what) for problem in problems] == [
        (2, "text that begins with '[' must be put in quotes"),
        (3, "text that begins with '@' must be put in quotes"),
        (4, "a session has no field 'leed'"),
        (5, "'2pm' is not a time"),
        (7, "text with a colon and a blank in it must be put in quotes"),
    ]


def test_the_newer_of_two_sessions_gets_another_id() -> None:
    older = "date: 2023-10-30\ntitle: Attention\n"
    text, result = mended(
        b"date: 2023-11-06\ntitle: Attention again\n", others={"sessions/2023-10-30-attention.yaml": older}
    )
    assert text == b"id: attention-2023-11-06\ndate: 2023-11-06\ntitle: Attention again\n"
    assert set(result.after) == {SESSION}


TEXTS = st.from_regex(r"[A-Z][a-z]{2,8}( [a-z]{2,8}){0,3}", fullmatch=True)
NAMES = st.from_regex(r"[A-Z][a-z]{3,8} [A-Z][a-z]{3,8}", fullmatch=True)
SESSIONS = st.fixed_dictionaries(
    {
        "date": st.dates(date(2023, 1, 1), date(2023, 12, 31)).map(str),
        "title": TEXTS,
        "abstract": TEXTS,
        "leads": st.lists(NAMES, min_size=1, max_size=3, unique_by=str.casefold),
        "readings": st.lists(TEXTS, min_size=1, max_size=3).map(lambda titles: [{"title": each} for each in titles]),
    }
)


def lines_of(fields: dict[str, Any], line_end: str) -> str:
    return ("# ours\n" + document(fields) + "# and the end\n").replace("\n", line_end)


@given(SESSIONS, st.sampled_from(["\n", "\r\n"]), st.data())
def test_what_was_good_is_good_again(fields: dict[str, Any], line_end: str, data: st.DataObject) -> None:
    key, broken = data.draw(
        st.sampled_from(
            [
                ("abstract", {"abstrct": "abstract"}),
                ("leads", {"leds": "leads"}),
                ("readings", {"readngs": "readings"}),
                ("title", {"titel": "title"}),
            ]
        )
    )
    good = lines_of(fields, line_end)
    (misspelt,) = broken
    bad = re.sub(rf"^{key}:", f"{misspelt}:", good, flags=re.MULTILINE)
    assert bad != good
    assert mended(bad.encode())[0].decode() == good


@given(SESSIONS, TEXTS, st.sampled_from(["\n", "\r\n"]), st.sampled_from(["quote", "colon", "flat", "tab"]))
def test_quotes_colons_lists_and_tabs_come_right(fields: dict[str, Any], more: str, line_end: str, way: str) -> None:
    fields = {**fields, "title": f"{fields['title']}: {more}"}
    good = lines_of(fields, line_end)
    if way == "quote":
        bad = re.sub(r'^(title: ".*)"', r"\1", good, count=1, flags=re.MULTILINE)
    elif way == "colon":
        bad = re.sub(r'^title: "(.*)"', r"title: \1", good, count=1, flags=re.MULTILINE)
    elif way == "flat":
        bad = re.sub(r"^leads: \[(.*)\]", r"leads: \1", good, count=1, flags=re.MULTILINE)
    else:
        bad = good.replace(line_end + "  - ", line_end + "\t- ")
    text, result = mended(bad.encode())
    assert value(text.decode()) == value(good)
    assert text.decode().count("# ") == 2
    assert (text.count(b"\r\n") > 0) == (line_end == "\r\n")
    assert not any(problem.fix and problem.fix.safe for problem in result.problems)
    yaml.compose(text.decode())


def test_the_names_of_fields_are_those_of_the_contract() -> None:
    modules = (meeting, parts, session, site, small_files)
    found = {value for module in modules for value in vars(module).values() if isinstance(value, type)}
    models = {each for each in found if issubclass(each, parts.Shape) and each is not parts.Shape}
    fields: dict[str, BaseModel | Any] = {}
    for model in {*models, shapes.Note, shapes.Page}:
        for name, field in model.model_fields.items():
            fields.setdefault(field.alias or name, field)
    assert set(fields) == FIELDS
    listing = {
        name
        for name, field in fields.items()
        if "list[" in str(field.annotation) and "dict[" not in str(field.annotation)
    }
    assert listing | {"readings"} == LISTS
