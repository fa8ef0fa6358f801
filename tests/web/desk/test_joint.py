"""The joint display and lowered verdicts: stale when a side changed, never above what was computed."""

import pytest
from django.db import IntegrityError, transaction

from werkzaam.problem import Problem
from werkzaam.sides import RESEARCH
from werkzaam.web.desk import actions, display
from werkzaam.web.desk.models import JointRow, Lowering
from werkzaam.web.desk.room import room
from werkzaam.web.people.access import Refused

from .conftest import AFTER, moment
from .room import element

READING = {"reading_nl": "De cijfers laten het open.", "reading_en": "The figures leave it open."}
ROW = {
    "element": "trust",
    "dose": "dose.per_week.programme",
    "estimand": "rung-t1",
    "fit": "expanded",
    **READING,
}
REASON = {"reason_nl": "De meting viel in de vakantie.", "reason_en": "Measured during holidays."}


@pytest.fixture(autouse=True)
def _no_typesetting(no_typesetting):
    pass


@pytest.fixture
def run(complete, desk):
    desk("freeze")
    element(complete)
    return desk("run")


def read(pilot, **more):
    values = {"by": pilot.dirk(), "at": moment(AFTER), "values": ROW} | more
    return actions.read_row(study=pilot.study, **values)


def shown(pilot):
    return display.rows(room(pilot.study, on=AFTER), "en")


def test_a_row_lays_words_beside_numbers(complete, run):
    read(complete)
    row = shown(complete)[0]
    assert row.element == "Trust"
    assert ("participant", "1 of 1") in [
        (label, told.replace("van", "of")) for label, told in row.voices
    ] or row.voices
    assert row.dose
    assert "from" in row.estimate or "van" in row.estimate
    assert (row.is_stale, row.faults) == (False, [])


def test_a_row_goes_stale_when_a_side_changes_and_says_what(complete, run):
    row = read(complete)
    sides = {**row.sides, "dose": 99.0}
    JointRow.objects.filter(pk=row.pk).update(seen="0" * 64, sides=sides)
    stale = shown(complete)[0]
    assert stale.is_stale
    assert any("99" in one for one in stale.changes)
    actions.look_again_row(by=complete.dirk(), at=moment(AFTER), row=row)
    assert not shown(complete)[0].is_stale


def test_an_estimate_without_a_conclusion_confirms_nothing(complete, run):
    with pytest.raises(Problem) as found:
        read(complete, values=ROW | {"fit": "confirmed"})
    assert found.value.code == "desk-joint-confirmed"
    assert not JointRow.objects.exists()


def test_a_row_stands_once(complete, run):
    read(complete)
    with pytest.raises(Problem) as found:
        read(complete)
    assert found.value.code == "desk-joint-twice"


def test_a_row_can_be_changed_and_taken_away(complete, run):
    row = read(complete)
    assert read(complete, row=row, values=ROW | {"fit": "silent"}).fit == "silent"
    actions.drop_row(by=complete.dirk(), at=moment(AFTER), row=row)
    assert shown(complete) == []


def lower(pilot, verdict, **more):
    asked = {"by": pilot.dirk(), "at": moment(AFTER), "claim": "effect-rung-t1", "reason": REASON} | more
    return actions.lower(study=pilot.study, verdict=verdict, **asked)


def test_a_verdict_is_lowered_with_a_reason_and_taken_back(complete, run):
    computed = room(complete.study, on=AFTER)
    lower_than = computed.lower_than("effect-rung-t1")
    assert lower_than
    lower(complete, lower_than[-1].value)
    here = room(complete.study, on=AFTER)
    assert [one.verdict for one in here.dossier.lowered] == [lower_than[-1]]
    assert here.faults == ()
    actions.take_back_lowering(
        by=complete.dirk(), at=moment(AFTER), study=complete.study, claim="effect-rung-t1"
    )
    assert room(complete.study, on=AFTER).dossier.lowered == ()


def test_a_verdict_is_never_raised(complete, run):
    with pytest.raises(Problem) as found:
        lower(complete, "indications-of-effect")
    assert found.value.code == "desk-not-lower"
    assert not Lowering.objects.exists()


def test_a_lowering_says_why_in_both_languages(complete, run):
    with pytest.raises(Problem) as found:
        lower(complete, "not-examined", reason={"reason_nl": "Daarom", "reason_en": ""})
    assert found.value.code == "desk-one-language"


@pytest.mark.parametrize("name", ["hana", "olga", "bram"])
def test_only_a_researcher_of_the_study_judges(complete, run, name):
    with pytest.raises(Refused):
        read(complete, by=complete.cast.access(name))
    with pytest.raises(Refused):
        lower(complete, "not-examined", by=complete.cast.access(name))


def test_the_database_keeps_its_promises(complete, run):
    row, lowered = read(complete), lower(complete, "not-examined")
    for model, pk, constraint, change in (
        (JointRow, row.pk, "desk_joint_read_in_both", {"reading_en": ""}),
        (JointRow, row.pk, "desk_joint_fit_known", {"fit": "perhaps"}),
        (Lowering, lowered.pk, "desk_lowering_says_why", {"reason_nl": ""}),
    ):
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic(using=RESEARCH):
            model.objects.filter(pk=pk).update(**change)
    for one in (row, lowered):
        one.pk = None
        with pytest.raises(IntegrityError), transaction.atomic(using=RESEARCH):
            one.save(force_insert=True)
