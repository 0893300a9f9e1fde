"""What a group says in its language: exact words of each kind."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from rig_site.content import load
from rig_site.language.catalogues import serving
from rig_site.language.language import Language, OwnPhrase
from rig_site.model.series import Meeting
from rig_site.outputs import plan
from rig_site.outputs.edition import Edition
from rig_site.outputs.feeds import FEED_FILES
from rig_site.render.theme import BUNDLED, Theme
from rig_site.render.words import day, elsewhere, in_a_row, listing, place, span, usual

ROOT = Path(__file__).parents[2]
MONDAY = date(2023, 11, 6)


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("de-AT", "de"),
        ("DE", "de"),
        ("pt-BR", "pt"),
        ("zh-CN", "zh"),
        ("zh-Hans-SG", "zh"),
        ("zh-TW", None),
        ("zh-Hant", None),
        ("en-US", "en"),
        ("fi", None),
        ("den", None),
    ],
)
def test_a_region_is_served_by_its_language(tag: str, language: str | None) -> None:
    assert serving(tag) == language


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("ar", "الاثنين، 6 نوفمبر 2023"),
        ("de", "Mo., 6. Nov. 2023"),
        ("es", "lun, 6 nov 2023"),
        ("fr-CA", "lun. 6 nov. 2023"),
        ("it", "lun 6 nov 2023"),
        ("ja", "2023年11月6日(月)"),
        ("nl", "ma 6 nov 2023"),
        ("pl", "pon., 6 lis 2023"),
        ("pt-BR", "seg., 6 de nov. de 2023"),
        ("zh-Hans", "2023年11月6日周一"),
    ],
)
def test_a_date_is_written_as_the_language_does(language: str, written: str) -> None:
    assert day(MONDAY, Language(language)) == written


def test_a_list_is_joined_as_the_language_does() -> None:
    names = ["A", "B", "C"]
    assert listing(names, Language("de")) == "A, B und C"
    assert listing(names, Language("ja")) == "A、B、C"
    assert listing(names, Language("ar")) == "A وB وC"
    assert in_a_row(names, Language("ja")) == "A、B、C"


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("de", "23:00–Di. 01:30 JST"),
        ("pl", "23:00–wt. 01:30 JST"),
        ("ja", "23:00–(火) 01:30 JST"),
        ("ar", "\u206623:00–الثلاثاء 01:30 JST\u2069"),
    ],
)
def test_hours_past_midnight_name_the_day(language: str, written: str) -> None:
    tokyo = ZoneInfo("Asia/Tokyo")
    start, end = datetime(2023, 11, 6, 23, tzinfo=tokyo), datetime(2023, 11, 7, 1, 30, tzinfo=tokyo)
    assert span(start, end, Language(language)) == written


def test_the_groups_own_clock_is_told_elsewhere() -> None:
    start, end = (datetime(2023, 11, 6, hour, tzinfo=ZoneInfo("Europe/Warsaw")) for hour in (11, 12))
    there = start.astimezone(ZoneInfo("Pacific/Auckland"))
    assert elsewhere(start, end, there, Language("de")) == "das ist 11:00–12:00 CET"
    assert elsewhere(start, end, there.replace(day=7), Language("pl")) == "czyli pon. 11:00–12:00 CET"


@pytest.mark.parametrize(
    ("language", "weekly", "fortnightly", "monthly"),
    [
        ("de", "Jede Woche am Montag, 11:00", "Alle 2 Wochen am Montag, 11:00", "Jeden Monat am dritten Mittwoch"),
        (
            "fr",
            "Chaque semaine, le lundi, 11:00",
            "Toutes les 2 semaines, le lundi, 11:00",
            "Chaque mois, le troisième mercredi",
        ),
        (
            "it",
            "Ogni settimana, di lunedì, 11:00",
            "Ogni 2 settimane, di lunedì, 11:00",
            "Ogni mese, il terzo mercoledì",
        ),
        ("pl", "Co tydzień w poniedziałek, 11:00", "Co 2 tygodnie w poniedziałek, 11:00", "Co miesiąc w trzecią środę"),
        (
            "pt",
            "Todas as semanas, à segunda-feira, 11:00",
            "A cada 2 semanas, à segunda-feira, 11:00",
            "Todos os meses, na terceira quarta-feira",
        ),
        ("ja", "毎週月曜日、11:00", "2 週間ごとの月曜日、11:00", "毎月第3水曜日"),
        (
            "ar",
            "كل أسبوع، يوم الاثنين، \u206611:00\u2069",
            "كل أسبوعين، يوم الاثنين، \u206611:00\u2069",
            "كل شهر، يوم الأربعاء الثالث",
        ),
    ],
)
def test_a_usual_meeting_in_the_language(language: str, weekly: str, fortnightly: str, monthly: str) -> None:
    said = Language(language)
    assert usual(Meeting(MONDAY, 0, start=time(11)), said) == weekly
    assert usual(Meeting(MONDAY, 0, interval=2, start=time(11)), said) == fortnightly
    assert usual(Meeting(date(2023, 11, 15), 2, monthly=True), said) == monthly


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("de", ["0 Treffen", "1 Treffen", "2 Treffen"]),
        ("pl", ["0 spotkań", "1 spotkanie", "2 spotkania", "5 spotkań", "12 spotkań", "22 spotkania"]),
        ("ja", ["0 回", "1 回"]),
        ("ar", ["لا جلسات", "جلسة واحدة", "جلستان", "3 جلسات", "11 جلسة", "100 جلسة"]),
    ],
)
def test_a_number_takes_its_form(language: str, written: list[str]) -> None:
    numbers = {"de": (0, 1, 2), "pl": (0, 1, 2, 5, 12, 22), "ja": (0, 1), "ar": (0, 1, 2, 3, 11, 100)}[language]
    say = Language(language).ngettext
    assert [say("%(count)s session", "%(count)s sessions", number, count=number) for number in numbers] == written


def test_a_place_in_the_language() -> None:
    assert place("Raum 1", Language("de"), online=True) == "Raum 1 und online"
    assert place(None, Language("es"), online=True) == "En línea"


def test_a_group_says_a_phrase_in_its_own_words() -> None:
    forms = (("one", "%(count)s seminarium"), ("few", "%(count)s seminaria"), ("many", "%(count)s seminariów"))
    phrases = (OwnPhrase("Copy", (("other", "Do schowka, 100 %%"),)), OwnPhrase("%(count)s session", forms))
    language = Language("pl", phrases)
    assert language.gettext("Copy") == "Do schowka, 100 %"
    said = [language.ngettext("%(count)s session", "%(count)s sessions", number, count=number) for number in (1, 3, 7)]
    assert said == ["1 seminarium", "3 seminaria", "7 seminariów"]
    assert language.gettext("Date") == "Data"


def test_a_groups_own_words_are_text(tmp_path: Path) -> None:
    site = "title: A\nbase_url: https://a.dev/\ntimezone: UTC\nphrases:\n  Archive: <b>100 %</b> & more\n"
    (tmp_path / "site.yaml").write_text(site, encoding="utf-8")
    as_of = datetime(2023, 11, 5, tzinfo=UTC)
    site_map = load(tmp_path, as_of=as_of, feeds=FEED_FILES).site_map
    assert site_map
    artifacts = plan(Edition(site_map, as_of, "https://a.dev/", Theme((BUNDLED,))))
    page = next(artifact for artifact in artifacts if artifact.path == "archive/index.html")
    assert b"<h1>&lt;b&gt;100 %&lt;/b&gt; &amp; more</h1>" in page.render()


BUILD = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from rig_site.build import build
build(Path(sys.argv[1]), Path(sys.argv[2]), as_of=datetime(2024, 3, 12, tzinfo=UTC))
print([name for name in sys.modules if name.partition(".")[0] == "babel"])
"""


def test_a_build_in_english_imports_no_babel(tmp_path: Path) -> None:
    content = tmp_path / "content"
    content.symlink_to(ROOT / "tests" / "sites" / "first-day" / "content")
    done = subprocess.run(
        [sys.executable, "-c", BUILD, content, tmp_path / "_site"], capture_output=True, encoding="utf-8"
    )
    assert done.stdout == "[]\n", done.stderr
