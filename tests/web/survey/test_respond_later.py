"""Going on elsewhere: the link, the square, the code of six digits."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from werkzaam.web.survey import actions, queries
from werkzaam.web.survey.actions import CodeRefused
from werkzaam.web.survey.models import Link
from werkzaam.web.survey.respond import limit

CODE = re.compile(r"<bdi dir=\"ltr\">(\d{3} \d{3})</bdi>")


@pytest.fixture
def els(field, tokens):
    return tokens[field.els]


def made(token):
    page = Client().post(reverse("respond:later", args=[token]), {"go": "next"}).content.decode()
    return CODE.search(page)[1]


def typed(code, **address):
    return Client(**address).post(reverse("respond:code"), {"code": code})


def test_the_page_shows_the_link_and_a_square(els, settings):
    page = Client().get(reverse("respond:later", args=[els]))
    assert f"{settings.RESPOND_URL}{els}/" in page.content.decode()
    assert "<svg" in page.content.decode()
    assert len(page.content) < 15_000
    assert not Link.objects.exists()


def test_a_code_opens_the_same_questionnaire_once(els):
    actions.save_answer(at=timezone.now(), token=els, item="ladder", raw="3")
    code = made(els)
    where = typed(code).headers["Location"]
    fresh = where.strip("/").split("/")[-1]
    assert fresh != els
    assert queries.drafts(queries.invitation(fresh)) == {"ladder": 3.0}
    assert Client().get(reverse("respond:start", args=[els])).status_code == 200
    again = typed(code)
    assert again.status_code == 422
    assert "al gebruikt" in again.content.decode()


def test_digits_of_another_script_will_do(els):
    code = made(els).replace(" ", "").translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert typed(code).status_code == 302


def test_only_a_hash_under_the_sites_secret_is_kept(els, settings):
    code = made(els).replace(" ", "")
    kept = Link.objects.get()
    assert code not in str(kept.__dict__)
    settings.SECRET_KEY = "another"
    with pytest.raises(CodeRefused) as refusal:
        actions.redeem(at=timezone.now(), code=code)
    assert refusal.value.code == "code-unknown"


def test_a_code_ends_after_half_an_hour(els):
    now = timezone.now()
    code = actions.make_code(at=now, token=els)
    with pytest.raises(CodeRefused) as refusal:
        actions.redeem(at=now + timedelta(minutes=31), code=code)
    assert refusal.value.code == "code-over"


def test_a_new_code_ends_the_one_before(els):
    now = timezone.now()
    first, second = actions.make_code(at=now, token=els), actions.make_code(at=now, token=els)
    if first != second:
        with pytest.raises(CodeRefused):
            actions.redeem(at=now, code=first)
    assert queries.invitation(actions.redeem(at=now, code=second)) == queries.invitation(els)


def test_old_digits_become_free_and_the_link_that_came_of_them_stays(field, els):
    now = timezone.now()
    fresh = actions.redeem(at=now, code=actions.make_code(at=now, token=els))
    actions.make_code(at=now + timedelta(hours=1), token=els)
    assert queries.invitation(fresh) == queries.invitation(els)
    assert Link.objects.exclude(code_hash="").count() == 1


def test_a_link_that_has_ended_opens_nothing(els):
    now = timezone.now()
    fresh = actions.redeem(at=now, code=actions.make_code(at=now, token=els))
    Link.objects.update(ends_at=now - timedelta(minutes=1))
    assert queries.invitation(fresh) is None
    assert Client().get(reverse("respond:start", args=[fresh])).status_code == 404


def test_who_guesses_codes_has_to_wait(els):
    guesser = {"REMOTE_ADDR": "203.0.113.9"}
    code = made(els).replace(" ", "")
    wrong = f"{(int(code) + 1) % 10**6:06d}"
    for _ in range(limit.CODES.most):
        assert typed(wrong, **guesser).status_code == 422
    late = typed(code, **guesser)
    assert late.status_code == 429
    assert "half uur" in late.content.decode()
    assert typed(code, REMOTE_ADDR="203.0.113.10").status_code == 302


def test_all_together_cannot_guess_without_end(els):
    for number in range(limit.CODES.from_all):
        typed("x", REMOTE_ADDR=f"198.51.100.{number}")
    assert typed(made(els), REMOTE_ADDR="203.0.113.1").status_code == 429


@pytest.mark.parametrize("said", ["", "12345", "abcdef", "1" * 500, "\x00"])
def test_what_is_no_code_gets_one_calm_page(field, said):
    page = typed(said)
    assert page.status_code == 422
    assert "klopt niet" in page.content.decode()
