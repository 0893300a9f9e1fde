"""What the README shows is what one gets."""

from __future__ import annotations

import re
import shutil
import textwrap
from pathlib import Path

import pytest
from click.testing import CliRunner

from rig_site.cli.program import commands

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
ORGANISING = (ROOT / "docs" / "organising.md").read_text(encoding="utf-8")
FENCE = re.compile(r"^ *```\w*\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
EXAMPLES = [textwrap.dedent(text) for text in FENCE.findall(README)]
SESSION = "content/sessions/2023-11-06-safety-evaluations.yaml"


def example(opening: str) -> str:
    """Return the one fenced example that begins so."""
    (found,) = (text for text in EXAMPLES if text.startswith(opening))
    return found


def rig_site(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(commands, arguments)
    return done.exit_code, done.output


@pytest.fixture
def group(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of this repository's group, in the current folder."""
    shutil.copytree(ROOT / "content", tmp_path / "content")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_session_is_a_file_of_the_group(group: Path) -> None:
    assert (group / SESSION).read_text(encoding="utf-8") == example("id: safety-evaluations")


def test_the_session_becomes_the_event_and_the_row(group: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1699315200")
    assert rig_site("build")[0] == 0
    event = (group / "_site/sessions/safety-evaluations/session.ics").read_text(encoding="utf-8")
    assert set(example("UID:").splitlines()) <= set(event.splitlines())
    assert example("| [06/11/23]") in (group / "PREVIOUS.md").read_text(encoding="utf-8")


def test_the_mistake_is_reported_in_these_words(group: Path) -> None:
    session = group / SESSION
    session.write_text(session.read_text(encoding="utf-8").replace("leads:", "leed:"), encoding="utf-8")
    status, output = rig_site("check", "--as-of", "2023-11-05")
    assert status == 1
    assert example(f"{SESSION}:5:1: error") in output


def test_the_first_content_of_a_group_is_right(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for path in ("content/site.yaml", "content/sessions/2026-01-12-attention.yaml"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        text = next(text for text in FENCE.findall(ORGANISING) if text.startswith(f"# {path}"))
        (tmp_path / path).write_text(text, encoding="utf-8")
    status, output = rig_site("build", "--strict", "--as-of", "2026-01-01")
    assert status == 0
    assert "next: 2026-01-12 11:00, Room 1, Attention" in output.splitlines()
