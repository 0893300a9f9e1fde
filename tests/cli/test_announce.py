"""`announce`: the message for each status and in each format, changes, mails, and what chats are sent."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import html5lib
import icalendar
import pytest
from click.testing import CliRunner, Result

from other_hosts import Host, Reply, other_host
from rig_site.cli.program import commands

GOLDEN = Path(__file__).parent / "announcements"
SECRET = "https://call.test/secret"
SITE = """\
title: Group A
base_url: https://example.org/a/
timezone: Europe/London
contacts: [lead-a]
meetings: [{from: 2024-01-01, every: week, weekday: monday, time: "11:00-12:00", room: Room A}]
places: {Room A: {address: 1 *A* Street, map: "https://maps.test/1", directions: Ring <b>twice</b> @here.}}
links: [{label: Chat, text: "#group-a"}, {label: Wishes, url: "https://example.org/wishes?a=1&b=2"}]
"""
SESSIONS = f"""\
- id: confirmed
  date: 2024-03-04
  title: "<!channel> @here *Bold* [Title](https://evil.test) & `code` | _more_"
  kind: Discussion
  online: {SECRET}
  leads: [lead-a, {{name: "Lead *B* <!here>", url: "https://example.org/b"}}]
  roles: {{Chair: [lead-a], "Scribe_": [Lead C]}}
  abstract: |
    What is *new*, and $x^2$.

    - One
    - Two
  readings:
    Main:
      - {{arxiv: 1706.03762, title: Attention Is All You Need, authors: [Author A, Author B], year: 2017, required: true}}
    Extras:
      - {{title: "A book: with @all", note: Chapters **1** to 3.}}
  links: [{{label: Slides, url: "https://example.org/slides.pdf"}}]
- id: tentative
  date: 2024-03-11
  title: Second
  status: tentative
  online: {{url: "https://call.test/open", public: true}}
- id: moved
  date: 2024-03-19
  time: "14:00-15:30"
  title: Third
  leads: [lead-a]
  moved_from: [{{date: 2024-03-18, reason: a strike}}]
- id: cancelled
  date: 2024-03-25
  title: Fourth
  leads: [lead-a]
  status: cancelled
  reason: nobody has time
  online: {SECRET}
  readings: [{{arxiv: 1706.03762}}]
- {{id: free, date: 2024-04-01, status: free}}
- {{id: break, date: 2024-04-08, until: 2024-04-15, title: Spring, status: break}}
- {{id: elsewhere, date: 2024-04-22, time: "23:30-01:00", timezone: Asia/Tokyo, title: Far away, leads: [lead-a], room: ""}}
"""
NOTE = "---\nsessions: [confirmed]\n---\n# A note on it\n\nWords.\n"
STATUSES = ("confirmed", "tentative", "moved", "cancelled", "free", "break", "elsewhere")
FORMATS = ("text", "markdown", "slack", "email", "html")


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "content"
    for path in ("sessions", "notes"):
        (folder / path).mkdir(parents=True)
    (folder / "site.yaml").write_text(SITE)
    (folder / "sessions/spring.yaml").write_text(SESSIONS)
    (folder / "people.yaml").write_text("lead-a: {name: Lead A, email: lead-a@example.org}\n")
    (folder / "notes/n.md").write_text(NOTE)
    return folder


def announce(*arguments: str, as_of: str = "2024-03-01T09:00Z", history: bool = False) -> Result:
    options = ["--as-of", as_of, *([] if history else ["--without-history"])]
    result = CliRunner().invoke(commands, ["announce", *arguments, *options])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def compare(name: str, said: bytes, refresh: bool) -> None:
    if refresh:
        (GOLDEN / name).write_bytes(said)
    assert said == (GOLDEN / name).read_bytes()


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("form", FORMATS)
def test_the_message_of_each_status_in_each_format(status: str, form: str, content: Path, refresh: bool) -> None:
    done = announce(status, "--format", form)
    assert done.exit_code == 0
    ending = {"text": "txt", "markdown": "md", "slack": "slack.txt", "email": "eml", "html": "html"}[form]
    compare(f"{status}.{ending}", done.stdout_bytes, refresh)
    assert SECRET not in done.stdout


@pytest.mark.parametrize("language", ["de", "ar"])
def test_the_message_is_in_the_groups_language(language: str, content: Path, refresh: bool) -> None:
    (content / "site.yaml").write_text(SITE + f"language: {language}\n")
    compare(f"confirmed.{language}.txt", announce("confirmed").stdout_bytes, refresh)


def test_the_programme_of_the_coming_weeks(content: Path, refresh: bool) -> None:
    compare("month.md", announce("--month", "--format", "markdown").stdout_bytes, refresh)
    free = announce("--month", as_of="2024-03-20").stdout
    assert "11:00–12:00 BST: Free slot\n  Claim this slot: lead-a@example.org\n" in free
    assert (
        "[Claim this slot](mailto:lead-a@example.org?"
        in announce("--month", "--format", "markdown", as_of="2024-03-20").stdout
    )
    assert "Nothing is scheduled at the moment" in announce("--month", as_of="2025-01-01").stdout


def test_the_next_session_is_the_one_that_takes_place(content: Path) -> None:
    assert announce().stdout == announce("next").stdout == announce("confirmed").stdout
    assert announce(as_of="2024-03-20").stdout == announce("elsewhere", as_of="2024-03-20").stdout
    none = announce(as_of="2025-01-01")
    assert (none.exit_code, none.stdout) == (2, "")
    assert "no session is to come; write one with 'rig-site new', or name the ID of the one to announce" in none.stderr


def test_after_a_session_the_message_says_what_was(content: Path, refresh: bool) -> None:
    over = announce("confirmed", "--with-call", as_of="2024-03-05")
    assert over.stderr.startswith(
        "'confirmed' is over: it was held on 2024-03-04; the message says what was read, and where slides and notes are\n"
    )
    compare("confirmed.over.txt", over.stdout_bytes, refresh)
    assert SECRET not in over.stdout
    refused = announce("cancelled", as_of="2024-06-05")
    assert "'cancelled' is over, and nobody met then: there is nothing to announce" in refused.stderr


def test_what_is_not_the_groups_own_yet_is_told_beside_the_message(content: Path) -> None:
    (content / "notes/n.md").unlink()
    (content / "sessions/spring.yaml").write_text("- {id: a, date: 2024-03-04, title: Speaker to be announced}\n")
    told = announce()
    assert told.stderr == (
        "notice: the message leads to https://example.org/a/, which is a placeholder;"
        " write the site's own as 'base_url' in site.yaml\n"
        "notice: 'a' has no title of its own yet, only 'Speaker to be announced'; write it in sessions/spring.yaml\n"
    )
    (content / "sessions/spring.yaml").write_text("- {id: a, date: 2024-03-04, title: Announced}\n")
    assert announce("--base-url", "https://group.example.edu/").stderr == ""


@pytest.mark.parametrize("name", ["2024-03-04", "Confirmed", "own", "sessions/own.yaml", "content/sessions/own.yaml"])
def test_a_session_is_known_by_its_day_and_its_file_too(name: str, content: Path) -> None:
    first, _, others = SESSIONS.partition("- id: tentative")
    (content / "sessions/spring.yaml").write_text(f"- id: tentative{others}")
    (content / "sessions/own.yaml").write_text(first)
    assert announce(name).stdout == announce("confirmed").stdout
    assert "Nothing" not in announce(name).stdout


def test_a_name_that_several_sessions_could_have_is_not_guessed(content: Path) -> None:
    (content / "sessions/more.yaml").write_text("{id: more, date: 2024-03-04, title: More}\n")
    refused = announce("2024-03-04")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "'2024-03-04' is not one session but 2; say which: confirmed or more" in refused.stderr


def test_the_address_of_a_call_is_there_only_where_it_is_asked_for(content: Path) -> None:
    for form in FORMATS:
        assert SECRET in announce("confirmed", "--with-call", "--format", form).stdout
    assert SECRET not in announce("cancelled", "--with-call").stdout
    for others in (["--month"], ["--changed-since", "HEAD"], ["--post", "slack"]):
        assert announce("confirmed", "--with-call", *others).exit_code == 2


def git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=Lead A", "-c", "user.email=lead-a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", str(folder), *identity, *arguments], check=True, capture_output=True)


def test_changes_say_what_was_and_what_is(content: Path, refresh: bool) -> None:
    git(content.parent, "init", "-q")
    git(content.parent, "add", "-A")
    git(content.parent, "commit", "-qm", "Spring")
    file = content / "sessions/spring.yaml"
    changes = {
        "  date: 2024-03-04\n": "  date: 2024-03-05\n  time: 15:00-16:00\n  room: Room B\n"
        "  moved_from: [{date: 2024-03-04, reason: the room is taken}]\n",
        "  title: Second\n  status: tentative\n": "  title: Another second\n",
        "  title: Third\n": "  title: Third\n  room: Room C\n",
        "  status: cancelled\n  reason: nobody has time\n": "",
        "- {id: free, date: 2024-04-01, status: free}\n": "- {id: new, date: 2024-04-01, title: Claimed}\n",
        "title: Far away": "title: Far away, status: cancelled, reason: a storm",
    }
    text = SESSIONS
    for before, after in changes.items():
        assert before in text
        text = text.replace(before, after)
    file.write_text(text)
    compare("changes.txt", announce("--changed-since", "HEAD", history=True).stdout_bytes, refresh)
    one = announce("tentative", "--changed-since", "HEAD", history=True).stdout
    assert "Title: Second, now Another second\n" in one
    assert "Third" not in one
    file.write_text(SESSIONS.split("- id: elsewhere")[0].split("- {id: elsewhere")[0])
    assert (
        "No longer planned\n\n- Mon 22 Apr 2024, 23:30–Tue 01:00 JST"
        in announce("--changed-since", "HEAD", history=True).stdout
    )
    file.write_text(SESSIONS)
    assert "No session to come has changed since then.\n" in announce("--changed-since", "HEAD", history=True).stdout
    unknown = announce("--changed-since", "nowhere", history=True)
    assert "git knows no commit 'nowhere' here" in unknown.stderr


CHANGES = {
    "address": (
        "site.yaml",
        "1 *A* Street",
        "2 B Street",
        "- Where: Room A, 1 *A* Street and online, now Room A, 2 B Street and online\n",
    ),
    "directions": (
        "site.yaml",
        "Ring <b>twice</b> @here.",
        "Knock.",
        "- Getting in: Knock.\n- Map: https://maps.test/1\n",
    ),
    "map": ("site.yaml", "maps.test/1", "maps.test/2", "- Map: https://maps.test/2\n"),
    "no directions": (
        "site.yaml",
        ', map: "https://maps.test/1", directions: Ring <b>twice</b> @here.',
        "",
        "The description has changed.\n",
    ),
    "no place": (
        "site.yaml",
        "places: {Room A",
        "places: {Room B",
        "Where: Room A, 1 *A* Street and online, now Room A and online\n",
    ),
    "time zone": ("site.yaml", "Europe/London", "Europe/Berlin", "now Mon 11 Mar 2024, 11:00–12:00 CET\n"),
    "usual time": ("site.yaml", "11:00-12:00", "11:00-13:00", "now Mon 11 Mar 2024, 11:00–13:00 GMT\n"),
    "lead": (
        "sessions/spring.yaml",
        "Third\n  leads: [lead-a]",
        "Third\n  leads: [Lead B]",
        "- Lead: Lead A, now Lead B\n",
    ),
    "no lead": (
        "sessions/spring.yaml",
        "Third\n  leads: [lead-a]",
        "Third",
        "- Lead: Lead A, now to be confirmed\n",
    ),
    "title": ("sessions/spring.yaml", "Second", "Another", "- Title: Second, now Another\n"),
    "role": ("sessions/spring.yaml", "Chair: [lead-a]", "Chair: [Lead D]", "- Chair: Lead A, now Lead D\n"),
    "no role": ("sessions/spring.yaml", "Chair: [lead-a], ", "", "- Chair: Lead A, now to be confirmed\n"),
    "readings": (
        "sessions/spring.yaml",
        "title: Attention Is All You Need",
        "title: Attention",
        "- The readings have changed.\n",
    ),
    "abstract": ("sessions/spring.yaml", "What is *new*", "What is old", "- The description has changed.\n"),
    "kind": ("sessions/spring.yaml", "kind: Discussion", "kind: Technical", "- The description has changed.\n"),
    "call": ("sessions/spring.yaml", SECRET, "https://call.test/another", "- The address of the call has changed.\n"),
    "reason": ("sessions/spring.yaml", "nobody has time", "no room", "- Cancelled: no room\n"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_whatever_an_event_says_otherwise_is_told(name: str, content: Path) -> None:
    git(content.parent, "init", "-q")
    git(content.parent, "add", "-A")
    git(content.parent, "commit", "-qm", "Spring")
    path, before, now, said = CHANGES[name]
    file = content / path
    assert before in file.read_text()
    file.write_text(file.read_text().replace(before, now, 1))
    told = announce("--changed-since", "HEAD", history=True)
    assert told.exit_code == 0
    assert said in told.stdout
    assert "another" not in told.stdout


def test_another_spelling_is_no_change(content: Path) -> None:
    git(content.parent, "init", "-q")
    git(content.parent, "add", "-A")
    git(content.parent, "commit", "-qm", "Spring")
    file = content / "sessions/spring.yaml"
    file.write_text(SESSIONS.replace("Third\n  leads: [lead-a]", "Third\n  leads: [Lead A]\n  room: Room A"))
    assert "Lead" not in announce("moved", "--changed-since", "HEAD", history=True).stdout


def mail(*arguments: str) -> EmailMessage:
    found = message_from_bytes(announce(*arguments, "--format", "email").stdout_bytes, policy=SMTP)
    assert isinstance(found, EmailMessage)
    assert found.defects == []
    return found


def test_a_mail_is_whole(content: Path) -> None:
    (content / "site.yaml").write_text(
        SITE.replace("Group A", '"Gruppe „Ä“ der Universität, in der man zusammen liest: täglich"')
    )
    raw = announce("confirmed", "--format", "email", "--to", "all@example.org").stdout_bytes
    assert raw.isascii()
    assert all(len(line) <= 998 for line in raw.split(b"\r\n"))
    assert b"\n" not in raw.replace(b"\r\n", b"")
    found = mail("confirmed", "--to", "all@example.org", "--to", "more@example.org", "--from", "me@example.org")
    assert found["From"].addresses[0].addr_spec == "me@example.org"
    assert (
        found["From"]
        .addresses[0]
        .display_name.startswith("Gruppe „Ä“ der Universität, in der man zusammen liest: täglich")
    )
    assert [each.addr_spec for each in found["To"].addresses] == ["all@example.org", "more@example.org"]
    assert found["Date"].datetime.isoformat() == "2024-03-01T09:00:00+00:00"
    assert re.fullmatch(r"<confirmed\.[0-9a-f]{32}@a\.example\.org>", found["Message-ID"])
    body = found.get_body(("plain",))
    assert body
    assert "<!channel> @\u2060here *Bold*" in body.get_content()
    page = found.get_body(("html",))
    assert page
    html5lib.HTMLParser(strict=True).parse(page.get_content())
    (attached,) = found.iter_attachments()
    assert (attached.get_content_type(), attached.get_filename()) == ("text/calendar", "session.ics")
    (event,) = icalendar.Calendar.from_ical(attached.get_content()).walk("VEVENT")
    assert event["uid"] == "confirmed@a.example.org"
    assert raw == announce("confirmed", "--format", "email", "--to", "all@example.org").stdout_bytes


def test_a_mail_about_no_event_has_no_calendar(content: Path) -> None:
    assert list(mail("break").iter_attachments()) == []
    programme = mail("--month")
    assert str(programme["Subject"]) == "Group A: what is to come"


def test_a_mail_needs_a_sender(content: Path) -> None:
    (content / "people.yaml").write_text("lead-a: Lead A\n")
    assert "say who sends it with --from" in announce("--format", "email").stderr
    wrong = announce("--format", "email", "--from", "me@example.org\nBcc: all@example.org")
    assert "is not an e-mail address like" in wrong.stderr


@pytest.fixture
def hook(monkeypatch: pytest.MonkeyPatch) -> Iterator[Host]:
    with other_host() as host:
        host.answers("/hook/secret", Reply("ok", kind="text/plain"))
        for chat in ("SLACK", "DISCORD", "MATTERMOST", "TEAMS"):
            monkeypatch.setenv(f"RIG_SITE_{chat}_WEBHOOK", f"{host.address}hook/secret")
        yield host


@pytest.mark.parametrize("chat", ["slack", "discord", "mattermost", "teams"])
def test_a_chat_is_sent_what_it_takes(chat: str, content: Path, hook: Host, refresh: bool) -> None:
    done = announce("confirmed", "--post", chat)
    assert done.exit_code == 0
    assert done.stdout.startswith(f"posted to {chat.title()}: Group A: ")
    (asked,) = hook.asked
    assert (asked.method, asked.headers["Content-Type"]) == ("POST", "application/json")
    sent = json.loads(asked.content)
    compare(f"{chat}.json", (json.dumps(sent, ensure_ascii=False, indent=2) + "\n").encode(), refresh)
    text = asked.content.decode()
    assert (
        re.search(r"(?<!\w)@(?=\w)|<!channel>(?!\\)", text.replace("\\\\<!channel\\\\>", "")) is None or chat == "teams"
    )
    assert SECRET not in text


def test_discord_takes_2000_characters_and_calls_nobody(content: Path, hook: Host) -> None:
    readings = "".join(f"      - {{title: '\N{ROCKET}' , note: {'word ' * 40}}}\n" for _ in range(30))
    (content / "sessions/spring.yaml").write_text(SESSIONS.replace("    Extras:\n", f"    Extras:\n{readings}"))
    announce("confirmed", "--post", "discord")
    sent = json.loads(hook.asked[0].content)
    assert len(sent["content"].encode("utf-16-le")) // 2 <= 2000
    assert sent["content"].endswith("\n…\nhttps://example.org/a/sessions/confirmed/\n")
    assert sent["allowed_mentions"] == {"parse": []}


FAILURES = {
    "404": (Reply("no_service", 404), "it answers 404 Not Found"),
    "429": (Reply("", 429, headers={"Retry-After": "60"}), "Too Many Requests, and asks to wait 60 seconds"),
    "500": (Reply("", 500), "it answers 500 Internal Server Error"),
    "elsewhere": (Reply("", 307, headers={"Location": "https://evil.test/"}), "what is posted goes nowhere else"),
    "silent": (Reply(silent=True), "it did not answer in time"),
}


@pytest.mark.parametrize("name", FAILURES)
def test_what_was_not_posted_is_said_without_the_secret(
    name: str, content: Path, hook: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    reply, said = FAILURES[name]
    if reply.silent:
        monkeypatch.setenv("RIG_SITE_TIMEOUT", "0.2")
    hook.answers("/hook/secret", reply)
    done = announce("confirmed", "--post", "slack", "--base-url", "https://group.example.edu/")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith("Error: 127.0.0.1: ")
    assert said in done.stderr
    assert done.stderr.endswith("; it was not posted to Slack\n")
    assert "secret" not in done.stderr


def test_a_busy_chat_is_asked_once_more(content: Path, hook: Host) -> None:
    hook.answers("/hook/secret", Reply("", 429, headers={"Retry-After": "0"}), Reply("", 204))
    assert announce("confirmed", "--post", "discord").exit_code == 0
    assert len(hook.asked) == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--post", "teams"], "set RIG_SITE_TEAMS_WEBHOOK to the address of the webhook that Teams gives you"),
        (["--post", "slack", "--format", "text"], "--post knows how a chat wants it; it needs no --format"),
        (["confirmed", "--month"], "--month is about all sessions; leave out 'confirmed' or --month"),
        (["--month", "--changed-since", "HEAD"], "--month and --changed-since are two messages"),
        (["--to", "all@example.org"], "--from and --to are for '--format email'"),
        (["confirmd"], "there is no session 'confirmd'; did you mean confirmed?"),
    ],
)
def test_wrong_usage_is_explained(
    arguments: list[str], said: str, content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("RIG_SITE_TEAMS_WEBHOOK", raising=False)
    done = announce(*arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr
