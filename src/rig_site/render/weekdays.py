"""The days on which something is held regularly, each a whole phrase, as languages inflect weekdays and ordinals."""

from __future__ import annotations

from rig_site.language.language import Language, gettext_noop

_WEEKLY = (
    gettext_noop("on Monday"),
    gettext_noop("on Tuesday"),
    gettext_noop("on Wednesday"),
    gettext_noop("on Thursday"),
    gettext_noop("on Friday"),
    gettext_noop("on Saturday"),
    gettext_noop("on Sunday"),
)
_MONTHLY = (
    (
        gettext_noop("on the first Monday"),
        gettext_noop("on the first Tuesday"),
        gettext_noop("on the first Wednesday"),
        gettext_noop("on the first Thursday"),
        gettext_noop("on the first Friday"),
        gettext_noop("on the first Saturday"),
        gettext_noop("on the first Sunday"),
    ),
    (
        gettext_noop("on the second Monday"),
        gettext_noop("on the second Tuesday"),
        gettext_noop("on the second Wednesday"),
        gettext_noop("on the second Thursday"),
        gettext_noop("on the second Friday"),
        gettext_noop("on the second Saturday"),
        gettext_noop("on the second Sunday"),
    ),
    (
        gettext_noop("on the third Monday"),
        gettext_noop("on the third Tuesday"),
        gettext_noop("on the third Wednesday"),
        gettext_noop("on the third Thursday"),
        gettext_noop("on the third Friday"),
        gettext_noop("on the third Saturday"),
        gettext_noop("on the third Sunday"),
    ),
    (
        gettext_noop("on the fourth Monday"),
        gettext_noop("on the fourth Tuesday"),
        gettext_noop("on the fourth Wednesday"),
        gettext_noop("on the fourth Thursday"),
        gettext_noop("on the fourth Friday"),
        gettext_noop("on the fourth Saturday"),
        gettext_noop("on the fourth Sunday"),
    ),
    (
        gettext_noop("on the last Monday"),
        gettext_noop("on the last Tuesday"),
        gettext_noop("on the last Wednesday"),
        gettext_noop("on the last Thursday"),
        gettext_noop("on the last Friday"),
        gettext_noop("on the last Saturday"),
        gettext_noop("on the last Sunday"),
    ),
)


def on_weekday(weekday: int, language: Language) -> str:
    """Return a weekday of every week; 0 is Monday.

    >>> on_weekday(2, Language("en"))
    'on Wednesday'
    """
    return language.gettext(_WEEKLY[weekday])


def on_weekday_of_month(week: int, weekday: int, language: Language) -> str:
    """Return a weekday of every month: that of its first week, up to the fourth, or of its last, which is -1.

    >>> on_weekday_of_month(3, 3, Language("en")), on_weekday_of_month(-1, 3, Language("en"))
    ('on the third Thursday', 'on the last Thursday')
    """
    return language.gettext(_MONTHLY[week if week < 0 else week - 1][weekday])
