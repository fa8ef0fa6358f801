from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from werkzaam.problem import Problem
from werkzaam.sides import RESEARCH
from werkzaam.web.consent import actions as consent
from werkzaam.web.interview import actions, queries
from werkzaam.web.interview.models import Code, Coding, Source
from werkzaam.web.ledger import queries as ledger
from werkzaam.web.people.access import Refused

TODAY = date(2026, 3, 2)


@pytest.fixture
def withdrawn(cast, at, amina):
    consent.withdraw(by=cast.access("bram"), at=at, person_id=cast.amina.pk, purpose="research")
    return amina


def problem(found):
    return found.value.code


def test_a_source_is_kept_clean_with_its_fingerprint(add, amina):
    source = add("\ufeffEe\u0301n.\r\nTwee. ", pseudonym=amina, perspective="participant")
    assert source.text == "Eén.\nTwee."
    assert len(source.sha256) == 64
    assert [event.act for event in ledger.acts_on(amina, side=RESEARCH)] == ["interview.add_source"]


def test_the_same_text_twice_is_one_source(add):
    assert add().pk == add().pk
    assert Source.objects.count() == 1


def test_a_source_of_someone_who_withdrew_is_refused(add, withdrawn):
    with pytest.raises(Problem) as found:
        add(pseudonym=withdrawn, perspective="participant")
    assert problem(found) == "interview-consent-withdrawn"
    assert not Source.objects.exists()


def test_a_pseudonym_of_nobody_is_refused(add):
    with pytest.raises(Problem) as found:
        add(pseudonym="0" * 32)
    assert problem(found) == "interview-consent-withdrawn"


def test_a_source_is_closed_once_consent_is_withdrawn(cast, at, add, amina):
    source = add(pseudonym=amina, perspective="participant")
    consent.withdraw(by=cast.access("bram"), at=at, person_id=cast.amina.pk, purpose="research")
    with pytest.raises(queries.Withdrawn):
        queries.source(cast.access("dirk"), "interview.see", source.pk, on=TODAY)


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": "  \r\n "},
        {"text": "x" * 2_000_001},
        {"kind": "recording"},
        {"perspective": "neighbour"},
    ],
)
def test_what_is_no_source_is_refused_whole(add, wrong):
    with pytest.raises(Problem) as found:
        add(**wrong)
    assert problem(found) == "interview-source"
    assert not Source.objects.exists()


def test_a_group_belongs_to_no_single_person(add, amina):
    with pytest.raises(Problem) as found:
        add(kind="group-interview", pseudonym=amina)
    assert problem(found) == "interview-source"


def test_a_code_has_one_name_whatever_its_capitals(code):
    code("Bellen")
    with pytest.raises(Problem) as found:
        code(" bellen ")
    assert problem(found) == "interview-coding"


def test_a_coding_is_kept_once_with_who_and_when(add, code, mark, cast, at):
    source, label = add(), code()
    first = mark(source, label)
    assert mark(source, label).pk == first.pk
    assert (first.coder, first.coded_at) == (str(cast.accounts["dirk"].pk), at)
    acts = [event.act for event in ledger.acts_on(f"source-{source.pk}", side=RESEARCH)]
    assert acts == ["interview.code_segment", "interview.add_source"]


def test_positions_count_code_points(add, code, mark):
    source = add("👩‍👧 werkt. Ja.")
    start = source.text.index("werkt")
    coding = mark(source, code(), start, start + 5)
    assert source.text[coding.start : coding.end] == "werkt"


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (5, 3), (0, 9999)])
def test_a_passage_outside_the_text_is_refused(add, code, mark, start, end):
    with pytest.raises(Problem) as found:
        mark(add(), code(), start, end)
    assert problem(found) == "interview-coding"
    assert not Coding.objects.exists()


def test_two_people_may_code_one_passage(add, code, mark, cast, at):
    from werkzaam.web.people import actions as people
    from werkzaam.web.people.rules import RoleKind

    system = {"by": "system", "at": at}
    second = people.open_account(**system, email="ria@example.org", name="Ria")
    people.give_role(
        **system, account=second, kind=RoleKind.RESEARCHER, organisation=cast.instituut, since_on=TODAY
    )
    cast.accounts["ria"] = second
    source, label = add(), code()
    mark(source, label)
    actions.code_segment(by=cast.access("ria"), at=at, source=source, code=label, start=0, end=10)
    assert Coding.objects.count() == 2


def test_only_the_own_coding_can_be_taken_back(add, code, mark, cast, at):
    coding = mark(add(), code())
    Coding.objects.filter(pk=coding.pk).update(coder="someone-else")
    coding.refresh_from_db()
    with pytest.raises(Refused):
        actions.uncode(by=cast.access("dirk"), at=at, coding=coding)
    Coding.objects.filter(pk=coding.pk).update(coder=cast.access("dirk").account)
    coding.refresh_from_db()
    actions.uncode(by=cast.access("dirk"), at=at, coding=coding)
    assert not Coding.objects.exists()


@pytest.mark.parametrize("name", ["bram", "hana", "ilse", "olga", "amina", "femke"])
def test_who_is_no_researcher_of_this_study_is_refused(cast, at, study, name):
    with pytest.raises(Refused):
        actions.add_source(
            by=cast.access(name), at=at, study=study, kind="document", perspective="municipality",
            title="Beleid", text="Tekst.",
        )  # fmt: skip
    with pytest.raises(Refused):
        actions.add_code(by=cast.access(name), at=at, study=study, name="x", kind="context", definition="x")


def test_a_text_that_was_changed_behind_our_back_is_not_shown(cast, add):
    from django.db import connections

    source = add()
    with connections[RESEARCH].cursor() as cursor:
        on = "" if connections[RESEARCH].vendor == "sqlite" else " ON interview_source"
        cursor.execute("DROP TRIGGER interview_fixed_text_update" + on)
    Source.objects.filter(pk=source.pk).update(text="Iets anders.")
    with pytest.raises(queries.Changed):
        queries.source(cast.access("dirk"), "interview.see", source.pk, on=TODAY)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("the text of a source cannot change", {"text": ""}),
        ("the text of a source cannot change", {"sentences": []}),
        ("the text of a source cannot change", {"turns": []}),
        ("interview_source_quoting_known", {"quoting": "shout"}),
        ("interview_pseudonym_of_one_person", {"kind": "document", "pseudonym": "0" * 32}),
    ],
)
def test_the_database_keeps_its_promises_on_sources(add, name, change):
    source = add()
    with pytest.raises(DatabaseError, match=name), transaction.atomic(using=RESEARCH):
        Source.objects.filter(pk=source.pk).update(**change)


def test_the_database_refuses_a_coding_without_length(add, code, mark):
    coding = mark(add(), code())
    with pytest.raises(IntegrityError, match="has_length"), transaction.atomic(using=RESEARCH):
        Coding.objects.filter(pk=coding.pk).update(start=10, end=10)


def matrix(study, dirk):
    from werkzaam.web.interview.queries import matrix as matrices

    return matrices.matrix(study, dirk.account, on=TODAY)


@pytest.fixture
def cells(cast, study):
    def found(name):
        whole = matrix(study, cast.access("dirk"))
        row = next(row for row in whole.rows if row.code.name == name)
        return {column.key: cell for column, cell in zip(whole.columns, row.cells, strict=True)}

    return found


def test_the_matrix_counts_voices_not_passages(add, code, mark, amina, cells):
    label = code()
    first = add("Eerste keer: bellen helpt.", pseudonym=amina, perspective="participant")
    again = add("Tweede keer: bellen helpt.", pseudonym=amina, perspective="participant")
    mark(first, label, 0, 5)
    mark(first, label, 6, 12)
    mark(again, label)
    assert (cells("bellen")["participant"].persons, cells("bellen")["participant"].passages) == (1, 3)


def test_not_asked_is_apart_from_zero(add, code, cells):
    code()
    add()
    assert cells("bellen")["job-coach"].persons == 0
    assert cells("bellen")["employer"] is None


def test_documents_speak_for_no_perspective(add, code, mark, cells):
    mark(add(kind="document", perspective="municipality"), code())
    assert cells("bellen")["documents"].persons == 1
    assert cells("bellen")["municipality"] is None


def test_in_a_group_every_speaker_is_a_voice_but_who_asks(cast, at, study, code, cells):
    text = "Interviewer: Belt u?\nA: Ik bel wel.\nB: Ik ook.\nInterviewer: Goed.\nA: Ja.\nB: Ja."
    source = actions.add_source(
        by=cast.access("dirk"), at=at, study=study, kind="group-interview", perspective="job-coach",
        title="Groep", text=text, asking=["Interviewer"],
    )  # fmt: skip
    label = code()
    for words in ("Belt u?", "Ik bel wel.", "Ik ook."):
        start = source.text.index(words)
        actions.code_segment(
            by=cast.access("dirk"), at=at, source=source, code=label, start=start, end=start + len(words)
        )
    assert cells("bellen")["job-coach"].persons == 2


def test_who_says_the_contrary_is_counted_apart(cast, at, add, code, cells):
    actions.code_segment(
        by=cast.access("dirk"), at=at, source=add(), code=code(), start=0, end=10, stance="against"
    )
    assert (cells("bellen")["job-coach"].persons, cells("bellen")["job-coach"].against) == (0, 1)


def test_the_matrix_leaves_out_who_withdrew(cast, at, study, add, code, mark, amina, cells):
    label = code()
    mark(add(pseudonym=amina, perspective="participant"), label)
    consent.withdraw(by=cast.access("bram"), at=at, person_id=cast.amina.pk, purpose="research")
    assert cells("bellen")["participant"] is None
    assert matrix(study, cast.access("dirk")).closed == 1


def test_a_code_knows_its_name(code):
    assert str(code("taal")) == "taal"
    assert Code.objects.get().kind == "working-element"
