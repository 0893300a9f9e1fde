import pytest

from rig_site.model.identity import LONGEST_DOMAIN, default_uid_domain, is_placeholder


@pytest.mark.parametrize(
    ("base_url", "domain"),
    [
        ("https://a.org/", "a.org"),
        ("https://A.org/x/y/", "y.x.a.org"),
        ("https://a.org:8080/Reading%20Group//~me/", "me.reading-group.a.org"),
        ("https://a.org/%C3%A9t%C3%A9/чтение/", "xn--e1aaitx3a.ete.a.org"),
        ("https://a.org/%F0%9F%98%80/", "a.org"),
    ],
)
def test_a_site_is_known_by_its_path_in_reverse_and_its_host(base_url: str, domain: str) -> None:
    assert default_uid_domain(base_url) == domain


def test_a_long_path_is_cut_to_what_a_host_name_may_have() -> None:
    domain = default_uid_domain(f"https://a.org/{'x' * 300}/")
    assert len(domain) == LONGEST_DOMAIN
    assert domain.endswith("x.a.org")


@pytest.mark.parametrize("address", ["https://example.org/", "https://me.example.com/x/", "http://localhost:8000/"])
def test_placeholders_are_known(address: str) -> None:
    assert is_placeholder(address)
    assert not is_placeholder("https://example.edu/")
