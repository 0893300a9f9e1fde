from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rig_site.content.findings import Findings
from rig_site.content.resolve.addresses import Addresses
from rig_site.content.schema import shapes
from rig_site.content.schema.decode import Decoded
from rig_site.content.sources.nodes import Node
from rig_site.content.sources.source import Source


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    content = tmp_path_factory.mktemp("group")
    for name in ("slides/first talk.pdf", "slides/a#b.pdf", "slides/100%.pdf", "example.org", "poster", "ümlaut.pdf"):
        (content / "static" / name).parent.mkdir(parents=True, exist_ok=True)
        (content / "static" / name).write_text("file")
    return content


def read(
    folder: Path, text: str, *, files: bool = True, own: list[str] | None = None
) -> tuple[str | None, list[tuple[str, str]]]:
    findings = Findings()
    site = shapes.Site.model_validate({"title": "A", "base_url": "https://example.org/", "timezone": "UTC"})
    entry = Decoded(site, Node(0, len(text), text), Source("x.yaml", text))
    addresses = Addresses(folder, "https://own.test/", findings)
    address = addresses.read(text, entry, files=files)
    if own is not None:
        own += [each.written for each in addresses.own]
    return address, [(problem.severity.value, problem.what) for problem in findings.problems]


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https://example.org/a?b=c&d#e", "https://example.org/a?b=c&d#e"),
        ("HTTP://Example.org", "HTTP://Example.org"),
        ("https://example.org/wiki/日本_(a)", "https://example.org/wiki/%E6%97%A5%E6%9C%AC_(a)"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://example.org/%20a", "https://example.org/%20a"),
        ('https://example.org/"><b>', "https://example.org/%22%3E%3Cb%3E"),
        ("https://[2001:db8::1]:8080/", "https://[2001:db8::1]:8080/"),
        ("mailto:group@example.org?subject=Hello there", "mailto:group@example.org?subject=Hello%20there"),
        ("slides/first talk.pdf", "slides/first%20talk.pdf"),
        ("slides/first%20talk.pdf#page=2", "slides/first%20talk.pdf#page=2"),
        ("slides/100%.pdf", "slides/100%25.pdf"),
        ("example.org", "example.org"),
        ("ümlaut.pdf", "%C3%BCmlaut.pdf"),
    ],
)
def test_addresses_and_files_are_taken_as_they_are_meant(folder: Path, written: str, address: str) -> None:
    assert read(folder, written) == (address, [])


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("www.example.org/a", "https://www.example.org/a"),
        ("example.com", "https://example.com"),
        ("//example.org/a", "https://example.org/a"),
        ("example.org:8080/a", "https://example.org:8080/a"),
        ("group@example.org", "mailto:group@example.org"),
        ("", None),
    ],
)
def test_what_lacks_a_scheme_is_completed_with_a_warning(folder: Path, written: str, address: str | None) -> None:
    completed, problems = read(folder, written)
    assert completed == address
    assert [severity for severity, _ in problems] == ["warning"]


@pytest.mark.parametrize(
    "written",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)//example.org",
        "data:text/html,<b>",
        "vbscript:a",
        "file:///etc/passwd",
        "https://",
        "https:example.org",
        "https:///a",
        "https://exa mple.org/",
        "https://example.org/a b",
        "https://example.org\\@evil.example/",
        "https://[::1",
        "https://example.org:99999/",
        "mailto:",
        "mailto:group",
        "../secret.pdf",
        "slides/../../secret.pdf",
        "slides\\first talk.pdf",
    ],
)
def test_what_cannot_be_an_address_is_an_error(folder: Path, written: str) -> None:
    address, problems = read(folder, written)
    assert address is None
    assert [severity for severity, _ in problems] == ["error"]


@pytest.mark.parametrize(
    "written",
    ["soon", "slides/missing.pdf", "/slides/first talk.pdf", "slides/", "/archive/", "https://own.test/archive/"],
)
def test_what_leads_into_the_site_is_left_to_its_map(folder: Path, written: str) -> None:
    own: list[str] = []
    assert read(folder, written, own=own) == (written, [])
    assert own == [written]


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]))
    | st.tuples(
        st.sampled_from(["https://", "http:", "javascript:", "mailto:", "//", "", "slides/", "../"]),
        st.text(st.sampled_from("a.b/:@[]#?%\\é \u3000\"'<"), max_size=12),
    ).map("".join)
)
def test_any_text_gives_a_harmless_address_or_one_problem(folder: Path, written: str) -> None:
    own: list[str] = []
    address, problems = read(folder, written, own=own)
    assert len(problems) <= 1
    if address is None:
        assert problems
    elif not own:
        assert address.isascii()
        assert not set(address) & set(' "<>\\^`{|}')
        absolute = address.lower().startswith(("https://", "http://", "mailto:"))
        assert absolute or (folder / "static" / written.partition("#")[0]).exists()
