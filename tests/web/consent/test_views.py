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
    browser.post(reverse("consent:issue"), {"study": "one"})
    page = browser.get(reverse("consent:keys")).content.decode()
    assert "<th" in page and "one" in page
    shown = [*Key.objects.values_list("pseudonym", flat=True), "Amina", "Voorbeeld", "Evenbeeld"]
    assert Key.objects.count() == 2 and not any(secret in page for secret in shown)


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
