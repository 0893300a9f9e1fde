import contextlib
import json
import re
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from rig_site.cli.program import commands

GROUP = Path(__file__).parents[1] / "sites" / "reading-group" / "content"


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder, in this process, as starting one for each takes long."""
    with contextlib.chdir(folder):
        done = CliRunner().invoke(commands, arguments, prog_name="rig-site")
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return subprocess.CompletedProcess(arguments, done.exit_code, done.stdout, done.stderr)


@pytest.fixture
def group(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(datetime(2024, 3, 12, tzinfo=UTC).timestamp())))
    shutil.copytree(GROUP, tmp_path / "content")
    shutil.copy(GROUP.parent / "README.md", tmp_path)
    return tmp_path


def tree(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file() and ".rig-cache" not in path.parts
    }


def test_a_build_says_what_was_written_and_what_is_next(group: Path) -> None:
    built = run(group, "build")
    assert (built.returncode, built.stdout.splitlines()[1:3]) == (
        0,
        ["refreshed: PREVIOUS.md, README.md", "next: 2024-03-12 16:00, Room B, Next in line"],
    )
    again = run(group, "build")
    assert "0 written, 0 removed" in again.stdout
    assert "refreshed" not in again.stdout
    assert run(group, "build", "--quiet").stdout == ""


def test_an_error_leaves_the_published_site_as_it_was(group: Path) -> None:
    run(group, "build")
    before = tree(group / "_site"), (group / "PREVIOUS.md").read_bytes()
    (group / "content" / "sessions" / "2024-04-16-wrong.yaml").write_text("date: 2024-04-16\ntitel: Wrong\n")
    built = run(group, "build")
    assert built.returncode == 1
    assert built.stdout == ""
    assert "content/sessions/2024-04-16-wrong.yaml:2:1: error:" in built.stderr
    assert built.stderr.endswith("; nothing was written.\n")
    assert (tree(group / "_site"), (group / "PREVIOUS.md").read_bytes()) == before


def test_strict_lets_a_warning_stop_a_build(group: Path) -> None:
    (group / "PREVIOUS.md").write_text("# Written by hand\n")
    assert run(group, "build").returncode == 0
    assert run(group, "build", "--strict").returncode == 1
    assert (group / "PREVIOUS.md").read_text() == "# Written by hand\n"
    assert run(group, "check").returncode == 0
    assert run(group, "check", "--strict").returncode == 1


def test_check_finds_an_edit_of_a_generated_file_and_writes_nothing(group: Path) -> None:
    run(group, "build")
    text = (group / "PREVIOUS.md").read_text()
    (group / "PREVIOUS.md").write_text(text.replace("Never held", "Held after all"))
    before = tree(group)
    checked = run(group, "check", "--format", "json")
    assert [problem["path"] for problem in json.loads(checked.stdout) if problem["severity"] == "warning"] == [
        "PREVIOUS.md"
    ]
    assert tree(group) == before


def test_an_address_for_this_build_changes_links_but_no_identity(group: Path) -> None:
    run(group, "build")
    run(group, "build", "--base-url", "https://preview.test/pull/7", "--output", "preview")
    calendar = (group / "preview" / "calendar.ics").read_text()
    assert "https://preview.test/pull/7/sessions/" in calendar.replace("\n ", "")
    assert "@preview.test" not in calendar
    assert "@lab.test" in calendar
    assert "(https://lab.test/reading/sessions/under-way/)" in (group / "README.md").read_text()


def test_export_prints_the_model(group: Path) -> None:
    exported = json.loads(run(group, "export").stdout)
    assert list(exported) == ["site", "sessions", "papers", "people"]
    session = next(session for session in exported["sessions"] if session["id"] == "colloquium")
    assert session["start"] == "2024-02-21T23:30:00+05:45"
    assert session["end"] == "2024-02-22T00:30:00+05:45"
    assert session["url"] == "https://lab.test/reading/sessions/colloquium/"
    assert "call.test/secret" not in json.dumps(exported)


@pytest.mark.parametrize("folder", [".", "content", "content/sessions", "content/static/deep", "docs"])
def test_the_content_is_found_from_any_folder_of_the_group(group: Path, folder: str) -> None:
    (group / folder).mkdir(parents=True, exist_ok=True)
    (group / "content" / "sessions" / "2024-04-16-wrong.yaml").write_text("date: 2024-04-16\ntitel: Wrong\n")
    said = run(group / folder, "build").stderr
    named = re.search(r"^(.*2024-04-16-wrong\.yaml):2:1: error: a session has no field 'titel'", said, re.MULTILINE)
    assert named
    assert (group / folder / named[1]).samefile(group / "content" / "sessions" / "2024-04-16-wrong.yaml")
    (group / "content" / "sessions" / "2024-04-16-wrong.yaml").unlink()
    before = {path.name for path in group.iterdir()}
    assert run(group / folder, "build").returncode == 0
    assert {path.name for path in group.iterdir()} - before == {"_site", ".rig-cache", "PREVIOUS.md"}
    assert list((group / folder).rglob("_site")) == ([group / "_site"] if folder == "." else [])
    listed = run(group / folder, "list", "--format", "json").stdout
    assert listed == run(group, "list", "--format", "json").stdout


def test_a_named_content_folder_is_taken_as_it_is_and_published_here(group: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    assert run(elsewhere, "build", "--content", "../content").returncode == 0
    assert (elsewhere / "_site" / "index.html").is_file()
    assert run(group / "content", "build", "--content", ".", "--output", "../out").returncode == 0
    assert (group / "out" / "index.html").is_file()
    assert (group / "PREVIOUS.md").is_file()
    assert not (group / "content" / "PREVIOUS.md").exists()


def test_a_content_folder_of_another_name_is_found_from_within(group: Path) -> None:
    (group / "content").rename(group / "club")
    assert run(group / "club" / "sessions", "build").returncode == 0
    assert (group / "_site" / "index.html").is_file()


def test_outside_of_a_group_it_says_where_it_looked(tmp_path: Path) -> None:
    (tmp_path / "site.yaml").write_text("of: another program\n")
    for command in ("build", "check", "list", "serve", "export"):
        refused = run(tmp_path, command)
        assert refused.returncode == 2
        assert f"there is no content/site.yaml in {tmp_path}, nor in a folder above it." in refused.stderr


def test_a_content_folder_without_settings_is_looked_at_where_no_group_is_above(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    assert "content/site.yaml:1:1: error: there is no site.yaml" in run(tmp_path, "check").stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["build", "--content", "nowhere"], "Directory 'nowhere' does not exist"),
        (["build", "--as-of", "soon"], "neither a date like 2024-03-01 nor an instant"),
        (["build", "--base-url", "example.org"], "'example.org' is not a web address; allowed: an address such as"),
        (["build", "--base-url", "https://a.test/?x#y"], "more than a host and a path; write 'https://a.test/'"),
        (["build", "--output", "content"], "content"),
        (["biuld"], "No such command 'biuld'"),
        (["build", "-c", "."], "Did you mean '--content'?"),
    ],
)
def test_wrong_usage_is_exit_code_2(group: Path, arguments: list[str], said: str) -> None:
    refused = run(group, *arguments)
    assert refused.returncode == 2
    assert said in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_foreign_file_in_the_output_folder_is_named(group: Path) -> None:
    (group / "_site").mkdir()
    (group / "_site" / "thesis.tex").write_text("precious")
    refused = run(group, "build")
    assert refused.returncode == 2
    assert "thesis.tex" in refused.stderr
    assert (group / "_site" / "thesis.tex").read_text() == "precious"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_learns_to_complete(group: Path, shell: str) -> None:
    script = run(group, "completion", shell)
    assert script.returncode == 0
    assert "_RIG_SITE_COMPLETE" in script.stdout


def test_a_build_as_of_another_day_is_a_preview(group: Path) -> None:
    session = group / "content/sessions/later.yaml"
    session.write_text("date: 2024-03-19\ntitle: Later\nannounced: 2024-03-01\n")
    preview = run(group, "build", "--strict", "--as-of", "2024-02-20")
    assert preview.returncode == 0, preview.stderr
    assert not (group / "PREVIOUS.md").exists()
    page = (group / "_site/index.html").read_text()
    assert '<html lang="en-GB" data-as-of="2024-02-20T00:00:00+00:00">' in page
    assert "This is a preview of" in page
    assert run(group, "build").returncode == 0
    assert "data-as-of" not in (group / "_site/index.html").read_text()


def test_an_extra_is_published_where_it_is_asked_for_and_there(group: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = group / "_site" / "subscribe" / "index.html"
    for options, codes in (((), 0), (("--qr",), 1), ((), 0)):
        assert run(group, "build", *options).returncode == 0
        assert page.read_text(encoding="utf-8").count('<figure class="code">') == codes
    monkeypatch.setattr("rig_site.cli.options.find_spec", lambda name: None)
    refused = run(group, "build", "--qr")
    assert refused.returncode == 2
    assert "--qr needs the extra 'qr', which is not installed here: run pip install 'rig-site[qr]'" in refused.stderr
    assert "--images needs the extra 'images'" in run(group, "build", "--images").stderr
