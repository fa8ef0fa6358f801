from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from werkzaam.web.study import actions, queries
from werkzaam.web.study.models import Study

A, B = "a" * 32, "b" * 32
STUDY = {"code": "via-esdoorn"}
PAGES = [
    ("study:study", STUDY),
    ("study:plan", STUDY),
    ("study:amend", STUDY),
    ("study:edit", {**STUDY, "section": "outcomes"}),
    ("study:expect", STUDY),
    ("study:review", STUDY),
    ("study:lock", STUDY),
    ("study:power", STUDY),
    ("study:allocate", STUDY),
    ("study:lottery", STUDY),
    ("study:districts", STUDY),
    ("study:told", {**STUDY, "reader": "people"}),
    ("study:told", {**STUDY, "reader": "council"}),
    ("study:document", STUDY),
    ("study:paper", {**STUDY, "tongue": "en"}),
    ("study:schedule", {**STUDY, "wave": "t0"}),
]
OUTSIDERS = ["bram", "hana", "femke", "ilse", "amina"]


def words(response) -> str:
    return response.content.decode()


def test_a_researcher_sees_the_studies_of_the_own_organisation(study, sign_in):
    assert "via-esdoorn" in words(sign_in("dirk").get(reverse("study:studies")))
    assert "via-esdoorn" not in words(sign_in("olga").get(reverse("study:studies")))


@pytest.mark.parametrize(("name", "where"), PAGES)
def test_pages_of_a_study(study, sign_in, name, where):
    assert sign_in("dirk").get(reverse(name, kwargs=where)).status_code == 200
    assert sign_in("olga").get(reverse(name, kwargs=where)).status_code == 403
    assert sign_in("olga").get(reverse(name, kwargs={**where, "code": "no-such"})).status_code == 403
    assert sign_in("anonymous").get(reverse(name, kwargs=where)).status_code == 302


@pytest.mark.parametrize("persona", OUTSIDERS)
def test_who_does_no_research_sees_nothing(study, sign_in, persona):
    client = sign_in(persona)
    assert client.get(reverse("study:studies")).status_code == 403
    assert client.get(reverse("study:study", kwargs=STUDY)).status_code == 403


@pytest.mark.parametrize("name", ["study:open", "study:draw", "study:close", "study:deviate"])
def test_writing_needs_a_post(study, sign_in, name):
    assert sign_in("dirk").get(reverse(name, kwargs=STUDY)).status_code == 405
    assert sign_in("olga").post(reverse(name, kwargs=STUDY)).status_code == 403


def test_the_page_says_what_is_asked_and_how_groups_came_about(study, sign_in, cast, at):
    arms = {f"{n:032x}": "programme" if n < 60 else "control" for n in range(120)}
    actions.allocate(by=cast.access("dirk"), at=at, study=study, arms=arms)
    page = words(sign_in("dirk").get(reverse("study:study", kwargs=STUDY), headers={"Accept-Language": "en"}))
    assert "Rung of the participation ladder" in page
    assert "cannot be proved" in page
    assert "With 60 and 60 people this study cannot see a difference smaller than 0.52" in page


def test_opening_a_study_by_a_file(cast, sign_in, plan_toml):
    form = {
        "organisation": "instituut",
        "programme": "via-esdoorn",
        "plan_toml": "",
        "plan_file": SimpleUploadedFile("plan.toml", plan_toml.encode()),
    }
    response = sign_in("dirk").post(reverse("study:new"), form)
    assert response.headers["Location"] == reverse("study:study", kwargs=STUDY)
    assert Study.objects.get().title_en == "Intensive guidance in Esdoorn"


def test_a_mistake_in_the_plan_is_shown_with_its_line_and_the_text_is_kept(cast, sign_in, plan_toml):
    broken = plan_toml.replace('direction = "up"', 'direction = "sideways"', 1)
    form = {"organisation": "instituut", "programme": "via-esdoorn", "plan_toml": broken}
    response = sign_in("dirk").post(reverse("study:new"), form)
    assert response.status_code == 422
    assert "line " in words(response)
    assert "sideways" in words(response)
    assert not Study.objects.exists()


@pytest.mark.parametrize("given", [b"", b"\xff\xfe", b"x" * 200_001])
def test_a_file_that_is_no_plan(cast, sign_in, given):
    form = {
        "organisation": "instituut",
        "programme": "p",
        "plan_file": SimpleUploadedFile("plan.toml", given),
    }
    assert sign_in("dirk").post(reverse("study:new"), form).status_code == 422


def test_a_study_cannot_be_opened_for_another_organisation(cast, sign_in, plan_toml):
    form = {"organisation": "instituut", "programme": "p", "plan_toml": plan_toml}
    assert sign_in("olga").post(reverse("study:new"), form).status_code == 422
    assert not Study.objects.exists()


def test_amend_lock_and_deviate_through_the_pages(study, sign_in, plan_toml):
    dirk = sign_in("dirk")
    amended = plan_toml.replace("months = 15", "months = 18")
    dirk.post(reverse("study:amend", kwargs=STUDY), {"plan_toml": amended})
    dirk.post(reverse("study:lock", kwargs=STUDY))
    study.refresh_from_db()
    assert study.is_locked
    assert "Dirk" in words(dirk.get(reverse("study:study", kwargs=STUDY)))
    assert dirk.post(reverse("study:amend", kwargs=STUDY), {"plan_toml": plan_toml}).status_code == 422
    assert dirk.post(reverse("study:lock", kwargs=STUDY)).status_code == 409
    assert dirk.post(reverse("study:deviate", kwargs=STUDY), {"on": "2026-03-15"}).status_code == 422
    dirk.post(
        reverse("study:deviate", kwargs=STUDY), {"on": "2026-03-15", "kind": "programme", "text": "Bellen"}
    )
    assert [(d.kind, d.text) for d in queries.deviations(study)] == [("programme", "Bellen")]
    assert "Bellen" in words(dirk.get(reverse("study:document", kwargs=STUDY)))


def test_allocating_by_a_list(study, sign_in):
    dirk, where = sign_in("dirk"), reverse("study:allocate", kwargs=STUDY)
    for lines in (f"{A}, nowhere", "Janssen, control", f"{A}, control\n{A}, programme", ""):
        assert dirk.post(where, {"lines": lines}).status_code == 422
    assert dirk.post(where, {"lines": f"{A}, programme\n{B}; control"}).status_code == 302
    assert queries.arms(study) == {A: "programme", B: "control"}


def test_scheduling_a_wave(study, sign_in):
    dirk, where = sign_in("dirk"), reverse("study:schedule", kwargs={**STUDY, "wave": "t0"})
    assert dirk.post(where, {"opens_on": "2026-03-31", "closes_on": "2026-03-01"}).status_code == 422
    assert dirk.post(where, {"opens_on": "2026-03-01", "closes_on": ""}).status_code == 422
    assert dirk.post(where, {"opens_on": "2026-03-01", "closes_on": "2026-03-31"}).status_code == 302
    assert queries.wave(study, "t0").closes_on == date(2026, 3, 31)


def test_the_plan_file_comes_back_as_it_was(study, sign_in, plan_toml):
    response = sign_in("dirk").get(reverse("study:plan", kwargs=STUDY))
    assert words(response) == plan_toml
    assert "via-esdoorn.toml" in response.headers["Content-Disposition"]


@pytest.mark.parametrize(
    ("name", "where", "guidance", "research"),
    [("study:studies", {}, 4, 2), ("study:study", STUDY, 4, 5), ("study:allocate", STUDY, 4, 2)],
)
def test_queries_per_page(study, sign_in, django_assert_num_queries, name, where, guidance, research):
    from django.db import connections

    client = sign_in("dirk")
    with (
        django_assert_num_queries(research, connection=connections["research"]),
        django_assert_num_queries(guidance, connection=connections["default"]),
    ):
        assert client.get(reverse(name, kwargs=where)).status_code == 200
