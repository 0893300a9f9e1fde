"""Large groups, ordinary ones and such as are all mistakes: four times as much of anything takes four times the steps.

Each line of Python is counted by itself, so that a loop in a loop stands
out however cheap it is beside the rest.  What runs in C is not seen:
whether something is `in` a list, text put together piece by piece.  The
length of all that is said, and of all that is published, is compared
instead.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import FrameType

import pytest

import rig_site
from rig_site.content import load
from rig_site.model.history import Commit, History
from rig_site.outputs import EXPORTS, exporter, plan
from rig_site.outputs.edition import Edition
from rig_site.outputs.feeds import FEED_FILES
from rig_site.outputs.repository.files import REPOSITORY_FILES
from rig_site.render.theme import Theme

SITE = (
    "title: Reading group\nbase_url: https://group.example.edu/reading/\nuid_domain: group.example.edu\n"
    "timezone: Europe/London\nmeetings: [{from: 2024-01-01, weekday: monday, time: '11:00'}]\n"
)
AS_OF = datetime(2024, 1, 1, 12, tzinfo=UTC)
FEW, MANY = 5, 20
TIMES = MANY // FEW
OWN = str(Path(rig_site.__file__).parent)
ROOM = 1.5
"""How many times as much as in proportion something may grow."""
MORE_STEPS = 60
"""How many more times than in proportion a line may run at any size."""
MORE_CHARACTERS = 1_000
"""How many more characters than in proportion there may be at any size: a few messages."""

Files = Mapping[str, str]
Group = Callable[[int], Files]


def day(number: int) -> str:
    """Return a day: those of even numbers are to come, the others are over."""
    weeks = -number if number % 2 else number
    return str(AS_OF.date() + timedelta(weeks=weeks))


def sessions(number: int, fields: Callable[[int], str], *, once: bool = False) -> Files:
    """Return sessions a week apart, or all at once, with some fields each."""
    return {
        "sessions/all.yaml": "".join(
            f"- {{id: s{each}, date: {day(2 if once else each)}, title: T {each}, announced: 2023-01-01, {fields(each)}}}\n"
            for each in range(number)
        )
    }


def notes(number: int, text: Callable[[int], str]) -> Files:
    return {f"notes/note-{each}.md": text(each) for each in range(number)}


def people(number: int, fields: Callable[[int], str] = "name: Lead {0}".format) -> Files:
    return {"people.yaml": "".join(f"lead-{each}: {{{fields(each)}}}\n" for each in range(number))}


def papers(number: int, fields: Callable[[int], str] = "title: Paper {0}, code: 'https://a.edu/{0}'".format) -> Files:
    return {"papers.yaml": "".join(f"paper-{each}: {{{fields(each)}}}\n" for each in range(number))}


def references(number: int, fields: Callable[[int], str], key: Callable[[int], str] = "ref{0}".format) -> Files:
    return {"references.bib": "".join(f"@misc{{{key(each)}, {fields(each)}}}\n" for each in range(number))}


def kinds(number: int) -> Files:
    return {"site.yaml": SITE + "kinds:\n" + "".join(f"- Kind {each}\n" for each in range(number))}


def numbered(pattern: str, number: int) -> str:
    return "[" + ", ".join(pattern.format(each) for each in range(number)) + "]"


GROUPS: dict[str, Group] = {
    "a group": lambda n: {
        **people(n, "name: Lead {0}, aliases: [L {0}], bio: see note-{0}".format),
        **papers(n, "title: Paper {0}, aliases: [P {0}], arxiv: '2310.{0:05}', code: 'https://a.edu/{0}'".format),
        **references(n, "title = {{Work {0}}}, author = {{Writer, A. and Author, B.}}, doi = {{10.1000/{0}}}".format),
        **sessions(
            n,
            (
                "leads: [lead-{0}], kind: Kind, topics: [Topic {0}], room: Room {0}, "
                "links: [{{label: Slides, url: 'https://a.edu/{0}'}}], aliases: [old/{0}/], "
                "moved_from: [{{date: 2023-11-01}}], notes: [note-{0}], "
                "readings: {{Main: [{{paper: paper-{0}}}, {{paper: ref{0}, note: 'see [[note-{0}]]'}}]}}"
            ).format,
        ),
        **notes(
            n,
            (
                "---\npapers: [Paper {0}]\nsessions: [s{0}]\nauthors: [lead-{0}]\ntopics: [Topic {0}]\n---\n"
                "# Note {0}\n\n[[note-0]] [s](/sessions/s{0}/) [[Paper {0}]]\n"
            ).format,
        ),
        "proposals.yaml": "".join(f"- {{title: A {each}, by: lead-{each}}}\n" for each in range(n)),
        "resources.yaml": "".join(f"R {each}: [{{title: A, url: 'https://a.edu/{each}'}}]\n" for each in range(n)),
    },
    "nothing known is meant": lambda n: {
        **people(n),
        **papers(n),
        **notes(n, "---\nsessions: [z{0}]\npapers: [papre-{0}]\n---\n[[nowhere {0}]] [a](nowhere-{0}.md)\n".format),
        **kinds(n),
        **{f"static/slides-{each}.pdf": "" for each in range(n)},
        **sessions(
            n,
            (
                "leads: [laed-{0}, laed{0}], kind: Kimd {0}, notes: [nite-{0}], same_readings_as: z{0}, "
                "links: [{{label: A, url: sldes-{0}.pdf}}]"
            ).format,
        ),
        "resources.yaml": "".join(
            f"R {each}: [{{paper: papre-{each}}}, {{title: A, file: slidse-{each}.pdf}}]\n" for each in range(n)
        ),
    },
    "no field is known": lambda n: {
        f"sessions/s{each}.yaml": "date: 2024-01-01\ntitel: T\nled: A\n" for each in range(n)
    },
    "no link leads anywhere": lambda n: {
        **sessions(n, "kind: Talk".format),
        **notes(
            n, "[[nowhere {0}]] [a](nowhere-{0}.md) [b](/archive/#LOST {0}) [[note-0#lost {0}]] ![[no.png]]".format
        ),
    },
    "headings of one note": lambda n: notes(
        1,
        lambda _: (
            "# N\n\n"
            + "".join(
                f"## [P {each}](https://a.edu/{each})\n\n[[note-0#p {each}]] [[note-0#Q {each}]]\n\n"
                for each in range(n)
            )
        ),
    ),
    "papers of one note": lambda n: {
        **papers(n),
        **notes(1, lambda _: f"---\npapers: {numbered('Paper {0}', n)}\n---\n"),
    },
    "all at once": lambda n: sessions(n, "time: '11:00', room: R, leads: [A]".format, once=True),
    "all at once elsewhere": lambda n: sessions(n, "time: '11:00', room: R {0}, leads: [A {0}]".format, once=True),
    "breaks and gaps": lambda n: {
        **sessions(n, lambda each: "status: " + ("free", "cancelled", "tentative")[each % 3]),
        "sessions/breaks.yaml": "".join(
            f"- {{id: b{each}, date: {day(2 * n + 6 * each)}, status: break, until: {day(2 * n + 6 * each + 2)}}}\n"
            for each in range(n)
        ),
    },
    "readings in a chain": lambda n: sessions(
        n, lambda each: f"same_readings_as: s{each + 1}" if each < n - 1 else "readings: [{title: A}]"
    ),
    "readings in a circle": lambda n: sessions(n, lambda each: f"same_readings_as: s{(each + 1) % n}"),
    "one title": lambda n: papers(n, "title: A, url: 'https://a.edu/{0}'".format),
    "one work": lambda n: {
        **references(n, "title = {{A}}, doi = {{10.1000/182}}".format),
        **papers(1, lambda _: f"title: A, doi: 10.1000/182, aliases: {numbered('A {0}', n)}"),
        **sessions(n, "readings: [{{paper: ref{0}}}, {{doi: 10.1000/182}}]".format),
    },
    "one key": lambda n: references(n, "title = {{A}}".format, key="Key".format),
    "keys that look alike": lambda n: {
        **references(n, "title = {{A}}".format, key=lambda each: f"{each:b}".translate({48: ":", 49: "_"}) + "a"),
        **sessions(n, "readings: [{{paper: a}}]".format),
    },
    "names that cannot be split": lambda n: references(
        n, "title = {{A}}, author = {{A, B, C, D and E, F, G, H}}".format
    ),
    "one name": lambda n: {**people(n, "name: Lead A".format), **sessions(n, "leads: [Lead A]".format)},
    "names of one person": lambda n: {
        **people(1, lambda _: f"name: A, aliases: {numbered('A {0}', n)}"),
        **sessions(n, "leads: [A {0}]".format),
    },
    "kinds and one title": lambda n: {
        **kinds(n),
        **sessions(n, "kind: Kind {0}, readings: [{{title: A, url: 'https://a.edu/{0}'}}]".format),
    },
    "kinds and topics that look alike": lambda n: sessions(
        n, lambda each: f"kind: {'aA'[each % 2]}, topics: [{'aA'[each % 2]}]"
    ),
    "one id": lambda n: {"sessions/all.yaml": "- {id: a, date: 2024-01-01, title: A}\n" * n},
    "errors": lambda n: sessions(n, "status: no".format),
    "one old address": lambda n: sessions(n, "aliases: [archive/, old/a/]".format),
    "old addresses of one session": lambda n: sessions(1, lambda _: f"aliases: {numbered('old/{0}/', n)}"),
    "readings of one session": lambda n: sessions(
        1,
        lambda _: (
            f"readings: {numbered('{{title: A, url: https://a.edu/{0}}}', n)}, topics: {numbered('T {0}', n)}, "
            f"links: {numbered('{{label: A, url: https://a.edu/{0}}}', n)}"
        ),
    ),
    "one note of all sessions": lambda n: {**notes(1, "# A".format), **sessions(n, "notes: [note-0]".format)},
    "one line": lambda n: {
        "sessions/a.yaml": numbered("{{id: s{0}, date: 2024-01-01, title: A, abstract: 'x [a](b)'}}", n)
    },
    "lines of one abstract": lambda n: {
        "sessions/a.yaml": "date: 2024-01-01\ntitle: A\nabstract: >\n"
        + "".join(f"  a [b](c-{each})\n\n" for each in range(n))
    },
    "files that nothing reads": lambda n: {f"sessions/{each}.yml": "" for each in range(n)},
    "notes with one address": lambda n: {f"notes/{day(each)}-a.md": "" for each in range(n)},
}


PUBLISHED = ("a group", "kinds and one title", "papers of one note", "headings of one note")
"""Those whose sites are published too, which takes far longer than reading them."""


def commits(number: int) -> Iterator[Commit]:
    """Yield the commits that bring a session each, then those that take them away."""
    start = datetime(2023, 1, 1, tzinfo=UTC)
    yield Commit(start, {"site.yaml": SITE.encode()})
    for each in range(2 * number):
        content = f"date: {day(each)}\ntitle: A\n".encode() if each < number else None
        yield Commit(start + timedelta(hours=each), {f"sessions/s{each % number}.yaml": content})


def lines_of(action: Callable[[], object]) -> Counter[tuple[str, int]]:
    """Return how often each line of rig-site runs, a loop's once for every turn, and how often others' functions do."""
    lines: Counter[tuple[str, int]] = Counter()

    def traced(frame: FrameType, event: str, argument: object) -> object:
        if event in ("call", "line"):
            lines[frame.f_code.co_filename, frame.f_lineno] += 1
        return traced if frame.f_code.co_filename.startswith(OWN) else None

    sys.settrace(traced)  # type: ignore[arg-type]
    try:
        action()
    finally:
        sys.settrace(None)
    return lines


def write(files: Files, folder: Path) -> Path:
    for path, text in {"site.yaml": SITE, **files}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    return folder


def everything(folder: Path, history: History, *, published: bool) -> int:
    """Load a group, plan and render its site if it is `published`, and return the length of all that is written."""
    loaded = load(folder, as_of=AS_OF, history=history, feeds=FEED_FILES)
    length = sum(len(problem.what + problem.allowed + problem.suggestion) for problem in loaded.problems)
    if loaded.site_map is None or not published:
        return length
    edition = Edition(loaded.site_map, AS_OF, loaded.site_map.site.base_url, Theme.of(folder.parent / "templates"))
    length += sum(len(artifact.render()) for artifact in plan(edition))
    length += sum(len(exporter(form)(edition)) for form in EXPORTS)
    return length + sum(len(file.refreshed(None, edition.site, as_of=AS_OF) or "") for file in REPOSITORY_FILES)


def exceeds(few: int, many: int, more: int) -> bool:
    return many > ROOM * TIMES * few + more


def check_growth(group: Callable[[int], tuple[Files, History]], folder: Path, *, published: bool = False) -> None:
    """Fail with what is more than in proportion in a large group, and how much it is in a small and a large one."""
    lengths: list[int] = []
    counts: list[Counter[tuple[str, int]]] = []
    for number in (1, FEW, MANY):
        files, history = group(number)
        content = write(files, folder / str(number) / "content")
        counts.append(lines_of(lambda: lengths.append(everything(content, history, published=published))))  # noqa: B023
    _, few, many = counts
    assert not {line: (few[line], many[line]) for line in many if exceeds(few[line], many[line], MORE_STEPS)}
    assert not exceeds(lengths[1], lengths[2], MORE_CHARACTERS), lengths


@pytest.fixture(autouse=True)
def low_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the limits be as far below the size of these groups as they are below that of large ones."""
    monkeypatch.setattr("rig_site.content.known_words.MOST_COMPARED", 3)
    monkeypatch.setattr("rig_site.content.known_words.NEIGHBOURS", 1)
    monkeypatch.setattr("rig_site.content.findings.MOST_LISTED", 5)
    monkeypatch.setattr("rig_site.content.checks.same_titles.MOST_LISTED", 5)


@pytest.mark.parametrize("name", [name for name in GROUPS if name not in PUBLISHED])
def test_reading_takes_steps_in_proportion(name: str, tmp_path: Path) -> None:
    check_growth(lambda number: (GROUPS[name](number), History()), tmp_path)


@pytest.mark.parametrize("name", PUBLISHED)
def test_publishing_takes_steps_in_proportion(name: str, tmp_path: Path) -> None:
    check_growth(lambda number: (GROUPS[name](number), History()), tmp_path, published=True)


def test_history_takes_steps_in_proportion(tmp_path: Path) -> None:
    check_growth(lambda number: ({}, History(tuple(commits(number)))), tmp_path)
