import json

from rig_site.cli.report import as_github, as_json, as_text
from rig_site.diagnostics import Position, Problem, Severity

UNKNOWN_FIELD = Problem(
    Position("sessions/2026-03-12-attention.yaml", 7, 1, 4, "leed: lead-a"),
    "a session has no field 'leed'",
    "id, title, date, time, room, leads, readings",
    "did you mean 'leads'?",
)
NO_TEXT = Problem(Position("site.yaml"), "50% is missing\nhere", severity=Severity.WARNING)


def test_text_shows_the_place_the_line_and_what_was_meant() -> None:
    assert as_text([UNKNOWN_FIELD, NO_TEXT], content="group/content") == (
        "group/content/sessions/2026-03-12-attention.yaml:7:1: error: a session has no field 'leed'\n"
        "    7 | leed: lead-a\n"
        "        ^^^^\n"
        "  allowed: id, title, date, time, room, leads, readings\n"
        "  did you mean 'leads'?\n"
        "group/content/site.yaml:1:1: warning: 50% is missing\N{REPLACEMENT CHARACTER}here\n"
    )


def test_the_caret_stands_under_what_is_meant_whatever_comes_before() -> None:
    wide = Problem(Position("site.yaml", 12, 6, 1, "\t会e\u0301:x"), "wrong")
    assert as_text([wide], content="content").splitlines()[1:] == ["    12 | \t会e\u0301:x", "         \t    ^"]


def test_a_long_line_is_shown_around_the_place() -> None:
    text = "a" * 500 + "HERE" + "b" * 500
    shown = as_text([Problem(Position("site.yaml", 1, 501, 4, text), "wrong")], content="content").splitlines()
    assert shown[2].index("^") == shown[1].index("HERE")
    assert shown[2].count("^") == 4
    assert len(shown[1]) < 120


def test_a_terminal_is_not_steered_by_the_content() -> None:
    shown = as_text([Problem(Position("site.yaml", 1, 1, 3, "\x1b[31mred\u202e"), "\x1b[2J")], content="content")
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_json_and_github_carry_the_same() -> None:
    assert json.loads(as_json([UNKNOWN_FIELD], content="content")) == [
        {
            "severity": "error",
            "path": "content/sessions/2026-03-12-attention.yaml",
            "line": 7,
            "column": 1,
            "end_column": 5,
            "message": "a session has no field 'leed'",
            "allowed": "id, title, date, time, room, leads, readings",
            "suggestion": "did you mean 'leads'?",
        }
    ]
    assert as_github([UNKNOWN_FIELD, NO_TEXT], content="content") == (
        "::error file=content/sessions/2026-03-12-attention.yaml,line=7,col=1,endColumn=5::"
        "a session has no field 'leed'%0Aallowed: id, title, date, time, room, leads, readings%0Adid you mean 'leads'?\n"
        "::warning file=content/site.yaml,line=1,col=1,endColumn=2::50%25 is missing%0Ahere\n"
    )
