"""Days that stand anywhere in the lines of a document without sessions are named, and are no success."""

from __future__ import annotations

from datetime import date

import pytest

from rig_site.importers.draft import Settings, SourceDocument
from rig_site.importers.run import Imported, import_documents

LINES = [
    ("In the hall on {}, as ever, with tea", ("5 March 2024", "12 March 2024", "19 March 2024", "26 March 2024")),
    ("Im Saal am {} wie immer mit Tee", ("5. März 2024", "12. März 2024", "19. März 2024", "26. März 2024")),
    ("Dans la salle le {} comme toujours", ("5 mars 2024", "12 mars 2024", "19 mars 2024", "26 mars 2024")),
    (
        "En la sala el {} como siempre",
        ("5 de marzo de 2024", "12 de marzo de 2024", "19 de marzo de 2024", "26 de marzo de 2024"),
    ),
    (
        "Na sala em {} como sempre",
        ("5 de março de 2024", "12 de março de 2024", "19 de março de 2024", "26 de março de 2024"),
    ),
    ("In aula il {} come sempre", ("5 marzo 2024", "12 marzo 2024", "19 marzo 2024", "26 marzo 2024")),
    ("我们在{}开会喝茶", ("2024年3月5日", "2024年3月12日", "2024年3月19日", "2024年3月26日")),
    ("会場では{}に集まります", ("2024年3月5日", "2024年3月12日", "2024年3月19日", "2024年3月26日")),
]


def imported(text: str, name: str = "README.md") -> Imported:
    return import_documents([SourceDocument(name, text)], Settings(date(2024, 6, 1), base_url="https://example.org/"))


@pytest.mark.parametrize(("line", "days"), LINES)
@pytest.mark.parametrize("form", ["- {}\n", "<div>{}</div>\n", "{}\n\n"])
def test_days_within_lines_are_named(line: str, days: tuple[str, ...], form: str) -> None:
    text = "# Group\n\n" + "".join(form.format(line.format(day)) for day in days)
    result = imported(text)
    assert result.sessions == len(days) or len(result.unmet) == len(days)


def test_a_text_that_names_a_day_or_two_is_a_note() -> None:
    result = imported(
        "# On graphs\n\n- first read on 5 March 2024, in the hall\n- and a second time on 12 March 2024\n"
    )
    assert not result.unmet
