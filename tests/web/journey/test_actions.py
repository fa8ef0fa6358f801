from datetime import date
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from werkzaam.sides import GUIDANCE
from werkzaam.web.journey import actions, queries
from werkzaam.web.journey.models import Contact, LadderRating, Norm, Programme, RegularContact, Trajectory
from werkzaam.web.ledger import queries as ledger
from werkzaam.web.people.access import Refused

ON = date(2026, 2, 2)
OTHERS = ["chaima", "otto", "dirk", "femke", "hana", "ilse", "amina"]


def acts(person):
    return [event.act for event in ledger.acts_on(person.pk, side=GUIDANCE)]


def test_a_trajectory_starts_with_needs_in_own_words(cast, start):
    trajectory = start(
        dream="Een eigen naaiatelier", needs=[("language", "Beter Nederlands"), ("money", "Schulden")]
    )
    assert (trajectory.phase, trajectory.coach) == ("intake", cast.accounts["bram"])
    assert list(trajectory.needs.order_by("pk").values_list("wish", flat=True)) == [
        "Beter Nederlands",
        "Schulden",
    ]
    assert acts(cast.amina)[:3] == ["journey.record_need", "journey.record_need", "journey.start_trajectory"]


@pytest.mark.parametrize("name", OTHERS)
def test_others_cannot_start_in_this_team(name, cast, start):
    with pytest.raises(Refused):
        start(by=name)
    assert not Trajectory.objects.exists()


def test_another_team_cannot_start_beside_an_open_trajectory(cast, start):
    start()
    with pytest.raises(Refused):
        start(by="chaima", team=cast.south)


def test_the_control_group_is_never_guided(cast, start):
    with pytest.raises(Refused):
        start(cast.els)


def test_one_open_trajectory_per_programme(cast, start):
    start()
    with pytest.raises(actions.JourneyProblem) as problem:
        start()
    assert problem.value.code == "already-started"


def test_a_programme_has_a_period(start):
    with pytest.raises(actions.JourneyProblem) as problem:
        start(started_on=date(2025, 12, 31))
    assert problem.value.code == "outside"


def test_a_contact_is_logged_once(cast, start, log):
    trajectory, mine = start(), uuid4()
    first, again = (log(trajectory, ON, id=mine, note="Sprak over stage") for _ in range(2))
    assert first.pk == again.pk and Contact.objects.count() == 1
    assert acts(cast.amina).count("journey.log_contact") == 1


def test_other_content_under_a_used_id_is_not_lost_in_silence(start, log):
    trajectory, mine = start(), uuid4()
    log(trajectory, ON, id=mine)
    with pytest.raises(actions.JourneyProblem) as problem:
        log(trajectory, ON, id=mine, note="Iets anders")
    assert problem.value.code == "already-saved" and Contact.objects.get().note == ""


def test_a_no_show_takes_no_minutes(start, log):
    assert log(start(), ON, outcome="no-show", minutes=45).minutes == 0


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"on": date(2026, 3, 3)}, "future"),
        ({"on": date(2026, 1, 4)}, "outside"),
        ({"minutes": 601}, "minutes"),
        ({"minutes": -1}, "minutes"),
    ],
)
def test_what_cannot_be_is_refused(values, code, start, log):
    trajectory = start()
    with pytest.raises(actions.JourneyProblem) as problem:
        log(trajectory, **{"on": ON} | values)
    assert problem.value.code == code and not Contact.objects.exists()


def test_no_contact_after_the_last_day(cast, at, start, log):
    trajectory = start()
    actions.end_trajectory(
        by=cast.access("bram"), at=at, trajectory=trajectory, ended_on=ON, exit_reason="moved"
    )
    log(trajectory, ON)
    with pytest.raises(actions.JourneyProblem):
        log(trajectory, date(2026, 2, 3))
    with pytest.raises(actions.JourneyProblem) as problem:
        actions.end_trajectory(
            by=cast.access("bram"), at=at, trajectory=trajectory, ended_on=ON, exit_reason="work"
        )
    assert problem.value.code == "already-ended"


@pytest.mark.parametrize("name", OTHERS)
def test_others_write_nothing_in_the_trajectory(name, cast, at, start, log):
    trajectory, who = start(), {"by": cast.access(name), "at": at}
    writes = [
        lambda: log(trajectory, ON, by=name),
        lambda: actions.record_need(**who, trajectory=trajectory, domain="work", wish="-"),
        lambda: actions.rate_rung(**who, trajectory=trajectory, on=ON, rung=2, evidence="-"),
        lambda: actions.enter_phase(**who, trajectory=trajectory, phase="matching", on=ON),
        lambda: actions.assign_coach(**who, trajectory=trajectory, coach=cast.accounts[name]),
        lambda: actions.end_trajectory(**who, trajectory=trajectory, ended_on=ON, exit_reason="work"),
    ]
    before = ledger.count(side=GUIDANCE)
    for write in writes:
        with pytest.raises(Refused):
            write()
    assert ledger.count(side=GUIDANCE) == before


def test_the_rungs_are_six(cast, at, start):
    trajectory = start()
    for rung in (0, 7):
        with pytest.raises(actions.JourneyProblem) as problem:
            actions.rate_rung(
                by=cast.access("bram"), at=at, trajectory=trajectory, on=ON, rung=rung, evidence="-"
            )
        assert problem.value.code == "rung"


def test_phases_keep_their_history(cast, at, start):
    trajectory = start()
    actions.enter_phase(by=cast.access("bram"), at=at, trajectory=trajectory, phase="activation", on=ON)
    assert trajectory.phase == "activation"
    assert list(trajectory.phases.order_by("pk").values_list("phase", flat=True)) == ["intake", "activation"]
    assert acts(cast.amina)[0] == "journey.enter_phase"


def test_another_coach_takes_over_and_contacts_keep_theirs(cast, at, start, log):
    trajectory = start()
    contact = log(trajectory, ON)
    actions.assign_coach(by=cast.access("bram"), at=at, trajectory=trajectory, coach=cast.accounts["hana"])
    contact.refresh_from_db()
    assert contact.coach == cast.accounts["bram"] and trajectory.coach == cast.accounts["hana"]


def refused_by_the_database(make):
    with pytest.raises(IntegrityError), transaction.atomic():
        make()


def test_the_database_keeps_its_promises(cast, at, start, log, programme):
    trajectory = start()
    log(trajectory, ON)
    one = Trajectory.objects.filter(pk=trajectory.pk)
    for change in (
        {"ended_on": ON},
        {"exit_reason": "work"},
        {"ended_on": date(2026, 1, 4), "exit_reason": "work"},
    ):
        refused_by_the_database(lambda change=change: one.update(**change))
    refused_by_the_database(
        lambda: Trajectory.objects.create(
            person=cast.amina, programme=programme, coach=trajectory.coach, team=cast.south, started_on=ON
        )
    )
    refused_by_the_database(lambda: Contact.objects.update(outcome="no-show"))
    regular = {"person": cast.els, "on": ON, "channel": "office", "outcome": "no-show", "minutes": 5}
    refused_by_the_database(lambda: RegularContact.objects.create(**regular))
    rating = {
        "trajectory": trajectory,
        "rater": "coach",
        "evidence": "-",
        "on": ON,
        "by": "x",
        "created_at": at,
    }
    refused_by_the_database(lambda: LadderRating.objects.create(**rating, rung=7))
    refused_by_the_database(
        lambda: Norm.objects.create(programme=programme, from_week=0, contacts_per_week=1)
    )
    refused_by_the_database(
        lambda: Norm.objects.create(programme=programme, from_week=9, contacts_per_week=-1)
    )
    refused_by_the_database(lambda: Programme.objects.update(ends_on=date(2025, 1, 1)))


def test_a_coach_reaches_the_own_team_only(cast, start):
    trajectory = start()
    see = "journey.see_trajectory"
    assert list(queries.trajectories(cast.access("bram"), see)) == [trajectory]
    for name in OTHERS:
        assert list(queries.trajectories(cast.access(name), see)) == []
        with pytest.raises(Refused):
            queries.trajectory(cast.access(name), see, trajectory.pk)
