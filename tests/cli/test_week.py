"""The commands of docs/week.md, run in their order for a small group, beside hosts on this machine."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from cli.test_add import ARXIV, BIBTEX, CROSSREF
from other_hosts import Reply, other_host
from rig_site.cli.program import commands
from rig_site.content.sources.additions import in_lines

WEEK = (Path(__file__).parents[2] / "docs" / "week.md").read_text(encoding="utf-8")
COMMANDS = [line.partition("#")[0].strip() for line in re.findall(r"^    (rig-site .*)$", WEEK, re.MULTILINE)]
SITE = """\
title: Paper Club
base_url: https://paper-club.test/
timezone: Europe/London
contacts: [{name: Lead A}]
meetings: [{from: 2026-01-12, every: week, weekday: monday, time: "11:00-12:00", room: Room 1}]
"""


def test_every_command_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767952800")
    session = tmp_path / "content" / "sessions" / "attention.yaml"
    session.parent.mkdir(parents=True)
    (tmp_path / "content/site.yaml").write_text(SITE)
    (tmp_path / "content/people.yaml").write_text("lead-a: {name: Lead A, email: lead-a@example.org}\n")
    session.write_text("id: attention\ndate: 2026-01-12\ntitle: Attention\nannounced: 2026-01-05\n")
    (tmp_path / "paper.bib").write_text("@misc{paper, title={A Paper}, author={Lead, Ada}, year={2020}}\n")
    for arguments in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "Attention"]):
        identity = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", *identity, *arguments], check=True, capture_output=True)
    with other_host() as host:
        host.answers("/10.48550/arXiv.1706.03762", Reply(json.dumps(ARXIV)))
        host.answers("/10.1162/neco.1997.9.8.1735", Reply(json.dumps(CROSSREF)))
        host.answers("/N19-1423.bib", Reply(BIBTEX, kind="text/plain"))
        host.answers("/hook", Reply("ok"))
        monkeypatch.setenv("RIG_SITE_DOI_SERVICE", host.address)
        monkeypatch.setenv("RIG_SITE_ACL_SERVICE", host.address)
        monkeypatch.setenv("RIG_SITE_SLACK_WEBHOOK", f"{host.address}hook")
        monkeypatch.setenv("RIG_SITE_PAUSE", "0")
        monkeypatch.setenv("RIG_SITE_TIMEOUT", "5")
        for command in COMMANDS:
            text = session.read_text()
            session.write_text(text.replace("https://aclanthology.org/N19-1423\n", f"{host.address}hook\n"))
            words = shlex.split(command.partition(" > ")[0])[1:]
            done = CliRunner().invoke(commands, words)
            assert done.exit_code == 0, (command, done.output)
            assert done.stdout, command
    assert {"add", "announce", "check"} == {command.split()[1] for command in COMMANDS}
    listed = session.read_text()
    for title in ("Attention Is All You Need", "Long Short-Term Memory", "BERT: Pre-training", "A Paper"):
        assert title in listed
    assert "Extras:\n" in listed


def test_the_reading_shown_is_written_so() -> None:
    shown = re.search(r"^  - (arxiv: .*\n(?:    .*\n)+)", WEEK, re.MULTILINE)
    assert shown
    fields = {"title": "Attention Is All You Need", "authors": ("Lead A", "Lead B"), "year": "2017"}
    assert [line.strip() for line in shown[1].splitlines()] == in_lines({"arxiv": "1706.03762", **fields})
