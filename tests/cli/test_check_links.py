"""`check --links`, against a host on this machine."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from other_hosts import Host, Reply, other_host
from rig_site.cli.program import commands

NOW = 1709550000
"""2024-03-04T11:00Z"""


@pytest.fixture
def host(monkeypatch: pytest.MonkeyPatch) -> Iterator[Host]:
    with other_host() as host:
        monkeypatch.setenv("RIG_SITE_DOI_SERVICE", f"{host.address}doi/")
        monkeypatch.setenv("RIG_SITE_PAUSE", "0")
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(NOW))
        yield host


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write(tmp_path, "site.yaml", "title: Group A\nbase_url: https://example.org/a/\ntimezone: Europe/London\n")
    return tmp_path


def write(folder: Path, path: str, text: str) -> None:
    file = folder / "content" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def check(*arguments: str) -> Result:
    return CliRunner().invoke(commands, ["check", "--links", "--without-history", *arguments])


def session(folder: Path, *addresses: str) -> None:
    links = "".join(f"  - {{label: Link, url: '{address}'}}\n" for address in addresses)
    write(folder, "sessions/a.yaml", f"date: 2024-03-11\ntitle: A\nlinks:\n{links}")


def test_addresses_are_found_wherever_they_stand(content: Path, host: Host) -> None:
    at = host.address
    write(
        content,
        "site.yaml",
        "title: Group A\nbase_url: https://example.org/a/\ntimezone: Europe/London\n"
        f"links: [{{label: Chat, url: '{at}site'}}]\nrepository: https://example.org/a/repository\n",
    )
    write(
        content,
        "sessions/a.yaml",
        f"date: 2024-03-11\ntitle: A\nonline: '{at}call'\nleads: [{{name: Lead A, url: '{at}lead'}}]\n"
        f"abstract: See [this]({at}abstract).\nreadings:\n- {{url: '{at}reading#part'}}\n- {{arxiv: 1706.03762}}\n"
        f"- {{doi: 10.1000/182, note: 'or <{at}note>'}}\nlinks: [{{label: Slides, url: '{at}slides'}}]\n",
    )
    write(content, "people.yaml", f"lead-b: {{name: Lead B, url: '{at}person'}}\n")
    write(content, "papers.yaml", f"p: {{title: P, url: '{at}paper', code: '{at}code', aliases: ['{at}alias']}}\n")
    write(content, "papers.bib", f"@misc{{q, title={{Q}}, url={{{at}bib}}}}\n")
    write(content, "resources.yaml", f"More: [{{url: '{at}resource'}}]\n")
    write(content, "proposals.yaml", f"- {{title: T, readings: [{{url: '{at}proposal'}}]}}\n")
    write(content, "notes/n.md", f"A ![picture]({at}picture.png) and {at}bare, [own](https://example.org/a/archive/)\n")
    write(content, "pages/about.md", f"[Page]({at}page)\n")
    done = check("--format", "json")
    assert done.exit_code == 0
    found = {each["message"].rpartition("/")[2]: each for each in json.loads(done.stdout) if "dead" in each["message"]}
    assert set(found) == {
        *("site", "lead", "abstract", "reading", "1706.03762", "182", "note", "slides", "person", "paper", "code"),
        *("alias", "bib", "resource", "proposal", "picture.png", "bare", "page"),
    }
    places = {name: (each["path"], each["line"], each["column"]) for name, each in found.items()}
    assert places["slides"] == ("content/sessions/a.yaml", 10, 30)
    assert places["reading"] == ("content/sessions/a.yaml", 7, 9)
    assert places["182"] == ("content/sessions/a.yaml", 9, 9)
    assert places["page"] == ("content/pages/about.md", 1, 1)
    assert {"/doi/10.1000/182", "/doi/10.48550/arXiv.1706.03762"} <= set(host.paths)
    assert "/call" not in host.paths
    assert check("--strict").exit_code == 1


def test_it_is_said_in_these_words(content: Path, host: Host) -> None:
    host.answers("/gone", Reply("", 410))
    host.answers("/here", Reply("here"))
    session(content, f"{host.address}gone", f"{host.address}here")
    done = check()
    assert done.stderr == (
        "links to ask for: 2, hosts: 1\n"
        "links elsewhere: 2; answering 1, dead 1, unclear 0 (no answer, or none for programs)\n"
    )
    line = f"  - {{label: Link, url: '{host.address}gone'}}"
    assert (
        f"content/sessions/a.yaml:4:24: warning: this link is dead: 127.0.0.1 answered twice with 410 Gone for"
        f" {host.address}gone\n    4 | {line}\n"
    ) in done.stdout
    assert f"\n  correct it, or look for a copy: https://web.archive.org/web/{host.address}gone\n" in done.stdout


@pytest.mark.parametrize(
    ("replies", "asked", "dead"),
    [
        ([Reply("")], ["HEAD"], False),
        ([Reply("", 404)], ["HEAD", "GET"], True),
        ([Reply("", 404), Reply("")], ["HEAD", "GET"], False),
        ([Reply("", 404), Reply("", 403)], ["HEAD", "GET"], False),
        ([Reply("", 405), Reply("")], ["HEAD", "GET"], False),
        ([Reply("", 405), Reply("", 404), Reply("", 410)], ["HEAD", "GET", "GET"], True),
        ([Reply("", 405), Reply("", 404), Reply("")], ["HEAD", "GET", "GET"], False),
        ([Reply("", 403)], ["HEAD", "GET"], False),
        ([Reply("", 500)], ["HEAD", "GET"], False),
        ([Reply("", 429)], ["HEAD"], False),
        ([Reply("", 302, headers={"Location": "file:///etc/passwd"})], ["HEAD", "GET"], False),
    ],
)
def test_only_what_is_gone_twice_is_dead(
    replies: list[Reply], asked: list[str], dead: bool, content: Path, host: Host
) -> None:
    host.answers("/x", *replies)
    session(content, f"{host.address}x")
    assert ("this link is dead" in check().output) == dead
    assert [each.method for each in host.asked] == asked


def test_no_answer_is_no_death(content: Path, host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RIG_SITE_TIMEOUT", "0.2")
    host.answers("/silent", Reply(silent=True))
    session(content, f"{host.address}silent", "http://127.0.0.1:1/refused")
    done = check()
    assert "links elsewhere: 2; answering 0, dead 0, unclear 2 " in done.stderr
    assert "dead:" not in done.stdout
    assert (done.exit_code, "no host answered; is there a network?\n" in done.stderr) == (1, True)
    host.answers("/busy", Reply("", 503))
    session(content, f"{host.address}busy", "http://127.0.0.1:1/refused")
    some = check()
    assert (some.exit_code, "is there a network" in some.stderr) == (0, False)


def test_who_is_busy_is_left_alone(content: Path, host: Host) -> None:
    host.answers("/1", Reply("", 429, headers={"Retry-After": "0"}))
    session(content, *(f"{host.address}{number}" for number in range(1, 5)))
    assert check().exit_code == 0
    assert host.paths == ["/1"]


def test_what_answered_is_asked_again_after_a_week(content: Path, host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    host.answers("/here", Reply("here"))
    session(content, f"{host.address}here", f"{host.address}gone")
    check()
    asked = len(host.asked)
    kept = json.loads((content / ".rig-cache" / "links.json").read_text())
    assert kept[f"{host.address}here"] == ["alive", "2024-03-04T11:00:00+00:00"]
    again = check()
    assert "answered in the last 7 days 1" in again.stderr
    assert "/gone" in again.stdout
    assert host.paths[asked:] == ["/gone", "/gone"]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(NOW + 7 * 86400))
    check()
    assert host.paths[-3:].count("/here") == 1
    (content / ".rig-cache" / "links.json").write_text('{"x": 3')
    assert check().exit_code == 0


def test_one_request_at_a_time_goes_to_a_host(content: Path, host: Host) -> None:
    with other_host("127.0.0.2") as second:
        for each in (host, second):
            for number in range(5):
                each.answers(f"/{number}", Reply(""))
        session(content, *(f"{each.address}{number}" for number in range(5) for each in (host, second)))
        check()
        assert host.paths == second.paths == [f"/{number}" for number in range(5)]


def test_content_with_errors_asks_nobody(content: Path, host: Host) -> None:
    write(content, "sessions/a.yaml", f"date: x\nlinks: [{{label: Link, url: '{host.address}'}}]\n")
    done = check()
    assert (done.exit_code, host.asked) == (1, [])
    assert "no links were asked for: mend the errors first\n" in done.stderr


def test_nobody_is_asked_without_the_option(content: Path, host: Host) -> None:
    session(content, f"{host.address}x")
    assert CliRunner().invoke(commands, ["check", "--without-history"]).exit_code == 0
    assert CliRunner().invoke(commands, ["build", "--without-history", "--quiet"]).exit_code == 0
    assert host.asked == []
