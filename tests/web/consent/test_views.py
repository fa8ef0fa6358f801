import pytest
from django.urls import reverse

from werkzaam.sides import GUIDANCE
from werkzaam.web.consent import queries
from werkzaam.web.consent.models import Key
from werkzaam.web.ledger import queries as ledger


def test_a_participant_stops_and_undoes_it(cast, sign_in, given):
    browser = sign_in("amina")
    assert "Je zei ja op 1 maart 2026" in browser.get(reverse("consent:own")).content.decode()
    stopped = browser.post(reverse("consent:withdraw", args=["research"]), follow=True).content.decode()
    assert "Je bent gestopt" in stopped and "Weer ja zeggen" in stopped
    again = browser.post(reverse("consent:give", args=["research"]), follow=True).content.decode()
    assert "Je zei ja" in again
    assert queries.own_standings(cast.amina.pk)[0].given


def test_looking_at_my_choices_is_a_look(cast, sign_in, given):
    sign_in("amina").get(reverse("consent:own"))
    assert ledger.looks_at(cast.amina.pk, side=GUIDANCE).filter(act="consent.own").count() == 1


def test_the_key_page_shows_counts_only(cast, sign_in, given):
    browser = sign_in("ilse")
    browser.post(reverse("consent:issue"), {"study": "one", "is_sure": "1"})
    page = browser.get(reverse("consent:keys")).content.decode()
    assert "<th" in page and "one" in page
    shown = [*Key.objects.values_list("pseudonym", flat=True), "Amina", "Voorbeeld", "Evenbeeld"]
    assert Key.objects.count() == 2 and not any(secret in page for secret in shown)


def test_a_code_that_was_never_used_is_asked_about_first(cast, sign_in, given):
    browser = sign_in("ilse")
    browser.cookies["django_language"] = "en"
    page = browser.post(reverse("consent:issue"), {"study": "oen"}).content.decode()
    assert "<strong>oen</strong>" in page and "2 people" in page and not Key.objects.exists()
    browser.post(reverse("consent:issue"), {"study": "oen", "is_sure": "1"})
    assert Key.objects.filter(study="oen").count() == 2
    again = browser.post(reverse("consent:issue"), {"study": "oen"})
    assert again.url == reverse("consent:keys")  # the code is known: no question any more


def test_unused_keys_are_taken_back_and_those_of_a_study_stay(cast, sign_in, given, at):
    from werkzaam.web.study.models import Study

    browser = sign_in("ilse")
    for code in ("oen", "one"):
        browser.post(reverse("consent:issue"), {"study": code, "is_sure": "1"})
    Study.objects.create(code="one", title_nl="Een", title_en="One", organisation="instituut", created_at=at)
    for code in ("oen", "one"):
        assert browser.post(reverse("keys_withdraw", args=[code])).url == reverse("consent:keys")
    assert set(Key.objects.values_list("study", flat=True)) == {"one"}


def test_a_coach_does_not_learn_who_takes_part(cast, sign_in, purposes, given):
    """Stopping for who said yes and for who never did: the same answer."""
    from werkzaam.web.consent.models import Grant

    told = set()
    for _had_said_yes in (True, False):
        page = sign_in("bram").post(
            reverse("journey:withdraw", args=[cast.amina.pk, "research"]), follow=True
        )
        told.add((page.status_code, page.context["standings"][0].is_private, len(page.context["messages"])))
        Grant.objects.filter(person=cast.amina).delete()
    assert len(told) == 1


def test_a_wrong_code_keeps_the_form(cast, sign_in, given):
    answer = sign_in("ilse").post(reverse("consent:issue"), {"study": "not a code!"})
    assert answer.status_code == 422 and "not a code!" in answer.content.decode()
    assert not Key.objects.exists()


@pytest.mark.parametrize("name", ["bram", "chaima", "dirk", "femke", "hana", "otto"])
@pytest.mark.parametrize(("url", "method"), [("own", "get"), ("keys", "get"), ("issue", "post")])
def test_others_are_refused(name, url, method, cast, sign_in, purposes):
    assert getattr(sign_in(name), method)(reverse(f"consent:{url}")).status_code == 403


@pytest.mark.parametrize("url", ["give", "withdraw"])
def test_staff_decide_nothing_on_the_participants_pages(url, cast, sign_in, purposes):
    assert sign_in("bram").post(reverse(f"consent:{url}", args=["research"])).status_code == 403
    assert sign_in("amina").get(reverse(f"consent:{url}", args=["research"])).status_code == 405


def test_nobody_signed_in_goes_to_sign_in(sign_in):
    assert sign_in("anonymous").get(reverse("consent:own")).status_code == 302


def test_pages_ask_the_database_little(cast, sign_in, given, django_assert_max_num_queries):
    for name, url in (("amina", "own"), ("ilse", "keys")):
        browser = sign_in(name)
        with django_assert_max_num_queries(15):
            browser.get(reverse(f"consent:{url}"))
