from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from rig_site.model.permalink import date_anchors, forge_anchors, slug
from rig_site.model.session import Move, Session, Status

WRITTEN = datetime(2023, 1, 1, tzinfo=UTC)


def session(key: str, day: date, **fields: object) -> Session:
    return Session(id=key, date=day, timezone="UTC", announced=WRITTEN, updated=WRITTEN, **fields)  # type: ignore[arg-type]


def test_each_session_has_the_anchor_its_date_heading_would_have() -> None:
    sessions = [
        session("first", date(2023, 11, 6)),
        session("slot", date(2023, 11, 6), status=Status.FREE),
        session("second", date(2023, 11, 6)),
        session("moved", date(2023, 11, 20), moved_from=(Move(date(2023, 11, 13)), Move(date(2023, 11, 6)))),
    ]
    assert date_anchors(sessions, date_format="%d/%m/%y") == {
        "first": ("061123",),
        "second": ("061123-1",),
        "moved": ("201123", "131123"),
    }
    assert date_anchors(sessions[:1], date_format="%Y-%m-%d") == {"first": ("2023-11-06",)}


@given(st.lists(st.text(max_size=8)))
def test_anchors_of_a_document_are_unique(headings: list[str]) -> None:
    anchors = forge_anchors(headings)
    assert len(set(anchors)) == len(headings)


@given(st.text())
def test_a_slug_is_one_piece_of_an_address_and_its_own_slug(text: str) -> None:
    found = slug(text)
    assert slug(found) == found
    assert not set(found) & set("/\\?#%: .")
    assert found == found.strip("-")
