"""Dose from real records: what was logged once is what the evaluation receives."""

from datetime import date

import pytest

from werkzaam.web.journey import actions, queries
from werkzaam.web.people.access import Refused

UNTIL = date(2026, 2, 1)


@pytest.fixture
def both(cast, at, start, log):
    """Amina: three held, one no-show, one message. Els: two contacts of regular services, one of them held."""
    trajectory = start()
    log(trajectory, date(2026, 1, 5))
    log(trajectory, date(2026, 1, 9), "telephone", minutes=15)
    log(trajectory, date(2026, 1, 14), outcome="no-show")
    log(trajectory, date(2026, 1, 15), "message", minutes=5)
    log(trajectory, date(2026, 1, 31), "home-visit", minutes=60)
    log(trajectory, date(2026, 2, 10), minutes=45)  # after the day the dose is asked for
    type(cast.els).objects.filter(pk=cast.els.pk).update(created_at=at.replace(month=1, day=1))
    actions.record_regular_contacts(
        by=cast.access("ilse"),
        at=at,
        person_id=cast.els.pk,
        contacts=[
            actions.ContactMade(date(2026, 1, 20), "office", "held", 20),
            actions.ContactMade(date(2026, 1, 27), "office", "no-show", 20),
        ],
    )
    return trajectory


def test_the_participants_dose(cast, both, records):
    found = records(queries.dose([cast.amina.pk], UNTIL))
    assert found.planned == {0: 1.0, 1: 1.0, 2: 1.0, 3: 1.0}
    assert found.made == {
        (0, "office"): (1, 30),
        (0, "telephone"): (1, 15),
        (1, "message"): (1, 5),
        (3, "home-visit"): (1, 60),
    }
    assert {record.person_id for record in found.all} == {cast.amina.pk}


def test_the_controls_dose_counts_from_registration(cast, both, records):
    found = records(queries.dose([cast.els.pk], UNTIL))
    assert found.planned == {0: 0.0, 1: 0.0, 2: 0.0, 3: 0.0, 4: 0.0}
    assert found.made == {(2, "office"): (1, 20)}


def test_both_groups_come_by_one_question(cast, both, django_assert_num_queries):
    with django_assert_num_queries(5):
        found = list(queries.dose([cast.amina.pk, cast.els.pk], UNTIL))
    assert sum(record.delivered for record in found) == 5
    assert sum(record.minutes for record in found) == 30 + 15 + 5 + 60 + 20


def test_an_ended_trajectory_ends_the_dose(cast, at, both, records):
    actions.end_trajectory(
        by=cast.access("bram"), at=at, trajectory=both, ended_on=date(2026, 2, 12), exit_reason="work"
    )
    found = records(queries.dose([cast.amina.pk], date(2026, 3, 1)))
    assert max(found.planned) == 5 and sum(found.planned.values()) == 6.0
    assert sum(delivered for delivered, _ in found.made.values()) == 5


def test_regular_contacts_are_for_people_outside_the_programme(cast, at, start):
    start()
    contacts = [actions.ContactMade(date(2026, 1, 20), "office", "held", 20)]
    with pytest.raises(actions.JourneyProblem) as problem:
        actions.record_regular_contacts(
            by=cast.access("ilse"), at=at, person_id=cast.amina.pk, contacts=contacts
        )
    assert problem.value.code == "in-programme"
    for name in ("bram", "hana", "dirk", "femke"):
        with pytest.raises(Refused):
            actions.record_regular_contacts(
                by=cast.access(name), at=at, person_id=cast.els.pk, contacts=contacts
            )
    assert [r for r in queries.dose([cast.els.pk], UNTIL) if r.delivered] == []


def test_ratings_keep_to_the_coach(cast, at, start):
    trajectory = start()
    for on, rung in ((date(2026, 2, 1), 3), (date(2026, 1, 6), 2)):
        actions.rate_rung(
            by=cast.access("bram"), at=at, trajectory=trajectory, on=on, rung=rung, evidence="Koor op dinsdag"
        )
    trajectory.ratings.create(rung=6, rater="self", evidence="-", on=date(2026, 2, 2), by="x", created_at=at)
    assert list(queries.coach_ratings([cast.amina.pk, cast.els.pk])) == [
        (cast.amina.pk, date(2026, 1, 6), 2),
        (cast.amina.pk, date(2026, 2, 1), 3),
    ]


def test_the_first_coach_stays_the_first_after_a_hand_over(cast, at, start):
    """People are analysed with the coach they began with: a hand-over does not move them to another cluster."""
    from werkzaam.web.journey import actions, queries

    one = start()
    actions.assign_coach(by=cast.access("bram"), at=at, trajectory=one, coach=cast.accounts["mila"])
    one.refresh_from_db()
    assert one.coach == cast.accounts["mila"]
    assert dict(queries.first_coaches([cast.amina.pk, cast.els.pk])) == {
        cast.amina.pk: cast.accounts["bram"].pk
    }
