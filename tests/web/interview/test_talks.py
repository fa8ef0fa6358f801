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


def test_a_talk_that_was_held_is_linked_to_its_transcript_on_the_page(sign_in, by, study, add):
    talk = actions.plan_talk(**by, study=study, perspective="employer")
    text, other = add(perspective="employer", title="Gesprek met de bakker"), add("Iets anders.")
    browser, page = sign_in("dirk"), reverse("interview:talks", args=[study.code])
    shown = browser.get(page).content.decode()
    assert f'<option value="{text.pk}">' in shown
    assert f'<option value="{other.pk}">' not in shown
    settle = reverse("interview:settle_talk", args=[talk.pk])
    browser.post(settle, {"status": "held", "source": text.pk})
    talk.refresh_from_db()
    assert (talk.status, talk.source) == ("held", text)
    assert "Gesprek met de bakker" in browser.get(page).content.decode()


def test_a_text_of_someone_else_is_not_linked(sign_in, by, study, amina, add):
    talk = actions.plan_talk(**by, study=study, perspective="participant", pseudonym=amina)
    text = add(perspective="participant")
    answer = sign_in("dirk").post(
        reverse("interview:settle_talk", args=[talk.pk]), {"status": "held", "source": text.pk}, follow=True
    )
    talk.refresh_from_db()
    assert (talk.status, talk.source) == ("planned", None)
    assert answer.status_code == 200


@pytest.fixture
def lent(monkeypatch):
    """What the desk would lend, by pseudonym."""
    from werkzaam.web.interview.queries import lent

    monkeypatch.setattr(lent, "_attributes", [])
    monkeypatch.setattr(lent, "_answered", [])
    return lambda attributes, answered: lent.lend(
        attributes=lambda _study: attributes, answered=lambda _study: answered
    )


def waves(study, by, **days):
    """Give waves their last day, seen from the day of the act."""
    from datetime import timedelta

    from werkzaam.web.study.models import Wave

    on = by["at"].date()
    for key, closed in days.items():
        Wave.objects.filter(study=study, key=key).update(
            opens_on=on - timedelta(days=60 + closed), closes_on=on - timedelta(days=closed)
        )


def test_who_stopped_answering_is_named_once_the_wave_is_over(by, study, allocated, lent):
    from werkzaam.web.study import queries as studies

    first, second = [wave.key for wave in studies.waves(study)][:2]
    lent({}, {allocated: frozenset({first})})
    waves(study, by, **{first: 30, second: -1})
    on = by["at"].date()
    (one,) = whom.candidates(study, on=on)
    assert (one.answered, one.missed, one.dropped_out) == ((first,), (), False)
    waves(study, by, **{second: 1})
    (one,) = whom.candidates(study, on=on)
    assert (one.missed, one.dropped_out) == ((second,), True)
    (row,) = whom.reached([one])
    assert (row.dropped_out, row.dropped_spoken) == (1, 0)


def test_who_never_answered_did_not_drop_out(by, study, allocated, lent):
    from werkzaam.web.study import queries as studies

    lent({}, {})
    waves(study, by, **{wave.key: 5 for wave in studies.waves(study)})
    (one,) = whom.candidates(study, on=by["at"].date())
    assert not one.dropped_out


def test_passages_and_columns_by_band_of_contact(sign_in, by, study, allocated, lent, add, code, mark):
    from bs4 import BeautifulSoup

    lent({allocated: {"dose": "5–20"}, "x" * 32: {"dose": "21–60"}}, {})
    label = code()
    mark(add("Zij belde vaak.", pseudonym=allocated, perspective="participant"), label, 0, 15)
    mark(add(), label, 0, 10)
    browser = sign_in("dirk")
    page = reverse("interview:passages", args=[study.code])
    found = browser.get(page, {"code": label.pk, "dose": "5–20"})
    shown = BeautifulSoup(found.content, "html.parser").select(".wz-quotes li > p[lang]")
    assert [one.text for one in shown] == ["Zij belde vaak."]
    matrix = browser.get(reverse("interview:matrix", args=[study.code]), {"by": "dose"})
    heads = BeautifulSoup(matrix.content, "html.parser").select("thead th")
    assert [one.get_text(" ").split()[0] for one in heads][1:] == ["5–20", "21–60"]


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
