"""Whom to talk to: the register beside who was spoken to; and any question to what was coded."""

import pytest
from django.urls import reverse

from werkzaam.web.consent import actions as consent
from werkzaam.web.interview import actions, queries
from werkzaam.web.interview.models import Talk, TopicGuide
from werkzaam.web.interview.queries import whom


@pytest.fixture
def allocated(study, amina):
    from werkzaam.web.study.models import Allocation, Arm

    arm = Arm.objects.filter(study=study).order_by("place").first()
    Allocation.objects.create(study=study, pseudonym=amina, arm=arm)
    return amina


def test_a_talk_is_planned_held_and_counted(by, study, allocated):
    talk = actions.plan_talk(**by, study=study, perspective="participant", pseudonym=allocated)
    on = by["at"].date()
    (row,) = whom.reached(whom.candidates(study, on=on))
    assert (row.takes_part, row.open, row.planned, row.spoken) == (1, 1, 1, 0)
    actions.settle_talk(**by, talk=talk, status="held")
    (row,) = whom.reached(whom.candidates(study, on=on))
    assert (row.planned, row.spoken) == (0, 1)


def test_who_stopped_is_named_and_not_approached(by, cast, study, allocated):
    actions.plan_talk(**by, study=study, perspective="participant", pseudonym=allocated)
    consent.withdraw(by=cast.access("bram"), at=by["at"], person_id=cast.amina.pk, purpose="research")
    (one,) = whom.candidates(study, on=by["at"].date())
    assert one.stopped
    assert whom.talks(study, on=by["at"].date()) == []
    with pytest.raises(queries.Withdrawn):
        actions.plan_talk(**by, study=study, perspective="participant", pseudonym=allocated)


def test_a_group_talk_is_with_nobody_in_particular(by, study, amina):
    with pytest.raises(actions.BadTalk):
        actions.plan_talk(**by, study=study, perspective="employer", kind="group-interview", pseudonym=amina)


def test_a_guide_is_written_and_taken_away(by, study):
    actions.write_guide(**by, study=study, perspective="employer", text="Nazorg\nTaal")
    assert TopicGuide.objects.get().text == "Nazorg\nTaal"
    actions.write_guide(**by, study=study, perspective="employer", text="")
    assert not TopicGuide.objects.exists()


def test_talks_on_the_page(sign_in, study):
    browser, page = sign_in("dirk"), reverse("interview:talks", args=[study.code])
    browser.post(page, {"perspective": "employer", "kind": "interview", "planned_on": "2026-04-01"})
    talk = Talk.objects.get()
    browser.post(reverse("interview:settle_talk", args=[talk.pk]), {"status": "refused"})
    talk.refresh_from_db()
    assert talk.status == "refused"


@pytest.fixture
def told(add, code, mark):
    """Coach: bellen on 1, langs on 1 and 3 (other words). Employer: bellen on 1."""
    bellen, langs = code("bellen"), code("langs")
    coach, employer = add(), add("Bel mij maar. Ja.", perspective="employer")
    for source, label, start, end in (
        (coach, bellen, 0, 17), (coach, langs, 0, 6), (coach, langs, 29, 39), (employer, bellen, 0, 13),
    ):  # fmt: skip
        mark(source, label, start, end)
    return bellen.pk, langs.pk


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["Bel mij maar.", "Ik bel elke week."]),
        ({"perspective": "employer"}, ["Bel mij maar."]),
        ({"how": "and"}, ["Ik bel elke week."]),
        ({"how": "overlap"}, ["Ik bel elke week."]),
        ({"how": "not"}, ["Bel mij maar."]),
        ({"how": "near"}, ["Ik bel elke week."]),
        ({"how": "or"}, ["Bel mij maar.", "Ik bel elke week.", "Soms niet."]),
        ({"language": "ar"}, []),
        ({"stance": "against"}, []),
    ],
)
def test_any_combination_answers_with_quotes(sign_in, study, told, asked, found):
    from bs4 import BeautifulSoup

    values = {"code": told[0], **asked, **({"other": told[1]} if "how" in asked else {})}
    page = sign_in("dirk").get(reverse("interview:passages", args=[study.code]), values)
    shown = BeautifulSoup(page.content, "html.parser").select(".wz-quotes li > p[lang]")
    assert sorted(one.text for one in shown) == found
