from urllib.parse import unquote, urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rig_site.render.address import href, root_of

PAGE = "https://example.org/group/sessions/attention/"


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("slides/part 1.pdf", "../../slides/part%201.pdf"),
        ("/slides/a.pdf", "../../slides/a.pdf"),
        ("slides/100%.pdf", "../../slides/100%25.pdf"),
        ("slides/a%20b.pdf", "../../slides/a%20b.pdf"),
        ("week:1.pdf", "../../week:1.pdf"),
        ("//example.com/a", "../../example.com/a"),
        ("https://example.com/a?b=[c]&d#e", "https://example.com/a?b=%5Bc%5D&d#e"),
        ("https://bücher.example/é", "https://bücher.example/%C3%A9"),
        ("mailto:lead-a@example.org?subject=Next week", "mailto:lead-a@example.org?subject=Next%20week"),
        ("javascript:alert(1)", "../../javascript:alert(1)"),
    ],
)
def test_what_a_link_says(address: str, written: str) -> None:
    assert href(address, "../../") == written


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_no_address_runs_anything_or_leaves_the_host_by_accident(address: str) -> None:
    target = urlsplit(urljoin(PAGE, href(address, root_of("sessions/attention/"))))
    assert target.scheme in ("https", "http", "mailto")
    if not address.lower().startswith(("http://", "https://", "mailto:")):
        assert target.netloc == "example.org"


@given(st.text(alphabet="abc é漢%?#&+ []{}", min_size=1))
def test_no_character_of_a_path_is_lost(path: str) -> None:
    assert unquote(href(path, "./")) == "./" + unquote(path)
