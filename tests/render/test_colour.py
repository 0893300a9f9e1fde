import math
import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from rig_site.render.colour import accent, contrast
from rig_site.render.theme import BUNDLED

SHEET = Path(BUNDLED, "static", "site.css").read_text()
OKLCH = r"oklch\(([\d.]+)% ([\d.]+) ([\d.]+)\)"


def srgb(lightness: str, chroma: str, hue: str) -> str:
    """Return a colour of CSS's `oklch()` in hexadecimal (CSS Color 4, "Sample code for Color Conversions")."""
    light, angle = float(lightness) / 100, math.radians(float(hue))
    a, b = float(chroma) * math.cos(angle), float(chroma) * math.sin(angle)
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
    encoded = (12.92 * each if each <= 0.0031308 else 1.055 * each ** (1 / 2.4) - 0.055 for each in linear)
    return "#" + "".join(f"{round(255 * min(max(each, 0), 1)):02x}" for each in encoded)


GROUNDS = [
    (srgb(*found[:3]), srgb(*found[3:]))
    for name in ("paper", "panel")
    for found in re.findall(rf"--{name}: light-dark\({OKLCH}, {OKLCH}\)", SHEET)
]

colours = st.text(alphabet="0123456789abcdefABCDEF", min_size=6, max_size=6).map("#{}".format)


@given(colours | st.sampled_from(["#fff", "#000", "#0b5a74"]))
def test_any_colour_becomes_readable_on_every_ground_of_the_theme(colour: str) -> None:
    assert len(GROUNDS) == 2
    for light, dark in GROUNDS:
        assert contrast(accent(colour)[0], light) >= 4.5
        assert contrast(accent(colour)[1], dark) >= 4.5


def test_a_readable_colour_stays_as_it_is() -> None:
    assert accent("#0b5a74")[0] == "#0b5a74"
    assert accent("#9cf")[1] == "#99ccff"
