from datetime import UTC, date, datetime
from textwrap import dedent

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from msgspec.structs import replace

from rig_site.model.link import Link
from rig_site.model.person import Person
from rig_site.model.session import Reading, ReadingSection, Session, Status
from rig_site.model.site import Site
from rig_site.outputs.repository import previous
from rig_site.outputs.repository.markdown import as_link, as_markdown
from stand_ins import part

WRITTEN = datetime(2023, 1, 1, tzinfo=UTC)
MARCH = datetime(2024, 3, 1, tzinfo=UTC)


def session(key: str, day: date, **fields: object) -> Session:
    return Session(id=key, date=day, timezone="UTC", announced=WRITTEN, updated=WRITTEN, **fields)  # type: ignore[arg-type]


SITE = Site(
    "A group",
    "https://example.org/group/",
    "UTC",
    "example.org",
    sessions=(
        session(
            "attention",
            date(2023, 11, 6),
            title="Attention | *all* you need",
            kind="Technical",
            room="Room A",
            leads=(Person("lead-a", "Lead A", "https://example.org/a"), Person("lead-b", "Lead B")),
            links=(Link("Slides", "slides/attention.pdf"), Link("Notebook", "https://example.org/nb (1)")),
            readings=(
                ReadingSection(
                    "Main", (Reading("Paper", "https://arxiv.org/abs/1706.03762", note=part("Read to 3.2\n\nSkip 4")),)
                ),
                ReadingSection("Extras", (Reading("A book"),)),
            ),
        ),
        session("quantisation", date(2023, 11, 6), title="Quantisation", status=Status.TENTATIVE),
        session("slot", date(2023, 11, 13), status=Status.FREE),
        session("lora", date(2023, 11, 20), title="LoRA", status=Status.CANCELLED, reason="strike"),
        session("later", date(2024, 4, 1), title="Later"),
    ),
)

DOCUMENT = dedent(
    r"""
    <!-- rig-site: generated, as of 2024-03-01T00:00:00+00:00 -->

    # Previous sessions

    | Date | Topic | Room | Lead |
    | --- | --- | --- | --- |
    | [06/11/23](#061123) | Technical: Attention \| \*all\* you need ([Slides](https://example.org/group/slides/attention.pdf), [Notebook](https://example.org/nb%20%281%29)) | Room A | [Lead A](https://example.org/a), Lead B |
    | [06/11/23](#061123-1) | Quantisation (TBC) |  |  |
    | [20/11/23](#201123) | ~~LoRA~~ (cancelled: strike) |  |  |

    # Material for sessions

    ## 06/11/23
    ### Attention \| \*all\* you need

    **Main**
    - [Paper](https://arxiv.org/abs/1706.03762)
      - Read to 3.2

        Skip 4

    **Extras**
    - A book

    ## 06/11/23
    ### Quantisation

    ## 20/11/23
    ### LoRA
    """
).lstrip()


def test_the_document() -> None:
    assert previous.document(SITE, as_of=MARCH) == DOCUMENT


def test_it_is_rewritten_only_when_more_than_its_instant_changed() -> None:
    later = datetime(2024, 3, 15, tzinfo=UTC)
    april = datetime(2024, 4, 15, tzinfo=UTC)
    assert previous.refreshed(DOCUMENT, SITE, as_of=later) == DOCUMENT
    assert previous.refreshed(None, SITE, as_of=MARCH) == DOCUMENT
    assert "Later" in (previous.refreshed(DOCUMENT, SITE, as_of=april) or "")
    assert previous.refreshed("# Written by hand\n", SITE, as_of=april) is None
    assert [problem.what for problem in previous.foreign("# Written by hand\n")] == [
        "this PREVIOUS.md was not written by rig-site, so it is left as it is"
    ]


def test_an_edit_of_the_generated_file_is_found_at_its_line() -> None:
    assert list(previous.foreign(DOCUMENT)) == list(previous.stale(DOCUMENT, SITE)) == []
    (found,) = previous.stale(DOCUMENT.replace("Skip 4", "Skip 5"), SITE)
    assert (found.position.line, found.position.text) == (20, "    Skip 5")
    assert list(previous.stale(DOCUMENT, replace(SITE, date_format="%Y-%m-%d")))
    (tampered,) = previous.stale(DOCUMENT.replace("2024-03-01T", "2024-33-01T"), SITE)
    assert tampered.position.line == 1


plain = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp"))).map(
    lambda text: " ".join(text.split())
)


@given(plain)
def test_a_forge_shows_exactly_the_text(text: str) -> None:
    heading = MarkdownIt("gfm-like", {"linkify": False}).parseInline(as_markdown(text))[0]
    shown = "".join(token.content for token in heading.children or [])
    assert shown == text
    assert {token.type for token in heading.children or []} <= {"text", "text_special"}


@given(plain, st.from_regex(r"https://example\.org/[a-z()|<> ]{0,8}", fullmatch=True))
def test_a_link_is_one_link_with_that_text(text: str, address: str) -> None:
    tokens = MarkdownIt().parseInline(as_link(text, address))[0].children or []
    assert (tokens[0].type, tokens[-1].type) == ("link_open", "link_close")
    assert "".join(token.content for token in tokens) == text
