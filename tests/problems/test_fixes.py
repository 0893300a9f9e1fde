"""Every fix of every case is made: its problem is gone, no other has come, and all else in the files stands."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
import yaml

from rig_site.content import load
from rig_site.content.findings import Findings
from rig_site.content.fixing import Texts, after_fixes, fixed, reads_better
from rig_site.content.sources.nodes import Plain, parse
from rig_site.content.sources.source import Source
from rig_site.diagnostics import Problem

HERE = Path(__file__).parent
CASES = sorted(folder.name for folder in HERE.iterdir() if (folder / "content").is_dir())
AS_OF = datetime(2023, 11, 5, 12, tzinfo=UTC)


def problems_of(folder: Path, texts: Texts) -> tuple[Problem, ...]:
    return load(folder, as_of=AS_OF, texts=texts).problems


@cache
def found(case: str) -> tuple[Problem, ...]:
    return problems_of(HERE / case / "content", {})


def fixable(case: str) -> list[Problem]:
    return [problem for problem in found(case) if problem.fix]


def test_there_is_much_to_fix() -> None:
    assert sum(bool(fixable(case)) for case in CASES) > 50


def comments(text: bytes) -> list[bytes]:
    return [line.strip() for line in text.splitlines() if line.lstrip().startswith(b"#")]


@pytest.mark.parametrize("case", CASES)
def test_a_fix_ends_its_problem_and_brings_no_other(case: str) -> None:
    folder = HERE / case / "content"
    for problem in fixable(case):
        assert problem.fix
        assert problem.suggestion, f"what a fix does is said: {problem.what}"
        texts = after_fixes(folder, {}, [problem.fix])
        assert texts, problem.what
        after = problems_of(folder, texts)
        shown = b"\n".join(texts.values()).decode()
        left = [f"{each.severity}: {each.what}" for each in after]
        assert reads_better(folder, [problem], (found(case), {}), (after, texts)), f"{problem.what}\n{shown}\n{left}"
        for path, text in texts.items():
            assert comments(text) == comments((folder / path).read_bytes()), problem.what


SAID = re.compile(r"(?:write|did you mean) '(?P<value>(?!- )(?:(?!, and add ).)+?)'\??(?: for [^,]+)?", re.DOTALL)


def value(text: str) -> Plain:
    node = parse(Source("said.yaml", text), Findings())
    return node.value if node else None


@pytest.mark.parametrize("case", CASES)
def test_what_is_written_is_what_was_said(case: str) -> None:
    for problem in fixable(case):
        said = SAID.fullmatch(problem.suggestion)
        if said is None:
            continue
        assert problem.fix
        texts = [replacement.text for replacement in problem.fix.replacements]
        meant = value(said["value"])
        written = value("\n".join(texts)) if len(texts) == 1 else value(": ".join(texts))
        single = next(iter(meant.values())) if isinstance(meant, dict) and len(meant) == 1 else meant
        listed = value(f"[{texts[0]}]")
        assert written == meant or single in (written, listed), (problem.suggestion, texts)


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("unsafe", [False, True])
def test_all_together_leave_nothing_that_could_be_fixed(case: str, unsafe: bool) -> None:
    if not fixable(case):
        return
    folder = HERE / case / "content"
    result = fixed(folder, lambda texts: problems_of(folder, texts), unsafe=unsafe)
    left = [problem for problem in result.problems if problem.fix and (problem.fix.safe or unsafe)]
    assert left == []
    assert problems_of(folder, result.after) == tuple(result.problems)
    again = fixed(folder, lambda texts: problems_of(folder, {**result.after, **texts}), unsafe=unsafe)
    assert again.count == 0
    for path, text in result.after.items():
        if path.endswith(".yaml") and not any(problem.position.path == path for problem in result.problems):
            yaml.compose(text.decode())
