"""What leaves the desk: two persons, uptake after publication, and who withdrew since."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from werkzaam.core.report.followed import place, read_followed
from werkzaam.problem import Problem
from werkzaam.sides import RESEARCH
from werkzaam.web.consent import actions as consent
from werkzaam.web.desk import actions, queries, tasks
from werkzaam.web.desk.models import Publication, Release, UptakeStep
from werkzaam.web.desk.published import withdrawn
from werkzaam.web.desk.room import room
from werkzaam.web.desk.standing import obstacles
from werkzaam.web.ledger.models import Event
from werkzaam.web.people.access import Refused

from .conftest import AFTER, moment, released
from .room import ADVICE, advice, described, element, link, write


@pytest.fixture(autouse=True)
def _no_typesetting(no_typesetting):
    pass


@pytest.fixture
def run(complete, desk):
    desk("freeze")
    return desk("run")


def ask(pilot, **more):
    return actions.ask_release(**{"by": pilot.dirk(), "at": moment(AFTER), "study": pilot.study} | more)


def publish(pilot):
    return actions.publish(by=pilot.dirk(), at=moment(AFTER), study=pilot.study)


def test_nothing_is_published_before_a_second_person_let_it_go(complete, run):
    with pytest.raises(Problem) as found:
        publish(complete)
    assert found.value.code == "desk-not-released"
    ask(complete)
    with pytest.raises(Problem):
        publish(complete)
    assert not Publication.objects.exists()


def test_the_same_person_twice_is_refused(complete, run):
    asked = ask(complete)
    with pytest.raises(Problem) as found:
        actions.decide_release(by=complete.dirk(), at=moment(AFTER), release=asked, approve=True)
    assert found.value.code == "desk-same-person"
    asked.refresh_from_db()
    assert asked.decision == "waiting"


@pytest.mark.parametrize("name", ["hana", "ilse", "olga", "femke"])
def test_others_cannot_release(complete, run, name):
    asked = ask(complete)
    with pytest.raises(Refused):
        actions.decide_release(by=complete.cast.access(name), at=moment(AFTER), release=asked, approve=True)


def test_two_persons_release_and_it_is_in_the_ledger(complete, run, ria):
    asked = ask(complete)
    actions.decide_release(by=ria, at=moment(AFTER), release=asked, approve=True)
    job = publish(complete)
    tasks.publish.call(job.pk)
    acts = Event.objects.using(RESEARCH).filter(act__in=["desk.ask_release", "desk.decide_release"])
    assert [(one.act, one.actor) for one in acts.order_by("id")] == [
        ("desk.ask_release", complete.dirk().account),
        ("desk.decide_release", ria.account),
    ]
    assert (settings.EDITIONS / job.key / "edition.json").exists()


def test_asked_again_over_the_same_draft_is_the_same_release(complete, run):
    assert ask(complete).pk == ask(complete).pk


def test_sent_back_says_why_and_can_be_asked_again(complete, run, ria):
    asked = ask(complete)
    with pytest.raises(Problem):
        actions.decide_release(by=ria, at=moment(AFTER), release=asked, approve=False)
    actions.decide_release(
        by=ria, at=moment(AFTER), release=asked, approve=False, remark="Kijk de citaten na."
    )
    assert ask(complete).pk != asked.pk


def test_what_was_brought_after_the_release_is_not_published(complete, run):
    released(complete, AFTER)
    described(complete)
    with pytest.raises(Problem) as found:
        publish(complete)
    assert found.value.code == "desk-not-ready"


def test_what_was_brought_while_publishing_is_not_published(complete, run):
    released(complete, AFTER)
    job = publish(complete)
    described(complete)
    with pytest.raises(Problem) as found:
        tasks.publish.call(job.pk)
    assert found.value.code == "desk-not-released"
    assert not settings.EDITIONS.exists() or not list(settings.EDITIONS.iterdir())


def test_faults_questions_and_a_stale_draft_stand_in_the_way_each_with_its_page(complete, run):
    described(complete)
    texts = ADVICE | {"sentence_nl": "Bellen leidt tot werk.", "sentence_en": "Calling leads to work."}
    asked = write(complete, "recommendation", texts, link("claim", "described-1"))
    bare = write(complete, "contribution", {"sentence_nl": "Het kan.", "sentence_en": "It may."})
    found = obstacles(room(complete.study, on=AFTER))
    pages = {one.href for one in found}
    assert any(one.endswith(f"/claim/{asked.pk}/") for one in pages)
    assert any(one.endswith(f"/claim/{bare.pk}/") for one in pages)
    assert any(one.endswith(f"/desk/{complete.study.code}/") for one in pages)
    with pytest.raises(Problem) as refused:
        ask(complete)
    assert refused.value.code == "desk-not-ready"


def test_the_report_is_written_again_with_what_was_brought(complete, run, desk):
    assert desk("report").pk == run.pk  # nothing was brought: the run says everything
    described(complete)
    report = desk("report")
    draft = queries.draft(run)
    assert draft.directory.name == report.folder
    claim = next(one for one in draft.claims if one.key == "described-1")
    assert claim.text["en"].startswith("Of ")
    assert not room(complete.study, on=AFTER).rewritten


def test_the_edition_holds_what_was_brought(complete, run, desk):
    element(complete)
    described(complete)
    desk("report")
    job = desk("publish")
    from werkzaam.core.report import read_edition

    edition = read_edition(settings.EDITIONS / job.key)
    assert "described-1" in {one.key for one in edition.claims}
    assert [one.key for one in edition.elements] == ["trust"]


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("desk_release_decided_by_someone", {"decision": "approved"}),
        (
            "desk_release_returned_says_why",
            {"decision": "returned", "decided_at": moment(AFTER), "decided_by": "x"},
        ),
    ],
)
def test_releases_keep_their_promises(complete, run, constraint, change):
    asked = ask(complete)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic(using=RESEARCH):
        Release.objects.filter(pk=asked.pk).update(**change)


def test_the_database_refuses_one_person_twice_and_two_releases_of_one_draft(complete, run):
    asked = ask(complete)
    own = {"decision": "approved", "decided_at": moment(AFTER), "decided_by": asked.asked_by}
    with pytest.raises(IntegrityError, match="desk_release_by_two"), transaction.atomic(using=RESEARCH):
        Release.objects.filter(pk=asked.pk).update(**own)
    asked.pk = None
    with pytest.raises(IntegrityError), transaction.atomic(using=RESEARCH):
        asked.save(force_insert=True)


# -- what became of recommendations ------------------------------------------------------------------------------

DECLINED = {"reason_nl": "Geen geld.", "reason_en": "No money."}


def note(pilot, uptake, **more):
    values = {
        "by": pilot.dirk(),
        "at": moment(AFTER),
        "claim": "recommendation-1",
        "on": AFTER,
        "reason": {},
    } | more
    return actions.note_uptake(study=pilot.study, uptake=uptake, **values)


def test_uptake_after_publication_lies_on_the_shelf(complete, run, desk, django_capture_on_commit_callbacks):
    described(complete)
    advice(complete)
    desk("report")
    job = desk("publish")
    with django_capture_on_commit_callbacks(using=RESEARCH, execute=True):
        note(complete, "accepted")
        note(complete, "declined", reason=DECLINED)
    steps = read_followed(place(settings.EDITIONS, job.key))["recommendation-1"]
    assert [(one.uptake.value, one.reason["nl"]) for one in steps] == [
        ("accepted", ""),
        ("declined", "Geen geld."),
    ]


def test_uptake_before_publication_is_laid_beside_it_when_it_appears(complete, run, desk):
    described(complete)
    advice(complete)
    note(complete, "planned")
    desk("report")
    job = desk("publish")
    assert read_followed(place(settings.EDITIONS, job.key))["recommendation-1"][0].uptake.value == "planned"


def test_declining_says_why(complete, run):
    described(complete)
    advice(complete)
    with pytest.raises(Problem) as found:
        note(complete, "declined")
    assert found.value.code == "desk-one-language"


def test_there_is_no_uptake_of_what_was_never_recommended(complete):
    with pytest.raises(Problem):
        note(complete, "done")


def test_a_step_is_only_ever_added(complete, run):
    described(complete)
    advice(complete)
    step = note(complete, "accepted")
    for change in (
        lambda: UptakeStep.objects.filter(pk=step.pk).update(uptake="done"),
        lambda: UptakeStep.objects.filter(pk=step.pk).delete(),
    ):
        with pytest.raises(DatabaseError, match="cannot change"), transaction.atomic(using=RESEARCH):
            change()


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("desk_uptake_declined_says_why", {"uptake": "declined"}),
        ("desk_uptake_known", {"uptake": "perhaps"}),
    ],
)
def test_uptake_keeps_its_promises(complete, constraint, values):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic(using=RESEARCH):
        UptakeStep.objects.create(
            study=complete.study, claim="a", on=AFTER, noted_at=moment(AFTER), noted_by="x", **values
        )


# -- who withdrew since ------------------------------------------------------------------------------------------


def test_a_withdrawn_pseudonym_in_a_published_snapshot_is_found(complete, run, desk):
    element(complete)
    desk("report")
    job = desk("publish")
    later = timezone.localdate() + timedelta(days=1)
    assert withdrawn(complete.study, on=later) == []
    person = complete.persons["programme"][0]
    consent.withdraw(
        by=complete.cast.access("bram"), at=timezone.now(), person_id=person.pk, purpose="research"
    )
    found = withdrawn(complete.study, on=later)
    key = complete.keys[person.pk]
    assert [(one.key, one.counted, one.quoted) for one in found] == [(job.key, (key,), (key,))]
