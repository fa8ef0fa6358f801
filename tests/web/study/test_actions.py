from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from werkzaam.core.plan import PlanProblem
from werkzaam.sides import RESEARCH
from werkzaam.web.ledger.models import Event
from werkzaam.web.people.access import Refused
from werkzaam.web.study import actions, queries, rules
from werkzaam.web.study.models import Deviation, Study, Wave

A, B = "a" * 32, "b" * 32


def acts():
    return list(Event.objects.using(RESEARCH).values_list("act", flat=True))


def test_a_study_opens_with_the_arms_and_waves_of_its_plan(study, cast):
    assert (study.code, study.organisation) == ("via-esdoorn", "instituut")
    assert [(arm.key, arm.role) for arm in queries.arm_list(study)] == [
        ("programme", "programme"),
        ("control", "comparison"),
    ]
    assert [wave.key for wave in queries.waves(study)] == ["t0", "t1"]
    assert acts() == ["study.open_study"]
    assert queries.plan(study).hash == study.plan_hash


@pytest.mark.parametrize("name", ["olga", "bram", "hana", "amina"])
def test_only_a_researcher_of_the_organisation_opens_one(name, cast, at, plan_toml):
    with pytest.raises(Refused):
        actions.open_study(
            by=cast.access(name), at=at, organisation="instituut", programme="p", plan_toml=plan_toml
        )
    assert not Study.objects.exists()


def test_an_unknown_organisation_is_refused_alike(cast, at, plan_toml):
    with pytest.raises(Refused):
        actions.open_study(
            by=cast.access("dirk"), at=at, organisation="nergens", programme="p", plan_toml=plan_toml
        )


def test_a_plan_with_a_mistake_opens_nothing(cast, at, plan_toml):
    broken = plan_toml.replace('direction = "up"', 'direction = "sideways"', 1)
    with pytest.raises(PlanProblem, match="line"):
        actions.open_study(
            by=cast.access("dirk"), at=at, organisation="instituut", programme="p", plan_toml=broken
        )
    assert not Study.objects.exists()
    assert acts() == []


@pytest.mark.parametrize(
    ("change", "code"),
    [("via-esdoorn", "study-exists"), ("new", "study-exists"), ("x" * 51, "study-key-too-long")],
)
def test_a_key_is_used_once_and_fits(study, cast, at, plan_toml, change, code):
    text = plan_toml.replace('key = "via-esdoorn"', f'key = "{change}"')
    with pytest.raises(rules.Problem) as refusal:
        actions.open_study(
            by=cast.access("dirk"), at=at, organisation="instituut", programme="p", plan_toml=text
        )
    assert refusal.value.code == code


def test_a_plan_is_amended_until_it_is_locked(study, cast, at, plan_toml):
    dirk = cast.access("dirk")
    actions.amend_plan(by=dirk, at=at, study=study, plan_toml=plan_toml.replace("months = 15", "months = 12"))
    assert queries.waves(study)[-1].months == 12
    locked = actions.lock_plan(by=dirk, at=at, study=study)
    assert queries.plan(locked).registered
    assert (locked.locked_at, locked.locked_by) == (at, dirk.account)
    with pytest.raises(rules.PlanLocked):
        actions.amend_plan(by=dirk, at=at, study=study, plan_toml=plan_toml)
    with pytest.raises(rules.PlanLocked):
        actions.lock_plan(by=dirk, at=at, study=study)
    assert acts() == ["study.open_study", "study.amend_plan", "study.lock_plan"]


def test_a_lock_names_the_organisation_and_no_person(study, cast, at):
    locked = actions.lock_plan(by=cast.access("dirk"), at=at, study=study)
    assert queries.plan(locked).lock.by == "Instituut Meetlat"
    assert "Dirk" not in locked.plan_toml


def test_amending_keeps_key_and_people(study, cast, at, plan_toml):
    dirk = cast.access("dirk")
    with pytest.raises(rules.StudyExists):
        actions.amend_plan(
            by=dirk, at=at, study=study, plan_toml=plan_toml.replace("via-esdoorn", "via-iepen")
        )
    actions.allocate(by=dirk, at=at, study=study, arms={A: "control"})
    with pytest.raises(rules.StudyInUse):
        actions.amend_plan(
            by=dirk, at=at, study=study, plan_toml=plan_toml.replace('key = "control"', 'key = "regular"')
        )
    assert queries.arms(study) == {A: "control"}


def test_a_plan_that_brings_a_lock_is_not_taken_over(study, cast, at):
    locked = actions.lock_plan(by=cast.access("dirk"), at=at, study=study)
    text = locked.plan_toml.replace('key = "via-esdoorn"', 'key = "copy"')
    with pytest.raises(rules.PlanLocked):
        actions.open_study(
            by=cast.access("dirk"), at=at, organisation="instituut", programme="p", plan_toml=text
        )
    assert Study.objects.count() == 1


@pytest.mark.parametrize("field", ["plan_toml", "plan_hash", "code", "locked_by"])
def test_the_database_refuses_to_change_a_locked_plan(study, cast, at, field):
    actions.lock_plan(by=cast.access("dirk"), at=at, study=study)
    with pytest.raises(DatabaseError, match="locked plan"), transaction.atomic(using=RESEARCH):
        Study.objects.filter(pk=study.pk).update(**{field: "x"})


def test_a_lock_has_a_time_and_a_name(study, at):
    with pytest.raises(IntegrityError), transaction.atomic(using=RESEARCH):
        Study.objects.filter(pk=study.pk).update(locked_at=at)


def test_allocation_is_made_once_and_all_or_none(study, cast, at):
    dirk = cast.access("dirk")
    assert actions.allocate(by=dirk, at=at, study=study, arms={A: "programme"}) == 1
    assert actions.allocate(by=dirk, at=at, study=study, arms={A: "programme", B: "control"}) == 1
    for arms in ({A: "control"}, {"c" * 32: "elsewhere"}, {"Janssen": "control"}):
        with pytest.raises(rules.AllocationRefused):
            actions.allocate(by=dirk, at=at, study=study, arms={**arms, "d" * 32: "control"})
    assert queries.arms(study) == {A: "programme", B: "control"}
    assert acts().count("study.allocate") == 2


def test_allocation_is_refused_elsewhere(study, cast, at):
    with pytest.raises(Refused):
        actions.allocate(by=cast.access("olga"), at=at, study=study, arms={A: "control"})


def test_a_wave_is_scheduled(study, cast, at):
    wave = actions.schedule_wave(
        by=cast.access("dirk"),
        at=at,
        study=study,
        wave="t0",
        opens_on=date(2026, 3, 1),
        closes_on=date(2026, 3, 31),
    )
    assert wave.closes_on == date(2026, 3, 31)
    assert acts()[-1] == "study.schedule_wave"


def test_a_wave_cannot_close_before_it_opens(study, cast, at):
    days = {"opens_on": date(2026, 3, 31), "closes_on": date(2026, 3, 1)}
    with pytest.raises(rules.WaveWindow):
        actions.schedule_wave(by=cast.access("dirk"), at=at, study=study, wave="t0", **days)
    with pytest.raises(IntegrityError), transaction.atomic(using=RESEARCH):
        Wave.objects.filter(study=study).update(**days)
    with pytest.raises(IntegrityError), transaction.atomic(using=RESEARCH):
        Wave.objects.filter(study=study).update(opens_on=date(2026, 3, 1))


@pytest.mark.parametrize(("name", "wave"), [("olga", "t0"), ("dirk", "t9")])
def test_scheduling_is_refused(study, cast, at, name, wave):
    with pytest.raises(Refused):
        actions.schedule_wave(
            by=cast.access(name), at=at, study=study, wave=wave, opens_on=at.date(), closes_on=at.date()
        )


def test_a_deviation_is_told_after_the_lock(study, cast, at):
    dirk, said = cast.access("dirk"), {"on": date(2026, 3, 15), "text": "Bellen in plaats van bezoek."}
    with pytest.raises(rules.PlanLocked):
        actions.record_deviation(by=dirk, at=at, study=study, **said)
    locked = actions.lock_plan(by=dirk, at=at, study=study)
    actions.record_deviation(by=dirk, at=at, study=locked, **said)
    assert Deviation.objects.get().text == said["text"]
    assert acts()[-1] == "study.record_deviation"
    with pytest.raises(Refused):
        actions.record_deviation(by=cast.access("olga"), at=at, study=locked, **said)
