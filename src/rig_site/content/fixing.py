"""Fixes are made, as many as do no harm, again and again until nothing more changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct

from rig_site.content.findings import Findings
from rig_site.content.schema.written import read
from rig_site.content.sources.front_matter import split
from rig_site.content.sources.nodes import parse
from rig_site.content.sources.places import span, with_replacements
from rig_site.content.sources.source import MARK, Source, from_bytes
from rig_site.diagnostics import Fix, Problem, Replacement, Severity, has_errors

MOST_PASSES = 30
"""How often the content is read anew: a fix may bring to light what it hid, and at some time that ends."""

Texts: TypeAlias = Mapping[str, bytes]
"""The bytes of files by path, in the place of those on the disk."""

Check: TypeAlias = Callable[[Texts], Sequence[Problem]]
"""What is wrong in the content if files of it had other texts."""


class Fixed(Struct, frozen=True):
    """What became of fixes: the files that change, as they were and as they are to be, and how many were made."""

    before: Texts
    after: Texts
    count: int
    problems: Sequence[Problem]


def fixed(folder: Path, check: Check, *, unsafe: bool = False) -> Fixed:
    """Return the files of a content folder after all safe fixes, with `unsafe` after the likely ones too.

    Of two that would change one place only the first is made, the other
    perhaps when the content has been read again.  None stays that does not
    end its problem, or that brings a new one.
    """
    after: dict[str, bytes] = {}
    problems = check(after)
    count = 0
    refused: set[Fix] = set()
    for _ in range(MOST_PASSES):
        candidates = [each for each in problems if each.fix and each.fix not in refused and (each.fix.safe or unsafe)]
        chosen = _apart(folder, after, candidates)
        if not chosen:
            break
        attempt = _attempt(folder, check, chosen, problems, after)
        count += len(attempt.made)
        problems, after = attempt.problems, attempt.texts
        refused.update(attempt.refused)
    before = {path: _content(folder, {}, path) for path in after}
    changed = {path: text for path, text in after.items() if text != before[path]}
    return Fixed({path: before[path] for path in changed}, changed, count, problems)


def after_fixes(folder: Path, texts: Texts, fixes: Iterable[Fix]) -> dict[str, bytes]:
    """Return the files that fixes change; line ends and a byte order mark stay."""
    by_path: dict[str, list[Replacement]] = {}
    for replacement in dict.fromkeys(replacement for fix in fixes for replacement in fix.replacements):
        by_path.setdefault(replacement.path, []).append(replacement)
    after = {}
    for path, replacements in by_path.items():
        content = _content(folder, texts, path)
        mark = MARK if content.startswith(MARK) else b""
        source = Source(path, content.removeprefix(MARK).decode())
        after[path] = mark + with_replacements(source, replacements).encode()
    return after


class _Attempt(Struct, frozen=True):
    """Which problems were fixed, which fixes do harm, and what is left."""

    made: Sequence[Problem]
    refused: Sequence[Fix]
    problems: Sequence[Problem]
    texts: dict[str, bytes]


def _attempt(
    folder: Path, check: Check, chosen: Sequence[Problem], before: Sequence[Problem], texts: dict[str, bytes]
) -> _Attempt:
    """Return what comes of making fixes: all at once if that goes, else the first half of them that does.

    The others have their places in the text as it was, and wait until it is read again.
    """
    fixes = [problem.fix for problem in chosen if problem.fix]
    after = {**texts, **after_fixes(folder, texts, fixes)}
    left = check(after)
    if reads_better(folder, chosen, (before, texts), (left, after)):
        return _Attempt(chosen, (), left, after)
    if len(chosen) == 1:
        return _Attempt((), fixes, before, texts)
    half = len(chosen) // 2
    first = _attempt(folder, check, chosen[:half], before, texts)
    if first.made:
        return first
    second = _attempt(folder, check, chosen[half:], before, texts)
    return _Attempt(second.made, (*first.refused, *second.refused), second.problems, second.texts)


def reads_better(
    folder: Path,
    chosen: Sequence[Problem],
    before: tuple[Sequence[Problem], Texts],
    after: tuple[Sequence[Problem], Texts],
) -> bool:
    """Tell whether fixes end their problems and bring no new one.

    Behind a mistake in a file others may have been hidden: then it is
    enough that the files by themselves have fewer than before.  Some
    warnings are given only where there are no errors, so they may come when
    these go; and what is generated of the content follows by itself.
    """
    gone = Counter(map(_said, before[0])) - Counter(map(_said, after[0]))
    if any(count > gone[said] for said, count in Counter(map(_said, chosen)).items()):
        return False
    new = Counter(map(_said, after[0])) - Counter(map(_said, before[0]))
    counting = {Severity.ERROR}
    if has_errors(tuple(before[0])) == has_errors(tuple(after[0])):
        counting.add(Severity.WARNING)
    if not any(severity in counting and not path.startswith("../") for path, severity, _ in new):
        return True
    paths = {replacement.path for problem in chosen if problem.fix for replacement in problem.fix.replacements}
    return _mistakes(folder, after[1], paths) < _mistakes(folder, before[1], paths)


def _mistakes(folder: Path, texts: Texts, paths: set[str]) -> tuple[int, int]:
    """Return how many mistakes there are in the YAML of files, and how many that can be seen without any other file."""
    findings, in_yaml = Findings(), Findings()
    read(folder, findings, texts)
    for path in paths:
        source = from_bytes(path, _content(folder, texts, path), Findings())
        written = split(source, Findings()).front_matter if source and path.endswith(".md") else source
        if written:
            parse(written, in_yaml)
    return len(in_yaml.problems), sum(
        problem.position.path in paths and problem.severity is Severity.ERROR for problem in findings.problems
    )


def _said(problem: Problem) -> tuple[str, Severity, str]:
    return problem.position.path, problem.severity, problem.what


def _apart(folder: Path, texts: Texts, candidates: Sequence[Problem]) -> list[Problem]:
    """Return the problems to be fixed in one go, none of whose changes touches another's."""
    chosen = []
    taken: dict[str, list[tuple[int, int]]] = {}
    sources: dict[str, Source] = {}
    made: set[Fix] = set()
    for problem in candidates:
        fix = problem.fix
        if fix is None:
            continue
        spans = []
        for each in fix.replacements:
            if each.path not in sources:
                content = _content(folder, texts, each.path).removeprefix(MARK)
                sources[each.path] = Source(each.path, content.decode())
            spans.append((each.path, span(sources[each.path], each)))
        if fix in made or not any(_touch(place, other) for path, place in spans for other in taken.get(path, ())):
            made.add(fix)
            chosen.append(problem)
            for path, place in spans:
                taken.setdefault(path, []).append(place)
    return chosen


def _touch(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _content(folder: Path, texts: Texts, path: str) -> bytes:
    if path in texts:
        return texts[path]
    file = folder / path
    return file.read_bytes() if file.exists() else b""
