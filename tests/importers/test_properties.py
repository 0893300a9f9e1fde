"""What holds for any document: nothing raises, no address is lost, and a group comes back from every form it is written in."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from rig_site.importers import Imported, Settings, SourceDocument, import_documents
from rig_site.model.link import Link
from rig_site.model.person import Person
from rig_site.model.session import Reading, ReadingSection, Session, Status
from rig_site.model.site import Site
from rig_site.outputs.repository import previous

TODAY = date(2024, 6, 1)
WRITTEN = datetime(2020, 1, 1, tzinfo=UTC)
NAMES = ("group.md", "group.html", "group.csv", "group.ics", "group.yaml", "group.json")

markup = st.text(
    st.one_of(
        st.sampled_from("[]()|#*_`<>&\\~!-:.\n \t0123456789\"'{}^,;/"), st.characters(exclude_categories=("Cs",))
    ),
    max_size=60,
)
addresses = st.integers(0, 10**6).map(lambda number: f"https://example.org/x{number}")
pieces = st.one_of(
    markup,
    addresses.map(lambda address: f" {address} "),
    st.tuples(st.sampled_from(("a talk", "Slides", "pdf", "Lead A")), addresses).map(
        lambda pair: f" [{pair[0]}]({pair[1]}) "
    ),
    st.sampled_from(
        (
            "\n\n## 06/11/23\n### A title\n\n",
            "\n\n| Date | Topic | Lead |\n|---|---|---|\n| 06/11/23 | ",
            " |\n",
            "\n- 2023-11-06: ",
            "\n  - ",
            "\n**Main**\n",
            "\nDate: 6 Nov 2023\nSpeaker: ",
            "\n<table><tr><td>2023-11-06</td><td>",
            "</td></tr></table>\n",
            "\n## Week 2\n",
            "<a href='https://example.org/q'>q</a>",
            "---\ntitle: x\n---\n",
            "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20231106T100000Z\nSUMMARY:",
            "\nEND:VEVENT\nEND:VCALENDAR\n",
            "\n```\n",
            "\n- date: 2023-11-06\n  title: ",
        )
    ),
)
documents = st.lists(pieces, max_size=12).map("".join)


def imported(text: str, name: str = "group.md", **options: object) -> Imported:
    return import_documents([SourceDocument(name, text)], Settings(today=TODAY, **options))  # type: ignore[arg-type]


def sessions(result: Imported) -> list[dict[str, object]]:
    loaded = [
        yaml.load(text, yaml.BaseLoader)
        for path, text in sorted(result.plan.files.items())
        if path.startswith("sessions/")
    ]
    people = yaml.load(result.plan.files.get("people.yaml", "{}"), yaml.BaseLoader)
    for session in loaded:
        session["leads"] = [
            people[key] if isinstance(people[key], str) else people[key]["name"] for key in session.get("leads", [])
        ]
    return loaded


@settings(deadline=None, max_examples=25)
@given(documents, st.sampled_from(NAMES))
def test_any_document_is_read_without_a_loss(text: str, name: str) -> None:
    result = imported(text, name, start=date(2024, 1, 1))
    assert result.losses == ()
    for path, file in result.plan.files.items():
        if path.endswith(".yaml"):
            assert yaml.load(file, yaml.CBaseLoader) == yaml.load(file, yaml.BaseLoader)


@dataclass(frozen=True)
class Talk:
    day: date
    title: str
    leads: tuple[str, ...]
    reading: tuple[str, str] | None
    slides: str | None


WORDS = ("graphs", "attention", "models", "planning", "proofs", "causality", "vision", "speech", "robots", "ethics")
STATUSES = (
    "Skip connections",
    "Pause tokens",
    "Closed captions",
    "Summer talk",
    "Cancelled flights data",
    "Free energy",
    "Break symmetry",
    "Off policy learning",
    "Open problems",
    "Holiday forecasts",
    "No free lunch",
    "TBC theorem",
    "Reading week habits",
)
titles = st.tuples(
    st.sampled_from((*STATUSES, *["On"] * len(STATUSES))),
    st.lists(st.sampled_from(WORDS), min_size=2, max_size=5, unique=True),
).map(lambda parts: f"{parts[0]} {' '.join(parts[1])}")
names = st.lists(st.sampled_from("ABCDEFGH"), min_size=1, max_size=3, unique=True).map(
    lambda letters: tuple(f"Lead {letter}" for letter in letters)
)
SCRIPTS = {"A": "Ведущая А", "B": "Ηγέτης Βήτα", "C": "主讲甲", "D": "Léad Ñandú", "E": "Lead de la É"}


@st.composite
def groups(draw: st.DrawFn) -> list[Talk]:
    """Return a group's talks on successive weeks, across the end of a year and past a 13th."""
    first = date(2022, draw(st.integers(9, 11)), draw(st.integers(1, 28)))
    step = draw(st.sampled_from((7, 14)))
    wanted = draw(st.lists(st.tuples(titles, names), min_size=4, max_size=9, unique_by=lambda talk: talk[0]))
    talks = []
    for number, (title, leads) in enumerate(wanted):
        paper = draw(st.booleans())
        reading = (f"Paper on {title}", f"https://example.org/paper{number}") if paper else None
        slides = f"https://example.org/slides{number}.pdf" if draw(st.booleans()) else None
        talks.append(Talk(first + timedelta(days=step * number), title, leads, reading, slides))
    return talks


def link(text: str, address: str) -> str:
    return f"[{text}]({address})"


def as_table(talks: list[Talk]) -> tuple[str, str]:
    rows = [
        f"| {' & '.join(talk.leads)} | {talk.day:%d/%m/%y} | {talk.title} | {link(*talk.reading) if talk.reading else ''} "
        f"| {link('Slides', talk.slides) if talk.slides else '-'} |"
        for talk in talks
    ]
    return "group.md", "\n".join(["| Presenter | When | Topic | Paper | Slides |", "|---|---|---|---|---|", *rows])


def as_reversed_table(talks: list[Talk]) -> tuple[str, str]:
    rows = [
        f"{talk.day:%b %d} | {talk.title}{' (' + link('Slides', talk.slides) + ')' if talk.slides else ''} "
        f"| {link(*talk.reading) if talk.reading else ''} | {', '.join(talk.leads)}"
        for talk in reversed(talks)
    ]
    return "group.md", "\n".join([f"## {talks[-1].day.year}", "", "Date | Title | Reading | Speaker", "-|-|-|-", *rows])


def as_headings(talks: list[Talk]) -> tuple[str, str]:
    lines = ["# Group"]
    for talk in talks:
        lines += ["", f"## {talk.day:%d %B %Y}: {talk.title} ({', '.join(talk.leads)})", ""]
        lines += [f"- {link(*talk.reading)}"] if talk.reading else []
        lines += [f"- {link('Slides', talk.slides)}"] if talk.slides else []
    return "group.md", "\n".join(lines)


def as_bullets(talks: list[Talk]) -> tuple[str, str]:
    lines = ["# Group", ""]
    for talk in talks:
        lines.append(f"- **{talk.day}** — {talk.title} ({' and '.join(talk.leads)})")
        lines += [f"  - {link(*talk.reading)}"] if talk.reading else []
        lines += [f"  - {link('Slides', talk.slides)}"] if talk.slides else []
    return "group.md", "\n".join(lines)


def as_key_values(talks: list[Talk]) -> tuple[str, str]:
    lines = ["# Talks", ""]
    for talk in talks:
        lines += [
            f"**Date**: {talk.day:%A, %B %d, %Y}  ",
            f"**Title**: {talk.title}  ",
            f"**Speaker**: {', '.join(talk.leads)}  ",
        ]
        lines += [f"**Paper**: {link(*talk.reading)}  "] if talk.reading else []
        lines += [f"**Slides**: {link('Slides', talk.slides)}  "] if talk.slides else []
        lines.append("")
    return "group.md", "\n".join(lines)


def anchor(text: str, address: str) -> str:
    return f"<a href='{address}'>{text}</a>"


def as_html(talks: list[Talk]) -> tuple[str, str]:
    rows = [
        f"<tr><td>{talk.day:%Y/%m/%d}<td>{talk.title}<td>{'<br>'.join(talk.leads)}"
        f"<td>{anchor(*talk.reading) if talk.reading else ''}<td>{anchor('Slides', talk.slides) if talk.slides else ''}"
        for talk in talks
    ]
    header = "<tr><th>Date<th>Topic<th>Who<th>Reading<th>Slides"
    return "group.html", f"<h1>Group</h1><table>{header}{''.join(rows)}</table>"


def as_csv(talks: list[Talk]) -> tuple[str, str]:
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";")
    writer.writerow(["Date", "Title", "Leads", "Paper", "Slides"])
    for talk in talks:
        writer.writerow(
            [
                talk.day,
                talk.title,
                ", ".join(talk.leads),
                link(*talk.reading) if talk.reading else "",
                talk.slides or "",
            ]
        )
    return "group.csv", file.getvalue()


def as_records(talks: list[Talk]) -> tuple[str, str]:
    listed = [
        {
            "date": str(talk.day),
            "title": talk.title,
            "speakers": list(talk.leads),
            **({"paper": dict(zip(("title", "url"), talk.reading, strict=True))} if talk.reading else {}),
            **({"slides": talk.slides} if talk.slides else {}),
        }
        for talk in talks
    ]
    return "group.yml", yaml.safe_dump(listed, sort_keys=False)


def as_titled_dates(talks: list[Talk]) -> tuple[str, str]:
    lines = ["# Group"]
    for talk in talks:
        lines += [
            "",
            f"### {talk.title}",
            "",
            f"- {talk.day:%A %d %B %Y}, 14:00",
            f"- Speaker: {', '.join(talk.leads)}",
        ]
        lines += [f"- Paper: {link(*talk.reading)}"] if talk.reading else []
        lines += [f"- {link('Slides', talk.slides)}"] if talk.slides else []
    return "group.md", "\n".join(lines)


def as_speaker_bullets(talks: list[Talk]) -> tuple[str, str]:
    lines = ["# Talks", ""]
    for talk in talks:
        lines += [f"* **{' and '.join(talk.leads)}**", f"  * **{talk.day:%B %d, %Y}, 11:00am-12:00pm**"]
        lines += [f"  * *{talk.title}*"]
        lines += [f"  * {link(*talk.reading)}"] if talk.reading else []
        lines += [f"  * {link('Slides', talk.slides)}"] if talk.slides else []
    return "group.md", "\n".join(lines)


def as_labelled_days(talks: list[Talk]) -> tuple[str, str]:
    lines = ["# Grupo"]
    for talk in talks:
        lines += ["", f"## {talk.day.isoformat()}", f"**Tema:** {talk.title}", f"**Ponente:** {', '.join(talk.leads)}"]
        lines += [f"**Artículo:** {link(*talk.reading)}"] if talk.reading else []
        lines += [f"**Diapositivas:** {link('Slides', talk.slides)}"] if talk.slides else []
    return "group.md", "\n".join(lines)


def as_labels_apart(talks: list[Talk]) -> tuple[str, str]:
    lines = ["# Talks", ""]
    for talk in talks:
        said = [f"Speaker: {', '.join(talk.leads)}", f"Title: {talk.title}", f"Time: {talk.day:%b. %d, %Y} 9:30~10:30"]
        said += [f"Paper: {link(*talk.reading)}"] if talk.reading else []
        said += [f"Slides: {link('Slides', talk.slides)}"] if talk.slides else []
        lines += [line for one in (*said, "---") for line in (one, "")]
    return "group.md", "\n".join(lines)


def as_rows_under_years(talks: list[Talk]) -> tuple[str, str]:
    lines = ["<h1>Group</h1>", "<table>", "<tr><th>Date<th>Topic<th>Who<th>Reading<th>Slides"]
    year = 0
    for talk in talks:
        lines += [f"<tr><td colspan=5><b>{talk.day.year}</b>"] if talk.day.year != year else []
        year = talk.day.year
        lines.append(
            f"<tr><td>{talk.day:%d %B}<td>{talk.title}<td>{'<br>'.join(talk.leads)}"
            f"<td>{anchor(*talk.reading) if talk.reading else ''}<td>{anchor('Slides', talk.slides) if talk.slides else ''}"
        )
    return "group.html", "\n".join([*lines, "</table>"])


def as_calendar(talks: list[Talk]) -> tuple[str, str]:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0"]
    for talk in talks:
        described = [f"Speaker: {', '.join(talk.leads)}"]
        described += [f"Paper: {link(*talk.reading)}"] if talk.reading else []
        described += [f"Slides: {talk.slides}"] if talk.slides else []
        lines += ["BEGIN:VEVENT", f"DTSTART:{talk.day:%Y%m%d}T100000", f"DTEND:{talk.day:%Y%m%d}T110000"]
        lines += [f"SUMMARY:{talk.title}", "DESCRIPTION:" + "\\n".join(described).replace(",", "\\,"), "END:VEVENT"]
    return "group.ics", "\n".join([*lines, "END:VCALENDAR", ""])


FORMS = (
    as_table,
    as_reversed_table,
    as_headings,
    as_bullets,
    as_key_values,
    as_html,
    as_csv,
    as_records,
    as_titled_dates,
    as_speaker_bullets,
    as_labelled_days,
    as_labels_apart,
    as_rows_under_years,
    as_calendar,
)
NAMED = (as_table, as_key_values, as_html, as_csv, as_records, as_titled_dates, as_labelled_days, as_labels_apart)
"""The forms that say which words are names."""


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
@settings(deadline=None, max_examples=8)
@given(groups())
def test_a_group_comes_back_from_every_form(form: object, talks: list[Talk]) -> None:
    name, text = form(talks)  # type: ignore[operator]
    result = imported(text, name)
    assert talks_of(result) == talks
    assert result.losses == result.unmet == ()


@pytest.mark.parametrize("form", NAMED, ids=lambda form: form.__name__)
@settings(deadline=None, max_examples=5)
@given(groups())
def test_names_of_many_scripts_come_back(form: object, talks: list[Talk]) -> None:
    named = [replace(talk, leads=tuple(SCRIPTS.get(lead[-1], lead) for lead in talk.leads)) for talk in talks]
    name, text = form(named)  # type: ignore[operator]
    assert talks_of(imported(text, name)) == named


@settings(deadline=None, max_examples=25)
@given(groups(), st.data())
def test_a_damaged_document_loses_nothing_silently(talks: list[Talk], data: st.DataObject) -> None:
    """A line doubled, a bracket or a bar lost: every title is in a file, or named."""
    name, text = data.draw(st.sampled_from((as_table, as_bullets, as_headings, as_titled_dates)))(talks)
    lines = text.split("\n")
    number = data.draw(st.integers(2, len(lines) - 1))
    damaged = data.draw(
        st.sampled_from(
            (f"{lines[number]}\n{lines[number]}", *(lines[number].replace(mark, "", 1) for mark in "[](|#*"))
        )
    )
    result = imported("\n".join([*lines[:number], damaged, *lines[number + 1 :]]), name)
    written = "\n".join(result.plan.files.values())
    assert all(talk.title in written for talk in talks)
    assert len(sessions(result)) + len(result.unmet) >= len(talks) - 1


def talks_of(result: Imported) -> list[Talk]:
    return [
        Talk(
            date.fromisoformat(str(session["date"])),
            str(session["title"]),
            tuple(session["leads"]),  # type: ignore[arg-type]
            next(((reading["title"], reading["url"]) for reading in session.get("readings", [])), None),  # type: ignore[attr-defined]
            next((one["url"] for one in session.get("links", [])), None),  # type: ignore[attr-defined]
        )
        for session in sessions(result)
    ]


plain = (
    st.text(st.characters(exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp", "Cn", "Co")), min_size=1, max_size=25)
    .map(lambda text: " ".join(text.split()))
    .filter(lambda text: any(character.isalnum() for character in text) and "\ufeff" not in text)
)
safe_addresses = st.from_regex(r"https://example\.org/[a-z0-9]{1,8}(\?q=[a-z]{1,3})?", fullmatch=True)


@st.composite
def held(draw: st.DrawFn) -> Site:
    """Return a site whose sessions were all held, with any text in every field PREVIOUS.md carries."""
    listed = []
    day = date(2023, 1, 20)
    for number in range(draw(st.integers(1, 5))):
        day += timedelta(days=draw(st.integers(1, 20)))
        status = draw(st.sampled_from((Status.CONFIRMED, Status.CONFIRMED, Status.TENTATIVE, Status.CANCELLED)))
        sections = draw(
            st.lists(
                st.tuples(plain, st.lists(st.tuples(plain, safe_addresses), min_size=1, max_size=3)),
                max_size=2,
                unique_by=lambda pair: pair[0],
            )
        )
        listed.append(
            Session(
                id=f"s{number}",
                date=day,
                timezone="UTC",
                announced=WRITTEN,
                updated=WRITTEN,
                title=draw(plain.filter(lambda text: not text.endswith("(TBC)"))),
                kind=draw(st.none() | st.sampled_from(("Technical", "Research at Home"))),
                room=draw(st.none() | plain),
                status=status,
                reason=draw(st.none() | plain) if status is Status.CANCELLED else None,
                leads=tuple(
                    Person(f"p{letter}", f"Lead {letter}")
                    for letter in draw(st.lists(st.sampled_from("ABC"), unique=True))
                ),
                links=tuple(
                    Link(label, url) for label, url in draw(st.lists(st.tuples(plain, safe_addresses), max_size=2))
                ),
                readings=tuple(
                    ReadingSection(heading, tuple(Reading(title, url) for title, url in readings))
                    for heading, readings in sections
                ),
            )
        )
    return Site("A group", "https://example.org/", "UTC", "example.org", sessions=tuple(listed))


@settings(deadline=None, max_examples=25)
@given(held())
def test_a_generated_archive_comes_back_as_it_was(site: Site) -> None:
    result = imported(previous.document(site, as_of=datetime(2025, 1, 1, tzinfo=UTC)), "PREVIOUS.md", date_order="dmy")
    found = sorted(sessions(result), key=lambda session: str(session["date"]))
    assert [
        (
            session["date"],
            session["title"],
            session.get("kind"),
            session.get("status", "confirmed"),
            session.get("reason"),
            session["leads"],
            [(one["label"], one["url"]) for one in session.get("links", [])],  # type: ignore[attr-defined]
            {
                heading: [(one["title"], one["url"]) for one in readings]
                for heading, readings in (session.get("readings") or {}).items()
            },  # type: ignore[attr-defined]
        )
        for session in found
    ] == [
        (
            str(session.date),
            session.title,
            session.kind,
            "tentative"
            if session.title.upper() in ("TBC", "TBA", "TBD") and session.status is Status.CONFIRMED
            else session.status.value,
            session.reason,
            [lead.name for lead in session.leads],
            [(one.label, one.url) for one in session.links],
            {section.heading: [(one.title, one.url) for one in section.readings] for section in session.readings},
        )
        for session in site.sessions
    ]


@dataclass(frozen=True)
class Spoken:
    """How a language writes a Tuesday in November and the January after it, and the academic year around them."""

    autumn: str
    winter: str
    years: tuple[str, ...]


LANGUAGES = (
    Spoken("Tue 7 Nov", "Tue 9 Jan", ("Academic year 2023/24", "AY 2023–24", "2023-2024")),
    Spoken("Di., 7. November", "Di, 9.1.", ("Wintersemester 2023/24", "WiSe 23/24", "WS 2023")),
    Spoken("mar. 7 nov.", "mardi 9 janvier", ("Séminaires 2023-2024", "année universitaire 2023-2024")),
    Spoken("mar 7 nov", "mar 9 ene", ("curso 2023-24", "Curso académico 2023/2024")),
    Spoken("mar 7 nov", "martedì 9 gennaio", ("a.a. 2023/2024", "Anno accademico 2023-24")),
    Spoken("ter, 7/11", "ter, 9/1", ("Ano letivo 2023/2024",)),
    Spoken("11月7日(火)", "1月9日（火）", ("2023年度", "2023年度後期")),
    Spoken("11月7日（周二）", "1月9日（周二）", ("2023-2024学年",)),
    Spoken("11월 7일 (화)", "1월 9일 (화)", ("2023학년도 2학기",)),
)
FORMS = (
    "# Group {year}\n\n| Date | Title | Speaker |\n|---|---|---|\n| {autumn} | {one} | Lead A |\n| {winter} | {two} | Lead B |\n",
    "---\ntitle: Group {year}\n---\n\n- {autumn}: Lead A, *{one}*\n- {winter}: Lead B, *{two}*\n",
    "# Group\n\n## {year}\n\n### {autumn}: {one} (Lead A)\n\n### {winter}: {two} (Lead B)\n",
    "# Group\n\nThe schedule of {year}:\n\n- {autumn}: {one} (Lead A)\n- {winter}: {two} (Lead B)\n",
)


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(LANGUAGES), st.data(), st.sampled_from(FORMS))
def test_the_year_of_a_term_is_read_in_every_language_and_form(spoken: Spoken, drawn: st.DataObject, form: str) -> None:
    year = drawn.draw(st.sampled_from(spoken.years))
    one, two = "On graphs and trees", "Sparse attention at scale"
    text = form.format(year=year, autumn=spoken.autumn, winter=spoken.winter, one=one, two=two)
    found = sorted(sessions(imported(text, "group.md")), key=lambda session: str(session["date"]))
    assert [(session["date"], session["title"], session["leads"]) for session in found] == [
        ("2023-11-07", one, ["Lead A"]),
        ("2024-01-09", two, ["Lead B"]),
    ]
