"""rig-site import as a person meets it: what it refuses, what it leaves alone, what it asks."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from rig_site.cli.program import commands

README = """\
# The group

| Date | Topic | Lead |
|---|---|---|
| 2024-01-08 | One | Lead A |
| 2024-01-15 | [Two](https://example.org/two) | Lead B |
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("README.md").write_text(README)
    return tmp_path


def run(*arguments: str, answer: str = "") -> Result:
    return CliRunner().invoke(commands, ["import", *arguments, "--as-of", "2024-06-01"], input=answer)


def files() -> dict[str, str]:
    return {str(path): path.read_text() for path in sorted(Path().rglob("*")) if path.is_file()}


def test_a_new_folder_is_written_and_valid(folder: Path) -> None:
    done = run("README.md", "--timezone", "Europe/London", "--base-url", "https://lab.example.ac.uk/group")
    assert done.exit_code == 0
    assert done.output.splitlines()[-3:] == [
        "found 2 sessions, 2 people, 1 reading, 0 links",
        "content: 4 files written, 0 changed",
        "nothing was lost",
    ]
    assert Path("content/site.yaml").read_text() == (
        "title: The group\nbase_url: https://lab.example.ac.uk/group/\nuid_domain: group.lab.example.ac.uk\n"
        "timezone: Europe/London\n"
        "meetings:\n  - {from: 2024-01-08, every: week, weekday: monday}\n"
    )
    checked = CliRunner().invoke(commands, ["check", "--strict", "--as-of", "2024-06-01"])
    assert (checked.exit_code, checked.output) == (0, "2 sessions: no problems\n")


def test_a_dry_run_prints_the_files_and_writes_none(folder: Path) -> None:
    before = files()
    done = run("README.md", "--dry-run")
    assert done.exit_code == 0
    assert "--- sessions/2024-01-08-one.yaml\nid: one\n" in done.output
    assert "content: 4 files would be written, 0 would be changed" in done.output
    assert files() == before


def test_a_second_run_changes_nothing_even_on_another_day(folder: Path) -> None:
    Path("README.md").write_text(README.replace("2024-01-15", "2024-07-15"))
    run("README.md")
    before = files()
    again = CliRunner().invoke(commands, ["import", "README.md", "--as-of", "2024-06-20"])
    assert again.exit_code == 0
    assert "content: 0 files written, 0 changed" in again.output
    assert files() == before


def test_new_sessions_are_added_and_old_ones_left_alone(folder: Path) -> None:
    run("README.md")
    edited = Path("content/sessions/2024-01-08-one.yaml")
    edited.write_text(edited.read_text() + "abstract: Written by hand.\n")
    Path("README.md").write_text(README + "| 2024-01-22 | Three | Lead C |\n")
    done = run("README.md")
    assert "content/sessions/2024-01-08-one.yaml exists and says something else; it was left as it is" in done.output
    assert "content: 1 file written, 1 changed" in done.output
    assert "Written by hand" in edited.read_text()
    assert Path("content/people.yaml").read_text() == "lead-a: Lead A\nlead-b: Lead B\nlead-c: Lead C\n"


def test_no_session_is_announced_after_the_day_of_the_import(folder: Path) -> None:
    Path("README.md").write_text(README.replace("2024-01-15", "2024-07-15"))
    run("README.md")
    announced = {line for text in files().values() for line in text.splitlines() if line.startswith("announced:")}
    assert announced == {"announced: 2024-01-08", "announced: 2024-06-01"}
    early = ["--as-of", "2024-06-01T02:00+02:00", "--timezone", "America/New_York"]
    CliRunner().invoke(commands, ["import", "README.md", "--to", "other", *early])
    assert "announced: 2024-05-31\n" in Path("other/sessions/2024-07-15-two.yaml").read_text()


def test_files_name_a_document_without_its_folder_and_messages_as_it_was_typed(folder: Path) -> None:
    Path("README.md").write_text(README + "\n| TBC | [Three](https://example.org/three) |\n\nBring a friend.\n")
    document = str(folder / "README.md")
    done = run(document)
    assert f"{document}:" in done.output
    assert "From README.md, line " in Path("content/pages/imported-leftovers.md").read_text()
    assert all(str(folder) not in text for path, text in files().items() if path.startswith("content/"))


def test_update_shows_the_difference_and_asks(folder: Path) -> None:
    run("README.md")
    Path("README.md").write_text(README.replace("| One |", "| One ([Slides](https://example.org/s.pdf)) |"))
    refused = run("README.md", "--update", answer="n\n")
    assert "+  - {label: Slides, url: https://example.org/s.pdf}" in refused.output
    assert refused.exit_code == 1
    assert refused.output.endswith(
        "README.md:5: lost: https://example.org/s.pdf\nREADME.md:5: lost: 'Slides'\n2 of the addresses and texts lost\n"
    )
    agreed = run("README.md", "--update", answer="y\n")
    assert agreed.exit_code == 0
    assert "https://example.org/s.pdf" in Path("content/sessions/2024-01-08-one.yaml").read_text()


def test_a_moved_session_is_not_imported_again(folder: Path) -> None:
    run("README.md")
    moved = Path("content/sessions/2024-01-08-one.yaml")
    moved.write_text(
        moved.read_text().replace("date: 2024-01-08", "date: 2024-01-10\nmoved_from: [{date: 2024-01-08}]")
    )
    before = files()
    assert run("README.md").exit_code == 0
    assert set(files()) == set(before)


def test_a_folder_with_errors_is_not_added_to(folder: Path) -> None:
    run("README.md")
    Path("content/site.yaml").write_text("title: The group\n")
    before = files()
    done = run("README.md")
    assert done.exit_code == 1
    assert "content has errors; nothing was written." in done.output
    assert files() == before


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("missing.md", None, "'missing.md' does not exist"),
        (
            "slides.pdf",
            b"%PDF\0\1",
            "slides.pdf is not a text file; save it as Markdown, HTML, CSV or plain text first",
        ),
    ],
)
def test_what_is_no_document_is_a_usage_error(folder: Path, name: str, content: bytes | None, words: str) -> None:
    if content is not None:
        Path(name).write_bytes(content)
    done = run("README.md", name)
    assert done.exit_code == 2
    assert words in " ".join(done.output.split())
    assert not Path("content").exists()


@pytest.mark.parametrize(("codec", "name"), [("utf-16", "Béla Á"), ("cp1252", "Béla Á"), ("utf-8-sig", "Béla Á")])
def test_other_encodings_are_read(folder: Path, codec: str, name: str) -> None:
    Path("README.md").write_bytes(README.replace("Lead A", name).encode(codec))
    assert run("README.md").exit_code == 0
    assert f"bela-a: {name}\n" in Path("content/people.yaml").read_text()


def test_a_date_that_became_no_session_ends_with_1(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("README.md").write_text(
        "# Group\n\n| Date | Title | Lead |\n|---|---|---|\n| 2024-01-08 | One | Lead A |\n\n"
        "| Item | Seen |\n|---|---|\n| A | 2024-02-05 |\n| B | later |\n| C | later |\n"
    )
    result = CliRunner().invoke(commands, ["import", "README.md", "--to", "content", "--as-of", "2024-01-01"])
    assert result.exit_code == 1
    assert "README.md:9: not understood: this says a date, '2024-02-05', and no session is on that day" in (
        result.output
    )
    assert "nothing was lost" not in result.output


def test_a_folder_is_imported_as_a_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for day, title in (("2024-01-08", "One"), ("2024-01-15", "Two")):
        folder = Path("sessions", f"{day}-talk")
        folder.mkdir(parents=True)
        (folder / "README.md").write_text(
            f"# {title}\n\n*Led by Lead A*\n\nMain reading: <https://example.org/{day}>\n"
        )
    result = CliRunner().invoke(commands, ["import", "sessions", "--to", "content", "--as-of", "2024-01-01"])
    assert result.exit_code == 0, result.output
    assert sorted(path.name for path in Path("content/sessions").iterdir()) == [
        "2024-01-08-one.yaml",
        "2024-01-15-two.yaml",
    ]
    assert "leads: [lead-a]" in Path("content/sessions/2024-01-08-one.yaml").read_text()


def test_an_export_comes_back_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("README.md").write_text(
        "| Date | Time | Title | Lead | Paper |\n|---|---|---|---|---|\n"
        "| 2024-07-08 | 14:00-15:00 | One | Lead A | [A paper](https://example.org/p) |\n| 2024-07-15 | 15:00 | TBC | | |\n"
    )
    zone = ["--timezone", "Europe/London", "--as-of", "2024-01-01"]
    run = CliRunner()
    assert run.invoke(commands, ["import", "README.md", "--to", "first", *zone]).exit_code == 0
    first = run.invoke(commands, ["export", "--content", "first", "--format", "json"]).stdout
    for name in ("json", "csv"):
        exported = run.invoke(commands, ["export", "--content", "first", "--format", name]).stdout
        Path(f"export.{name}").write_text(exported)
        done = run.invoke(commands, ["import", f"export.{name}", "--to", f"back-{name}", *zone])
        assert done.exit_code == 0, done.output
        again = run.invoke(commands, ["export", "--content", f"back-{name}", "--format", "json"]).stdout
        assert json.loads(again)["sessions"] == json.loads(first)["sessions"]


def test_what_is_added_to_a_file_ends_its_lines_as_the_file_does(folder: Path) -> None:
    run("README.md")
    before = b"\xef\xbb\xbf# who leads\r\nlead-a: Lead A\r\nlead-b: Lead B\r\n"
    Path("content/people.yaml").write_bytes(before)
    Path("more.md").write_text("| Date | Topic | Lead |\n|---|---|---|\n| 2024-02-05 | Three | Lead C |\n")
    assert run("more.md").exit_code == 0
    assert Path("content/people.yaml").read_bytes() == before + b"lead-c: Lead C\r\n"


def test_an_empty_mapping_takes_entries(folder: Path) -> None:
    Path("content").mkdir()
    Path("content/site.yaml").write_text("title: A\nbase_url: https://lab.example.ac.uk/\ntimezone: Europe/London\n")
    Path("content/people.yaml").write_text("# nobody yet\n{}\n")
    assert run("README.md").exit_code == 0
    assert Path("content/people.yaml").read_text() == "# nobody yet\nlead-a: Lead A\nlead-b: Lead B\n"


PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


def folder_of(name: str, **files: str | bytes) -> None:
    for path, content in files.items():
        target = Path(name, path)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())


def test_a_vault_is_imported_with_its_images(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    linked = "# Home\n\n- [[LoRA]], [[old/LoRA|before]] and [[Deep Learning]]\n"
    shown = (
        "![[figure.png|300]]\n\n![beside](local.png)\n\n![](../attachments/figure.png) and [[slides.pdf|the slides]]\n"
    )
    folder_of(
        "vault",
        **{
            ".obsidian/app.json": "{}",
            "Home.md": linked,
            "papers/LoRA.md": shown,
            "old/LoRA.md": "short",
            "papers/Deep Learning.md": "Of `![[figure.png]]` and ![[gone.png]]\n",
            "daily/2024-01-08.md": "- [ ] read [[LoRA]]\n- [[2024-01-09]] comes next\n",
            "papers/README.md": "# On papers\n",
            "attachments/figure.png": PIXEL,
            "attachments/slides.pdf": b"%PDF",
            "papers/local.png": PIXEL,
            "unused.png": PIXEL,
            "Map.canvas": "{}",
        },
    )
    done = run("vault", "--timezone", "Europe/London")
    assert done.exit_code == 0, done.output
    assert "vault: .obsidian is left out, as what is hidden belongs to a program" in done.output
    assert "vault: 2 files that no document shows or links to are left out: Map.canvas, unused.png" in done.output
    assert "nothing was lost" in done.output
    assert {str(path.relative_to("content")) for path in Path("content").rglob("*") if path.is_file()} == {
        "site.yaml",
        "notes/Home.md",
        "notes/papers/LoRA.md",
        "notes/old/LoRA.md",
        "notes/papers/Deep Learning.md",
        "notes/daily/2024-01-08.md",
        "notes/papers/index.md",
        "notes/attachments/figure.png",
        "notes/papers/local.png",
        "static/attachments/slides.pdf",
    }
    assert Path("content/notes/Home.md").read_text() == linked
    assert Path("content/notes/papers/LoRA.md").read_text() == shown.replace(
        "[[slides.pdf|the slides]]", "[the slides](/attachments/slides.pdf)"
    )
    assert Path("content/notes/papers/local.png").read_bytes() == PIXEL


def test_sites_of_hugo_and_jekyll_bring_their_images(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    told = "It tells of what was read, and of how it was understood by all of us."
    folder_of(
        "hugo",
        **{
            "content/posts/attention/index.md": f"+++\ntitle = 'A'\n+++\n{told}\n\n![a](inside.png)\n"
            '{{< figure src="/images/b.png" title="B" >}}\n[on]({{< ref "lora.md" >}})\n',
            "content/posts/attention/inside.png": PIXEL,
            "static/images/b.png": PIXEL,
        },
    )
    folder_of(
        "jekyll",
        **{
            "_notes/lora.md": f"{told}\n\n![c]({{{{ site.baseurl }}}}/assets/c.png) ![d](../assets/d.png)\n",
            "assets/c.png": PIXEL,
            "assets/d.png": PIXEL,
        },
    )
    done = run("hugo", "jekyll", "--timezone", "Europe/London")
    assert done.exit_code == 0, done.output
    assert Path("content/notes/posts/attention/index.md").read_text() == (
        f"---\ntitle: A\n---\n{told}\n\n![a](inside.png)\n![B](/images/b.png)\n[[lora|on]]\n"
    )
    assert Path("content/notes/lora.md").read_text() == f"{told}\n\n![c](/assets/c.png) ![d](assets/d.png)\n"
    images = ("notes/posts/attention/inside.png", "static/images/b.png", "static/assets/c.png", "notes/assets/d.png")
    assert all(Path("content", image).read_bytes() == PIXEL for image in images)
    assert "left out" not in done.output
