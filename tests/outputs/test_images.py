"""Images of sessions and of the group: where they are, how large, and that nothing in them is lost unnoticed."""

from __future__ import annotations

import struct
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from rig_site.outputs import plan
from rig_site.outputs.assets import Mark
from rig_site.outputs.extras import Extras
from rig_site.outputs.images.card import HEIGHT, WIDTH, Card, svg, wrapped
from rig_site.outputs.images.font import FAMILY, font
from rig_site.outputs.images.png import png
from rig_site.outputs.text import one_line
from rig_site.render.theme import Theme

from .group import group
from .strategies import any_text

THEME = Theme.of(Path("no theme of its own"))
CHARACTERS = "aÉßñŁőΩЖ—“…½ﬁ注あ한🤖א\u0301\u2028"


def size_of(image: bytes) -> tuple[int, ...]:
    assert image.startswith(b"\x89PNG\r\n\x1a\n")
    return struct.unpack_from(">II", image, 16)


def written(character: str) -> bytes:
    text = f'<text x="20" y="60" font-family="{FAMILY}" font-weight="700" font-size="40">{character}</text>'
    return png(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">{text}</svg>', width=100, height=100)


@pytest.mark.parametrize("character", CHARACTERS)
def test_what_the_font_is_said_to_write_is_what_is_drawn(character: str) -> None:
    nobody_has = "\U000f0000"
    is_drawn = written(character) not in (written(nobody_has), written(""))
    assert font().writes(character) == is_drawn


def test_a_text_is_as_wide_as_it_is_said_to_be() -> None:
    text = "Attention, please: all of it"
    middle = f'<text x="{{}}" y="60" font-family="{FAMILY}" font-weight="700" font-size="40" fill="{{}}">{text}</text>'
    width = font().width(text, 40)
    for right, is_over in ((20 + width * 1.02, False), (20 + width * 0.95, True)):
        cover = f'<rect width="{right}" height="100"/>'
        shown = "".join(
            ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 100">', middle.format(20, "#f00"), cover)
        )
        plain = "".join(('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 100">', cover))
        assert (png(f"{shown}</svg>", width=900, height=100) != png(f"{plain}</svg>", width=900, height=100)) == is_over


@settings(max_examples=60)
@given(any_text)
def test_a_title_is_whole_or_ends_in_an_ellipsis_or_is_not_there(text: str) -> None:
    title = one_line(text)
    drawn = ElementTree.fromstring(svg(Card(Mark("GA", "#0b5a74"), "Group A", title, "Mon 6 Nov 2023")))
    lines = [line.text or "" for line in drawn.iter("{http://www.w3.org/2000/svg}text")]
    assert lines[:2] == ["GA", "Group A"]
    assert lines[-1] == "Mon 6 Nov 2023"
    said = "".join(lines[2:-1]).replace(" ", "")
    if not font().writes(title):
        assert said == ""
    else:
        whole = "".join(title.split())
        assert said == whole or (said.endswith("…") and whole.startswith(said.removesuffix("…")))
    for line in lines[2:-1]:
        assert font().width(line, wrapped(title)[0]) <= WIDTH - 160


def test_a_title_of_any_length_keeps_its_room() -> None:
    for title in ("word " * 100, "x" * 1000, "A", ""):
        size, lines = wrapped(title.strip())
        assert 1 <= len(lines) <= 4
        assert len(lines) * size * 1.22 <= 280
        assert (lines[-1][-1:] == "…") == (len(title) > 100)


def test_images_are_published_where_they_are_asked_for() -> None:
    plain = {artifact.path: artifact for artifact in plan(replace(group(), theme=THEME))}
    asked = replace(group(), theme=THEME, extras=Extras(images=True))
    site = {artifact.path: artifact for artifact in plan(asked)}
    cards = {f"static/cards/{name}.png" for name in ("attention", "lora", "retnet", "open", "hack-week")}
    assert site.keys() - plain.keys() == cards | {"static/touch-icon.png"}
    assert {size_of(site[path].render()) for path in cards} == {(WIDTH, HEIGHT)}
    assert size_of(site["static/touch-icon.png"].render()) == (180, 180)
    page = site["sessions/lora/index.html"].render().decode()
    assert '<meta property="og:image" content="https://example.org/group-a/static/cards/lora.png">' in page
    assert '<link rel="apple-touch-icon" href="../../static/touch-icon.png">' in page
    assert "og:image" not in site["index.html"].render().decode()
    bare = plain["sessions/lora/index.html"].render().decode()
    assert "og:image" not in bare
    assert "touch-icon" not in bare
