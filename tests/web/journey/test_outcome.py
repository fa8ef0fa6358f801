"""What guidance led to, aftercare made due by the end, and whether an exit lasts."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from werkzaam.problem import Problem
from werkzaam.web.journey import actions as journey
from werkzaam.web.journey.actions import outcome as actions
from werkzaam.web.journey.models import AftercareCheck, Employer, OutcomeEvent
from werkzaam.web.journey.queries import outcome as queries
from werkzaam.web.journey.rules.outcome import (
    Spell,
    Sustained,
    aftercare_days,
    months_after,
    standing,
    sustained,
)
from werkzaam.web.journey.rules.outcome_figure import Rating, draw, height
from werkzaam.web.ledger.models import Event

NOW = datetime(2026, 10, 1, 9, tzinfo=UTC)
END = date(2026, 2, 27)


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2026, 8, 15), 6, date(2027, 2, 15)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
    ],
)
def test_months_later(day, months, then):
    assert months_after(day, months) == then


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_aftercare_comes_in_order(day):
    days = list(aftercare_days(day).values())
    assert days == sorted(days) and 28 <= (days[0] - day).days <= 31 and 181 <= (days[2] - day).days <= 184


def test_who_stands_where():
    job = Spell("paid-part", date(2026, 1, 10), date(2026, 3, 1))
    course = Spell("education", date(2026, 1, 5))
    assert standing([job, course], date(2026, 1, 4)) is None
    assert standing([job, course], date(2026, 1, 9)) == course
    assert standing([job, course], date(2026, 3, 1)) == job
    assert standing([job, course], date(2026, 3, 2)) == course
    assert standing([], date(2026, 3, 2)) is None


@pytest.mark.parametrize(
    ("at_exit", "kept", "lost", "lasts"),
    [
        ("paid-full", True, False, Sustained.YES),
        ("self-employed", False, False, Sustained.UNKNOWN),
        ("paid-part", True, True, Sustained.NO),
        ("paid-part", False, True, Sustained.NO),
        ("volunteering", False, False, Sustained.UNKNOWN),
        (None, True, False, Sustained.UNKNOWN),
    ],
)
def test_an_exit_lasts(at_exit, kept, lost, lasts):
    assert sustained(at_exit, kept=kept, lost=lost) is lasts


def test_the_ladder_keeps_raters_apart():
    since, until = date(2026, 1, 1), date(2026, 3, 1)
    marks = [Rating(since, 1, "coach"), Rating(until, 6, "self"), Rating(until, 3, "coach")]
    ladder = draw(marks, since=since, until=until)
    assert [(line.rater, len(line.dots)) for line in ladder.lines] == [("coach", 2), ("self", 1)]
    coach, own = ladder.lines
    assert coach.dots[0].x < coach.dots[1].x == own.dots[0].x
    assert coach.dots[0].y == height(1) > coach.dots[1].y == height(3) > own.dots[0].y == height(6)


@pytest.fixture
def record(cast):
    def write(trajectory, kind="paid-part", on=END, source="contract", by="bram", **more):
        values = {"id": uuid4(), "at": NOW} | more
        return actions.record_outcome(
            by=cast.access(by), trajectory=trajectory, kind=kind, on=on, source=source, **values
        )

    return write


@pytest.fixture
def end(cast):
    def stop(trajectory):
        return journey.end_trajectory(
            by=cast.access("bram"), at=NOW, trajectory=trajectory, ended_on=END, exit_reason="work"
        )

    return stop


def acts(act):
    return Event.objects.filter(act=f"journey.{act}").count()


def test_the_same_post_twice_is_one_outcome(start, record):
    trajectory, same = start(), uuid4()
    first, second = record(trajectory, id=same), record(trajectory, id=same)
    assert first == second and OutcomeEvent.objects.count() == acts("record_outcome") == 1
    with pytest.raises(Problem) as refused:
        record(trajectory, id=same, kind="education")
    assert refused.value.code == "already-saved" and OutcomeEvent.objects.get().kind == "paid-part"


def test_source_and_rater_are_kept(start, record):
    trajectory = start()
    assert record(trajectory).rater == "coach"
    assert record(trajectory, source="participant").rater == "self"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"on": date(2026, 10, 2)}, "future"),
        ({"on": date(2026, 1, 4)}, "outside"),
        ({"hours_per_week": 61}, "hours"),
        ({"hours_per_week": -1}, "hours"),
    ],
)
def test_what_cannot_be_is_refused(start, record, more, code):
    with pytest.raises(Problem) as refused:
        record(start(), **more)
    assert refused.value.code == code and not OutcomeEvent.objects.exists() and not acts("record_outcome")


def test_an_employer_of_elsewhere_is_refused(cast, at, start, record):
    other = Employer.objects.create(organisation=cast.iepen, name="Elders", created_at=at)
    with pytest.raises(Problem) as refused:
        record(start(), employer=other)
    assert refused.value.code == "not-own"


@pytest.mark.parametrize("name", ["chaima", "otto", "hana", "femke", "karim"])
def test_only_the_team_writes(start, record, name):
    trajectory = start()
    with pytest.raises(Problem) as refused:
        record(trajectory, by=name)
    assert refused.value.code == "refused" and not OutcomeEvent.objects.exists()


def test_an_outcome_ends(cast, start, record):
    one = record(start())
    ending = {"by": cast.access("bram"), "at": NOW, "outcome": one}
    with pytest.raises(Problem) as early:
        actions.end_outcome(**ending, until_on=date(2026, 2, 26))
    with pytest.raises(Problem) as late:
        actions.end_outcome(**ending, until_on=date(2026, 10, 2))
    assert (early.value.code, late.value.code) == ("ends-before-start", "future")
    actions.end_outcome(**ending, until_on=date(2026, 5, 1))
    one.refresh_from_db()
    assert one.until_on == date(2026, 5, 1) and acts("end_outcome") == 1


def test_the_end_makes_aftercare_due(start, end):
    trajectory = end(start())
    assert [(c.month, c.due_on, c.done_on) for c in trajectory.aftercare.all()] == [
        (1, date(2026, 3, 27), None), (3, date(2026, 5, 27), None), (6, date(2026, 8, 27), None),
    ]  # fmt: skip


@pytest.fixture
def ask(cast):
    def do(check, reached="reached", by="bram", **more):
        values = {"done_on": check.due_on, "kind": "paid-part" if reached == "reached" else ""} | more
        return actions.do_aftercare(by=cast.access(by), at=NOW, check=check, reached=reached, **values)

    return do


def test_the_same_job_is_the_same_outcome(start, end, record, ask):
    trajectory = start()
    job = record(trajectory, hours_per_week=24)
    for check in end(trajectory).aftercare.all():
        ask(check)
    assert {check.outcome for check in trajectory.aftercare.all()} == {job}
    assert queries.course(trajectory, on=NOW.date()).sustained is Sustained.YES
    assert acts("do_aftercare") == 3


def test_losing_work_is_heard_and_kept(start, end, record, ask):
    trajectory = start()
    record(trajectory)
    first, second, third = end(trajectory).aftercare.all()
    ask(first), ask(second, kind="searching")
    course = queries.course(trajectory, on=NOW.date())
    assert course.sustained is Sustained.NO and course.at_exit.kind == "paid-part"
    assert (
        course.now.kind == "searching" and course.now.source == "participant" and course.now.rater == "self"
    )
    ask(third, reached="not-reached")
    assert OutcomeEvent.objects.count() == 2


def test_not_reached_is_not_a_loss(start, end, record, ask):
    trajectory = start()
    record(trajectory)
    for check in end(trajectory).aftercare.all():
        ask(check, reached="not-reached")
    assert queries.course(trajectory, on=NOW.date()).sustained is Sustained.UNKNOWN


@pytest.mark.parametrize(
    ("more", "code"),
    [({"kind": ""}, "no-standing"), ({"done_on": date(2026, 2, 26)}, "outside"),
     ({"done_on": date(2026, 10, 2)}, "future")],
)  # fmt: skip
def test_a_check_that_cannot_be_is_refused(start, end, ask, more, code):
    check = end(start()).aftercare.first()
    with pytest.raises(Problem) as refused:
        ask(check, **more)
    check.refresh_from_db()
    assert refused.value.code == code and check.done_on is None and not acts("do_aftercare")


def test_a_check_is_written_down_once_and_by_the_team(start, end, ask):
    check = end(start()).aftercare.first()
    with pytest.raises(Problem) as stranger:
        ask(check, by="chaima")
    ask(check)
    with pytest.raises(Problem) as again:
        ask(check)
    assert (stranger.value.code, again.value.code) == ("refused", "already-done")


def test_what_is_due_is_told_to_the_coach(cast, start, end, ask):
    trajectory = end(start())
    found = queries.due(cast.access("bram"), on=date(2026, 5, 21))
    assert [(one.on, one.person_id) for one in found] == [
        (date(2026, 3, 27), cast.amina.pk), (date(2026, 5, 27), cast.amina.pk)
    ]  # fmt: skip
    assert not queries.due(cast.access("chaima"), on=date(2026, 5, 21))
    ask(trajectory.aftercare.first())
    assert len(queries.due(cast.access("bram"), on=date(2026, 5, 21))) == 1
    assert queries.entries(trajectory)[0].kind == "outcome"


def test_the_pages(cast, sign_in, start, django_assert_max_num_queries):
    trajectory = start()
    journey.rate_rung(
        by=cast.access("bram"), at=NOW, trajectory=trajectory, on=date(2026, 2, 2), rung=3, evidence="Zwemt"
    )
    bram, page = sign_in("bram"), reverse("journey:course", args=[trajectory.pk])
    values = {
        "id": uuid4(),
        "kind": "paid-part",
        "on": "2026-02-02",
        "source": "contract",
        "evidence": "<b>x</b>",
    }
    add = reverse("journey:outcome_new", args=[trajectory.pk])
    assert bram.post(add, values).url == page and bram.post(add, values).url == page
    one = OutcomeEvent.objects.get()
    wrong = bram.post(add, values | {"on": "2999-01-01", "id": uuid4()})
    assert wrong.status_code == 422 and b"2999-01-01" in wrong.content
    with django_assert_max_num_queries(15):
        shown = bram.get(page).content
    assert b"<b>x</b>" not in shown and b"&lt;b&gt;x" in shown and b"<svg" in shown
    assert bram.post(reverse("journey:outcome_end", args=[one.pk]), {"until_on": "2026-03-01"}).url == page
    looks = Event.objects.filter(act="journey.see_course", look=True, subject=str(cast.amina.pk))
    assert looks.filter(actor=str(cast.accounts["bram"].pk)).exists()
    for name in ("chaima", "otto", "femke", "hana"):
        assert sign_in(name).get(page).status_code == sign_in(name).get(add).status_code == 403
    assert sign_in("mila").get(page).status_code == 200


def test_aftercare_on_the_page(cast, sign_in, start, end):
    check = end(start()).aftercare.first()
    address = reverse("journey:aftercare", args=[check.pk])
    missing = sign_in("bram").post(address, {"reached": "reached", "done_on": "2026-04-01", "note": "belde"})
    assert missing.status_code == 422 and b"belde" in missing.content
    answer = {"reached": "reached", "kind": "education", "done_on": "2026-04-01"}
    assert sign_in("otto").post(address, answer).status_code == 403
    assert sign_in("bram").post(address, answer).status_code == 302
    assert AftercareCheck.objects.get(pk=check.pk).outcome.kind == "education"
