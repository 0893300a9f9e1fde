"""A reading group of any size, the same on every machine: weekly sessions with six readings and a note of 2 KB each.

`python tests/benchmarks/corpus.py FOLDER SESSIONS [--git]` writes it into
an empty folder, and prints the present that belongs to it.
"""

from __future__ import annotations

import argparse
import subprocess
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import cycle, islice
from pathlib import Path
from string import ascii_uppercase

FIRST = date(2000, 1, 3)
"""The Monday of the first session; 10,000 weeks later it is 2191, and 2199 is the last year that is read."""
TO_COME = 10
LEADS = [f"{first}{second}".strip() for first in " A" for second in ascii_uppercase][:40]
KINDS = ("Technical", "Discussion", "Research", "Invited Talk")
SUBJECTS = ("attention", "gradients", "sampling", "retrieval", "planning", "alignment", "compression")
SENTENCE = (
    "the model learns from every example that a reader would skip and its error falls with more data until noise "
    "remains so we ask which part of the result holds when the scale changes and what the authors measured instead "
    "because a small change of the task can hide behind one number in a table"
)
WORDS = SENTENCE.split()

SITE = """\
title: Reading Group
description: A group that reads six papers a week
base_url: https://group.example.org/reading/
uid_domain: group.example.org
timezone: Europe/London
meetings:
  - {from: 2000-01-03, every: week, weekday: monday, time: "11:00-12:00", room: Room 1}
"""

SESSION = """\
id: {id}
date: {day}
title: {title}
kind: {kind}
leads: [{leads}]
readings:
  Main:
{main}
  Extra:
{extra}
announced: {announced}
"""
SLIDES = """\
links:
  - {{label: Slides, url: "https://slides.example.org/{id}.pdf"}}
"""

NOTE = """\
---
title: Notes on part {number}
sessions: [{id}]
---

{text}
"""
TEXT = """\
{words[0]} This is revision {revision} of the note, and *one* of [many](https://notes.example.org/{number}).

## What it says

{words[1]} The loss falls as $L(n) = a_{{{number}}} n^{{-b}} + c$, **not** faster.

- {words[2]}
  - {words[3]}
  - see [the first reading]({url}) and `model_{number}`
- {words[4]}
  1. {words[5]}
  2. {words[6]}

$$
\\operatorname{{softmax}}\\left(\\frac{{Q K^\\top}}{{\\sqrt{{d_{{{number}}}}}}}\\right) V = \\sum_{{i=1}}^{{{number}}} p_i v_i
$$

## How it was tested

| model | parameters | score | remark |
|:---|---:|---:|---|
| small | {number} | 61.3 | {words[7]} |
| medium | {number}0 | 67.8 | {words[8]} |
| large | {number}00 | 70.2 | {words[9]} |

```python
def step_{number}(weights, batch, rate=0.1):
    loss, gradient = evaluate(weights, batch)
    return [weight - rate * slope for weight, slope in zip(weights, gradient)]
```

### To discuss

> {words[10]}

1. {words[11]}
2. {words[12]}

{words[13]} More is in [the slides](https://slides.example.org/{id}.pdf).
"""


def session_id(number: int) -> str:
    """Return the id of a session, which is in its address too."""
    return f"session-{number:05}"


def day(number: int) -> date:
    """Return the day of a session, counted from 0."""
    return FIRST + timedelta(weeks=number)


def present(sessions: int) -> datetime:
    """Return the instant that a group of so many sessions is built at: ten sessions are still to come."""
    return datetime.combine(day(max(sessions - TO_COME, 0)), datetime.min.time(), UTC)


def title(number: int, revision: int = 0) -> str:
    """Return the title of a session, another one for each revision."""
    return f"On {SUBJECTS[number % len(SUBJECTS)]}, part {number}" + (f", revision {revision}" if revision else "")


def readings(number: int) -> list[tuple[str, str]]:
    """Return the titles and the addresses of a session's six readings, which no other session reads."""
    papers = range(6 * number, 6 * number + 6)
    addresses = ("https://arxiv.org/abs/{0}.{1:05}", "https://papers.example.org/{2}.pdf")
    return [
        (
            f"Paper {paper} on {' '.join(sentence_words(paper, 5))}",
            addresses[paper % 2].format(1001 + paper // 60_000, paper % 60_000 + 1, paper),
        )
        for paper in papers
    ]


def sentence_words(start: int, count: int) -> list[str]:
    """Return words that depend on the number they start at."""
    return list(islice(cycle(WORDS), start * 7 % len(WORDS), start * 7 % len(WORDS) + count))


def session(number: int, revision: int = 0, *, slides: bool = True) -> str:
    """Return a session's YAML; its slides come last, as they do in the history of the group."""
    listed = [f'    - {{title: "{title}", url: "{url}"}}' for title, url in readings(number)]
    leads = (LEADS[number % len(LEADS)], LEADS[(number * 3 + 1) % len(LEADS)])
    text = SESSION.format(
        id=session_id(number),
        day=day(number),
        title=f'"{title(number, revision)}"',
        kind=KINDS[number % len(KINDS)],
        leads=", ".join(f"lead-{lead.lower()}" for lead in dict.fromkeys(leads)),
        main="\n".join(listed[:2]),
        extra="\n".join(listed[2:]),
        announced=day(number) - timedelta(weeks=TO_COME + 2),
    )
    return text + SLIDES.format(id=session_id(number)) if slides else text


def text(number: int, revision: int = 0) -> str:
    """Return the Markdown of a session's note, without its front matter."""
    sentences = [" ".join(sentence_words(number + each, 9 + each % 4 * 5)).capitalize() + "." for each in range(14)]
    return TEXT.format(
        id=session_id(number), number=number, revision=revision, url=readings(number)[0][1], words=sentences
    )


def note(number: int, revision: int = 0) -> str:
    """Return the file of a session's note."""
    return NOTE.format(number=number, id=session_id(number), text=text(number, revision))


def session_path(number: int) -> str:
    """Return where a session stands in the folder of its group."""
    return f"content/sessions/{day(number)}-{session_id(number)}.yaml"


def note_path(number: int) -> str:
    """Return where the note of a session stands in the folder of its group."""
    return f"content/notes/{session_id(number)}.md"


def common_files() -> dict[str, str]:
    """Return the files that a group of any size has, by their paths."""
    people = "".join(f"lead-{lead.lower()}: {{name: Lead {lead}}}\n" for lead in LEADS)
    return {"content/site.yaml": SITE, "content/people.yaml": people}


def files(sessions: int) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of every file of a group."""
    yield from common_files().items()
    for number in range(sessions):
        yield session_path(number), session(number)
        yield note_path(number), note(number)


def write(folder: Path, sessions: int) -> None:
    """Write the group into a folder."""
    for name in ("sessions", "notes"):
        (folder / "content" / name).mkdir(parents=True)
    for path, content in files(sessions):
        (folder / path).write_text(content, encoding="utf-8")


def write_repository(folder: Path, sessions: int) -> None:
    """Write the same group into a folder as a git repository, with three commits for each session."""
    folder.mkdir(parents=True, exist_ok=True)
    git = ["git", "-C", str(folder)]
    subprocess.run([*git, "init", "--quiet", "--initial-branch=main"], check=True)
    with subprocess.Popen([*git, "fast-import", "--quiet"], stdin=subprocess.PIPE) as importing:
        assert importing.stdin is not None
        for when, changed in commits(sessions):
            importing.stdin.write(commit(when, changed))
    if importing.returncode:
        raise subprocess.CalledProcessError(importing.returncode, "git fast-import")
    subprocess.run([*git, "reset", "--quiet", "--hard"], check=True)


def commits(sessions: int) -> Iterator[tuple[datetime, dict[str, str]]]:
    """Yield the commits with the files they write: a session is announced, gets a note, and gets its slides."""
    yield datetime.combine(FIRST - timedelta(weeks=TO_COME + 3), datetime.min.time(), UTC), common_files()
    for number in range(sessions):
        begun = datetime.combine(day(number) - timedelta(weeks=TO_COME + 2), datetime.min.time(), UTC)
        yield begun, {session_path(number): session(number, slides=False)}
        yield begun + timedelta(hours=12), {note_path(number): note(number)}
        yield begun + timedelta(hours=36), {session_path(number): session(number)}


def commit(when: datetime, changed: dict[str, str]) -> bytes:
    """Return a commit on `main` as git-fast-import reads it ("Input Format")."""
    who = f"Lead A <lead-a@group.example.org> {int(when.timestamp())} +0000"
    lines = [f"commit refs/heads/main\ncommitter {who}\ndata 6\nChange\n".encode()]
    for path, content in changed.items():
        held = content.encode()
        lines.append(f"M 100644 inline {path}\ndata {len(held)}\n".encode() + held + b"\n")
    return b"".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path, help="an empty folder, or one that is to be made")
    parser.add_argument("sessions", type=int, help="how many weekly sessions the group has")
    parser.add_argument("--git", action="store_true", help="make it a git repository")
    options = parser.parse_args()
    (write_repository if options.git else write)(options.folder, options.sessions)
    print(f"SOURCE_DATE_EPOCH={int(present(options.sessions).timestamp())}")


if __name__ == "__main__":
    main()
