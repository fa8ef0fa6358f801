import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from werkzaam.web.desk import actions, queries
from werkzaam.web.desk.models import Freeze, Job, Run

from .conftest import AFTER, moment


@pytest.fixture(autouse=True)
def _no_typesetting(no_typesetting):
    pass


@pytest.fixture
def dirk(sign_in):
    browser = sign_in("dirk")
    browser.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return browser


@pytest.fixture
def page(pilot):
    return reverse("desk:study", args=[pilot.study.code])


def words(response):
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


def test_the_desk_says_what_lies_ready_and_offers_the_first_step(dirk, pilot, page):
    said = words(dirk.get(page))
    assert "Consent stands today 16" in said
    assert "Questionnaires sent in 16" in said
    assert "Exploratory: no verdict" in said
    assert "Freeze the data" in said
    assert "Run the registered analysis" not in said


def test_a_step_is_asked_for_by_a_button_and_shown_on_its_own_page(dirk, pilot):
    response = dirk.post(reverse("desk:freeze", args=[pilot.study.code]))
    job = Freeze.objects.get()
    assert response["Location"] == reverse("desk:task", args=["freeze", job.pk])
    progress = dirk.get(response["Location"])
    assert "Waiting for its turn." in words(progress)
    assert b'<noscript><meta http-equiv="refresh"' in progress.content
    assert BeautifulSoup(progress.content, "html.parser").find(id="job")["hx-trigger"] == "every 1s"


def test_progress_is_told_in_words_and_stops_asking_once_ended(dirk, complete, desk):
    job = actions.freeze(by=complete.dirk(), at=moment(AFTER), study=complete.study)
    Freeze.objects.filter(pk=job.pk).update(status=Job.Status.RUNNING, step="gather", progress=40)
    address = reverse("desk:task", args=["freeze", job.pk])
    assert "Gathering rows… 40 %" in words(dirk.get(address))
    desk("freeze")
    ended = dirk.get(address)
    assert b"hx-trigger" not in ended.content
    assert b"http-equiv" not in ended.content


def test_a_failed_step_says_why_and_what_was_kept(dirk, pilot, lock, desk):
    from werkzaam.problem import Problem

    with pytest.raises(Problem):
        desk("freeze")
    said = words(dirk.get(reverse("desk:task", args=["freeze", Freeze.objects.get().pk])))
    assert "missing for everyone" in said
    assert "Nothing half was kept." in said


@pytest.fixture
def whole(complete, desk):
    """Frozen, run and published."""
    return [desk(verb) for verb in ("freeze", "run", "publish")]


def test_the_desk_shows_every_step_with_who_and_hash(dirk, whole, page):
    said = words(dirk.get(page))
    assert whole[0].panel_hash[:16] in said
    assert "Insufficient ground" in said or "Too little ground" in said
    assert "registered" in said
    assert "Read the publication" in said
    assert said.count("Dirk") >= 3


def test_results_show_verdict_estimates_claims_and_their_evidence(dirk, whole):
    response = dirk.get(reverse("desk:results", args=[whole[1].pk]))
    said = words(response)
    assert "draft" in said
    assert "adjusted for the baseline (ANCOVA)" in said
    assert "difference-in-differences" in said
    document = BeautifulSoup(response.content, "html.parser")
    links = {link["href"][1:] for link in document.select(".wz-card a[href^='#e-']")}
    assert links
    assert all(document.find(id=anchor) for anchor in links)


def test_a_drawing_of_a_draft_is_given_and_nothing_else(dirk, whole):
    drawn = queries.draft(whole[1]).figures[0].files["nl"]
    figure = reverse("desk:drawing", args=[whole[1].pk, drawn])
    response = dirk.get(figure)
    assert response["Content-Type"] == "image/svg+xml"
    assert "no-store" in response["Cache-Control"]
    for path in ("estimates.json", "../x.svg", "figures/none.svg"):
        assert dirk.get(reverse("desk:drawing", args=[whole[1].pk, path])).status_code >= 400


def test_results_of_a_run_under_way_lead_to_its_progress(dirk, complete, desk):
    desk("freeze")
    run = actions.run(by=complete.dirk(), at=moment(AFTER), study=complete.study)
    response = dirk.get(reverse("desk:results", args=[run.pk]))
    assert response["Location"] == reverse("desk:task", args=["run", run.pk])


@pytest.mark.parametrize("name", ["bram", "hana", "ilse", "olga", "amina", "femke"])
def test_everyone_else_is_refused(sign_in, pilot, page, name):
    job = actions.freeze(by=pilot.dirk(), at=moment(AFTER), study=pilot.study)
    browser = sign_in(name)
    assert browser.get(page).status_code == 403
    assert browser.get(reverse("desk:task", args=["freeze", job.pk])).status_code == 403
    for verb in ("freeze", "run", "publish"):
        assert browser.post(reverse(f"desk:{verb}", args=[pilot.study.code])).status_code == 403
    assert not Run.objects.exists()


@pytest.mark.parametrize(("kind", "pk"), [("freeze", 999), ("nothing", 1), ("run", 1)])
def test_what_is_not_there_gets_the_same_answer(dirk, pilot, kind, pk):
    assert dirk.get(reverse("desk:task", args=[kind, pk])).status_code == 403


@pytest.mark.parametrize("verb", ["freeze", "run", "publish"])
def test_a_step_is_no_link(dirk, pilot, verb):
    assert dirk.get(reverse(f"desk:{verb}", args=[pilot.study.code])).status_code == 405


def test_a_step_too_early_is_a_clear_page(dirk, pilot):
    response = dirk.post(reverse("desk:run", args=[pilot.study.code]))
    assert response.status_code == 409
    assert "Freeze the data first." in words(response)


def test_the_desk_asks_the_databases_little(dirk, whole, page, django_assert_max_num_queries):
    with django_assert_max_num_queries(12), django_assert_max_num_queries(32, using="research"):
        assert dirk.get(page).status_code == 200
