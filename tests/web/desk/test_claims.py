"""Claims as they are written: what they hold, when they go stale, what the guard asks, what is published stays."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from werkzaam.problem import Problem
from werkzaam.sides import RESEARCH
from werkzaam.web.desk import actions
from werkzaam.web.desk.dossier import gather, seal
from werkzaam.web.desk.models import Element, EvidenceLink, Rival, WrittenClaim
from werkzaam.web.desk.room import room
from werkzaam.web.desk.standing import FAULT, FINE, QUESTION, STALE, standings
from werkzaam.web.interview import actions as interview
from werkzaam.web.ledger.models import Event
from werkzaam.web.people.access import Refused

from .conftest import AFTER, moment
from .room import ADVICE, COUNTS, DESCRIBED, EXPERIENCED, PASSAGE, advice, described, element, link, write


@pytest.fixture(autouse=True)
def _no_typesetting(no_typesetting):
    pass


def standing(pilot, key):
    here = room(pilot.study, on=AFTER)
    return next(one for one in standings(here) if one.claim.key == key)


@pytest.fixture
def run(complete, desk):
    desk("freeze")
    return desk("run")


def test_a_described_claim_is_printed_with_the_numbers_of_the_run(complete, run):
    described(complete)
    found = standing(complete, "described-1")
    assert (found.state, found.faults) == (FINE, ())
    assert found.printed["en"] == "Of 8 participants 4 took a step forward."
    assert found.printed["nl"] == "Van 8 deelnemers zetten er 4 een stap vooruit."


def test_a_number_that_changed_makes_it_stale_until_someone_looks_again(complete, run):
    row = described(complete)
    seen = {**row.seen, f"{COUNTS}.improved": 3}
    WrittenClaim.objects.filter(pk=row.pk).update(seen=seen)
    found = standing(complete, "described-1")
    assert (found.state, found.changed) == (STALE, {f"{COUNTS}.improved": (3, 4)})
    actions.look_again(by=complete.dirk(), at=moment(AFTER), claim=row)
    assert standing(complete, "described-1").state == FINE


def test_a_claim_without_evidence_or_with_a_typed_number_says_so(complete, run):
    write(
        complete,
        "described",
        DESCRIBED | {"sentence_nl": "Er waren 12 mensen.", "sentence_en": "There were 12."},
    )
    found = standing(complete, "described-1")
    assert found.state == FAULT
    assert any("12" in one for one in found.faults)


def test_the_guard_asks_about_a_cause_until_it_is_answered(complete, run):
    texts = ADVICE | {"sentence_nl": "Bellen leidt tot werk.", "sentence_en": "Calling leads to work."}
    described(complete)
    row = write(complete, "recommendation", texts, link("claim", "described-1"))
    found = standing(complete, row.key)
    assert found.state == QUESTION
    assert any("leidt tot" in one for one in found.questions)
    answer = {"answer_nl": "Dit is een citaat uit het plan.", "answer_en": "This is quoted from the plan."}
    write(complete, "recommendation", texts | answer, link("claim", "described-1"), claim=row)
    assert standing(complete, row.key).state == FINE


def test_one_language_is_not_enough(complete):
    with pytest.raises(Problem) as found:
        write(complete, "described", DESCRIBED | {"sentence_en": ""})
    assert found.value.code == "desk-one-language"
    assert not WrittenClaim.objects.exists()


def test_the_same_evidence_twice_is_refused_and_nothing_is_kept(complete):
    with pytest.raises(Problem) as found:
        write(
            complete, "described", DESCRIBED, link("number", "dose.contrast"), link("number", "dose.contrast")
        )
    assert found.value.code == "desk-link-twice"
    assert not WrittenClaim.objects.exists()


def test_writing_is_in_the_ledger_with_who_and_when(complete):
    described(complete)
    event = Event.objects.using(RESEARCH).get(act="desk.write_claim")
    assert (event.actor, event.at) == (complete.dirk().account, moment(AFTER))
    assert event.details["claim"] == "described-1"


@pytest.mark.parametrize("name", ["bram", "hana", "ilse", "olga", "amina", "nora"])
def test_only_a_researcher_of_the_study_writes(complete, name):
    with pytest.raises(Refused):
        described(complete, by=complete.cast.access(name))


# -- what goes into the dossier ----------------------------------------------------------------------------------


def test_an_element_carries_voices_passages_and_signed_quotes(complete):
    element(complete)
    found = gather(complete.study, on=AFTER).elements[0]
    voices = {one.perspective: (one.asked, one.persons) for one in found.voices}
    assert (found.key, found.passages, found.judgements) == (
        "trust",
        1,
        {"coherence": "Niemand zegt het tegendeel."},
    )
    assert voices["participant"] == (1, 1)
    assert voices["employer"] == (0, 0)
    assert [quote.wording for quote in found.quotes] == [PASSAGE]


def test_a_quote_that_was_not_signed_is_not_there(complete):
    element(complete)
    from werkzaam.web.interview.models import Coding

    interview.withdraw_quote(by=complete.dirk(), at=moment(AFTER), coding=Coding.objects.get())
    assert gather(complete.study, on=AFTER).elements[0].quotes == ()


def test_who_withdrew_is_not_heard_counted_or_quoted(complete):
    from datetime import timedelta

    from django.utils import timezone

    from werkzaam.web.consent import actions as consent

    element(complete)
    person = complete.persons["programme"][0]
    consent.withdraw(
        by=complete.cast.access("bram"), at=timezone.now(), person_id=person.pk, purpose="research"
    )
    found = gather(complete.study, on=timezone.localdate() + timedelta(days=1)).elements[0]
    assert (found.quotes, found.passages, {one.asked for one in found.voices}) == ((), 0, {0})


def test_a_claim_on_voices_is_printed_with_how_many_were_asked(complete):
    element(complete)
    write(complete, "experienced", EXPERIENCED, link("element", "trust"))
    found = standing(complete, "experienced-1")
    assert found.state == FINE
    assert found.printed["en"] == "Of 1 participants 1 names trust."


def test_the_same_words_give_the_same_seal_and_other_words_another(complete):
    described(complete)
    before = seal(gather(complete.study, on=AFTER))
    assert seal(gather(complete.study, on=AFTER)) == before
    advice(complete)
    assert seal(gather(complete.study, on=AFTER)) != before


def test_an_element_keeps_its_key_when_its_name_changes(complete):
    row = element(complete)
    texts = {"label_nl": "Anders", "label_en": "Otherwise"}
    again = actions.print_element(
        by=complete.dirk(), at=moment(AFTER), study=complete.study, code=row.code_id, texts=texts
    )
    assert (again.pk, again.key, again.label_en) == (row.pk, "trust", "Otherwise")


# -- what was published ------------------------------------------------------------------------------------------


@pytest.fixture
def published(complete, run, desk):
    row = described(complete)
    desk("report")
    desk("publish")
    row.refresh_from_db()
    return row


def test_a_published_claim_gets_a_new_version_and_stays_itself(complete, published):
    again = described(complete, claim=published)
    assert (again.key, again.version, again.replaces_id) == (published.key, 2, published.pk)
    assert WrittenClaim.objects.get(pk=published.pk).published_in_id is not None
    assert [one.key for one in gather(complete.study, on=AFTER).claims] == ["described-1"]


def test_the_database_refuses_to_change_a_published_claim(published):
    with (
        pytest.raises(DatabaseError, match="published claim cannot change"),
        transaction.atomic(using=RESEARCH),
    ):
        WrittenClaim.objects.filter(pk=published.pk).update(sentence_nl="Iets anders.")


def test_an_older_version_is_not_written_in(complete, published):
    described(complete, claim=published)
    with pytest.raises(Problem) as found:
        described(complete, claim=published)
    assert found.value.code == "desk-claim-replaced"


def test_what_was_left_out_is_not_in_the_next_report(complete, run):
    actions.leave_out(by=complete.dirk(), at=moment(AFTER), claim=described(complete))
    assert gather(complete.study, on=AFTER).claims == ()


# -- what the database keeps -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("desk_claim_in_both_languages", {"sentence_en": ""}),
        ("desk_claim_version_replaces", {"version": 2}),
        ("desk_claim_addressee_of_recommendation", {"addressee_nl": "Iemand"}),
        ("desk_claim_mechanism_of_contribution", {"mechanism_nl": "Zo"}),
    ],
)
def test_claims_keep_their_promises(complete, constraint, change):
    row = described(complete)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic(using=RESEARCH):
        WrittenClaim.objects.filter(pk=row.pk).update(**change)


def test_a_version_stands_once(complete):
    row = described(complete)
    with pytest.raises(IntegrityError), transaction.atomic(using=RESEARCH):
        WrittenClaim.objects.create(
            study=complete.study, key=row.key, kind="described", sentence_nl="a", sentence_en="b",
            written_at=moment(AFTER), written_by="x",
        )  # fmt: skip


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("desk_link_has_target", {"target": ""}),
        ("desk_link_stance_known", {"stance": "maybe"}),
        ("desk_link_source_known", {"source": "rumour"}),
    ],
)
def test_links_keep_their_promises(complete, constraint, change):
    row = described(complete)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic(using=RESEARCH):
        EvidenceLink.objects.filter(claim=row).update(**change)


def test_a_link_stands_once(complete):
    row = described(complete)
    with pytest.raises(IntegrityError), transaction.atomic(using=RESEARCH):
        EvidenceLink.objects.create(claim=row, source="number", target=f"{COUNTS}.improved")


def test_a_rival_is_told_in_both_languages(complete):
    row = described(complete)
    with (
        pytest.raises(IntegrityError, match="desk_rival_in_both_languages"),
        transaction.atomic(using=RESEARCH),
    ):
        Rival.objects.create(claim=row, explanation_nl="Alleen hier", explanation_en="")


def test_elements_keep_their_promises(complete):
    row = element(complete)
    with (
        pytest.raises(IntegrityError, match="desk_element_named_in_both"),
        transaction.atomic(using=RESEARCH),
    ):
        Element.objects.filter(pk=row.pk).update(label_en="")
    for key, code in (("trust", None), ("other", row.code)):
        with pytest.raises(IntegrityError), transaction.atomic(using=RESEARCH):
            Element.objects.create(
                study=complete.study, key=key, code=code, label_nl="a", label_en="b", changed_at=moment(AFTER),
                changed_by="x",
            )  # fmt: skip
