"""When a message may go: quiet hours, clock changes, days of reminders, the cost of a text message."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from werkzaam.web.survey.outbox import rules
from werkzaam.web.survey.outbox.rules import Hours, OutboxRefused, Reason, State

HERE = ZoneInfo("Europe/Amsterdam")
HOURS = Hours(time(9), time(20), frozenset({7}), HERE)


def wall(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=HERE)


@pytest.mark.parametrize(
    ("at", "goes"),
    [
        (wall(2026, 3, 2, 10), wall(2026, 3, 2, 10)),
        (wall(2026, 3, 2, 8, 59), wall(2026, 3, 2, 9)),
        (wall(2026, 3, 2, 20), wall(2026, 3, 3, 9)),
        (wall(2026, 3, 7, 21), wall(2026, 3, 9, 9)),  # Saturday night: Monday
        (wall(2026, 3, 8, 12), wall(2026, 3, 9, 9)),  # Sunday
        (wall(2026, 3, 28, 23), wall(2026, 3, 30, 9)),  # the clock goes forward in the night to Sunday
    ],
)
def test_nothing_goes_at_night_or_on_sunday(at, goes):
    assert HOURS.next(at) == goes


@given(st.datetimes(datetime(2025, 1, 1), datetime(2028, 1, 1)).map(lambda at: at.replace(tzinfo=UTC)))
def test_what_is_put_off_is_allowed_and_never_earlier(at):
    then = HOURS.next(at)
    assert then >= at
    assert HOURS.allow(then)
    assert then - at <= timedelta(hours=38)


def test_reminders_keep_the_time_on_the_wall_when_the_clock_changes():
    planned = rules.schedule(
        invited_at=wall(2026, 3, 24, 10), opens_on=date(2026, 3, 1), reminders=[7, 14], hours=HOURS
    )
    assert [kind for kind, _due in planned] == ["invitation", "reminder-1", "reminder-2"]
    assert [due.astimezone(HERE) for _kind, due in planned] == [
        wall(2026, 3, 24, 10), wall(2026, 3, 31, 10), wall(2026, 4, 7, 10)
    ]  # fmt: skip


def test_who_is_invited_early_hears_on_the_first_day():
    planned = rules.schedule(
        invited_at=wall(2026, 2, 20, 10), opens_on=date(2026, 3, 2), reminders=[7], hours=HOURS
    )
    assert [due for _kind, due in planned] == [wall(2026, 3, 2, 9), wall(2026, 3, 9, 9)]


@pytest.mark.parametrize(
    ("kind", "changed", "reason"),
    [
        ("reminder-1", {}, None),
        ("reminder-1", {"answered": True}, Reason.ANSWERED),
        ("reminder-1", {"allowed": False, "answered": True}, Reason.WITHDRAWN),
        ("invitation", {"opted_out": True}, Reason.OPTED_OUT),
        ("half-way", {"closes_on": date(2026, 3, 1)}, Reason.CLOSED),
        ("thanks", {"answered": True}, None),
        ("thanks", {"answered": True, "closes_on": date(2026, 3, 1)}, None),
        ("thanks", {"closes_on": date(2026, 3, 1)}, Reason.CLOSED),
        ("thanks", {"answered": True, "allowed": False}, Reason.WITHDRAWN),
    ],
)
def test_what_is_still_needed(kind, changed, reason):
    usual = {"allowed": True, "answered": False, "opted_out": False, "closes_on": date(2026, 4, 1)}
    assert rules.cancelled(kind, State(**usual | changed), on=date(2026, 3, 2)) == reason


def test_days_of_reminders():
    assert rules.tidy_days([14, 7, 7]) == [7, 14]
    for wrong in ([1], [-3], [181]):
        with pytest.raises(OutboxRefused):
            rules.tidy_days(wrong)


def test_a_typed_token_has_more_than_128_bits_and_no_look_alikes():
    token = rules.typed_token()
    assert len(token.replace("-", "")) * 5 >= 128
    assert not set(token) & set("ilouILOU")
    assert len({rules.typed_token() for _ in range(100)}) == 100


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("é" * 160, 1),
        ("ç" * 70, 1),
        ("ç" * 71, 2),
        ("م" * 70, 1),
        ("م" * 135, 3),
        ("🙂" * 36, 2),
    ],
)
def test_how_many_text_messages(text, count):
    assert rules.segments(text) == count
