"""Power before the start: asked, simulated as a task, kept with what went in, and told in one sentence."""

import pytest
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from werkzaam.core.plan import PlanProblem
from werkzaam.problem import NotSupported
from werkzaam.web.people.access import Refused
from werkzaam.web.study import actions, power, queries, registration, rules, tasks
from werkzaam.web.study.models import PowerRun

WHERE = {"code": "via-esdoorn"}
GIVEN = {
    "persons.programme": 60, "persons.control": 60, "clusters.programme": 4, "response.t1": 52,
    "icc": 0.05, "correlation": 0.6, "sd.rung": 1,
}  # fmt: skip


def test_power_is_asked_once_and_computed_as_a_task(expecting, cast, at):
    asked = {"by": cast.access("dirk"), "at": at, "study": expecting, "draws": 200}
    run = actions.ask_power(**asked)
    assert actions.ask_power(**asked).pk == run.pk
    assert DBTaskResult.objects.count() == 1
    tasks.simulate.call(run.pk)
    run.refresh_from_db()
    assert run.done
    assert (run.allocated, run.progress) == (0, 100)
    told = power.shown(run, "en")[0].told
    assert told.curve.points[0].effect == 0
    assert told.curve.detectable > told.curve.smallest
    by_formula = power.foreseen(queries.plan(expecting))["rung-t1"]
    assert told.curve.detectable == pytest.approx(by_formula, rel=0.2)
    assert power.sentences(run, "en")[0].startswith(
        "Rung of the participation ladder, post measurement: With 60 and 60"
    )
    assert "<svg" in power.shown(run, "nl")[0].svg
    again = PowerRun.objects.get(pk=run.pk).ended_at
    tasks.simulate.call(run.pk)
    assert PowerRun.objects.get(pk=run.pk).ended_at == again, "what is done stays done"
    assert "With 60 and 60 people" in registration.as_html(expecting, "en")


def test_the_page_asks_with_its_own_expectations_and_shows_what_was_kept(expecting, sign_in):
    dirk, where, english = sign_in("dirk"), reverse("study:power", kwargs=WHERE), {"Accept-Language": "en"}
    assert "four times in five" in dirk.get(where, headers=english).content.decode()
    assert dirk.post(where, GIVEN).status_code == 302
    run = PowerRun.objects.get()
    assert "[expect]" in run.plan_toml
    PowerRun.objects.update(draws=200)
    assert "Simulating" in dirk.get(where, headers=english).content.decode()
    tasks.simulate.call(run.pk)
    page = dirk.get(where, headers=english).content.decode()
    assert "With 60 and 60 people this study" in page
    assert "Nobody was in a group yet" in page
    assert "The expectations differ" in page
    assert page.count("wz-figure__wide") == page.count("wz-figure__narrow") == 1


@pytest.mark.parametrize(
    "wrong", [{"persons.programme": ""}, {"response.t1": 0}, {"correlation": 0.99, "icc": 0.9}]
)
def test_what_cannot_be_expected_is_said_and_nothing_starts(expecting, sign_in, wrong):
    response = sign_in("dirk").post(reverse("study:power", kwargs=WHERE), GIVEN | wrong)
    assert response.status_code == 422
    assert not PowerRun.objects.exists()


def test_a_plan_that_expects_nothing_says_what_is_missing(study, cast, at):
    with pytest.raises(NotSupported) as found:
        actions.ask_power(by=cast.access("dirk"), at=at, study=study)
    assert found.value.code == "no-expectation"
    assert not PowerRun.objects.exists()


@pytest.mark.parametrize("draws", [10, 1_000_000])
def test_the_number_of_draws_has_bounds(expecting, cast, at, draws):
    with pytest.raises(rules.PowerRefused):
        actions.ask_power(by=cast.access("dirk"), at=at, study=expecting, draws=draws)


def test_who_may_not_register_may_not_ask(expecting, cast, at):
    with pytest.raises(Refused):
        actions.ask_power(by=cast.access("olga"), at=at, study=expecting)


def test_an_expectation_of_another_plan_is_refused(expecting, cast, at):
    with pytest.raises(PlanProblem):
        actions.ask_power(by=cast.access("dirk"), at=at, study=expecting, expect={"persons": {"nobody": 9}})


def test_a_simulation_that_stops_says_so(expecting, cast, at, monkeypatch):
    run = actions.ask_power(by=cast.access("dirk"), at=at, study=expecting)

    def broken(*_args, **_more):
        raise OSError("no space")

    monkeypatch.setattr(power, "simulate_power", broken)
    with pytest.raises(OSError, match="no space"):
        tasks.simulate.call(run.pk)
    run.refresh_from_db()
    assert (run.status, run.code, run.result) == ("failed", "study-stopped", None)
    assert "no space" not in run.message
