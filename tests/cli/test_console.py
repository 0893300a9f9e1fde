"""A console that has not every character gets a plain sign for it, and what programs read stays whole."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import pytest

from forked import Program, program

PRESENT = "1699261200"
"""6 November 2023, nine o'clock in UTC."""
WORDS = "Café – “日本” → 🤖 … e\u0301"
SESSION = f'date: 2023-11-13\ntime: "11:00-12:00"\ntitle: "{WORDS}"\nroom: Raum Ü\nleads: [Léad Á]\nid: one\n'
CONSOLES: dict[str, dict[str, str]] = {
    "ascii": {"PYTHONIOENCODING": "ascii"},
    "cp1252": {"PYTHONIOENCODING": "cp1252"},
    "C": {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    "POSIX in UTF-8": {"LC_ALL": "POSIX"},
    "UTF-8": {"PYTHONIOENCODING": "utf-8"},
}
ENCODINGS = {"cp1252": "cp1252", "POSIX in UTF-8": "utf-8", "UTF-8": "utf-8"}
"""Those of the consoles that are not of ASCII."""


@pytest.fixture
def group(tmp_path: Path) -> Path:
    (tmp_path / "content" / "sessions").mkdir(parents=True)
    (tmp_path / "content" / "site.yaml").write_text(
        f'title: "{WORDS}"\nbase_url: https://group.test/\ntimezone: Europe/London\nuid_domain: group.test\n',
        encoding="utf-8",
    )
    (tmp_path / "content" / "sessions" / "one.yaml").write_text(SESSION, encoding="utf-8")
    return tmp_path


Run = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture(scope="module")
def rig_site() -> Iterator[Run]:
    """Return what runs a command in a folder, in a process with a console of that name."""
    kept = {name: value for name, value in os.environ.items() if name not in ("LANG", "PYTHONIOENCODING", "PYTHONUTF8")}
    kept |= {"PYTHONPATH": os.pathsep.join(sys.path), "SOURCE_DATE_EPOCH": PRESENT}
    with ExitStack() as programs:

        @cache
        def started(console: str) -> Program:
            return programs.enter_context(program(sys.executable, kept | CONSOLES[console]))

        yield lambda folder, console, *arguments: started(console).run(folder, *arguments)


@pytest.mark.parametrize("console", ["ascii", "cp1252", "C"])
def test_every_command_says_what_it_has_to_say(rig_site: Run, group: Path, console: str) -> None:
    encoding = ENCODINGS.get(console, "ascii")
    for arguments, code in (
        (["check", "--strict"], 1),
        (["build", "-v"], 0),
        (["build", "-v"], 0),
        (["list"], 0),
        (["announce", "one"], 0),
        (["explain", "meetings"], 0),
        (["init", "--help"], 0),
        (["búild"], 2),
        (["check", "--content", "日本"], 2),
        (["cancel", "one", "--reason", WORDS], 0),
        (["new", "2023-11-20", WORDS], 0),
    ):
        (group / "content" / "sessions" / "x.md").write_text("")
        done = rig_site(group, console, *arguments)
        said = done.stdout.decode(encoding) + done.stderr.decode(encoding)
        assert done.returncode == code, said
        assert "Traceback" not in said
        assert said


def test_a_sign_stands_for_what_a_console_has_not(rig_site: Run, group: Path) -> None:
    def title(console: str) -> str:
        found = rig_site(group, console, "list").stdout.decode(ENCODINGS.get(console, "ascii"))
        return found.splitlines()[1].partition(" 2 ")[0].split("  ")[3].strip()

    assert title("UTF-8") == WORDS
    assert title("ascii") == title("C") == 'Caf? - "????" > ?? . e'
    assert title("cp1252") == "Café – “????” > ?? … e"


def test_a_caret_stands_under_what_it_means(rig_site: Run, group: Path) -> None:
    file = group / "content" / "sessions" / "one.yaml"
    file.write_text(f"{{title: '{WORDS}', date: 2023-11-13, leed: x}}\n", encoding="utf-8")
    lines = rig_site(group, "ascii", "check").stdout.decode("ascii").splitlines()
    shown = next(number for number, line in enumerate(lines) if "leed: x" in line)
    assert lines[shown + 1].index("^") == lines[shown].index("leed")


@pytest.mark.parametrize("console", ["ascii", "cp1252", "C"])
def test_what_programs_read_is_utf_8_whatever_the_console(rig_site: Run, group: Path, console: str) -> None:
    listed = json.loads(rig_site(group, console, "list", "--format", "json").stdout.decode("utf-8"))
    assert [each["title"] for each in listed] == [WORDS]
    exported = json.loads(rig_site(group, console, "export").stdout.decode("utf-8"))
    assert exported["site"]["title"] == WORDS
    (group / "content" / "sessions" / "one.yaml").write_text(f"{SESSION}lééd: x\n", encoding="utf-8")
    checked = json.loads(rig_site(group, console, "check", "--format", "json").stdout.decode("utf-8"))
    assert any("'lééd'" in problem["message"] for problem in checked)
    assert "'lééd'" in rig_site(group, console, "check", "--format", "github").stdout.decode("utf-8")


ODD_FOLDER, ODD_FILE = (b"caf\xe9", b"\xff") if sys.platform == "linux" else ("café".encode(), "ÿ".encode())
"""Names that are no text in UTF-8; other systems than Linux take only those that are."""


@pytest.mark.parametrize("console", ["ascii", "POSIX in UTF-8"])
def test_a_name_that_is_no_text_is_shown_all_the_same(rig_site: Run, group: Path, console: str) -> None:
    odd = os.fsencode(group) + b"/" + ODD_FOLDER
    os.rename(os.fsencode(group / "content"), odd)
    os.rename(odd + b"/sessions/one.yaml", odd + b"/sessions/" + ODD_FILE + b".yaml")
    encoding = ENCODINGS.get(console, "ascii")
    for command, code in (("check", 0), ("build", 0), ("build", 0)):
        done = rig_site(group, console, command, "--content", ODD_FOLDER)
        said = (done.stdout + done.stderr).decode(encoding)
        assert (done.returncode, "Traceback" in said) == (code, False), said
    refused = rig_site(group, console, "check", "--content", b"\xe9\xff")
    assert refused.returncode == 2
    assert "Directory '??' does not exist" in refused.stderr.decode(encoding)
    assert json.loads(rig_site(group, console, "check", "--content", ODD_FOLDER, "--format", "json").stdout) is not None


def test_a_stream_of_bytes_alone_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    from rig_site.cli.surroundings.console import show_what_can_be_shown

    strange = io.StringIO()
    monkeypatch.setattr(sys, "stdout", strange)
    monkeypatch.setattr(sys, "stderr", None)
    show_what_can_be_shown()
    assert sys.stdout is strange
