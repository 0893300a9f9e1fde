"""Mistakes that people made in a group of their own, each with what comes of its fixes, safe and likely ones."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import pytest

from rig_site.content import load
from rig_site.content.fixing import Texts, fixed
from rig_site.diagnostics import Problem, Severity

SITE = "title: Group A\nbase_url: https://group.example.edu/\nuid_domain: group.example.edu\ntimezone: Europe/London\n"
SESSION = "sessions/2023-11-06-attention.yaml"
HEAD = "# ours\nid: attention\ndate: 2023-11-06\ntitle: Attention\nannounced: 2023-10-30\n"
PAPERS = "vaswani-2017: {title: Attention Is All You Need}\n"
PEOPLE = "lead-a: Lead A\n"

DAYS = [
    ("7. Dezember 2023", "2023-12-07"),
    ("le 7 décembre 2023", "2023-12-07"),
    ("7 grudnia 2023", "2023-12-07"),
    ("2023年12月7日", "2023-12-07"),
    ("٧ ديسمبر ٢٠٢٣", "2023-12-07"),
    ("2023–12–07,", "2023-12-07"),
    ("“2023-12-07”", "2023-12-07"),
    ("Thursday, 7 Dec 2023", "2023-12-07"),
]

ASKED = [
    ("26-12-07", "write '2007-12-26' for 26 December 2007 or '2026-12-07' for 7 December 2026"),
    (
        "Monday, 7 December 2023",
        "7 December 2023 is a Thursday: write '2023-12-07', or '2023-12-04' for Monday 4 December 2023",
    ),
    (
        "Dienstag, 7. Dezember 2023",
        "7 December 2023 is a Thursday: write '2023-12-07', or '2023-12-05' for Tuesday 5 December 2023",
    ),
    ("TBC", "write the day that is likely, with 'status: tentative' below it"),
    ("7 December", "add the year, and write it as '…-12-07'"),
    ("2023-12-07T11:00:00Z", "write '2023-12-07', and when it begins in the group's own time zone as 'time: …'"),
    ("2023-12-07 to 2023-12-09", "write a session for each day; only a break goes on until another"),
    ("[2023-12-07, 2023-12-14]", "write a session for each day"),
]

FIELDS = [
    ("time: 11:00 Uhr", "time: 11:00"),
    ("time: 11h30 à 12h30", "time: 11:30-12:30"),
    ("time: from 2pm until 3pm", "time: 14:00-15:00"),
    ("time: 11:00 for 90 minutes", "time: 11:00-12:30"),
    ("time: 11:00/12:00", "time: 11:00-12:00"),
    ("time: [11:00, 12:30]", "time: 11:00-12:30"),
    ("start: 11:00\nend: 12:30", "time: 11:00-12:30"),
    ("status: Cancelled", "status: cancelled"),
    ("cancelled: yes", "status: cancelled"),
    ("slides: https://example.org/s.pdf", "links: [{label: Slides, url: https://example.org/s.pdf}]"),
    ("recording: https://example.org/r", "links: [{label: Recording, url: https://example.org/r}]"),
    ("chair: Lead A", "roles: {Chair: [Lead A]}"),
    ("roles:\n  - Chair: Lead A", "roles:\n  Chair: Lead A"),
    ("leads: TBC", "leads: []"),
    ("leads: [TBC]", "leads: []"),
    ("leads: Lead A / Lead B", "leads: [Lead A, Lead B]"),
    ("leads: Lead A <lead-a@example.org>", "leads: [Lead A]"),
    ("leads: [“Lead A”]", "leads: [Lead A]"),
    ("leads:\n  Lead A: https://example.org/a", "leads:\n  - {name: Lead A, url: https://example.org/a}"),
    ("leads:\n  * Lead A\n  * Lead B", "leads:\n  - Lead A\n  - Lead B"),
    ("leads:\n  • Lead A # she\n  • Lead B", "leads:\n  - Lead A # she\n  - Lead B"),
    ("leads:\n  -Lead A\n  -Lead B", "leads:\n  - Lead A\n  - Lead B"),
    ("leads:\n\u00a0 - Lead A", "leads:\n  - Lead A"),
    ("readings:\n  1. Attention\n  2. BERT", "readings:\n  - {title: Attention}\n  - {title: BERT}"),
    ("readings:\n  - @vaswani-2017", "readings:\n  - {paper: vaswani-2017}"),
    ("readings: [http//example.org/a]", "readings: [{url: http://example.org/a}]"),
    (
        "readings:\n  - Vaswani (2017), Attention, arXiv:1706.03762",
        'readings:\n  - {arxiv: 1706.03762, title: "Vaswani (2017), Attention"}',
    ),
    (
        "readings:\n  - [Attention](https://example.org/a), sections 1-3",
        "readings:\n  - {url: https://example.org/a, title: Attention, note: sections 1-3}",
    ),
    ("readings:\n  - {arxiv: 1706.03762 title: A}", "readings:\n  - {arxiv: 1706.03762, title: A}"),
    ("readings:\n  - {title: C # for all, year: 2017}", 'readings:\n  - {title: "C # for all", year: 2017}'),
    ("readings:\n  - {title: {A}ttention, year: 2017}", 'readings:\n  - {title: "{A}ttention", year: 2017}'),
    ("readings:\n  - {title: A, year: (2017)}", "readings:\n  - {title: A, year: 2017}"),
    (
        "readings:\n  - title: A\n    authors: Author, Ann and Writer, Bob",
        "readings:\n  - title: A\n    authors: [Ann Author, Bob Writer]",
    ),
    (
        "readings:\n  - arxiv: 1706.03762\n    title: A\n  arxiv: 1810.04805\n    title: B",
        "readings:\n  - arxiv: 1706.03762\n    title: A\n  - arxiv: 1810.04805\n    title: B",
    ),
    (
        "links:\n  - [Slides](https://example.org/s)\n  - [Code](https://example.org/c)",
        "links:\n  - {label: Slides, url: https://example.org/s}\n  - {label: Code, url: https://example.org/c}",
    ),
    ("links: [<https://example.org/s|Slides>]", "links: [{label: Slides, url: https://example.org/s}]"),
    (
        "links: [{label: Slides, url: <https://example.org/s>}]",
        "links: [{label: Slides, url: https://example.org/s}]",
    ),
    ("links: [{label: Ask, url: mailto: a@example.org}]", "links: [{label: Ask, url: mailto:a@example.org}]"),
    (
        "online:\nurl: https://example.org/call\npublic: true",
        "online:\n  url: https://example.org/call\n  public: true",
    ),
    ("topics: [#attention, #memory]", 'topics: ["#attention", "#memory"]'),
    ("topics: attention; memory", "topics: [attention, memory]"),
    ("moved_from: 30 Oct 2023", "moved_from: [{date: 2023-10-30}]"),
    ("moved_from: [2023-10-30 (strike)]", "moved_from: [{date: 2023-10-30, reason: strike}]"),
    ("abstract: |\nWe read.\nAnd: talk.\nroom: A", "abstract: |\n  We read.\n  And: talk.\nroom: A"),
    ("room: A\nroom: A", "room: A"),
    ("room:\nroom: A", "room: A"),
    ("room: [", ""),
    ("room = A", "room: A"),
    ("room：A", "room: A"),
    ("room: ? A", 'room: "? A"'),
    ("// ours as well", "# ours as well"),
    ("leads:\n• Lead A\n• Lead B", "leads:\n- Lead A\n- Lead B"),
    ("leads: [Lead A, Lead B]]", "leads: [Lead A, Lead B]"),
    ("leads: {Lead A, Lead B}", "leads: [Lead A, Lead B]"),
    ("leads: (Lead A, Lead B)", "leads: [Lead A, Lead B]"),
    ("readings:\n  - [ ] Attention\n  - [x] BERT", "readings:\n  - {title: Attention}\n  - {title: BERT}"),
    ("readings: [<https://example.org/a>]", "readings: [{url: https://example.org/a}]"),
    ("readings: [{arxiv: 1706.03762; title: A}]", "readings: [{arxiv: 1706.03762, title: A}]"),
    ("links: [{label:Slides, url:https://example.org/s}]", "links: [{label: Slides, url: https://example.org/s}]"),
]

FILES = [
    (SESSION, "> " + HEAD.replace("\n", "\n> ").removesuffix("> "), HEAD),
    ("people.yaml", "# ours\nlead-a:Lead A\nlead-b = Lead B\n", "# ours\nlead-a: Lead A\nlead-b: Lead B\n"),
    (SESSION, "```yaml\n" + HEAD + "```\n", HEAD),
    (SESSION, "- id: attention\n- date: 2023-11-06\n- title: A\n", "id: attention\ndate: 2023-11-06\ntitle: A\n"),
    (
        "sessions/term.yaml",
        "sessions:\n  - {id: a, date: 2023-11-06, title: A}\n",
        "  - {id: a, date: 2023-11-06, title: A}\n",
    ),
    (
        "people.yaml",
        "- name: Lead A\n  url: https://example.org/\n",
        "lead-a:\n  name: Lead A\n  url: https://example.org/\n",
    ),
    ("people.yaml", "- lead-a: Lead A\n- lead-b: Lead B\n", "lead-a: Lead A\nlead-b: Lead B\n"),
    ("people.yaml", "lead-a:\nname: Lead A\n", "lead-a:\n  name: Lead A\n"),
    (
        "people.yaml",
        "lead-a:\n  name: Lead A\n url: https://example.org/\n",
        "lead-a:\n  name: Lead A\n  url: https://example.org/\n",
    ),
    ("papers.yaml", "a: Attention\nb: 1706.03762\n", "a: {title: Attention}\nb: {arxiv: 1706.03762}\n"),
    ("proposals.yaml", "- State space\n- Mamba: a look\n", '- {title: State space}\n- {title: "Mamba: a look"}\n'),
    ("proposals.yaml", "- {title: A, reactions: 👍 4}\n", "- {title: A, reactions: {👍: 4}}\n"),
    ("site.yaml", SITE.replace("title: ", "title "), SITE),
    ("site.yaml", SITE + "language: en_UK\n", SITE + "language: en-GB\n"),
    ("site.yaml", SITE + "language: German\n", SITE + "language: de\n"),
    ("site.yaml", SITE.replace("Europe/London", "Pacific Time"), SITE.replace("Europe/London", "America/Los_Angeles")),
    ("site.yaml", SITE.replace("edu/", "edu/index.html"), SITE),
    ("site.yaml", SITE + "date_format: DD/MM/YYYY\n", SITE + 'date_format: "%d/%m/%Y"\n'),
    ("site.yaml", SITE + "macros: {R: \\mathbb{R}}\n", SITE + "macros: {\\R: '\\mathbb{R}'}\n"),
    (
        "site.yaml",
        SITE + "meetings:\n  weekday: Mondays\n  from: 1 Sep 2023\n  time: 11-12\n",
        SITE + "meetings:\n  - weekday: monday\n    from: 2023-09-01\n    time: 11:00-12:00\n",
    ),
    ("notes/a.md", "\n---\ntitle: A\n---\nText\n", "---\ntitle: A\n---\nText\n"),
    ("notes/a.md", "---\ntitle: A: b\npapers: [x\n---\nText\n", '---\ntitle: "A: b"\npapers: [x]\n---\nText\n'),
    ("notes/a.md", "cafÃ© and â€“\n", "café and –\n"),
    ("pages/a.md", "---\ntitle About\n---\nText\n", "---\n{title: About}\n---\nText\n"),
]


def mended(path: str, text: str, *, unsafe: bool = True) -> tuple[str, tuple[Problem, ...]]:
    """Return a file after its fixes, and what was wrong before them."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        files = {"site.yaml": SITE, "papers.yaml": PAPERS, SESSION: HEAD, path: text}
        for name, content in files.items():
            (root / name).parent.mkdir(exist_ok=True)
            (root / name).write_text(content, encoding="utf-8", newline="")

        def check(texts: Texts) -> tuple[Problem, ...]:
            return load(root, as_of=date(2023, 11, 5), texts=texts).problems

        result = fixed(root, check, unsafe=unsafe)
        left = [problem.what for problem in result.problems if problem.severity is Severity.ERROR]
        assert not left or path == "notes/a.md", left
        return result.after.get(path, text.encode()).decode(), check({})


@pytest.mark.parametrize(("written", "meant"), DAYS)
def test_a_day_in_another_spelling_or_language_is_written_as_the_files_have_it(written: str, meant: str) -> None:
    head = HEAD.replace("2023-11-06", written)
    assert mended(SESSION, head, unsafe=False)[0] == HEAD.replace("2023-11-06", meant)


@pytest.mark.parametrize(("written", "words"), ASKED)
def test_a_day_that_cannot_be_told_is_asked_for(written: str, words: str) -> None:
    head = HEAD.replace("2023-11-06", written)
    with tempfile.TemporaryDirectory() as folder:
        texts = {"site.yaml": SITE.encode(), SESSION: head.encode()}
        (problem,) = load(Path(folder), as_of=date(2023, 11, 5), texts=texts).problems
    assert (problem.suggestion, problem.fix) == (words, None)


@pytest.mark.parametrize(("written", "becomes"), FIELDS)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_field_becomes_what_was_meant(written: str, becomes: str, line_end: str) -> None:
    text = (f"{HEAD}{written}\nrevision: 1 # and the end\n").replace("\n", line_end)
    after = f"{HEAD}{becomes}\n".removesuffix("\n" if not becomes else "") + "revision: 1 # and the end\n"
    assert mended(SESSION, text)[0] == after.replace("\n", line_end)


@pytest.mark.parametrize(("path", "written", "becomes"), FILES)
def test_a_file_becomes_what_was_meant(path: str, written: str, becomes: str) -> None:
    assert mended(path, written)[0] == becomes
