"""Problems for other programs: as JSON, GitHub annotations, GitLab's Code Quality, SARIF; and which forms there are."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable
from urllib.parse import quote

from rig_site.cli.report import as_text, entry, shown_path
from rig_site.diagnostics import Fix, Position, Problem, Replacement, Severity

_GITLAB = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTICE: "info"}
_SARIF = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTICE: "note"}


def as_json(problems: Iterable[Problem], *, content: str) -> str:
    """Return the problems as a JSON list; lines and columns count from 1, `end_column` is exclusive."""
    listed = [entry(problem, content) for problem in problems]
    return json.dumps(listed, ensure_ascii=False, indent=2) + "\n"


def as_github(problems: Iterable[Problem], *, content: str) -> str:
    """Return the problems as GitHub workflow commands, which annotate the lines of a pull request.

    Source: GitHub Docs, "Workflow commands for GitHub Actions", setting an
    error, warning or notice message.
    """
    return "".join(_annotation(problem, content) for problem in problems)


def _annotation(problem: Problem, content: str) -> str:
    position = problem.position
    place = {
        "file": shown_path(position, content),
        "line": str(position.line),
        "col": str(position.column),
        "endColumn": str(position.column + position.length),
    }
    parameters = ",".join(
        f"{name}={_escaped(value).replace(':', '%3A').replace(',', '%2C')}" for name, value in place.items()
    )
    return f"::{problem.severity} {parameters}::{_escaped(_message(problem))}\n"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def as_gitlab(problems: Iterable[Problem], *, content: str) -> str:
    """Return the problems as a Code Quality report, which GitLab shows in a merge request.

    Source: GitLab Docs, "Code Quality", code quality report format.  It has
    no place for fixes, so the description says what to write.
    """
    met: Counter[str] = Counter()
    listed = []
    for problem in problems:
        path = shown_path(problem.position, content)
        known = "\n".join((path, problem.what, problem.position.text))
        met[known] += 1
        listed.append(
            {
                "description": _message(problem),
                "check_name": f"content-{problem.severity}",
                "fingerprint": hashlib.sha256(f"{known}\n{met[known]}".encode()).hexdigest(),
                "severity": _GITLAB[problem.severity],
                "location": {"path": path, "lines": {"begin": problem.position.line}},
            }
        )
    return json.dumps(listed, ensure_ascii=False, indent=2) + "\n"


def as_sarif(problems: Iterable[Problem], *, content: str) -> str:
    """Return the problems as SARIF, which code scanning and editors read, with their fixes.

    Source: OASIS, "Static Analysis Results Interchange Format" 2.1.0,
    3.27 (result) and 3.55 (fix); columns count characters (3.14.17).
    """
    rules = [
        {"id": f"content-{severity}", "defaultConfiguration": {"level": _SARIF[severity]}} for severity in Severity
    ]
    driver = {"name": "rig-site", "rules": rules}
    results = [_result(problem, content) for problem in problems]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    report = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    }
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def _result(problem: Problem, content: str) -> dict[str, object]:
    position = problem.position
    region = {
        "startLine": position.line,
        "startColumn": position.column,
        "endColumn": position.column + position.length,
    }
    place = {"artifactLocation": _artifact(position.path, content), "region": region}
    result: dict[str, object] = {
        "ruleId": f"content-{problem.severity}",
        "level": _SARIF[problem.severity],
        "message": {"text": _message(problem)},
        "locations": [{"physicalLocation": place}],
    }
    return {**result, "fixes": [_fix(problem.suggestion, problem.fix, content)]} if problem.fix else result


def _fix(words: str, fix: Fix, content: str) -> dict[str, object]:
    by_path: dict[str, list[Replacement]] = {}
    for replacement in fix.replacements:
        by_path.setdefault(replacement.path, []).append(replacement)
    changes = [
        {"artifactLocation": _artifact(path, content), "replacements": [_replacement(each) for each in replacements]}
        for path, replacements in by_path.items()
    ]
    return {"description": {"text": words}, "artifactChanges": changes}


def _replacement(replacement: Replacement) -> dict[str, object]:
    region = {
        "startLine": replacement.line,
        "startColumn": replacement.column,
        "endLine": replacement.end_line,
        "endColumn": replacement.end_column,
    }
    return {"deletedRegion": region, "insertedContent": {"text": replacement.text}}


def _artifact(path: str, content: str) -> dict[str, str]:
    return {"uri": quote(shown_path(Position(path), content))}


def _message(problem: Problem) -> str:
    allowed = f"allowed: {problem.allowed}" if problem.allowed else ""
    return "\n".join(part for part in (problem.what, allowed, problem.suggestion) if part)


FORMATS: dict[str, Callable[..., str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "gitlab": as_gitlab,
    "sarif": as_sarif,
}
