"""What is experienced as working: for and against, four judgements, and quotes that give nobody away."""

import pytest
from django.urls import reverse

from werkzaam.web.interview import actions, queries
from werkzaam.web.interview.models import Judgement, Quote


@pytest.fixture
def coding(add, code, mark):
    return mark(add(), code(), 18, 28)


def test_a_quote_that_tells_nothing_of_its_speaker_is_signed(by, coding):
    quote = actions.sign_quote(**by, coding=coding, wording="Dat helpt.", told={})
    assert (quote.told, quote.fewest) == ({}, None)


def test_a_rare_combination_needs_a_reason(by, coding):
    told = {"perspective": "job-coach"}
    with pytest.raises(actions.BadQuote) as found:
        actions.sign_quote(**by, coding=coding, wording="Dat helpt.", told=told)
    assert found.value.code == "interview-quote-rare"
    quote = actions.sign_quote(**by, coding=coding, wording="Dat helpt.", told=told, reason="Allen akkoord.")
    assert (quote.told, quote.fewest) == (told, 1)


def test_five_who_fit_are_enough(by, coding, add):
    for number in range(4):
        add(f"Gesprek {number}.")
    quote = actions.sign_quote(**by, coding=coding, wording="Dat helpt.", told={"perspective": "job-coach"})
    assert quote.fewest == 5


def test_a_quote_is_held_against_the_whole_study_as_far_as_it_is_known(by, study, amina, add, monkeypatch):
    """Ten in an arm, one spoken to: the arm fits ten, the language only the one of whom it is known."""
    from werkzaam.web.consent import queries as consent
    from werkzaam.web.interview.queries import lent

    register = {amina: {"arm": "a"}} | {f"{number:032}": {"arm": "a"} for number in range(9)}
    monkeypatch.setattr(lent, "known", lambda _study: register)
    monkeypatch.setattr(consent, "allowed_pseudonyms", lambda *_: set(register))
    add("Ja.", pseudonym=amina, perspective="participant", language="ti")
    people = queries.population(study, on=by["at"].date())
    told = people.fits({"perspective": "participant", "arm": "a"})
    assert (told.study, told.spoken_to, told.rare) == (10, 1, ())
    told = people.fits({"perspective": "participant", "language": "ti"})
    assert (told.study, told.spoken_to, [one.attributes for one in told.rare]) == (1, 1, [("language",)])


def test_what_is_not_known_of_the_speaker_is_not_told(by, coding):
    told = {"perspective": "employer"}
    assert actions.sign_quote(**by, coding=coding, wording="Dat helpt.", told=told).told == {}


@pytest.mark.parametrize(
    ("quoting", "wording", "fine"),
    [
        ("none", "Iets anders.", False),
        ("paraphrase", "Dat  helpt.", False),
        ("paraphrase", "Het was nuttig.", True),
        ("quote", " ", False),
    ],
)
def test_the_speaker_said_what_may_be_done_with_the_words(by, add, code, mark, quoting, wording, fine):
    coding = mark(add(quoting=quoting), code(), 18, 28)
    if fine:
        assert actions.sign_quote(**by, coding=coding, wording=wording, told={}).wording == wording
    else:
        with pytest.raises(actions.BadQuote):
            actions.sign_quote(**by, coding=coding, wording=wording, told={})
        assert not Quote.objects.exists()


def test_elements_show_who_names_them_and_who_says_the_contrary(by, study, add, code):
    label = code()
    for text, perspective, stance in (("Ja hoor.", "job-coach", "for"), ("Nee hoor.", "employer", "against")):
        source = add(text, perspective=perspective)
        actions.code_segment(**by, source=source, code=label, start=0, end=5, stance=stance)
    code("context", kind="context")
    (element,) = queries.elements(study, by["by"].account, on=by["at"].date()).rows
    assert (element.named_by, element.against, element.judged) == (1, 1, 0)


def test_four_judgements_in_words(by, code):
    label = code()
    answers = dict.fromkeys(Judgement.Question.values, "Genoeg.")
    assert actions.judge(**by, code=label, answers=answers) == 4
    assert actions.judge(**by, code=label, answers={"adequacy": " "}) == 3


def test_the_pages_never_speak_of_an_effect(sign_in, study, coding):
    browser = sign_in("dirk")
    browser.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    for page in (
        reverse("interview:elements", args=[study.code]),
        reverse("interview:element", args=[coding.code_id]),
        reverse("interview:quote", args=[coding.pk]),
    ):
        said = browser.get(page).content.decode().split("<main")[1].split("</main>")[0].lower()
        assert "effect" not in said
        assert "works" not in said


def test_a_quote_is_signed_and_withdrawn_on_the_page(sign_in, coding):
    browser, page = sign_in("dirk"), reverse("interview:quote", args=[coding.pk])
    assert browser.post(page, {"wording": "Dat helpt."}).status_code == 302
    assert Quote.objects.get().wording == "Dat helpt."
    browser.post(page, {"withdraw": "1"})
    assert not Quote.objects.exists()
