"""The plan by its forms: what a form does not ask stays, and a mistake is said in the plan's own words."""

import pytest
from django.urls import reverse

from werkzaam.core.plan import parse_plan
from werkzaam.web.study import editing, queries
from werkzaam.web.study.editing import SECTIONS

WHERE = {"code": "via-esdoorn"}


def fields(form, **changed):
    """What a browser posts when nothing is touched, with these changes."""
    found = {}
    for one in form if hasattr(form, "management_form") else [form]:
        for bound in one:
            value = (
                bound.field.prepare_value(bound.initial)
                if hasattr(bound.field, "prepare_value")
                else bound.initial
            )
            if value is not None and value is not False:
                found[bound.html_name] = str(value) if value is not True else "on"
    if hasattr(form, "management_form"):
        found |= {f"row-{key}": str(value) for key, value in form.management_form.initial.items()}
    return found | changed


@pytest.mark.parametrize("section", SECTIONS)
def test_saving_untouched_changes_nothing(plan_toml, section):
    chosen = SECTIONS[section]
    make = editing.formset if chosen.many else editing.single
    posted = make(chosen, plan_toml, fields(make(chosen, plan_toml)))
    assert posted.is_valid(), posted.errors
    text = (
        editing.listed(chosen, plan_toml, editing.rows_of(posted))
        if chosen.many
        else editing.replaced(chosen, plan_toml, posted.cleaned_data)
    )
    assert parse_plan(text, "p") == pytest.approx(parse_plan(text, "p"))
    before, after = parse_plan(plan_toml, "p"), parse_plan(text, "p")
    for name in (
        "title",
        "arms",
        "waves",
        "outcomes",
        "estimands",
        "gates",
        "allocation",
        "questions",
        "alpha",
    ):
        assert getattr(before, name) == getattr(after, name)


def post(client, study, section, **changed):
    chosen = SECTIONS[section]
    make = editing.formset if chosen.many else editing.single
    where = reverse("study:edit", kwargs={**WHERE, "section": section})
    return client.post(where, fields(make(chosen, study.plan_toml), **changed))


def test_a_question_in_words_is_added(study, sign_in):
    words = {"row-0-text.nl": "Helpt het?", "row-0-text.en": "Does it help?"}
    assert post(sign_in("dirk"), study, "questions", **words).status_code == 302
    study.refresh_from_db()
    assert queries.plan(study).questions == ({"nl": "Helpt het?", "en": "Does it help?"},)


def test_an_outcome_is_changed_and_the_rest_stays(study, sign_in):
    before = queries.plan(study)
    changed = {"row-0-smallest_effect": "0.5", "row-0-label.nl": "Trede"}
    assert post(sign_in("dirk"), study, "outcomes", **changed).status_code == 302
    study.refresh_from_db()
    after = queries.plan(study)
    assert after.outcomes[0].smallest_effect == 0.5
    assert after.outcomes[0].label == {"nl": "Trede", "en": before.outcomes[0].label["en"]}
    assert (after.outcomes[1], after.estimands, after.arms) == (
        before.outcomes[1],
        before.estimands,
        before.arms,
    )


def test_an_outcome_that_is_asked_about_cannot_go_unseen(study, sign_in):
    response = post(sign_in("dirk"), study, "outcomes", **{"row-0-DELETE": "on"})
    assert response.status_code == 422
    assert "rung" in response.content.decode()
    study.refresh_from_db()
    assert len(queries.plan(study).outcomes) == 2


def test_a_wave_is_added(study, sign_in):
    new = {"row-2-key": "t2", "row-2-months": "24", "row-2-label.nl": "Later", "row-2-label.en": "Later"}
    assert post(sign_in("dirk"), study, "waves", **new).status_code == 302
    assert [wave.key for wave in queries.waves(study)] == ["t0", "t1", "t2"]


def test_gates_and_analysis(study, sign_in):
    client = sign_in("dirk")
    assert post(client, study, "gates", smd_adjusted="0.1", clusters_per_side="6").status_code == 302
    study.refresh_from_db()
    assert post(client, study, "analysis", alpha="0.01", multiplicity="romano-wolf").status_code == 302
    study.refresh_from_db()
    plan = queries.plan(study)
    assert (plan.gates.smd_adjusted, plan.gates.clusters_per_side) == (0.1, 6)
    assert (plan.alpha, plan.multiplicity) == (0.01, "romano-wolf")


def test_expectations_are_kept_in_the_plan(study, sign_in):
    given = {
        "persons.programme": 60, "persons.control": 50, "clusters.programme": 4, "response.t1": 60,
        "icc": 0.05, "correlation": 0.6, "sd.rung": 1,
    }  # fmt: skip
    client, where = sign_in("dirk"), reverse("study:expect", kwargs=WHERE)
    assert client.post(where, {**given, "response.t1": 130}).status_code == 422
    assert client.post(where, given).status_code == 302
    study.refresh_from_db()
    told = queries.plan(study).expect
    assert (told.persons, told.clusters, told.response) == (
        {"programme": 60, "control": 50},
        {"programme": 4},
        {"t1": 0.6},
    )


def test_notes_in_the_file_are_not_lost_without_a_word(study, cast, at, sign_in, plan_toml):
    from werkzaam.web.study import actions

    client, english = sign_in("dirk"), {"Accept-Language": "en"}
    where = reverse("study:edit", kwargs={**WHERE, "section": "gates"})
    assert "without those notes" not in client.get(where, headers=english).content.decode()
    actions.amend_plan(by=cast.access("dirk"), at=at, study=study, plan_toml=f"# why\n{plan_toml}")
    assert "without those notes" in client.get(where, headers=english).content.decode()


def test_a_locked_plan_has_no_forms(study, cast, at, sign_in):
    from werkzaam.web.study import actions

    actions.lock_plan(by=cast.access("dirk"), at=at, study=study)
    assert post(sign_in("dirk"), study, "gates", smd_adjusted="0.1").status_code == 422
    study.refresh_from_db()
    assert queries.plan(study).registered


def test_a_section_that_is_not_there(study, sign_in):
    assert (
        sign_in("dirk").get(reverse("study:edit", kwargs={**WHERE, "section": "secrets"})).status_code == 403
    )
