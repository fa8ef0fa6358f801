"""The contact log: next steps, drafts that survive, what Today tells."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from werkzaam.sides import GUIDANCE
from werkzaam.web.journey import actions
from werkzaam.web.journey.actions import draft as drafts
from werkzaam.web.journey.models import Contact, Draft
from werkzaam.web.journey.queries import draft as draft_queries
from werkzaam.web.journey.queries.today import next_steps
from werkzaam.web.ledger import queries as ledger
from werkzaam.web.people.access import Refused

ON = date(2026, 2, 2)


@pytest.fixture
def form():
    def values(trajectory, **more):
        return {
            "id": str(uuid4()), "trajectory": trajectory.pk, "channel": "telephone", "outcome": "held",
            "minutes": 2, "on": "2026-02-02", "note": "",
        } | more  # fmt: skip

    return values


def acts(person):
    return [event.act for event in ledger.acts_on(person.pk, side=GUIDANCE)]


def test_two_minutes_count_and_the_next_step_is_kept(cast, sign_in, start, form):
    values = form(start(), next_step="Bel het taalhuis", next_on="2026-02-09")
    assert sign_in("bram").post(reverse("journey:quick"), values).status_code == 302
    contact = Contact.objects.get()
    assert (contact.minutes, contact.next_step, contact.next_on) == (2, "Bel het taalhuis", date(2026, 2, 9))


def test_a_next_step_before_the_contact_is_refused_and_the_form_stays(cast, sign_in, start, form):
    values = form(start(), next_step="Bel het taalhuis", next_on="2026-01-01")
    answer = sign_in("bram").post(reverse("journey:quick"), values)
    assert answer.status_code == 422 and "Bel het taalhuis" in answer.content.decode()
    assert not Contact.objects.exists()


def test_a_next_step_is_due_until_a_later_contact_takes_its_place(cast, start, log):
    trajectory, bram = start(), cast.access("bram")
    log(trajectory, ON, next_step="Bel het taalhuis", next_on=date(2026, 2, 9))
    assert [one.words for one in next_steps(bram, on=date(2026, 2, 9))] == ["Bel het taalhuis"]
    assert next_steps(bram, on=date(2026, 2, 8)) == []
    assert next_steps(cast.access("mila"), on=date(2026, 2, 9)) == []  # it is Bram's to do
    log(trajectory, date(2026, 2, 10))
    assert next_steps(bram, on=date(2026, 3, 2)) == []


def test_a_draft_survives_and_goes_when_the_contact_is_saved(cast, sign_in, start, form):
    browser, values = sign_in("bram"), form(start(), note="Half geschr", channel="")
    for note in ("Half geschr", "Half geschreven"):
        assert browser.post(reverse("journey:draft_keep"), values | {"note": note}).status_code == 204
    assert Draft.objects.get().content["note"] == "Half geschreven"
    assert acts(cast.amina).count("journey.keep_draft") == 1
    page = browser.get(reverse("journey:quick"), {"draft": values["id"]}).content.decode()
    assert "Half geschreven" in page and values["id"] in page
    assert values["id"] in browser.get(reverse("journey:quick")).content.decode()
    browser.post(reverse("journey:quick"), values | {"channel": "office"})
    assert not Draft.objects.exists() and Contact.objects.count() == 1


def test_a_late_draft_does_not_rise_again(cast, sign_in, start, form):
    browser, values = sign_in("bram"), form(start(), note="Klaar")
    browser.post(reverse("journey:quick"), values)
    assert browser.post(reverse("journey:draft_keep"), values).status_code == 400
    assert not Draft.objects.exists()


def test_a_draft_belongs_to_one_account(cast, at, sign_in, start, form):
    trajectory, key = start(), uuid4()
    kept = drafts.keep_contact_draft(
        by=cast.access("bram"), at=at, id=key, trajectory=trajectory, content={"note": "Van mij"}
    )
    with pytest.raises(Refused):
        drafts.keep_contact_draft(
            by=cast.access("mila"), at=at, id=key, trajectory=trajectory, content={"note": "Van haar"}
        )
    with pytest.raises(Refused):
        drafts.drop_draft(by=cast.access("mila"), at=at, draft=kept)
    assert sign_in("mila").get(reverse("journey:quick"), {"draft": str(key)}).status_code == 403
    assert draft_queries.contact_drafts(cast.access("mila")) == []
    assert sign_in("bram").post(reverse("journey:draft_drop", args=[key])).status_code == 302
    assert not Draft.objects.exists()


def test_a_draft_for_someone_elses_person_is_refused(cast, sign_in, start, form):
    values = form(start(), note="x")
    assert sign_in("chaima").post(reverse("journey:draft_keep"), values).status_code == 403
    assert not Draft.objects.exists()


def test_a_draft_has_an_end(cast, at, start):
    with pytest.raises(actions.JourneyProblem) as problem:
        drafts.keep_contact_draft(
            by=cast.access("bram"), at=at, id=uuid4(), trajectory=start(), content={"note": "x" * 5001}
        )
    assert problem.value.code == "draft-too-long"


def test_finish_later_leads_back_to_today(cast, sign_in, start, form):
    answer = sign_in("bram").post(reverse("journey:draft_keep"), form(start(), note="Later", later="yes"))
    assert answer.status_code == 302 and answer.url == reverse("journey:today")


@pytest.mark.parametrize("about", ["plan", "work", "training", "colleagues"])
def test_other_topics_come_in_by_group(about, cast, sign_in, start, django_assert_max_num_queries):
    trajectory, browser = start(), sign_in("bram")
    for url in (
        reverse("journey:due", args=[about]),
        reverse("journey:history", args=[trajectory.pk, about]),
    ):
        with django_assert_max_num_queries(15):
            assert browser.get(url).status_code == 200


def test_a_group_that_does_not_exist_is_refused(cast, sign_in, start):
    trajectory, browser = start(), sign_in("bram")
    assert browser.get(reverse("journey:due", args=["nothing"])).status_code == 403
    assert browser.get(reverse("journey:history", args=[trajectory.pk, "nothing"])).status_code == 403


def test_today_has_pages_and_no_more_questions(cast, sign_in, many, django_assert_max_num_queries):
    many(52)
    browser = sign_in("bram")
    with django_assert_max_num_queries(15):
        first = browser.get(reverse("journey:today")).content.decode()
    assert first.count("?trajectory=") == 50 and "page=2" in first
    second = browser.get(reverse("journey:today"), {"page": 2}).content.decode()
    assert second.count("?trajectory=") == 2 and "page=3" not in second
    assert browser.get(reverse("journey:today"), {"page": "x"}).status_code == 200


def test_the_line_of_time_knows_earlier_coaches(cast, at, sign_in, start):
    trajectory = start()
    actions.assign_coach(by=cast.access("mila"), at=at, trajectory=trajectory, coach=cast.accounts["mila"])
    page = sign_in("mila").get(reverse("journey:trajectory", args=[trajectory.pk])).content.decode()
    line = page[page.index("wz-timeline") :]
    assert "Bram" in line and "Mila" in line


def test_a_step_due_today_stands_on_today(cast, sign_in, start):
    trajectory, today = start(), timezone.localdate()
    actions.log_contact(
        by=cast.access("bram"), at=timezone.now(), id=uuid4(), trajectory=trajectory, on=today - timedelta(3),
        channel="office", outcome="held", minutes=30, next_step="Brief van school <lezen>", next_on=today,
    )  # fmt: skip
    page = sign_in("bram").get(reverse("journey:today")).content.decode()
    assert "Brief van school &lt;lezen&gt;" in page


def test_needs_stand_in_own_words_above_the_line_of_time(cast, sign_in, start):
    trajectory = start(needs=[("health", "Beter slapen")])
    page = sign_in("bram").get(reverse("journey:trajectory", args=[trajectory.pk])).content.decode()
    own_words = page[page.index('id="words"') : page.index('id="facts"')]
    assert "Beter slapen" in own_words
