"""A project goes out and comes back without a shift; nothing half comes in."""

import io
import json
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from werkzaam.web.consent import actions as consent
from werkzaam.web.interview import actions
from werkzaam.web.interview.models import Code, Coding, Pending, Source

MIXED = "Coach 👩‍👧 belt.\r\nقال: نعم، أعمل. Ünal lacht 😀 hard.\r\nKlaar."


def placed():
    rows = Coding.objects.select_related("source", "code")
    return sorted((row.code.name, row.source.text[row.start : row.end], row.stance) for row in rows)


@pytest.fixture
def project(add, code, mark):
    source, label = add(MIXED), code()
    for words in ("👩‍👧 belt", "أعمل", "Ünal lacht 😀", "Klaar."):
        start = source.text.index(words)
        mark(source, label, start, start + len(words))
    return placed()


@pytest.fixture
def take(sign_in, study):
    def taken(form):
        answer = sign_in("dirk").get(reverse("interview:take", args=[study.code, form]))
        assert answer.status_code == 200
        return answer.content

    return taken


def test_a_project_comes_back_without_a_shift(by, project, take, study):
    packed = take("qdpx")
    Coding.objects.all().delete()
    taken = actions.take_in(**by, study=study, data=packed, filename="p.qdpx")
    assert (taken.known, taken.codings, taken.codes) == (1, 4, 0)
    assert placed() == project


def test_a_project_comes_into_another_study_whole(by, project, take, study):
    from copy import copy

    packed = take("qdpx")
    other = copy(study)
    other.pk, other.code = None, "another"
    other.save()
    taken = actions.take_in(**by, study=other, data=packed, filename="p.qdpx")
    assert (taken.sources, taken.codings, taken.codes, taken.waiting) == (1, 4, 1, 0)
    assert placed() == sorted(project * 2)


def test_twice_in_is_once(by, project, take, study):
    packed = take("qdpx")
    assert actions.take_in(**by, study=study, data=packed, filename="p.qdpx").codings == 0
    assert placed() == project


def test_a_text_with_marks_waits_for_its_reader(by, project, take, study, amina, add, code):
    add("Bel mij op 06-12345678.")
    packed = take("qdpx")
    Coding.objects.all().delete()
    Source.objects.all().delete()
    taken = actions.take_in(**by, study=study, data=packed, filename="p.qdpx")
    assert (taken.sources, taken.waiting) == (1, 1)
    assert "06-12345678" in Pending.objects.get().text


def test_a_codebook_comes_back_with_its_tree(by, take, study, code):
    above = code("contact")
    actions.add_code(**by, study=study, name="bellen", kind="context", parent=above, definition="Telefoon.")
    packed = take("qdc")
    Code.objects.filter(parent__isnull=False).delete()
    Code.objects.all().delete()
    assert actions.take_in(**by, study=study, data=packed, filename="b.qdc").codes == 2
    below = Code.objects.get(name="bellen")
    assert (below.parent.name, below.definition) == ("contact", "Telefoon.")


def test_who_withdrew_does_not_go_out(cast, at, add, code, mark, take, amina):
    mark(add("Geheim gesprek.", pseudonym=amina, perspective="participant"), code())
    consent.withdraw(by=cast.access("bram"), at=at, person_id=cast.amina.pk, purpose="research")
    for form in ("codings", "annotations"):
        assert "Geheim" not in take(form).decode()
    with zipfile.ZipFile(io.BytesIO(take("qdpx"))) as packed:
        assert packed.namelist() == ["project.qde"]


def test_positions_of_annotations_are_code_points(project, take):
    page = json.loads(take("annotations"))
    text = Source.objects.get().text
    for item in page["items"]:
        place, quote = item["target"]["selector"]
        assert text[place["start"] : place["end"]] == quote["exact"]


def slip():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("../../evil.txt", "x")
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("p.qdpx", b"no archive", "damaged"),
        ("p.qdpx", slip(), "outside its own folder"),
        ("p.qdc", b"<CodeBook", "damaged"),
        ("p.qdc", b"<!DOCTYPE x [<!ENTITY a 'b'>]><CodeBook/>", "document type"),
    ],
)
def test_a_bad_file_says_what_is_wrong_and_leaves_nothing(sign_in, study, name, data, said):
    browser = sign_in("dirk")
    browser.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    page = reverse("interview:exchange", args=[study.code])
    answer = browser.post(page, {"file": SimpleUploadedFile(name, data)})
    assert said in answer.content.decode()
    assert not Code.objects.exists()
