"""A small group with a session of every kind, for golden calendars and feeds."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from rig_site.model.link import Link
from rig_site.model.person import Person
from rig_site.model.prose import StaticFile
from rig_site.model.series import Meeting
from rig_site.model.session import Move, Online, Reading, ReadingSection, Session, Status
from rig_site.outputs.edition import Edition
from stand_ins import part

from .strategies import edition

LEAD_A = Person("lead-a", "Lead A", "https://example.org/people/a", email="private-a@example.org")
LEAD_B = Person("lead-b", "Lead B")


def session(session_id: str, day: date, *, clock: time | None = time(11), **fields: object) -> Session:
    """An hour in Room A on a day, announced on 1 and last changed on 2 October."""
    start = datetime.combine(day, clock, tzinfo=ZoneInfo("Europe/London")) if clock else None
    usual: dict[str, object] = {
        "announced": datetime(2023, 10, 1, 9, tzinfo=UTC),
        "updated": datetime(2023, 10, 2, 9, 30, tzinfo=UTC),
        "title": "Title",
        "start": start,
        "end": start.replace(hour=start.hour + 1) if start else None,
        "room": "Room A",
    }
    return Session(id=session_id, date=day, timezone="Europe/London", **(usual | fields))  # type: ignore[arg-type]


SUMMER = session(
    "attention",
    date(2023, 10, 23),
    title="Attention, please; all of it",
    kind="Discussion",
    topics=("Transformers", "Discussion"),
    leads=(LEAD_A, LEAD_B),
    abstract=part("We read *two* papers, see [the plan](plan.pdf).\n\n- First\n- Second"),
    readings=(
        ReadingSection(
            "Main",
            (
                Reading(
                    "A Paper",
                    url="https://arxiv.org/abs/2310.11986",
                    arxiv="2310.11986",
                    authors=("Author A", "Author B"),
                    year=2023,
                    note=part("up to section *9.5*"),
                    required=True,
                ),
            ),
        ),
        ReadingSection(
            None, (Reading("Named only", required=False), Reading("A video", url="https://youtu.be/x?a=1&b=2"))
        ),
    ),
    links=(Link("Slides", "slides/part 1.pdf"), Link("Slack", text="#group-a")),
)
WINTER = session(
    "lora",
    date(2023, 11, 6),
    title=r"LoRA and \Nabla: déjà vu 🤖",
    moved_from=(Move(date(2023, 10, 30)), Move(date(2023, 11, 2), "the room was taken")),
    updated=datetime(2023, 10, 20, 12, tzinfo=UTC),
    online=Online("https://call.example.org/public", public=True),
)
CANCELLED = session(
    "retnet",
    date(2023, 11, 13),
    status=Status.CANCELLED,
    reason="Lead A is ill",
    online=Online("https://call.example.org/private"),
)
TENTATIVE = session(
    "open",
    date(2023, 11, 20),
    status=Status.TENTATIVE,
    room=None,
    online=Online("https://call.example.org/2", public=True),
)
NOTICE = session("hack-week", date(2023, 11, 27), clock=None, title="Hack week", room=None)
FREE = session("free", date(2023, 12, 4), status=Status.FREE)
BREAK = session("break", date(2023, 12, 11), status=Status.BREAK)


def group(as_of: datetime = datetime(2023, 10, 25, tzinfo=UTC)) -> Edition:
    """The edition of that group, after its first session."""
    return edition(
        SUMMER,
        WINTER,
        CANCELLED,
        TENTATIVE,
        NOTICE,
        FREE,
        BREAK,
        as_of=as_of,
        meetings=(Meeting(date(2022, 9, 5), 0),),
        theme_color="#2b6cb0",
        files=(StaticFile("plan.pdf", "plan.pdf", "digest", "static/plan.pdf"),),
    )
