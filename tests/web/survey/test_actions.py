from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import translation

from werkzaam.core.measure import InstrumentProblem
from werkzaam.sides import RESEARCH
from werkzaam.web.consent import actions as consent
from werkzaam.web.ledger.models import Event
from werkzaam.web.people.access import Refused
from werkzaam.web.survey import actions, queries, rules
from werkzaam.web.survey.models import DraftAnswer, Instrument, Invitation, Round, Submission
from werkzaam.web.survey.words import AnswerRefused

LATER = timedelta(days=4000)


def acts(verb):
    return Event.objects.using(RESEARCH).filter(act=f"survey.{verb}").count()


def test_an_instrument_is_kept_once(instrument, cast, at):
    again = actions.add_instrument(by=cast.access("dirk"), at=at, csv_text=instrument.definition)
    assert again == instrument
    assert acts("add_instrument") == 1
    with pytest.raises(Refused):
        actions.add_instrument(by=cast.access("bram"), at=at, csv_text=instrument.definition)


def test_a_version_never_changes(instrument, at):
    with pytest.raises(rules.InstrumentChanged):
        actions.add_instrument(
            by="system", at=at, csv_text=instrument.definition.replace("Heel goed", "Prima")
        )
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic(using=RESEARCH):
        Instrument.objects.filter(pk=instrument.pk).update(definition="")


@pytest.mark.parametrize("text", ["", "not toml", 'schema = "other/1"'])
def test_a_broken_instrument_is_not_kept(cast, at, text):
    with pytest.raises(InstrumentProblem):
        actions.add_instrument(by="system", at=at, csv_text=text)
    assert not Instrument.objects.exists()


def test_a_round_takes_the_days_of_its_wave(field, at):
    assert field.round.opens_on == field.round.wave.opens_on
    again = actions.open_round(
        by=field.dirk, at=at, study=field.study, wave="t0", instrument=field.instrument
    )
    assert (again, acts("open_round")) == (field.round, 1)


def test_a_round_is_refused_without_days_or_elsewhere(field, cast, at):
    with pytest.raises(rules.RoundRefused):
        actions.open_round(by=field.dirk, at=at, study=field.study, wave="t1", instrument=field.instrument)
    with pytest.raises(Refused):
        actions.open_round(
            by=cast.access("olga"), at=at, study=field.study, wave="t0", instrument=field.instrument
        )


def test_a_round_cannot_close_before_it_opens(field):
    with pytest.raises(IntegrityError), transaction.atomic(using=RESEARCH):
        Round.objects.update(closes_on=field.round.opens_on - timedelta(days=1))


def test_inviting_keeps_only_a_hash(field, tokens):
    assert set(tokens) == {field.amina, field.els}
    for asked in Invitation.objects.all():
        assert asked.token_hash == rules.token_hash(tokens[asked.pseudonym])
        assert tokens[asked.pseudonym] not in str(asked.__dict__)
    assert acts("invite") == 1


def test_nobody_is_invited_twice_or_without_consent_or_arm(field, cast, at):
    consent.withdraw(by=cast.access("ilse"), at=at, person_id=cast.els.pk, purpose="research")
    everyone = [field.amina, field.els, "f" * 32]
    assert set(actions.invite(by=field.dirk, at=at, round=field.round, pseudonyms=everyone)) == {field.amina}
    assert actions.invite(by=field.dirk, at=at, round=field.round, pseudonyms=everyone) == {}


def test_inviting_is_refused_elsewhere_and_afterwards(field, cast, at):
    with pytest.raises(Refused):
        actions.invite(by=cast.access("olga"), at=at, round=field.round, pseudonyms=[field.els])
    with pytest.raises(rules.RoundRefused):
        actions.invite(by=field.dirk, at=at + LATER, round=field.round, pseudonyms=[field.els])
    assert not Invitation.objects.exists()


def test_a_new_link_ends_the_old_one(field, tokens, at):
    actions.begin(at=at, token=tokens[field.amina])
    renewed = actions.renew_links(by=field.dirk, at=at, round=field.round)
    assert set(renewed) == {field.els}
    assert queries.invitation(tokens[field.els]) is None
    assert queries.invitation(renewed[field.els]).pseudonym == field.els
    assert acts("renew_links") == 1


def test_answers_are_kept_and_can_change_until_sent(field, tokens, at):
    token = tokens[field.els]
    for raw in ("1", "3"):
        actions.save_answer(at=at, token=token, item="ladder", raw=raw)
    actions.save_answer(at=at, token=token, item="helped", raw=" Taalles 🙂\x00 مرحبا ")
    asked = queries.invitation(token)
    assert queries.drafts(asked) == {"ladder": 3.0, "helped": "Taalles 🙂 مرحبا"}
    assert asked.opened_at == at
    assert acts("save_answer") == 3


def test_a_blank_takes_an_answer_back(field, tokens, at):
    actions.save_answer(at=at, token=tokens[field.els], item="ladder", raw="3")
    assert actions.save_answer(at=at, token=tokens[field.els], item="ladder", raw=" ") is None
    assert not DraftAnswer.objects.exists()


@pytest.mark.parametrize(
    ("item", "raw", "fault", "said"),
    [
        ("ladder", "7", "answer-not-a-choice", "Kies"),
        ("life", "elf", "answer-not-a-number", "getal"),
        ("life", "11", "answer-constraint", "van 0 tot 10"),
        ("life", "-1", "answer-constraint", "van 0 tot 10"),
        ("treated-where", "work", "answer-not-asked", "niet gevraagd"),
        ("life", "7,5", "answer-not-whole", "heel getal"),
        ("helped", "x" * 1_000_000, "answer-too-long", "1000"),
    ],
)
def test_a_wrong_answer_changes_nothing(field, tokens, at, item, raw, fault, said):
    actions.save_answer(at=at, token=tokens[field.els], item="life", raw="8")
    with translation.override("nl"), pytest.raises(AnswerRefused) as refusal:
        actions.save_answer(at=at, token=tokens[field.els], item=item, raw=raw)
    assert refusal.value.code == fault
    assert said in refusal.value.message
    assert queries.drafts(queries.invitation(tokens[field.els])) == {"life": 8.0}


def test_an_unknown_link_or_question(field, tokens, at):
    with pytest.raises(rules.LinkUnknown):
        actions.save_answer(at=at, token="guess", item="life", raw="8")
    with pytest.raises(rules.LinkUnknown):
        actions.save_answer(at=at, token=tokens[field.els], item="no-such-item", raw="8")


def test_a_closed_window_keeps_what_there_was(field, tokens, at):
    actions.save_answer(at=at, token=tokens[field.els], item="life", raw="8")
    for late in (at + LATER, datetime(2026, 2, 1, tzinfo=UTC)):
        with pytest.raises(rules.DoorClosed):
            actions.save_answer(at=late, token=tokens[field.els], item="life", raw="2")
    assert queries.drafts(queries.invitation(tokens[field.els])) == {"life": 8.0}


def test_withdrawal_closes_the_door_at_once(field, tokens, cast, at):
    consent.withdraw(by=cast.access("ilse"), at=at, person_id=cast.els.pk, purpose="research")
    with pytest.raises(rules.DoorClosed) as refusal:
        actions.save_answer(at=at, token=tokens[field.els], item="life", raw="8")
    assert refusal.value.door is rules.Door.WITHDRAWN
    actions.save_answer(at=at, token=tokens[field.amina], item="life", raw="8")


def test_sending_is_once_and_again_is_harmless(field, tokens, at):
    token = tokens[field.els]
    actions.save_answer(at=at, token=token, item="life", raw="8")
    sent = actions.submit(at=at, token=token, mode="helped", helper_language="ti")
    again = actions.submit(at=at + timedelta(hours=1), token=token, mode="self")
    assert again == sent
    assert (again.mode, again.helper_language, again.submitted_at) == ("helped", "ti", at)
    assert not DraftAnswer.objects.exists()
    with pytest.raises(rules.DoorClosed):
        actions.save_answer(at=at, token=token, item="life", raw="2")
    assert [(r.pseudonym, r.wave, r.answers, r.mode) for r in queries.responses(field.study)] == [
        (field.els, "t0", {"life": 8.0}, "helped")
    ]
    assert acts("submit") == 1


def test_nothing_is_not_sent(field, tokens, at):
    with pytest.raises(rules.NothingAnswered):
        actions.submit(at=at, token=tokens[field.els], mode="self")
    assert not Submission.objects.exists()


def test_a_helpers_language_needs_a_helper(field, tokens, at):
    actions.save_answer(at=at, token=tokens[field.els], item="life", raw="8")
    assert (
        actions.submit(at=at, token=tokens[field.els], mode="self", helper_language="ti").helper_language
        == ""
    )
    with pytest.raises(IntegrityError), transaction.atomic(using=RESEARCH):
        Submission.objects.update(helper_language="ti")


def test_the_board_counts_per_arm_what_the_rows_say(field, tokens, at):
    actions.begin(at=at, token=tokens[field.amina])
    actions.save_answer(at=at, token=tokens[field.els], item="life", raw="8")
    actions.submit(at=at, token=tokens[field.els], mode="self")
    line = queries.response_board(field.study, on=at.date()).lines[0]
    assert [(c.members, c.invited, c.opened, c.answered, c.percent) for c in line.cells] == [
        (1, 1, 1, 0, 0),
        (1, 1, 1, 1, 100),
    ]
    assert (line.waiting, line.unopened) == (0, 0)


def test_the_board_of_another_study_stays_apart(field, tokens, cast, at):
    from werkzaam.web.study import actions as studies

    text = field.study.plan_toml.replace('key = "via-esdoorn"', 'key = "other"')
    other = studies.open_study(by=field.dirk, at=at, organisation="instituut", programme="p", plan_toml=text)
    studies.allocate(by=field.dirk, at=at, study=other, arms={field.els: "programme"})
    line = queries.response_board(field.study, on=at.date()).lines[0]
    assert [c.invited for c in line.cells] == [1, 1]
    assert queries.response_board(other, on=at.date()).lines == []
    assert list(queries.responses(other)) == []
