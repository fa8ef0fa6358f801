"""How a placement goes: the participant tells it beside the employer, and only the coach sees both."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from werkzaam.problem import Problem
from werkzaam.sides import GUIDANCE
from werkzaam.web.journey.actions import agreement as agreements
from werkzaam.web.journey.actions import agreement_act as acts
from werkzaam.web.journey.actions import employer as employers
from werkzaam.web.journey.actions import practice
from werkzaam.web.journey.models import CheckIn
from werkzaam.web.journey.queries import agreement as queries
from werkzaam.web.journey.queries import practice as practice_queries
from werkzaam.web.ledger import queries as ledger

MON = date(2026, 2, 2)
ENGLISH = {"accept-language": "en"}


@pytest.fixture
def now(monkeypatch, at):
    monkeypatch.setattr("django.utils.timezone.now", lambda: at)


@pytest.fixture
def bram(cast, at):
    return {"by": cast.access("bram"), "at": at}


@pytest.fixture
def amina(cast, at):
    return {"by": cast.access("amina"), "at": at}


@pytest.fixture
def placement(bram, cast, start):
    naald = employers.save_employer(**bram, organisation=cast.esdoorn, name="De Naald")
    gert = employers.save_contact(**bram, employer=naald, name="Gert", email="gert@example.org")
    made = practice.place(
        **bram, id=uuid4(), trajectory=start(), employer=naald, kind="taster", starts_on=MON,
        ends_on=MON + timedelta(90), hours_per_week=8, days=[1, 2], supervisor=gert,
    )  # fmt: skip
    return practice.start_placement(**bram, placement=made)


@pytest.fixture
def weeks(placement):
    """Weeks 1 and 4 have come by 2 March, week 12 has not."""
    return {one.week: one for one in placement.check_ins.all()}


def code(call, **values):
    with pytest.raises(Problem) as caught:
        call(**values)
    return caught.value.code


def test_the_participant_tells_beside_the_employer(cast, at, amina, bram, placement, weeks):
    mine = acts.tell_own(**amina, check_in=weeks[1], going="badly", is_hard="Het tempo")
    theirs = acts.record_check_in(**bram, check_in=weeks[1], party="employer", going="well")
    assert (mine.party, theirs.party, mine.pk == theirs.pk) == ("participant", "employer", False)
    ((_one, told), *_others) = queries.by_week(placement)
    assert [(one.party, one.going) for one in told] == [("employer", "well"), ("participant", "badly")]
    assert ledger.acts_on(cast.amina.pk, side=GUIDANCE).filter(act="journey.check_in").count() == 2


def test_telling_twice_or_too_soon_or_for_another_is_refused(cast, at, amina, bram, weeks):
    acts.tell_own(**amina, check_in=weeks[1], going="well")
    assert code(acts.tell_own, **amina, check_in=weeks[1], going="badly") == "already-told"
    heard = {"check_in": weeks[1], "party": "participant", "going": "badly"}
    assert code(acts.record_check_in, **bram, **heard) == "already-told"
    assert code(acts.tell_own, **amina, check_in=weeks[12], going="well") == "future"
    assert code(acts.tell_own, **bram, check_in=weeks[4], going="well") == "refused"
    assert CheckIn.objects.filter(party="participant").count() == 1


def test_what_the_coach_hears_from_the_participant_leaves_the_employer_to_be_asked(bram, weeks):
    acts.record_check_in(**bram, check_in=weeks[1], party="participant", going="mixed")
    weeks[1].refresh_from_db()
    assert weeks[1].done_at is None and CheckIn.objects.filter(week=1, party="participant").exists()


def test_the_participant_finds_due_weeks_on_the_own_page_and_tells(now, cast, weeks, sign_in):
    browser = sign_in("amina")
    for page in ("own", "own_placements"):
        shown = browser.get(reverse(f"journey:{page}")).content.decode()
        for week, is_due in ((1, True), (4, True), (12, False)):
            assert (reverse("journey:own_check_in", args=[weeks[week].pk]) in shown) == is_due
    url = reverse("journey:own_check_in", args=[weeks[4].pk])
    assert browser.post(url, {"going": ""}).status_code == 422
    fields = {"going": "well", "goes_well": "<script>alert(1)</script>", "wants_call": "on"}
    assert browser.post(url, fields).url == reverse("journey:own_placements")
    assert browser.post(url, fields).url == reverse("journey:own_placements")  # a double tap
    assert CheckIn.objects.filter(party="participant").count() == 1
    assert url not in browser.get(reverse("journey:own")).content.decode()
    assert browser.get(reverse("journey:own_check_in", args=[weeks[12].pk])).status_code == 302


def test_the_coach_sees_both_and_the_employer_only_the_own_words(
    now, at, amina, bram, placement, weeks, sign_in
):
    acts.tell_own(**amina, check_in=weeks[1], going="badly", is_hard="De baas schreeuwt")
    acts.record_check_in(**bram, check_in=weeks[1], party="employer", going="well", goes_well="Op tijd")
    page = sign_in("bram").get(reverse("journey:placement", args=[placement.pk])).content.decode()
    assert "De baas schreeuwt" in page and "Op tijd" in page
    from werkzaam.web.journey.actions import agreement_link

    (token,) = agreement_link.send_links(at=at, overviews=[placement])
    seen = sign_in("anonymous").get(reverse("journey:agreement_link", args=[token])).content.decode()
    assert "Op tijd" in seen and "schreeuwt" not in seen


def test_a_wish_for_a_call_stands_on_today_until_someone_spoke(cast, at, amina, placement, weeks, log):
    bram = cast.access("bram")
    acts.tell_own(**amina, check_in=weeks[1], going="badly", wants_call=True)
    told = [one.words for one in practice_queries.due(bram, on=at.date())]
    with_call = [words for words in told if "De Naald" in words]
    assert len(with_call) == 3  # the call, and the employer's weeks 1 and 4
    log(placement.trajectory, at.date())
    assert len([one for one in practice_queries.due(bram, on=at.date()) if "De Naald" in one.words]) == 2


def test_days_and_hours_change_while_the_agreement_is_drawn_up(now, cast, bram, placement, sign_in):
    browser, url = sign_in("bram"), reverse("journey:agreement_draw_up", args=[placement.pk])
    form = browser.get(url, headers=ENGLISH).context["form"]
    assert form.initial["days"] == [1, 2] and "Monday, Tuesday; 8 hours a week" in form.initial["text"]
    fields = {"text": form.initial["text"], "days": [3, 4], "hours_per_week": 12,
              "signatories": [placement.supervisor_id]}  # fmt: skip
    response = browser.post(url, fields, headers=ENGLISH)
    assert response.url == reverse("journey:placement", args=[placement.pk])
    placement.refresh_from_db()
    (made,) = placement.agreements.all()
    assert (placement.days, placement.hours_per_week) == ([3, 4], 12)
    assert "Wednesday, Thursday; 12 hours a week" in made.text and "Monday" not in made.text


def test_a_signed_agreement_keeps_its_days(now, cast, at, bram, amina, placement, sign_in):
    made = agreements.draw_up(**bram, placement=placement, text="x", signatories=[placement.supervisor])
    for asked in made.signatures.all():
        agreements.sign(at=at, signature=asked, name="x")
    fields = {"text": "y", "days": [5], "hours_per_week": 40, "signatories": [placement.supervisor_id]}
    url = reverse("journey:agreement_draw_up", args=[placement.pk])
    assert sign_in("bram").post(url, fields).status_code == 422
    placement.refresh_from_db()
    assert (placement.days, placement.hours_per_week) == ([1, 2], 8)
