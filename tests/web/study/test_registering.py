"""Reading, locking, opening without a lock, and what the document says of it."""

import io

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import override

from werkzaam.core.plan import parse_plan
from werkzaam.sides import RESEARCH
from werkzaam.web.people.access import Refused
from werkzaam.web.study import actions, queries, registration, rules
from werkzaam.web.study.models import Review, Study

WHERE = {"code": "via-esdoorn"}


@pytest.fixture
def colleague(cast, at):
    """Another researcher of Dirk's institute."""
    from werkzaam.web.people import actions as people
    from werkzaam.web.people import queries as found
    from werkzaam.web.people.rules import RoleKind

    account = people.open_account(by="system", at=at, email="noor@esdoorn.example", name="Noor Leesbril")
    people.give_role(
        by="system", at=at, account=account, kind=RoleKind.RESEARCHER, organisation=cast.instituut,
        since_on=at.date(),
    )  # fmt: skip
    return found.access(account.pk, on=at.date())


def test_someone_else_reads_the_plan(study, cast, at, colleague):
    said = {"at": at, "study": study, "judgement": "agreed"}
    with pytest.raises(rules.OwnWork):
        actions.review_plan(by=cast.access("dirk"), **said)
    with pytest.raises(Refused):
        actions.review_plan(by=cast.access("olga"), **said)
    review = actions.review_plan(by=colleague, **said)
    assert review.plan_hash == study.plan_hash
    assert queries.judgements(study) == {colleague.account: "agreed"}


def test_a_reading_belongs_to_its_version(study, cast, at, colleague, plan_toml):
    actions.review_plan(by=colleague, at=at, study=study, judgement="agreed")
    changed = plan_toml.replace("months = 15", "months = 18")
    study = actions.amend_plan(by=cast.access("dirk"), at=at, study=study, plan_toml=changed)
    assert queries.reviews(study) == []
    study = actions.amend_plan(by=colleague, at=at, study=study, plan_toml=plan_toml)
    with pytest.raises(rules.OwnWork):
        actions.review_plan(by=colleague, at=at, study=study, judgement="agreed")


def test_a_wanted_change_holds_the_lock_until_the_reader_is_content(study, cast, at, colleague):
    with pytest.raises(rules.ReviewEmpty):
        actions.review_plan(by=colleague, at=at, study=study, judgement="change", text="  ")
    actions.review_plan(by=colleague, at=at, study=study, judgement="change", text="Drempel ontbreekt")
    with pytest.raises(rules.ReviewOpen):
        actions.lock_plan(by=cast.access("dirk"), at=at, study=study)
    actions.review_plan(by=colleague, at=at, study=study, judgement="agreed")
    locked = actions.lock_plan(by=cast.access("dirk"), at=at, study=study)
    assert Review.objects.count() == 2
    with pytest.raises(rules.PlanLocked):
        actions.review_plan(by=colleague, at=at, study=locked, judgement="agreed")


def test_later_waves_are_sealed_until_the_lock(study, cast, at):
    assert queries.sealed(study) == {"t1"}
    with pytest.raises(rules.WavesSealed):
        queries.require_unsealed(study)
    locked = actions.lock_plan(by=cast.access("dirk"), at=at, study=study)
    assert queries.sealed(locked) == frozenset()
    assert queries.standing(locked) == "registered"


def test_who_opens_without_a_lock_stays_exploratory(study, cast, at, sign_in):
    opened = actions.open_unregistered(by=cast.access("dirk"), at=at, study=study)
    assert queries.sealed(opened) == frozenset()
    assert queries.standing(opened) == "exploratory"
    with pytest.raises(rules.OutcomesOpened):
        actions.lock_plan(by=cast.access("dirk"), at=at, study=opened)
    assert actions.open_unregistered(by=cast.access("dirk"), at=at, study=opened).opened_at == at
    english = {"Accept-Language": "en"}
    page = sign_in("dirk").get(reverse("study:study", kwargs=WHERE), headers=english).content.decode()
    assert "Every result of this study is exploratory" in page
    document = registration.as_html(opened, "en")
    assert "opened without registration: everything is exploratory" in document


def test_a_locked_study_needs_no_opening(study, cast, at):
    locked = actions.lock_plan(by=cast.access("dirk"), at=at, study=study)
    with pytest.raises(rules.PlanLocked):
        actions.open_unregistered(by=cast.access("dirk"), at=at, study=locked)
    with pytest.raises(Refused):
        actions.open_unregistered(by=cast.access("olga"), at=at, study=locked)


def test_the_database_knows_opened_or_locked_never_both(study, cast, at):
    actions.lock_plan(by=cast.access("dirk"), at=at, study=study)
    with pytest.raises(IntegrityError, match="study_opened_or_locked"), transaction.atomic(using=RESEARCH):
        Study.objects.update(opened_at=at, opened_by="x")


def test_deviations_go_with_the_plan_and_leave_its_hash(study, cast, at):
    locked = actions.lock_plan(by=cast.access("dirk"), at=at, study=study)
    actions.record_deviation(
        by=cast.access("dirk"),
        at=at,
        study=locked,
        on=at.date(),
        text='Bellen: "thuis" \\ {t}',
        kind="programme",
    )
    plan = parse_plan(queries.plan_text(locked), "p")
    assert plan.registered
    assert plan.hash == study.plan_hash
    assert plan.deviations[0].label == {
        "nl": 'de aanpak zelf: Bellen: "thuis" \\ {t}',
        "en": 'the programme itself: Bellen: "thuis" \\ {t}',
    }
    for language in ("nl", "en"):
        assert "Bellen" in registration.as_html(locked, language)


def test_the_document_says_who_locked_what_and_who_read_it(study, cast, at, colleague):
    actions.review_plan(by=colleague, at=at, study=study, judgement="agreed", text="Goed zo")
    assert "this is a draft" in registration.as_html(study, "en")
    locked = actions.lock_plan(by=cast.access("dirk"), at=at, study=study)
    with override("nl"):
        document = registration.as_html(locked, "nl")
    for words in (
        "Vastgelegd op 2 maart 2026",
        "Instituut",
        "Noor Leesbril",
        "Goed zo",
        locked.plan_hash[:16],
    ):
        assert words in document
    assert "Trede op de participatieladder" in document


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_paper_is_a_tagged_pdf(study, language):
    pypdf = pytest.importorskip("pypdf")
    made = registration.as_pdf(study, language)
    assert made.startswith(b"%PDF-")
    read = pypdf.PdfReader(io.BytesIO(made))
    assert read.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert read.trailer["/Root"]["/Lang"] == language
    text = "".join(page.extract_text() for page in read.pages)
    assert study.plan_hash[:16] in text


def test_the_lock_page_says_what_is_asserted(study, sign_in):
    page = sign_in("dirk").get(reverse("study:lock", kwargs=WHERE), headers={"Accept-Language": "en"})
    assert "Nobody has opened an outcome" in page.content.decode()
    assert "No second researcher has read this version" in page.content.decode()
    assert "compute it" in page.content.decode()


def test_reviewing_through_the_page(study, sign_in, cast, at, colleague):
    dirk = sign_in("dirk")
    where = reverse("study:review", kwargs=WHERE)
    assert dirk.post(where, {"judgement": "agreed"}).status_code == 422
    assert dirk.post(where, {"judgement": "sideways"}).status_code == 422


@pytest.mark.parametrize(
    ("kind", "people", "council"),
    [
        ("randomised", "A lottery decides. Nobody can choose", "the fairest way to divide"),
        ("waiting-list", "who starts later", "everyone starts in the end"),
        ("stepped", "which place comes first", "cannot start everywhere on one day"),
        ("matched", "It depends on where you live", "A lottery was not chosen"),
        ("comparison", "There is no lottery", "another cause cannot be ruled out"),
        ("historical", "earlier years", "another cause cannot be ruled out"),
    ],
)
def test_every_design_has_honest_words(study, cast, at, plan_toml, sign_in, kind, people, council):
    text = plan_toml.replace('kind = "matched"', f'kind = "{kind}"')
    actions.amend_plan(by=cast.access("dirk"), at=at, study=study, plan_toml=text)
    client = sign_in("dirk")
    for reader, said in (("people", people), ("council", council)):
        where = reverse("study:told", kwargs={**WHERE, "reader": reader})
        page = " ".join(client.get(where, headers={"Accept-Language": "en"}).content.decode().split())
        assert said in page
    assert client.get(reverse("study:told", kwargs={**WHERE, "reader": "nobody"})).status_code == 404
