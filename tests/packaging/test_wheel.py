"""A wheel carries everything: built offline and installed far from the checkout, it makes a site.

What the README and the pages for organisers tell them to type works, in that
order, with the wheel alone.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import signal
import subprocess
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cli.test_add import ARXIV
from distributions import GIT, OWN_STYLE, ROOT, build, run
from forked import program
from other_hosts import Reply, other_host

CONTENT = {
    "site.yaml": "title: A group\nbase_url: https://example.org/group/\ntimezone: Europe/Berlin\nlanguage: de\n",
    "sessions/2024-03-04-attention.yaml": "date: 2024-03-04\ntitle: Attention\nleads: [Lead A]\n",
}


@pytest.fixture(scope="module")
def unpacked_sdist(tree: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sdist")
    with tarfile.open(build(tree, "sdist")) as archive:
        archive.extractall(folder, filter="data")
    (unpacked,) = folder.iterdir()
    return unpacked


def files(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"
    }


def test_the_installed_wheel_builds_a_site_with_its_own_theme(installed: Path, tmp_path: Path) -> None:
    for name, text in CONTENT.items():
        source = tmp_path / "content" / name
        source.parent.mkdir(parents=True, exist_ok=True)
        source.write_text(text, encoding="utf-8")
    arguments = ("--content", "content", "--output", "site", "--as-of", "2024-03-01")
    run(installed, "build", *arguments, cwd=tmp_path)

    front_page = (tmp_path / "site/index.html").read_text(encoding="utf-8")
    assert "Attention" in front_page
    assert "Nächstes Treffen" in front_page
    style_sheets = [path.read_text(encoding="utf-8") for path in (tmp_path / "site").rglob("*.css")]
    assert style_sheets
    assert all(OWN_STYLE.strip() in text for text in style_sheets)


def test_the_wheel_holds_the_package_with_the_theme_in_it(tree: Path, wheel: Path) -> None:
    held = contents(wheel)
    package = {
        f"rig_site/{name.removesuffix('.po')}{'.mo' * name.endswith('.po')}" for name in files(tree / "src/rig_site")
    }
    theme = {
        f"rig_site/templates/{name}": (tree / "templates" / name).read_bytes() for name in files(tree / "templates")
    }
    assert theme.items() <= held.items()
    assert {name for name in held if name.startswith("rig_site/")} == package | theme.keys()
    assert "rig_site/py.typed" in package


def test_the_sdist_holds_the_package_and_the_theme_and_nothing_else(tree: Path, unpacked_sdist: Path) -> None:
    package = {f"src/rig_site/{name}" for name in files(tree / "src/rig_site")}
    theme = {f"templates/{name}" for name in files(tree / "templates")}
    assert files(unpacked_sdist) == package | theme | {
        "hatch_build.py",
        "pyproject.toml",
        "README.md",
        "LICENSE",
        ".gitignore",
        "PKG-INFO",
    }


def test_the_wheel_from_the_sdist_is_the_wheel_from_the_checkout(wheel: Path, unpacked_sdist: Path) -> None:
    assert contents(build(unpacked_sdist, "wheel")) == contents(wheel)


def contents(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


PRESENT = "1767607200"
"""5 January 2026, a Monday, 10:00 in Universal Time."""
BEFORE = {
    "content/people.yaml": "lead-a: Lead A\n",
    "content/proposals.yaml": "- {title: State space models}\n",
}
"""What a group has by the time that its organisers read on."""


def commands_of(document: str, heading: str) -> list[str]:
    """Return the commands under a heading of a document, without the comments beside them."""
    text = re.sub(r"```.*?```", "", (ROOT / document).read_text(encoding="utf-8"), flags=re.DOTALL)
    section = re.split(r"^#+ ", text[text.index(f"# {heading}\n") + 2 :], maxsplit=1, flags=re.MULTILINE)[0]
    lines = re.findall(r"^    (.+)$", section, re.MULTILINE)
    return [re.sub(r"\s+# .*", "", line) for line in lines if line.startswith(("rig-site ", "cd "))]


Typed = Callable[[Path, list[str]], tuple[Path, dict[str, str]]]


@pytest.fixture(scope="module")
def typed(installed: Path) -> Iterator[Typed]:
    """Return what types commands one after the other, and says where that ends and what each printed."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "GIT_"))}
    environment |= {
        "PATH": f"{installed.parent}:{environment['PATH']}",
        "SOURCE_DATE_EPOCH": PRESENT,
        "BROWSER": "true",
    }
    with other_host() as doi_org:
        doi_org.answers("/10.48550/arXiv.1706.03762", Reply(json.dumps(ARXIV)))
        environment["RIG_SITE_DOI_SERVICE"] = doi_org.address
        with program(installed.with_name("python"), environment) as rig_site:

            def each(folder: Path, commands: list[str]) -> tuple[Path, dict[str, str]]:
                printed = {}
                for command in commands:
                    words = shlex.split(command)
                    if words[0] == "cd":
                        folder /= words[1]
                    elif words[1] == "serve":
                        printed[command] = served([*words, "--port", "0"], folder, environment)
                    else:
                        done = rig_site.run(folder, *words[1:])
                        assert done.returncode == 0, (command, done.stdout, done.stderr)
                        printed[command] = done.stdout.decode()
                return folder, printed

            yield each


def served(words: list[str], folder: Path, environment: dict[str, str]) -> str:
    """Serve until the first build is there, then end it as an organiser does."""
    process = subprocess.Popen(
        words, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8"
    )
    assert process.stdout
    said = ""
    for line in process.stdout:
        said += line
        if "files written" in line:
            process.send_signal(signal.SIGINT)
    assert process.wait() == 0, said
    return said


def test_a_group_from_nothing_to_a_site(typed: Typed, tmp_path: Path) -> None:
    commands = commands_of("README.md", "Start a group")
    assert [command.split()[1] for command in commands if command.startswith("rig-site")][:2] == ["init", "serve"]
    folder, printed = typed(tmp_path, commands)
    session = next((folder / "content/sessions").glob("*attention.yaml")).read_text(encoding="utf-8")
    assert "title: Attention Is All You Need" in session
    assert "2017" in session
    site = folder / "_site"
    assert "Attention Is All You Need" in (site / "sessions/attention/index.html").read_text(encoding="utf-8")
    assert "Attention" in (site / "calendar.ics").read_text(encoding="utf-8")
    assert "warning" not in "".join(printed.values())


def test_what_organisers_do_with_it(typed: Typed, tmp_path: Path) -> None:
    setting_up = [
        command for command in commands_of("README.md", "Start a group") if "init" in command or "cd " in command
    ]
    folder, _ = typed(tmp_path, setting_up)
    for path, text in BEFORE.items():
        (folder / path).write_text(text, encoding="utf-8")
    subprocess.run([*GIT, "init", "--quiet"], cwd=folder, check=True)
    headings = ("The next session", "What is in content/", "Moving and cancelling")
    commands = [command for heading in headings for command in commands_of("docs/organising.md", heading)]
    assert {command.split()[1] for command in commands} >= {
        "new",
        "list",
        "build",
        "export",
        "schema",
        "move",
        "cancel",
    }
    typed(folder, commands)
    typed(folder, ["rig-site check --strict", "rig-site build"])
