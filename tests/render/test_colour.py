import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from rig_site.render.colour import accent, contrast
from rig_site.render.theme import BUNDLED

SHEET = Path(BUNDLED, "static", "site.css").read_text()
GROUNDS = [re.findall(rf"--{name}: light-dark\((#\w+), (#\w+)\)", SHEET)[0] for name in ("paper", "panel")]

colours = st.text(alphabet="0123456789abcdefABCDEF", min_size=6, max_size=6).map("#{}".format)


@given(colours | st.sampled_from(["#fff", "#000", "#0b5a74"]))
def test_any_colour_becomes_readable_on_every_ground_of_the_theme(colour: str) -> None:
    for light, dark in GROUNDS:
        assert contrast(accent(colour)[0], light) >= 4.5
        assert contrast(accent(colour)[1], dark) >= 4.5


def test_a_readable_colour_stays_as_it_is() -> None:
    assert accent("#0b5a74")[0] == "#0b5a74"
    assert accent("#9cf")[1] == "#99ccff"
