"""The reliability page: per wave, arm and language; few answers are not shown; nobody in particular."""

import pytest
from django.urls import reverse
from numpy.random import default_rng

from werkzaam.core.measure.reliability import alpha_feldt, items_table
from werkzaam.web.ledger.models import Event
from werkzaam.web.study import actions as studies
from werkzaam.web.survey import actions, queries, reliability


def rows(many, seed):
    """Answers to the three items on self-efficacy, the last counted from the other end."""
    rng = default_rng(seed)
    for skill in rng.normal(size=many):
        points = [min(4, max(1, round(2.5 + skill + rng.normal(scale=0.6)))) for _ in range(3)]
        yield {"solve": float(points[0]), "go-on": float(points[1]), "leave-it": float(5 - points[2])}


@pytest.fixture
def gathered(field):
    told = queries.parsed(field.instrument.definition)
    here = reliability.Answers(told)
    for arm, many in (("programme", 40), ("control", 9)):
        here.arms[arm] = list(rows(many, seed=many))
        here.everyone += here.arms[arm]
    here.languages["nl"], here.languages["ar"] = here.everyone[:30], here.everyone[30:]
    return {(told.key, told.version, "t0"): here}


def test_each_group_has_its_own_and_few_are_not_shown(field, gathered):
    (block,) = reliability._blocks(field.study, gathered, "self-efficacy")
    found = {group.name: group for group in block.groups}
    assert [group.answered for group in block.groups] == [49, 40, 9, 19, 30]
    assert [group.found is None for group in block.groups] == [False, False, True, False, False]
    told = queries.parsed(field.instrument.definition)
    scale = next(one for one in told.scales if one.outcome == "self-efficacy")
    table = items_table(told, scale, gathered[told.key, told.version, "t0"].everyone)
    everyone = next(iter(found.values())).found
    assert everyone.alpha == alpha_feldt(table)
    assert everyone.omega.low < everyone.omega.value < everyone.omega.high
    assert block.sha256 == field.instrument.sha256
    assert len(reliability.marks([block])) == 4


def test_the_page_counts_and_says_why_it_shows_nothing(field, tokens, sign_in, at):
    for item in ("solve", "go-on", "leave-it"):
        actions.save_answer(at=at, token=tokens[field.els], item=item, raw="2")
    looks = Event.objects.using("research").filter(look=True).count()
    page = sign_in("dirk").get(reverse("survey:reliability", args=[field.study.code])).content.decode()
    assert "minder dan 10 volledige antwoorden" in page
    assert field.els not in page
    assert Event.objects.using("research").filter(look=True).count() == looks


def test_a_later_wave_stays_shut_until_the_plan_is_locked(field, at, sign_in, monkeypatch):
    """How an arm answered after the baseline is a look at outcomes."""
    field.round.wave.key = "t1"
    field.round.wave.months = 6
    told = queries.parsed(field.instrument.definition)
    later = {(told.key, told.version, "t1"): reliability.Answers(told, everyone=list(rows(40, seed=1)))}
    monkeypatch.setattr(queries, "rounds", lambda _study: [field.round])
    monkeypatch.setattr(reliability, "_gathered", lambda *_facts: later)
    address = reverse("survey:reliability", args=[field.study.code])
    page = sign_in("dirk").get(address, {"scale": "self-efficacy"}).content.decode()
    assert "blijven dicht tot het plan vastligt" in page
    assert "<table" not in page
    assert "wz-chart" not in page
    studies.lock_plan(by=field.dirk, at=at, study=field.study)
    page = sign_in("dirk").get(address, {"scale": "self-efficacy"}).content.decode()
    assert "blijven dicht" not in page
    assert "wz-chart" in page
    assert "<table" in page


def test_an_unknown_scale_shows_the_first(field, sign_in):
    address = reverse("survey:reliability", args=[field.study.code])
    page = sign_in("dirk").get(address, {"scale": "<script>"}).content.decode()
    assert "<script>" not in page
    assert 'aria-current="page">self-efficacy' in page


@pytest.mark.parametrize("name", ["bram", "hana", "olga", "amina", "nora"])
def test_everyone_else_is_refused(sign_in, field, name):
    assert sign_in(name).get(reverse("survey:reliability", args=[field.study.code])).status_code in (403, 404)
