import io
import zipfile

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from werkzaam.sides import RESEARCH
from werkzaam.web.consent import actions as consent
from werkzaam.web.interview.models import Code, Coding, Pending, Source
from werkzaam.web.ledger import queries as ledger


def bomb():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 20_000_000)
    return packed.getvalue()


SOURCE = {
    "kind": "interview",
    "perspective": "employer",
    "title": "Werkgever 1",
    "pseudonym": "",
    "language": "nl",
    "quoting": "quote",
}


@pytest.fixture
def dirk(sign_in):
    browser = sign_in("dirk")
    browser.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return browser


def words(response):
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


def pages(study, source):
    return [
        reverse("interview:sources", args=[study.code]),
        reverse("interview:add", args=[study.code]),
        reverse("interview:codebook", args=[study.code]),
        reverse("interview:matrix", args=[study.code]),
        reverse("interview:source", args=[source.pk]),
    ]


def test_a_researcher_of_the_study_sees_every_page(dirk, study, add, code, mark):
    source = add()
    mark(source, code())
    for page in pages(study, source):
        assert dirk.get(page).status_code == 200


@pytest.mark.parametrize("name", ["bram", "hana", "femke", "ilse", "amina", "olga"])
def test_everyone_else_is_refused(sign_in, study, add, name):
    for page in pages(study, add()):
        assert sign_in(name).get(page).status_code == 403


def test_who_is_not_signed_in_goes_to_the_entrance(sign_in, study, add):
    for page in pages(study, add()):
        assert "/account/login/" in sign_in("anonymous").get(page)["Location"]


def test_a_source_that_is_not_there_gets_the_same_answer(dirk, study):
    assert dirk.get(reverse("interview:source", args=[999])).status_code == 403


def test_looking_at_a_source_is_noted_under_the_pseudonym(dirk, add, amina, cast):
    source = add(pseudonym=amina, perspective="participant")
    dirk.get(reverse("interview:source", args=[source.pk]))
    look = ledger.looks_at(amina, side=RESEARCH).get()
    assert (look.act, look.actor) == ("interview.see_source", str(cast.accounts["dirk"].pk))


def test_a_list_counts_one_look_per_source(dirk, study, add):
    sources = [add("Een."), add("Twee.")]
    dirk.get(reverse("interview:sources", args=[study.code]))
    assert all(ledger.looks_at(f"source-{source.pk}", side=RESEARCH).count() == 1 for source in sources)


def test_a_pasted_text_becomes_a_source(dirk, study):
    response = dirk.post(reverse("interview:add", args=[study.code]), SOURCE | {"text": "Goed geluisterd."})
    pending = Pending.objects.get()
    assert response["Location"] == reverse("interview:pending", args=[pending.pk])
    assert pending.text == "Goed geluisterd."
    signed = dirk.post(response["Location"], {"sign": "1"})
    source = Source.objects.get()
    assert signed["Location"] == reverse("interview:source", args=[source.pk])
    assert source.text == "Goed geluisterd."
    assert not Pending.objects.exists()


def test_a_file_becomes_a_source(dirk, study):
    upload = SimpleUploadedFile("gesprek.txt", "\ufeffÉén gesprek.\r\nTot slot.".encode())
    dirk.post(reverse("interview:add", args=[study.code]), SOURCE | {"file": upload})
    assert Pending.objects.get().text == "Één gesprek.\nTot slot."


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"file": SimpleUploadedFile("g.txt", "Ваш текст".encode("cp1251"))}, "in which encoding"),
        ({"file": SimpleUploadedFile("g.docx", b"PK\x03\x04 word")}, "This file is damaged"),
        ({"file": SimpleUploadedFile("g.mp3", b"ID3")}, "Files of this kind are not read"),
        ({"file": SimpleUploadedFile("g.docx", bomb())}, "unpacks to far more"),
        ({"text": "x" * 2_000_001}, "longer than two million"),
        ({}, "one of the two"),
        ({"text": "x", "kind": "group-interview", "pseudonym": "0" * 32}, "Only an interview"),
        ({"text": "x", "pseudonym": "0" * 32}, "consent for research does not stand"),
    ],
)
def test_a_bad_source_says_what_to_do_and_keeps_the_form(dirk, study, more, said):
    response = dirk.post(reverse("interview:add", args=[study.code]), SOURCE | more)
    assert response.status_code == 200
    assert said in words(response)
    assert (
        BeautifulSoup(response.content, "html.parser").find("input", {"name": "title"})["value"]
        == "Werkgever 1"
    )
    assert not Source.objects.exists()
    assert not Pending.objects.exists()


def test_a_passage_is_coded_by_sentence_numbers_without_a_script(dirk, add, code):
    source, label = add("Een. Twee is dit. Drie. Vier."), code()
    page = reverse("interview:source", args=[source.pk])
    response = dirk.post(
        reverse("interview:code", args=[source.pk]), {"first": 2, "last": 3, "code": label.pk}
    )
    assert response["Location"] == page + "#s2"
    coding = Coding.objects.get()
    assert source.text[coding.start : coding.end] == "Twee is dit. Drie."
    shown = BeautifulSoup(dirk.get(page).content, "html.parser")
    assert [one.text for one in shown.find_all(class_="wz-coded")] == ["Twee is dit.", "Drie."]
    assert shown.find("ul", class_="wz-codings").text.split()[:3] == ["2", "·", "bellen"]


def test_a_chosen_sentence_stands_in_the_form(dirk, add, code):
    source = add("Een. Twee. Drie.")
    code()
    page = BeautifulSoup(
        dirk.get(reverse("interview:source", args=[source.pk]), {"first": 2, "last": 3}).content,
        "html.parser",
    )
    assert page.find("input", {"name": "first"})["value"] == "2"
    assert page.find("input", {"name": "last"})["value"] == "3"
    assert [one.text for one in page.find_all(class_="wz-chosen")] == ["Twee.", "Drie."]


@pytest.mark.parametrize("value", ["x", "-1", "999999999999", "²"])
def test_a_strange_choice_is_no_choice(dirk, add, value):
    assert dirk.get(reverse("interview:source", args=[add().pk]), {"first": value}).status_code == 200


def test_sentences_that_are_not_there_are_named(dirk, add, code):
    source, label = add(), code()
    response = dirk.post(
        reverse("interview:code", args=[source.pk]), {"first": 3, "last": 9, "code": label.pk}
    )
    assert "These sentences are not in the text" in words(response)
    assert not Coding.objects.exists()


def test_a_code_of_another_study_is_no_choice(dirk, add, code, study):
    source, label = add(), code()
    Code.objects.filter(pk=label.pk).update(study=_other(study))
    dirk.post(reverse("interview:code", args=[source.pk]), {"first": 1, "last": 1, "code": label.pk})
    assert not Coding.objects.exists()


def _other(study):
    from copy import copy

    other = copy(study)
    other.pk, other.code = None, "another"
    other.save()
    return other


def test_a_coding_can_be_taken_back(dirk, add, code, mark):
    source = add()
    coding = mark(source, code())
    response = dirk.post(reverse("interview:undo", args=[coding.pk]))
    assert response["Location"] == reverse("interview:source", args=[source.pk])
    assert not Coding.objects.exists()


@pytest.mark.parametrize("name", ["bram", "olga"])
def test_nobody_else_codes_or_takes_back(sign_in, add, code, mark, name):
    source, label = add(), code()
    coding = mark(source, label)
    values = {"first": 1, "last": 1, "code": label.pk}
    assert sign_in(name).post(reverse("interview:code", args=[source.pk]), values).status_code == 403
    assert sign_in(name).post(reverse("interview:undo", args=[coding.pk])).status_code == 403
    assert Coding.objects.count() == 1


def test_looking_does_not_write_and_writing_is_no_link(dirk, add, code, mark):
    source = add()
    coding = mark(source, code())
    assert dirk.get(reverse("interview:code", args=[source.pk])).status_code == 405
    assert dirk.get(reverse("interview:undo", args=[coding.pk])).status_code == 405


def test_a_code_is_added_and_a_double_name_keeps_the_form(dirk, study, code):
    code("Bellen")
    page = reverse("interview:codebook", args=[study.code])
    values = {"name": "bellen", "kind": "context", "definition": "Nog eens"}
    assert "There is a code with this name already" in words(dirk.post(page, values))
    assert dirk.post(page, values | {"name": "Taal"}).status_code == 302
    assert set(Code.objects.values_list("name", flat=True)) == {"Bellen", "Taal"}


def test_a_withdrawn_source_is_listed_and_closed(cast, at, dirk, study, add, amina):
    source = add(pseudonym=amina, perspective="participant", text="Geheim gesprek.")
    consent.withdraw(by=cast.access("bram"), at=at, person_id=cast.amina.pk, purpose="research")
    listed = dirk.get(reverse("interview:sources", args=[study.code]))
    assert "closed: consent withdrawn" in words(listed)
    page = reverse("interview:source", args=[source.pk])
    assert page not in listed.content.decode()
    response = dirk.get(page)
    assert response.status_code == 403
    assert "Geheim" not in words(response)
    assert "1 source is left out" in words(dirk.get(reverse("interview:matrix", args=[study.code])))


def test_the_matrix_says_not_asked(dirk, study, add, code):
    code()
    add()
    assert "not asked" in words(dirk.get(reverse("interview:matrix", args=[study.code])))


def test_pages_ask_the_databases_no_more_for_more_rows(
    dirk, study, add, code, mark, amina, django_assert_max_num_queries
):
    labels = [code(f"code {number}") for number in range(5)]
    sources = [add(f"Gesprek {number}. Bellen helpt.", pseudonym="") for number in range(6)]
    for source in sources:
        for label in labels:
            mark(source, label)
    for page in pages(study, sources[0]):
        with django_assert_max_num_queries(9), django_assert_max_num_queries(12, using="research"):
            assert dirk.get(page).status_code == 200


def test_a_long_transcript_opens(dirk, add, code, mark):
    text = "\n".join(f"Zin {number} over werk. En nog een zin." for number in range(750))
    source, label = add(text), code()
    for number in range(0, 20_000, 100):
        mark(source, label, number, number + 60)
    response = dirk.get(reverse("interview:source", args=[source.pk]))
    assert response.content.count(b'class="wz-sentence"') == 1500
