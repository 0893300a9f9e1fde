"""What a group says in its language: exact words of each kind."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from rig_site.language.catalogues import serving
from rig_site.language.language import Language
from rig_site.render.words import day

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
