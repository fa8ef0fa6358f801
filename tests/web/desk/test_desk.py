import shutil
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from werkzaam.problem import Problem
from werkzaam.sides import GUIDANCE, RESEARCH
from werkzaam.web.consent import actions as consent
from werkzaam.web.desk import actions, measured, queries, tasks
from werkzaam.web.desk.models import Freeze
from werkzaam.web.ledger import queries as ledger
from werkzaam.web.people.access import Refused
from werkzaam.web.study import actions as studies

from .conftest import AFTER, LAST, moment


@pytest.fixture(autouse=True)
def _no_typesetting(no_typesetting):
    pass


def withdraw(pilot, number=0):
    person = pilot.persons["programme"][number]
    at = timezone.now()
    consent.withdraw(by=pilot.cast.access("bram"), at=at, person_id=person.pk, purpose="research")
    return pilot.keys[person.pk]


# -- freezing ---------------------------------------------------------------------------------------------------


def test_a_freeze_is_asked_for_once_and_queued_once(pilot):
    asked = {"by": pilot.dirk(), "at": moment(AFTER), "study": pilot.study}
    assert actions.freeze(**asked).pk == actions.freeze(**asked).pk
    assert DBTaskResult.objects.count() == 1


def test_the_same_rows_give_the_same_panel(complete, desk):
    assert desk("freeze").panel_hash == desk("freeze").panel_hash


def test_a_task_that_is_done_is_left_alone(complete, desk):
    job = desk("freeze")
    tasks.freeze.call(job.pk)
    again = Freeze.objects.get(pk=job.pk)
    assert again.started_at == job.started_at


def test_who_withdrew_is_not_frozen(complete, desk, settings):
    gone = withdraw(complete)
    frozen = desk("freeze")
    assert frozen.persons == 15
    folder = settings.PANELS / complete.study.code / frozen.panel_hash
    assert all(gone.encode() not in path.read_bytes() for path in folder.iterdir())


def test_a_freeze_is_noted_for_each_person_on_both_sides_in_no_common_order(complete, desk):
    desk("freeze")
    person = complete.persons["control"][3]
    assert [event.act for event in ledger.looks_at(person.pk, side=GUIDANCE)] == ["desk.freeze"]
    pseudonym = complete.keys[person.pk]
    assert "desk.freeze" in [event.act for event in ledger.looks_at(pseudonym, side=RESEARCH)]
    from werkzaam.web.ledger.models import Event

    left, right = (
        list(Event.objects.using(side).filter(look=True, act="desk.freeze").order_by("id"))
        for side in (GUIDANCE, RESEARCH)
    )
    assert [event.subject for event in left] == sorted(event.subject for event in left)
    assert [event.subject for event in right] == sorted(event.subject for event in right)


def test_data_that_make_no_panel_say_why_and_leave_nothing(pilot, lock, desk, settings):
    with pytest.raises(Problem):
        desk("freeze")
    job = Freeze.objects.get()
    assert (job.status, job.code) == ("failed", "all-missing-outcome")
    assert "missing for everyone" in job.message
    assert not list(settings.PANELS.rglob("*.parquet"))


def test_a_failed_freeze_can_be_asked_again(pilot, lock, desk):
    with pytest.raises(Problem):
        desk("freeze")
    pilot.answer("t1", LAST)
    assert desk("freeze").done


def test_a_task_that_broke_off_is_tried_again(complete, desk, monkeypatch):
    job = actions.freeze(by=complete.dirk(), at=moment(AFTER), study=complete.study)
    whole = tasks.freeze_panel

    def out_of_space(*_args):
        raise OSError("no space")

    monkeypatch.setattr(tasks, "freeze_panel", out_of_space)
    with pytest.raises(OSError, match="no space"):
        tasks.freeze.call(job.pk)
    job.refresh_from_db()
    assert (job.status, job.code) == ("failed", "desk-stopped")
    assert "no space" not in job.message
    monkeypatch.setattr(tasks, "freeze_panel", whole)
    tasks.freeze.call(job.pk)
    job.refresh_from_db()
    assert (job.status, job.message, job.progress) == ("done", "", 100)


# -- running and publishing -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("verb", "said"), [("run", "Freeze the data first"), ("publish", "Run the analysis first")]
)
def test_a_step_needs_the_one_before(pilot, desk, verb, said):
    from django.utils.translation import override

    with override("en"), pytest.raises(Problem, match=said) as found:
        desk(verb)
    assert found.value.code == "desk-not-yet"


def test_before_the_lock_nothing_of_a_later_wave_is_opened(pilot, desk, settings):
    pilot.answer("t1", LAST)
    with pytest.raises(Problem) as found:
        desk("freeze")
    assert found.value.code == "study-sealed"
    assert not list(settings.PANELS.rglob("*.parquet"))
    exported = measured.gather(pilot.study, on=AFTER, open_answers=False)
    assert {one.wave for one in exported.source.rounds} == {"t0"}
    pilot.study = studies.lock_plan(by=pilot.dirk(), at=moment(AFTER), study=pilot.study)
    assert desk("freeze").done
    exported = measured.gather(pilot.study, on=AFTER, open_answers=False)
    assert {one.wave for one in exported.source.rounds} == {"t0", "t1"}


def test_without_a_lock_nothing_gets_a_verdict(pilot, desk):
    pilot.answer("t1", LAST)
    pilot.study = studies.open_unregistered(by=pilot.dirk(), at=moment(AFTER), study=pilot.study)
    desk("freeze")
    run = desk("run")
    assert not run.registered
    assert {verdict.verdict for verdict in queries.draft(run).verdicts} == {"not-examined"}


def test_after_the_first_look_there_is_no_registration_any_more(pilot, desk):
    pilot.answer("t1", LAST)
    pilot.study = studies.open_unregistered(by=pilot.dirk(), at=moment(AFTER), study=pilot.study)
    desk("freeze")
    run = desk("run")
    with pytest.raises(Problem) as found:
        studies.lock_plan(by=pilot.dirk(), at=moment(AFTER) + timedelta(hours=1), study=pilot.study)
    assert found.value.code == "plan-outcomes-opened"
    assert queries.draft(run).registered == {"standing": "exploratory"}


def test_what_went_otherwise_is_in_the_edition(complete, desk):
    studies.record_deviation(
        by=complete.dirk(), at=moment(AFTER), study=complete.study, on=LAST, text="Bellen.", kind="programme"
    )
    desk("freeze")
    edition = queries.draft(desk("run"))
    assert "Bellen." in (edition.directory / "plan.toml").read_text(encoding="utf-8")
    assert "Bellen." in edition.path("report.html").read_text(encoding="utf-8")
    assert edition.registered["standing"] == "registered"


def test_the_same_panel_under_the_same_plan_is_run_once(complete, desk):
    desk("freeze")
    assert desk("run").pk == desk("run").pk


def test_a_run_is_published_once(complete, desk, settings):
    desk("freeze")
    desk("run")
    assert desk("publish").pk == desk("publish").pk
    assert [path.name for path in settings.EDITIONS.iterdir()] == ["via-esdoorn"]


def test_a_publication_that_broke_off_after_its_edition_is_only_finished(complete, desk, settings):
    desk("freeze")
    desk("run")
    job = desk("publish")
    edition = settings.EDITIONS / job.key / "edition.json"
    before = edition.stat().st_mtime_ns
    type(job).objects.filter(pk=job.pk).update(status="running", ended_at=None)
    tasks.publish.call(job.pk)
    job.refresh_from_db()
    assert job.done
    assert edition.stat().st_mtime_ns == before


def test_a_run_with_someone_who_withdrew_is_not_published(complete, desk):
    desk("freeze")
    desk("run")
    withdraw(complete)
    with pytest.raises(Problem) as found:
        desk("publish", timezone.localdate() + timedelta(days=1))
    assert found.value.code == "desk-consent-withdrawn"


def test_a_publication_that_says_something_else_than_its_run_is_refused(
    complete, desk, settings, monkeypatch
):
    desk("freeze")
    run = desk("run")
    monkeypatch.setattr(tasks, "_estimates", lambda edition: str(edition.directory))
    with pytest.raises(Problem) as found:
        desk("publish")
    assert found.value.code == "desk-not-the-same"
    assert not settings.EDITIONS.exists() or not list(settings.EDITIONS.iterdir())
    assert run.publications.get().status == "failed"


def test_a_panel_that_was_altered_is_not_analysed(complete, desk, settings):
    frozen = desk("freeze")
    path = settings.PANELS / complete.study.code / frozen.panel_hash / "values.parquet"
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    with pytest.raises(Problem) as found:
        desk("run")
    assert found.value.code == "panel-altered"


def test_a_lost_draft_is_a_clear_message(complete, desk, settings):
    desk("freeze")
    run = desk("run")
    shutil.rmtree(queries.drafts(complete.study.code) / run.folder)
    with pytest.raises(Problem) as found:
        desk("publish")
    assert found.value.code == "edition-missing"


# -- what is stale ----------------------------------------------------------------------------------------------


def stale(pilot, on=None):
    return {
        step: bool(why)
        for step, why in queries.state(pilot.study, on=on or timezone.localdate()).stale.items()
    }


def test_nothing_is_stale_after_every_step(complete, desk):
    desk("freeze")
    desk("run")
    desk("publish")
    assert stale(complete) == {"freeze": False, "run": False, "publication": False}


def test_a_newer_answer_makes_the_freeze_stale(pilot, lock, desk):
    pilot.answer("t1", LAST, skip=2)
    desk("freeze")
    assert not stale(pilot)["freeze"]
    pilot.answer_late("t1", LAST)
    assert stale(pilot)["freeze"]


def test_a_withdrawal_makes_the_freeze_stale(complete, desk):
    desk("freeze")
    withdraw(complete)
    assert stale(complete, timezone.localdate() + timedelta(days=1))["freeze"]


def test_a_newer_freeze_makes_the_run_stale_and_a_newer_run_the_publication(complete, desk):
    desk("freeze")
    desk("run")
    desk("publish")
    withdraw(complete)
    desk("freeze", AFTER + timedelta(days=1))
    assert stale(complete)["run"]
    desk("run", AFTER + timedelta(days=1))
    assert stale(complete)["publication"]
    assert desk("publish", AFTER + timedelta(days=1)).key == "via-esdoorn-2"


# -- who may, and what the database keeps ------------------------------------------------------------------------


@pytest.mark.parametrize("verb", ["freeze", "run", "publish"])
@pytest.mark.parametrize("name", ["bram", "hana", "ilse", "olga", "amina"])
def test_only_a_researcher_of_the_study_may(pilot, verb, name):
    with pytest.raises(Refused):
        getattr(actions, verb)(by=pilot.cast.access(name), at=moment(AFTER), study=pilot.study)


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("desk_freeze_progress", {"progress": 101}),
        ("desk_freeze_ended", {"status": "done"}),
        ("desk_freeze_ended", {"ended_at": moment(date(2026, 9, 2))}),
        ("desk_freeze_failed_says_why", {"status": "failed", "ended_at": moment(date(2026, 9, 2))}),
        ("desk_freeze_failed_says_why", {"message": "?"}),
    ],
)
def test_the_database_keeps_its_promises(pilot, constraint, change):
    job = actions.freeze(by=pilot.dirk(), at=moment(AFTER), study=pilot.study)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic(using=RESEARCH):
        Freeze.objects.filter(pk=job.pk).update(**change)


def test_asking_and_ending_are_in_the_ledger(complete, desk):
    desk("freeze")
    from werkzaam.web.ledger.models import Event

    acts = Event.objects.using(RESEARCH).filter(look=False, act__startswith="desk.").order_by("id")
    assert list(acts.values_list("act", flat=True)) == ["desk.ask_freeze", "desk.freeze_ended"]
