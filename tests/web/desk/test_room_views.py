"""The claims room as a researcher walks through it: every page, without script."""

import re

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from werkzaam.web.desk import actions
from werkzaam.web.desk.models import Element, JointRow, Lowering, Release, UptakeStep, WrittenClaim

from .conftest import AFTER, moment
from .room import ADVICE, COUNTS, DESCRIBED, advice, coded, described, element
from .test_joint import READING, ROW
from .test_views import words


@pytest.fixture(autouse=True)
def _no_typesetting(no_typesetting):
    pass


@pytest.fixture
def dirk(sign_in):
    browser = sign_in("dirk")
    browser.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return browser


@pytest.fixture
def run(complete, desk):
    desk("freeze")
    return desk("run")


def url(name, *args):
    return reverse(f"desk:{name}", args=args)


def rows(prefix, many=0):
    return {f"{prefix}-TOTAL_FORMS": many, f"{prefix}-INITIAL_FORMS": 0}


def link(target=f"{COUNTS}.improved", source="number"):
    told = {"stance": "supports", "source": source, "target": target, "note_nl": "", "note_en": ""}
    return rows("rivals") | rows("links", 1) | {f"links-0-{name}": value for name, value in told.items()}


def test_a_claim_is_written_with_its_evidence(dirk, complete, run):
    page = url("new_claim", complete.study.code, "described")
    assert "Never why." in words(dirk.get(page))
    answer = dirk.post(page, DESCRIBED | link() | {"do": "save"})
    assert answer["Location"] == url("claims", complete.study.code)
    row = WrittenClaim.objects.get()
    assert [one.target for one in row.links.all()] == [f"{COUNTS}.improved"]
    said = words(dirk.get(answer["Location"]))
    assert "Of 8 participants 4 took a step forward." in said
    assert "in order" in said


def test_what_was_typed_is_shown_as_printed_before_it_is_saved(dirk, complete, run):
    page = url("new_claim", complete.study.code, "described")
    shown = dirk.post(page, DESCRIBED | link() | {"do": "preview"})
    assert "Of 8 participants 4 took a step forward." in words(shown)
    assert not WrittenClaim.objects.exists()


def test_a_number_is_found_by_name_and_put_into_both_sentences(dirk, complete, run):
    page = url("new_claim", complete.study.code, "described")
    typed = {"sentence_nl": "Er gingen", "sentence_en": "There went"} | link("", "number")
    found = dirk.post(page, typed | {"do": "find", "find": "programme rung t1 improved"})
    button = BeautifulSoup(found.content, "html.parser").find(
        "button", value=re.compile(r"^insert:.*improved")
    )
    after = BeautifulSoup(dirk.post(page, typed | {"do": button["value"]}).content, "html.parser")
    assert after.find(id="id_sentence_nl").text.strip() == f"Er gingen {{{COUNTS}.improved|count}}"
    used = dirk.post(page, typed | {"do": f"use:number|{COUNTS}.improved"})
    field = BeautifulSoup(used.content, "html.parser").find(id="id_links-0-target")
    assert field["value"] == f"{COUNTS}.improved"


def test_a_causal_word_is_asked_about_and_answered_on_the_page(dirk, complete, run):
    described(complete)
    page = url("new_claim", complete.study.code, "recommendation")
    texts = ADVICE | {"sentence_nl": "Bellen leidt tot werk.", "sentence_en": "Calling leads to work."}
    asked = dirk.post(page, texts | link("described-1", "claim") | {"do": "preview"})
    assert "question about a word" in words(asked)
    assert BeautifulSoup(asked.content, "html.parser").find(id="id_answer_nl")
    answer = {"answer_nl": "Zo staat het in de wet.", "answer_en": "The law says so."}
    dirk.post(page, texts | answer | link("described-1", "claim") | {"do": "save"})
    assert "You answered this." in words(dirk.get(url("claim", WrittenClaim.objects.last().pk)))


def test_one_language_keeps_what_was_typed_and_says_why(dirk, complete, run):
    page = url("new_claim", complete.study.code, "described")
    answer = dirk.post(page, DESCRIBED | {"period_en": ""} | link() | {"do": "save"})
    assert answer.status_code == 422
    assert "in Dutch and in English" in words(answer)
    assert "Van de start" in BeautifulSoup(answer.content, "html.parser").find(id="id_period_nl")["value"]


def test_an_element_is_taken_in_and_left_out(dirk, complete):
    code = coded(complete)
    texts = {"label_nl": "Vertrouwen", "label_en": "Trust", "definition_nl": "", "definition_en": ""}
    dirk.post(url("element", code.pk), texts)
    assert Element.objects.get().key == "trust"
    assert "Trust" in words(dirk.get(url("elements", complete.study.code)))
    dirk.post(url("element", code.pk), {"out": "1"})
    assert not Element.objects.exists()


def test_the_joint_display_lays_both_sides_beside_each_other(dirk, complete, run):
    element(complete)
    answer = dirk.post(url("new_row", complete.study.code), ROW)
    assert answer["Location"] == url("joint", complete.study.code)
    said = words(dirk.get(answer["Location"]))
    assert READING["reading_en"] in said
    assert "participant: 1 of 1" in said
    row = JointRow.objects.get()
    JointRow.objects.update(seen="0" * 64)
    assert "stale" in words(dirk.get(answer["Location"]))
    dirk.post(url("look_row", row.pk))
    assert "It still holds" not in words(dirk.get(answer["Location"]))
    dirk.post(url("row", row.pk), {"drop": "1"})
    assert not JointRow.objects.exists()


def test_a_verdict_is_lowered_on_its_page(dirk, complete, run):
    page = url("lower", complete.study.code, "effect-rung-t1")
    told = {"verdict": "not-examined", "reason_nl": "Vakantie.", "reason_en": "Holidays."}
    dirk.post(page, told)
    assert "Holidays." in words(dirk.get(url("claims", complete.study.code)))
    dirk.post(page, {"back": "1"})
    assert not Lowering.objects.exists()
    assert dirk.post(page, told | {"verdict": "indications-of-effect"}).status_code == 422


def test_a_recommendation_is_followed(dirk, complete, run):
    described(complete)
    row = advice(complete)
    page = url("uptake", complete.study.code, row.key)
    assert "Give every participant one fixed coach." in words(dirk.get(page))
    declined = {
        "uptake": "declined",
        "on": timezone.localdate().isoformat(),
        "reason_nl": "",
        "reason_en": "",
    }
    assert dirk.post(page, declined).status_code == 422
    dirk.post(page, declined | {"reason_nl": "Geen geld.", "reason_en": "No money."})
    assert UptakeStep.objects.get().uptake == "declined"
    assert "No money." in words(dirk.get(url("recommendations", complete.study.code)))


def test_a_sentence_of_the_draft_opens_its_evidence(dirk, complete, run, desk):
    described(complete)
    desk("report")
    page = dirk.get(url("report", complete.study.code))
    document = BeautifulSoup(page.content, "html.parser")
    opened = [one for one in document.select("details") if "took a step forward" in one.summary.get_text()]
    assert f"{COUNTS}.improved" in opened[0].get_text()
    frame = dirk.get(document.find("iframe")["src"])
    assert frame["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-src 'self'" in page["Content-Security-Policy"]


def test_release_by_two_on_the_page(dirk, complete, run, sign_in, ria):
    page = url("release", complete.study.code)
    assert "Numbers looked at" in words(dirk.get(page))
    dirk.post(url("ask_release", complete.study.code))
    said = words(dirk.get(page))
    assert "You asked for this yourself." in said
    asked = Release.objects.get()
    refused = dirk.post(url("decide_release", asked.pk), {"decision": "approve"})
    assert refused.status_code == 409
    other = sign_in("ria")
    assert other.get(page).status_code == 200
    other.post(url("decide_release", asked.pk), {"decision": "approve"})
    asked.refresh_from_db()
    assert asked.decision == "approved"
    assert "Publish this report" in words(dirk.get(url("study", complete.study.code)))


def test_what_stands_in_the_way_leads_to_where_it_can_be_mended(dirk, complete, run):
    row = described(complete)
    WrittenClaim.objects.filter(pk=row.pk).update(seen={})
    document = BeautifulSoup(dirk.get(url("release", complete.study.code)).content, "html.parser")
    assert document.find("a", href=url("claim", row.pk))
    assert dirk.post(url("ask_release", complete.study.code)).status_code == 409
    dirk.post(url("look", row.pk))
    row.refresh_from_db()
    assert row.seen


def test_a_claim_is_left_out_by_a_button(dirk, complete, run):
    row = described(complete)
    dirk.post(url("leave_out", row.pk))
    row.refresh_from_db()
    assert row.gone_at
    assert dirk.get(url("claim", row.pk)).status_code == 403


def test_the_desk_tells_how_the_claims_stand(dirk, complete, run):
    described(complete)
    said = words(dirk.get(url("study", complete.study.code)))
    assert "1 claim in order" in said
    assert "Write the report again" in said
    assert actions.report(by=complete.dirk(), at=moment(AFTER), study=complete.study).kind == "report"


def test_nobody_withdrew(dirk, complete, run):
    assert "Nobody" in words(dirk.get(url("withdrawn", complete.study.code)))
