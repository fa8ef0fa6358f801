"""The respondent's pages: both arms, one code path."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from werkzaam.web.consent import actions as consent
from werkzaam.web.survey import actions, queries
from werkzaam.web.survey.models import Invitation, Round, Submission, Visit
from werkzaam.web.survey.respond import limit

SHOWN = re.compile(r'name="shown" value="\d+"')
ITEMS = [
    "ladder",
    "paid-work",
    "job-search",
    "language-course",
    "dutch",
    "solve",
    "go-on",
    "leave-it",
    "know-jobs",
    "know-apply",
    "know-help",
    "contact",
    "treated-worse",
    "health",
    "life",
    "helped",
]
ANSWERS = {
    "ladder": "3",
    "paid-work": "0",
    "job-search": "4",
    "language-course": "1",
    "dutch": "2",
    "solve": "3",
    "go-on": "4",
    "leave-it": "2",
    "know-jobs": "3",
    "know-apply": "1",
    "know-help": "4",
    "contact": "5",
    "treated-worse": "0",
    "health": "3",
    "life": "7",
    "helped": "De taalles.",
}


def url(name, token, number=None):
    return reverse(f"respond:{name}", args=[token] if number is None else [token, number])


def words(response) -> str:
    return response.content.decode()


@pytest.fixture
def els(field, tokens):
    return tokens[field.els]


@pytest.fixture
def browser(els):
    """A phone without an account."""
    return Client()


def fill_in(browser, token, answers=ANSWERS):
    """Walk from the first page to the page to check, as the pages lead."""
    where = browser.post(url("start", token), {"go": "next"}).headers["Location"]
    for item in ITEMS:
        where = browser.post(where, {"go": "next", "answer": answers.get(item, "")}).headers["Location"]
    return where


def test_the_battery_is_the_one_these_tests_know(field):
    assert [item.key for item in queries.parsed(field.instrument.definition).items] == ITEMS


def test_the_start_page_is_honest(browser, els):
    page = words(browser.get(url("start", els)))
    for said in (
        "omdat u ja zei",
        "veranderen niets aan uw uitkering",
        "Zij zien uw naam niet",
        "mensen die haar niet krijgen",
        "16 vragen",
        "9 minuten",
    ):
        assert said in page


def test_els_answers_the_whole_questionnaire(browser, els, field):
    where = fill_in(browser, els)
    assert where == url("check", els)
    page = words(browser.get(where))
    assert "De taalles." in page
    assert "Heel tevreden" in page
    browser.post(where, {"go": "send", "mode": "helped", "helper_language": "ti"})
    assert "Dank u wel!" in words(browser.get(url("start", els)))
    sent = Submission.objects.get()
    assert sent.answers == {key: raw if key == "helped" else float(raw) for key, raw in ANSWERS.items()}
    assert (sent.mode, sent.helper_language, sent.invitation.pseudonym) == ("helped", "ti", field.els)


def test_both_arms_get_byte_identical_pages_apart_from_the_token(field, tokens):
    """Els (control) and Amina (participant) do exactly the same; every byte they get is compared."""

    def walk(token):
        client, pages = Client(), []

        def note(response):
            headers = sorted((name, value) for name, value in response.headers.items())
            pages.append(
                (
                    response.status_code,
                    SHOWN.sub("", words(response).replace(token, "TOKEN")),
                    [(name, value.replace(token, "TOKEN")) for name, value in headers],
                )
            )

        note(client.get(url("start", token)))
        note(client.post(url("start", token), {"go": "next"}))
        for number, item in enumerate(ITEMS, start=1):
            note(client.get(url("question", token, number)))
            note(client.post(url("question", token, number), {"go": "next", "answer": "999"}))
            note(client.post(url("question", token, number), {"go": "en"}))
            note(client.get(url("question", token, number)))
            note(client.post(url("question", token, number), {"go": "nl"}))
            note(client.post(url("question", token, number), {"go": "next", "answer": ANSWERS[item]}))
        note(client.get(url("check", token)))
        note(client.post(url("check", token), {"go": "send", "mode": "self"}))
        note(client.get(url("start", token)))
        return pages

    amina, els = walk(tokens[field.amina]), walk(tokens[field.els])
    assert len(amina) == 101
    assert amina == els


def test_no_cookie_is_needed_or_set(browser, els):
    strict = Client(enforce_csrf_checks=True)
    assert fill_in(strict, els) == url("check", els)
    assert not strict.cookies


def test_every_page_is_small_and_needs_no_script(browser, els):
    """A script of our own may help; it stands in a file, and every form works without it."""
    files = ("sites/respond.css", "survey/respond.js")
    weight = sum(Path(finders.find(name)).stat().st_size for name in files)
    for response in [
        browser.get(url("start", els)),
        *(browser.get(url("question", els, n)) for n in range(1, 17)),
        browser.get(url("check", els)),
    ]:
        assert len(response.content) + weight < 16_500
        assert re.findall("<script[^>]*>", words(response)) == [
            '<script src="/static/survey/respond.js" defer>'
        ]
        assert "style=" not in words(response)


def test_each_answer_is_kept_at_once_and_the_link_goes_on_where_it_stopped(browser, els):
    browser.post(url("question", els, 1), {"go": "next", "answer": "3"})
    browser.post(url("question", els, 2), {"go": "next", "answer": "0"})
    another_device = Client()
    assert "Ga verder" in words(another_device.get(url("start", els)))
    assert another_device.post(url("start", els), {"go": "next"}).headers["Location"] == url(
        "question", els, 3
    )
    assert re.search(r'value="3" checked', words(another_device.get(url("question", els, 1))))


def test_back_keeps_what_was_typed_and_asks_for_nothing(browser, els):
    response = browser.post(url("question", els, 2), {"go": "back", "answer": "1"})
    assert response.headers["Location"] == url("question", els, 1)
    assert browser.post(url("question", els, 1), {"go": "back"}).headers["Location"] == url("start", els)
    assert queries.drafts(queries.invitation(els)) == {"paid-work": 1.0}


def test_skipping_takes_an_answer_back(browser, els):
    browser.post(url("question", els, 1), {"go": "next", "answer": "3"})
    response = browser.post(url("question", els, 1), {"go": "skip", "answer": "3"})
    assert response.headers["Location"] == url("question", els, 2)
    assert queries.drafts(queries.invitation(els)) == {}


def test_the_language_changes_in_the_middle_and_keeps_the_answer(browser, els):
    response = browser.post(url("question", els, 3), {"go": "en", "answer": "4"})
    assert response.headers["Location"] == url("question", els, 3)
    page = browser.get(url("question", els, 3))
    assert '<html lang="en"' in words(page)
    assert "Question 3 of 16" in words(page)
    assert 'value="4"' in words(page)
    assert page.headers["Content-Language"] == "en"


def test_a_wrong_answer_says_what_to_do_in_the_language_of_the_page_and_stays(browser, els):
    response = browser.post(url("question", els, 15), {"go": "next", "answer": "elf"})
    assert response.status_code == 422
    assert "Vul een getal in" in words(response)
    assert 'value="elf"' in words(response)
    assert 'aria-invalid="true"' in words(response)
    english = browser.post(url("question", els, 15), {"go": "en", "answer": "elf"})
    assert "Please write a number" in words(english)
    assert 'value="elf"' in words(english)


def test_a_megabyte_of_text_is_refused_and_the_page_stays_small(browser, els):
    response = browser.post(url("question", els, 16), {"go": "next", "answer": "é" * 1_000_000})
    assert response.status_code == 422
    assert len(response.content) < 15_000


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "مرحبا", "🙂 ትግርኛ", '"><b>'])
def test_any_text_comes_back_as_it_was_typed(browser, els, text):
    browser.post(url("question", els, 16), {"go": "next", "answer": text})
    assert queries.drafts(queries.invitation(els)) == {"helped": text}
    assert "<script>alert" not in words(browser.get(url("check", els)))


def test_sending_nothing_is_refused_calmly(browser, els):
    response = browser.post(url("check", els), {"go": "send", "mode": "self"})
    assert response.status_code == 422
    assert "nog geen vraag beantwoord" in words(response)


def test_sending_twice_is_harmless(browser, els):
    where = fill_in(browser, els)
    browser.post(where, {"go": "send", "mode": "self"})
    again = browser.post(where, {"go": "send", "mode": "helped"})
    assert again.status_code == 200
    assert "Dank u wel!" in words(again)
    late = browser.post(url("question", els, 1), {"go": "next", "answer": "6"})
    assert "Dank u wel!" in words(late)
    assert Submission.objects.get().answers["ladder"] == 3.0


@pytest.mark.parametrize("token", ["guess", "x" * 500, "a b'c", "ዝ", "..%2f"])
def test_a_guessed_link_gets_one_calm_page(field, token):
    response = Client().get(url("start", token))
    assert response.status_code == 404
    assert "Deze link werkt niet" in words(response)


def test_a_questions_page_tells_no_more_than_the_start(field):
    pages = {
        words(Client().get(url(name, "guess", number)))
        for name, number in (("start", None), ("question", 3), ("check", None))
    }
    assert len(pages) == 1


def test_who_tries_many_links_has_to_wait_and_others_do_not(els):
    guesser = Client(REMOTE_ADDR="203.0.113.9")
    for _ in range(limit.WRONG):
        assert guesser.get(url("start", "guess")).status_code == 404
    assert guesser.get(url("start", els)).status_code == 429
    assert Client(REMOTE_ADDR="203.0.113.10").get(url("start", els)).status_code == 200


def test_a_closed_round_says_so(browser, els, field):
    browser.post(url("question", els, 1), {"go": "next", "answer": "3"})
    Round.objects.update(closes_on=field.round.opens_on + timedelta(days=1))
    for response in (browser.get(url("start", els)), browser.post(url("question", els, 1), {"answer": "6"})):
        assert response.status_code == 410
        assert "gesloten" in words(response)
    assert queries.drafts(queries.invitation(els)) == {"ladder": 3.0}


def test_an_early_link_says_when(browser, els, field):
    Round.objects.update(opens_on=field.round.closes_on)
    assert "nog geen tijd" in words(browser.get(url("start", els)))


def test_withdrawn_consent_is_asked_at_each_opening(browser, els, cast, at):
    assert browser.get(url("question", els, 1)).status_code == 200
    consent.withdraw(by=cast.access("ilse"), at=at, person_id=cast.els.pk, purpose="research")
    response = browser.get(url("question", els, 1))
    assert response.status_code == 410
    assert "vragen u niets meer" in words(response)
    assert browser.post(url("question", els, 1), {"answer": "3"}).status_code == 410
    assert queries.drafts(queries.invitation(els)) == {}


def test_looking_writes_nothing(browser, els):
    browser.get(url("start", els))
    browser.get(url("question", els, 1))
    assert Invitation.objects.filter(opened_at__isnull=False).count() == 0


@pytest.mark.parametrize("number", [0, 17, 999])
def test_a_question_that_does_not_exist_leads_to_the_start(browser, els, number):
    assert browser.get(url("question", els, number)).headers["Location"] == url("start", els)


def test_the_door_without_a_link(cast):
    assert "link" in words(Client().get(reverse("respond:nothing")))


@pytest.mark.parametrize(
    ("name", "number", "research"), [("start", None, 2), ("question", 3, 2), ("check", None, 2)]
)
def test_queries_per_page(browser, els, django_assert_num_queries, name, number, research):
    browser.get(url("start", els))  # a questionnaire is read once in a process
    with (
        django_assert_num_queries(research, connection=connections["research"]),
        django_assert_num_queries(1, connection=connections["default"]),  # does the consent stand?
    ):
        browser.get(url(name, els, number))


def test_plain_words(field):
    """Dutch for respondents: at most 12 words a sentence on average, over all their pages (4-looks §4.2)."""
    import polib

    from werkzaam.web.survey import respond

    room = respond.__path__[0].rsplit("/", 1)[0]
    said = [
        entry.msgstr
        for entry in polib.pofile(f"{room}/locale/nl/LC_MESSAGES/django.po")
        if any(
            "respond" in place or "letter" in place or "words" in place for place, _line in entry.occurrences
        )
    ]
    sentences = [s for text in said for s in re.split(r"[.!?]\s*", text) if s.strip()]
    assert len(sentences) > 50
    assert sum(len(s.split()) for s in sentences) / len(sentences) <= 12
    assert max(len(s.split()) for s in sentences) <= 18


def test_an_answer_that_closes_mid_way_is_told(browser, els, monkeypatch):
    """The door closes between looking and writing: the page says so, nothing is lost."""
    from werkzaam.web.survey.rules import Door, DoorClosed

    def shut(**_said):
        raise DoorClosed("closed", Door.CLOSED)

    monkeypatch.setattr(actions, "answer_shown", shut)
    response = browser.post(url("question", els, 1), {"go": "next", "answer": "3"})
    assert response.status_code == 410
    assert "gesloten" in words(response)


def test_a_change_from_the_page_to_check_leads_back_there(browser, els):
    where = fill_in(browser, els)
    assert f"{url('question', els, 1)}?check=1" in words(browser.get(where))
    changed = browser.post(f"{url('question', els, 1)}?check=1", {"go": "next", "answer": "5"})
    assert changed.headers["Location"] == where
    spoken = browser.post(f"{url('question', els, 1)}?check=1", {"go": "en", "answer": "4"})
    assert spoken.headers["Location"] == f"{url('question', els, 1)}?check=1"
    assert queries.drafts(queries.invitation(els))["ladder"] == 4.0


def test_a_closed_round_refuses_a_page_that_was_open(browser, els, field):
    """The window closed while somebody was typing: told so, and what was kept stays."""
    browser.post(url("question", els, 1), {"go": "next", "of": "ladder", "answer": "3"})
    Round.objects.update(closes_on=field.round.opens_on + timedelta(days=1))
    response = browser.post(url("question", els, 2), {"go": "next", "of": "paid-work", "answer": "0"})
    assert response.status_code == 410
    assert "bewaard" in words(response)
    assert response.headers["X-Respond-Door"] == "closed"
    assert queries.drafts(queries.invitation(els)) == {"ladder": 3.0}


def test_what_is_typed_is_kept_while_typing(browser, els):
    kept = browser.post(url("question", els, 16), {"go": "keep", "of": "helped", "answer": "De taal"})
    assert (kept.status_code, kept.content) == (204, b"")
    wrong = browser.post(url("question", els, 15), {"go": "keep", "of": "life", "answer": "elf"})
    assert wrong.status_code == 422
    assert queries.drafts(queries.invitation(els)) == {"helped": "De taal"}


@pytest.mark.parametrize(("said", "kept"), [("a\x00b\x07", "ab"), ("\u202eمرحبا 🙂", "\u202eمرحبا 🙂")])
def test_signs_that_a_database_refuses_are_left_out(browser, els, said, kept):
    response = browser.post(url("question", els, 16), {"go": "next", "of": "helped", "answer": said})
    assert response.status_code == 302
    assert queries.drafts(queries.invitation(els)) == {"helped": kept}


@pytest.mark.parametrize("said", ["een\r\ntwee", "een\ntwee"])
def test_lines_are_kept_alike_from_a_form_and_from_a_script(browser, els, said):
    browser.post(url("question", els, 16), {"go": "next", "of": "helped", "answer": said})
    assert queries.drafts(queries.invitation(els)) == {"helped": "een\ntwee"}


@pytest.mark.parametrize("of", ["no-such", "x" * 5000, "ladder[1]", "\x00", "treated-where"])
def test_a_page_that_is_not_asked_changes_nothing(browser, els, of):
    response = browser.post(url("question", els, 3), {"go": "next", "of": of, "answer": "work"})
    assert response.status_code == 422
    assert "niet gevraagd" in words(response)
    assert queries.drafts(queries.invitation(els)) == {}


def test_two_tabs_and_the_back_button_answer_what_they_show(browser, els):
    """The page that was answered goes by its question, wherever it stands by now."""
    browser.post(url("question", els, 13), {"go": "next", "of": "treated-worse", "answer": "1"})
    old_tab = {"go": "next", "of": "health", "answer": "3"}  # it was page 14 before, it is page 15 now
    response = browser.post(url("question", els, 14), old_tab)
    assert response.headers["Location"] == url("question", els, 16)
    browser.post(url("question", els, 13), {"go": "next", "of": "treated-worse", "answer": "0"})
    gone = browser.post(url("question", els, 14), {"go": "next", "of": "treated-where", "answer": "work"})
    assert gone.status_code == 422
    assert queries.drafts(queries.invitation(els)) == {"treated-worse": 0.0, "health": 3.0}


def test_each_page_leaves_one_line_of_when_and_how(browser, els):
    page = {"of": "ladder", "shown": str(int(timezone.now().timestamp()) - 20), "answer": "3"}
    browser.post(url("question", els, 1), {"go": "keep", **page})
    browser.post(url("question", els, 1), {"go": "next", **page})
    browser.post(url("question", els, 2), {"go": "back", "of": "paid-work", "shown": "99999999999"})
    first, second = Visit.objects.order_by("item")
    assert (first.item, first.language, first.mode, first.listened) == ("ladder", "nl", "self", False)
    assert 19 <= (first.answered_at - first.shown_at).total_seconds() <= 60
    assert (second.item, second.answered_at) == ("paid-work", None)
    assert second.shown_at <= timezone.now()
