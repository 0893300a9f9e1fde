from datetime import UTC, date, datetime, timedelta
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from msgspec.structs import replace

from rig_site.language.language import ENGLISH
from rig_site.model.session import Session, Status
from rig_site.outputs.calendars.add_links import LONGEST, add_links
from rig_site.outputs.calendars.clients import clients
from stand_ins import part

from .group import CANCELLED, FREE, NOTICE, SUMMER, TENTATIVE, WINTER, group
from .strategies import edition, repeatable, sessions

BEFORE = datetime(1980, 1, 1, tzinfo=UTC)


def fields_of(session: Session) -> dict[str, dict[str, str]]:
    """The fields of each link, by the link's label."""
    links = add_links(session, edition(session, as_of=BEFORE))
    found = {}
    for link in links:
        assert link.url
        assert link.url.isascii()
        assert " " not in link.url
        found[link.label] = dict(parse_qsl(urlsplit(link.url).query, strict_parsing=True, keep_blank_values=True))
    return found


def test_a_session_goes_along_with_all_a_calendar_shows() -> None:
    found = fields_of(WINTER)
    assert list(found) == ["Google", "Outlook.com", "Microsoft 365"]
    google, outlook = found["Google"], found["Outlook.com"]
    page = "https://example.org/group-a/sessions/lora/"
    assert google.pop("details").splitlines()[-1] == outlook.pop("body").split("<br>")[-1] == page
    assert google == {
        "action": "TEMPLATE",
        "text": r"LoRA and \Nabla: déjà vu 🤖",
        "dates": "20231106T110000Z/20231106T120000Z",
        "location": "Room A and online",
    }
    assert outlook == {
        "path": "/calendar/action/compose",
        "rru": "addevent",
        "startdt": "2023-11-06T11:00:00Z",
        "enddt": "2023-11-06T12:00:00Z",
        "subject": r"LoRA and \Nabla: déjà vu 🤖",
        "location": "Room A and online",
    }


def test_each_link_leads_to_its_calendar() -> None:
    found = add_links(WINTER, edition(WINTER, as_of=BEFORE))
    assert [(link.url or "").partition("?")[0] for link in found] == [
        "https://calendar.google.com/calendar/render",
        "https://outlook.live.com/calendar/0/deeplink/compose",
        "https://outlook.office.com/calendar/0/deeplink/compose",
    ]


def test_a_session_without_a_time_lasts_its_whole_day() -> None:
    found = fields_of(NOTICE)
    assert found["Google"]["dates"] == "20231127/20231128"
    outlook = found["Microsoft 365"]
    assert (outlook["startdt"], outlook["enddt"], outlook["allday"]) == ("2023-11-27", "2023-11-28", "true")


def test_a_doubt_is_said() -> None:
    assert fields_of(TENTATIVE)["Google"]["text"].endswith("TBC") or "(TBC)" in fields_of(TENTATIVE)["Google"]["text"]
    assert fields_of(TENTATIVE)["Google"]["location"] == "https://call.example.org/2"


@pytest.mark.parametrize("session", [CANCELLED, FREE, replace(SUMMER, status=Status.BREAK)])
def test_only_what_takes_place_is_added(session: Session) -> None:
    assert add_links(session, edition(session, as_of=BEFORE)) == ()


def test_only_what_is_to_come_is_added() -> None:
    assert add_links(SUMMER, group(datetime(2023, 10, 23, 9, 59, tzinfo=UTC)))
    assert add_links(SUMMER, group(datetime(2023, 10, 23, 10, tzinfo=UTC)))
    assert not add_links(SUMMER, group(datetime(2023, 10, 23, 11, tzinfo=UTC)))


def test_what_is_too_long_ends_in_the_pages_address() -> None:
    session = replace(SUMMER, abstract=part("日本語 & <b>\n\n" * 2000))
    for link in add_links(session, edition(session, as_of=BEFORE)):
        assert len(link.url or "") < 8000
    details = fields_of(session)["Google"]["details"]
    assert len(details) < LONGEST + 100
    assert details.endswith("…\n\nhttps://example.org/group-a/sessions/attention/")


@repeatable
@given(sessions())
def test_times_are_the_models_whatever_the_zone(session: Session) -> None:
    found = fields_of(session)
    if not session.meets:
        assert found == {}
        return
    start, end = found["Google"]["dates"].split("/")
    outlook = found["Outlook.com"]
    if session.start and session.end:
        pattern = "%Y%m%dT%H%M%SZ"
        assert datetime.strptime(start, pattern).replace(tzinfo=UTC) == session.start
        assert datetime.strptime(end, pattern).replace(tzinfo=UTC) == session.end
        assert [datetime.fromisoformat(outlook[name]) for name in ("startdt", "enddt")] == [session.start, session.end]
    else:
        assert date.fromisoformat(start) == date.fromisoformat(outlook["startdt"]) == session.date
        assert date.fromisoformat(end) - session.date == timedelta(days=1)


def test_programs_subscribe_by_the_address_they_want() -> None:
    found = clients("https://example.org/a b/calendar.ics?x=1&y=2".replace(" ", "%20"), "Group & friends", ENGLISH)
    assert [client.address for client in found] == [
        "webcal://example.org/a%20b/calendar.ics?x=1&y=2",
        "https://calendar.google.com/calendar/r?cid=webcal%3A%2F%2Fexample.org%2Fa%2520b%2Fcalendar.ics%3Fx%3D1%26y%3D2",
        "https://outlook.live.com/calendar/0/addfromweb"
        "?url=https%3A%2F%2Fexample.org%2Fa%2520b%2Fcalendar.ics%3Fx%3D1%26y%3D2&name=Group%20%26%20friends",
        "https://outlook.office.com/calendar/0/addfromweb"
        "?url=https%3A%2F%2Fexample.org%2Fa%2520b%2Fcalendar.ics%3Fx%3D1%26y%3D2&name=Group%20%26%20friends",
    ]
