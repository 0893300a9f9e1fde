import json

from msgspec.structs import replace

from rig_site.cli.checking.formats import as_github, as_gitlab, as_json, as_sarif
from rig_site.cli.report import as_text
from rig_site.diagnostics import Fix, Position, Problem, Replacement, Severity

UNKNOWN_FIELD = Problem(
    Position("sessions/2026-03-12-attention.yaml", 7, 1, 4, "leed: lead-a"),
    "a session has no field 'leed'",
    "id, title, date, time, room, leads, readings",
    "did you mean 'leads'?",
    fix=Fix((Replacement("sessions/2026-03-12-attention.yaml", 7, 1, 7, 5, "leads"),)),
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
            "fix": {
                "safe": True,
                "edits": [
                    {
                        "path": "content/sessions/2026-03-12-attention.yaml",
                        "line": 7,
                        "column": 1,
                        "end_line": 7,
                        "end_column": 5,
                        "text": "leads",
                    }
                ],
            },
        }
    ]
    assert as_github([UNKNOWN_FIELD, NO_TEXT], content="content") == (
        "::error file=content/sessions/2026-03-12-attention.yaml,line=7,col=1,endColumn=5::"
        "a session has no field 'leed'%0Aallowed: id, title, date, time, room, leads, readings%0Adid you mean 'leads'?\n"
        "::warning file=content/site.yaml,line=1,col=1,endColumn=2::50%25 is missing%0Ahere\n"
    )


def test_gitlab_gets_a_fingerprint_for_each_that_moves_with_its_line() -> None:
    lower = replace(UNKNOWN_FIELD, position=replace(UNKNOWN_FIELD.position, line=9))
    first, second, third = json.loads(as_gitlab([UNKNOWN_FIELD, UNKNOWN_FIELD, NO_TEXT], content="content"))
    assert first == {
        "description": "a session has no field 'leed'\n"
        "allowed: id, title, date, time, room, leads, readings\ndid you mean 'leads'?",
        "check_name": "content-error",
        "fingerprint": first["fingerprint"],
        "severity": "major",
        "location": {"path": "content/sessions/2026-03-12-attention.yaml", "lines": {"begin": 7}},
    }
    assert third["severity"] == "minor"
    assert len({first["fingerprint"], second["fingerprint"], third["fingerprint"]}) == 3
    assert json.loads(as_gitlab([lower], content="content"))[0]["fingerprint"] == first["fingerprint"]


def test_sarif_has_the_fix_with_its_place() -> None:
    report = json.loads(as_sarif([UNKNOWN_FIELD, NO_TEXT], content="my group/content"))
    run = report["runs"][0]
    place = {"uri": "my%20group/content/sessions/2026-03-12-attention.yaml"}
    assert (report["version"], run["columnKind"]) == ("2.1.0", "unicodeCodePoints")
    assert {result["ruleId"] for result in run["results"]} <= {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    assert run["results"][0] == {
        "ruleId": "content-error",
        "level": "error",
        "message": {
            "text": "a session has no field 'leed'\n"
            "allowed: id, title, date, time, room, leads, readings\ndid you mean 'leads'?"
        },
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": place,
                    "region": {"startLine": 7, "startColumn": 1, "endColumn": 5},
                }
            }
        ],
        "fixes": [
            {
                "description": {"text": "did you mean 'leads'?"},
                "artifactChanges": [
                    {
                        "artifactLocation": place,
                        "replacements": [
                            {
                                "deletedRegion": {"startLine": 7, "startColumn": 1, "endLine": 7, "endColumn": 5},
                                "insertedContent": {"text": "leads"},
                            }
                        ],
                    }
                ],
            }
        ],
    }
    assert "fixes" not in run["results"][1]
