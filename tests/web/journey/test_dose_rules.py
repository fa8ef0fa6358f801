"""Dose against cases worked out by hand, and its promises for any log."""

from datetime import date, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from werkzaam.web.journey.rules.codes import Channel, Outcome
from werkzaam.web.journey.rules.dose import (
    ContactMade,
    Course,
    NormStep,
    dose_of,
    planned_in_calendar_week,
    planned_in_week,
    week_of,
)

NORM = [NormStep(0, 1.0), NormStep(13, 0.5)]
START = date(2026, 1, 5)  # a Monday
WHO = UUID(int=1)


def day(n):
    return START + timedelta(n)


def made(n, channel="office", outcome="held", minutes=30):
    return ContactMade(day(n), channel, outcome, minutes)


def dose(contacts=(), courses=None, until=27):
    courses = [Course(START, None, NORM)] if courses is None else courses
    return list(dose_of(WHO, start=START, courses=courses, contacts=contacts, until=day(until)))


def planned(records):
    return [(r.week, r.planned) for r in records if r.channel == "planned"]


def delivered(records):
    return {(r.week, r.channel): (r.delivered, r.minutes) for r in records if r.channel != "planned"}


def test_weeks_count_from_the_start():
    assert [week_of(START, day(n)) for n in (0, 6, 7, 13, 14)] == [0, 0, 1, 1, 2]


def test_the_norm_changes_in_its_week():
    assert [planned_in_week(NORM, week) for week in (0, 12, 13, 80)] == [1.0, 1.0, 0.5, 0.5]
    assert planned_in_week([NormStep(2, 1.0)], 1) == 0.0
    assert planned_in_week([], 0) == 0.0


def test_a_person_without_contacts_has_the_plan_and_nothing_delivered():
    records = dose()
    assert planned(records) == [(0, 1.0), (1, 1.0), (2, 1.0), (3, 1.0)]
    assert delivered(records) == {}


def test_a_no_show_is_planned_and_not_delivered():
    assert delivered(dose([made(1, outcome="no-show", minutes=0), made(8)])) == {(1, "office"): (1, 30)}


def test_channels_and_weeks_stand_apart():
    contacts = [made(0), made(6, minutes=15), made(6, "message", minutes=5), made(7, "telephone", minutes=45)]
    assert delivered(dose(contacts)) == {
        (0, "office"): (2, 45),
        (0, "message"): (1, 5),
        (1, "telephone"): (1, 45),
    }


def test_an_ended_trajectory_plans_nothing_more():
    records = dose([made(8)], courses=[Course(START, day(9), NORM)], until=60)
    assert planned(records) == [(0, 1.0), (1, 1.0)]
    assert delivered(records) == {(1, "office"): (1, 30)}


def test_the_last_day_counts_and_the_day_after_until_does_not():
    assert delivered(dose([made(27), made(28)], until=27)) == {(3, "office"): (1, 30)}


def test_outside_the_programme_nothing_is_planned_but_every_week_is_followed():
    records = dose([made(15, "telephone", minutes=10)], courses=[])
    assert planned(records) == [(0, 0.0), (1, 0.0), (2, 0.0), (3, 0.0)]
    assert delivered(records) == {(2, "telephone"): (1, 10)}


def test_two_trajectories_lie_on_one_line_of_weeks():
    courses = [Course(START, day(13), NORM), Course(day(21), None, NORM)]
    assert planned(dose(courses=courses, until=30)) == [(0, 1.0), (1, 1.0), (2, 0.0), (3, 1.0), (4, 1.0)]


def test_nothing_is_planned_before_the_start():
    assert dose(until=-1) == []


def test_a_calendar_week_counts_the_active_days():
    course = Course(day(2), day(10), NORM)  # Wednesday to Thursday a week later
    assert planned_in_calendar_week(course, START, day(60)) == 5 / 7
    assert planned_in_calendar_week(course, day(7), day(60)) == 4 / 7
    assert planned_in_calendar_week(course, day(14), day(60)) == 0
    assert planned_in_calendar_week(course, START, day(3)) == 2 / 7


contact = st.builds(
    ContactMade,
    on=st.dates(START - timedelta(20), START + timedelta(200)),
    channel=st.sampled_from([channel.value for channel in Channel]),
    outcome=st.sampled_from([outcome.value for outcome in Outcome]),
    minutes=st.integers(0, 120),
)


@given(st.lists(contact, max_size=30), st.integers(0, 180))
def test_dose_is_the_sum_of_contacts_held(contacts, until):
    records = dose(contacts, until=until)
    counted = [c for c in contacts if c.outcome == "held" and START <= c.on <= day(until)]
    assert sum(r.delivered for r in records) == len(counted)
    assert sum(r.minutes for r in records) == sum(c.minutes for c in counted)
    assert len({(r.week, r.channel) for r in records}) == len(records)
    assert [week for week, _ in planned(records)] == list(range(until // 7 + 1))
