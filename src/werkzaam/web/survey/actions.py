"""Writes of the field: instruments, rounds, invitations, and what a respondent does by the link."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial

from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from werkzaam.core import measure
from werkzaam.core.measure.sheet import Definition, publish, read_csv
from werkzaam.sides import RESEARCH
from werkzaam.web.consent import queries as consent
from werkzaam.web.ledger import actions as ledger
from werkzaam.web.people.access import require
from werkzaam.web.people.rules import Access
from werkzaam.web.study import queries as studies
from werkzaam.web.survey import filling, letters, queries, rules, versions
from werkzaam.web.survey.models import DraftAnswer, Instrument, Invitation, Round, Submission

OPEN_ROUND = "survey.open_round"
TITLE = 200  # characters of a title
RESPONDENT = "respondent"  # who acts by a link; the ledger names the pseudonym as subject


@transaction.atomic(using=RESEARCH)
def add_instrument(*, by: Access | str, at: datetime, csv_text: str) -> Instrument:
    """Compile a sheet and keep it for good; the same content twice is one.

    Raises SheetProblem with every fault (`meaning-changed`: a silent one after answers), InstrumentChanged.
    """
    require(isinstance(by, str) or by.may(OPEN_ROUND))
    told = publish(read_csv(csv_text))
    known = Instrument.objects.filter(key=told.definition.key, version=told.definition.version).first()
    if known is not None:
        return _same(known, told.sha256)
    versions.require_same_meaning(told.definition)
    added = Instrument.objects.create(
        key=told.definition.key,
        version=told.definition.version,
        title_nl=_title(told.definition, "nl"),
        title_en=_title(told.definition, "en"),
        definition=csv_text,
        xform=told.xform,
        sha256=told.sha256,
        added_at=at,
    )
    details: dict[str, object] = {"instrument": added.key, "version": added.version, "sha256": told.sha256}
    actor = by if isinstance(by, str) else by.account
    ledger.record(by=actor, at=at, side=RESEARCH, act="survey.add_instrument", details=details)
    return added


@transaction.atomic(using=RESEARCH)
def open_round(*, by: Access, at: datetime, study: studies.Study, wave: str, instrument: Instrument) -> Round:
    """Bring an instrument into the field at a wave (its key), on the wave's days. Twice is one round.

    Raises RoundRefused for a wave without days, and for a version whose answers cannot be laid beside earlier ones.
    """
    require(studies.reaches(by, OPEN_ROUND, study.organisation))
    moment = studies.wave(study, wave)
    if moment.opens_on is None or moment.closes_on is None:
        raise rules.RoundRefused(_("This wave has no days yet. Schedule it first, on the page of the study."))
    versions.require_comparable(instrument)
    opened, fresh = Round.objects.get_or_create(
        study=study,
        wave=moment,
        instrument=instrument,
        defaults={"opens_on": moment.opens_on, "closes_on": moment.closes_on},
    )
    if fresh:
        details: dict[str, object] = {"study": study.code, "wave": wave, "instrument": instrument.key}
        ledger.record(by=by.account, at=at, side=RESEARCH, act="survey.open_round", details=details)
    return opened


@transaction.atomic(using=RESEARCH)
def invite(*, by: Access, at: datetime, round: Round, pseudonyms: Iterable[str]) -> dict[str, str]:
    """Ask those of `pseudonyms` who are in an arm, whose consent stands, and who were not asked yet.

    Returns the token per new invitation: only here, the database keeps a hash. Where an address exists the link is
    sent when the transaction holds.
    """
    _check_round(by, at, round)
    asked = sorted(set(pseudonyms) & set(queries.waiting(round, on=timezone.localdate(at))))
    tokens = {pseudonym: rules.new_token() for pseudonym in asked}
    addresses = {pseudonym: consent.address_of(round.study.code, pseudonym) for pseudonym in asked}
    Invitation.objects.bulk_create(
        Invitation(
            round=round,
            pseudonym=pseudonym,
            token_hash=rules.token_hash(token),
            language=_language(addresses[pseudonym], round),
            created_at=at,
        )
        for pseudonym, token in tokens.items()
    )
    _send(round, tokens, addresses)
    details: dict[str, object] = {"round": round.pk, "invited": len(tokens)}
    ledger.record(by=by.account, at=at, side=RESEARCH, act="survey.invite", details=details)
    return tokens


@transaction.atomic(using=RESEARCH)
def renew_links(*, by: Access, at: datetime, round: Round) -> dict[str, str]:
    """New links for those who never opened theirs (a lost letter); the old links stop working."""
    _check_round(by, at, round)
    allowed = consent.allowed_pseudonyms(round.study.code, timezone.localdate(at))
    again = [pseudonym for pseudonym in queries.unopened(round) if pseudonym in allowed]
    tokens = {pseudonym: rules.new_token() for pseudonym in again}
    for pseudonym, token in tokens.items():
        round.invitations.filter(pseudonym=pseudonym).update(token_hash=rules.token_hash(token))
    _send(round, tokens, {pseudonym: consent.address_of(round.study.code, pseudonym) for pseudonym in again})
    details: dict[str, object] = {"round": round.pk, "renewed": len(tokens)}
    ledger.record(by=by.account, at=at, side=RESEARCH, act="survey.renew_links", details=details)
    return tokens


@transaction.atomic(using=RESEARCH)
def begin(*, at: datetime, token: str, language: str = "") -> Invitation:
    """The first opening is noted once; `language` (of the instrument) is how the pages speak from now on."""
    asked = _open_door(at, token)
    if language in queries.questionnaire(asked).languages:
        asked.language = language
    if asked.opened_at is None:
        _open(asked, at)
        _note(at, "survey.begin", asked)
    asked.save(update_fields=["language", "opened_at"])
    return asked


def save_answer(*, at: datetime, token: str, item: str, raw: str) -> measure.Answer:
    """Keep one answer as typed or ticked, and return it; a blank is None. See `save_answers`."""
    return save_answers(at=at, token=token, raws={item: raw})[item]


@transaction.atomic(using=RESEARCH)
def save_answers(*, at: datetime, token: str, raws: Mapping[str, str]) -> dict[str, measure.Answer]:
    """Keep what was typed or ticked per address; blank passes a question over and takes an earlier answer back.

    Raises LinkUnknown, DoorClosed, AnswerRefused (in the language that is active); then nothing changes.
    """
    asked = _open_door(at, token)
    if asked.opened_at is None:
        _open(asked, at)
        asked.save(update_fields=["opened_at"])
    kept = queries.given(asked)
    found = queries.questionnaire(asked)
    answers = filling.put_all(found.form, queries.resumed(asked, kept, at), raws)
    _keep(asked, kept, answers.given, at)
    _note(at, "survey.save_answer", asked, {"items": sorted(raws), "round": asked.round_id})
    return {address: found.value(address, answers.given.get(address, "")) for address in raws}


@transaction.atomic(using=RESEARCH)
def submit(
    *, at: datetime, token: str, mode: rules.Mode | str = rules.Mode.SELF, helper_language: str = ""
) -> Submission:
    """Send what was kept. Sending again changes nothing and returns what was sent.

    Raises LinkUnknown, DoorClosed, NothingAnswered, AnswersUnfinished.
    """
    known = queries.invitation(token)
    if known is not None and (sent := queries.submission(known)) is not None:
        return sent
    asked = _open_door(at, token)
    answers = _complete(asked, at)
    how = rules.Mode(mode)
    sent = Submission.objects.create(
        invitation=asked,
        answers=answers,
        mode=how.value,
        helper_language="" if how in (rules.Mode.SELF, rules.Mode.PAPER) else helper_language,
        submitted_at=at,
    )
    asked.drafts.all().delete()
    _note(at, "survey.submit", asked, {"round": asked.round_id, "answers": len(answers), "mode": how.value})
    return sent


def _complete(asked: Invitation, at: datetime) -> dict[str, measure.Answer]:
    """What counts: every answer to what is asked, with what the form calculates from them."""
    kept, found = queries.given(asked), queries.questionnaire(asked)
    if not kept:
        raise rules.NothingAnswered(
            _("You have not answered a question yet. Please answer one or more questions.")
        )
    answers = queries.resumed(asked, kept, at)
    faults = found.form.check(answers)
    if faults:
        raise rules.AnswersUnfinished(
            _("Some questions still need an answer. They are marked below. Nothing is lost."),
            [fault.address for fault in faults],
        )
    return found.values(found.form.sent(answers))


def _open_door(at: datetime, token: str) -> Invitation:
    """The invitation, held until the end of the transaction, if its link opens the questions now."""
    Invitation.objects.select_for_update().filter(token_hash=rules.token_hash(token)).first()
    asked = queries.invitation(token)
    if asked is None:
        raise rules.LinkUnknown(_("This link does not work."))
    state = queries.door(asked, on=timezone.localdate(at))
    if state is not rules.Door.OPEN:
        raise rules.DoorClosed(
            _("This questionnaire cannot be filled in now. What you filled in is kept."), state
        )
    return asked


def _note(at: datetime, act: str, asked: Invitation, details: dict[str, object] | None = None) -> None:
    ledger.record(by=RESPONDENT, at=at, side=RESEARCH, act=act, subject=asked.pseudonym, details=details)


def _open(asked: Invitation, at: datetime) -> None:
    """The first time: what the form fills in by itself is there from the start."""
    asked.opened_at = at
    started = queries.questionnaire(asked).form.start(queries.clock(at), asked.language)
    _keep(asked, {}, started.given, at)


def _keep(asked: Invitation, kept: Mapping[str, str], given: Mapping[str, str], at: datetime) -> None:
    """Only what changed is written: an answer can also take others away."""
    gone = [address for address in kept if address not in given]
    if gone:
        asked.drafts.filter(item__in=gone).delete()
    changed = {address: said for address, said in given.items() if kept.get(address) != said}
    DraftAnswer.objects.bulk_create(
        [DraftAnswer(invitation=asked, item=item, value=said, saved_at=at) for item, said in changed.items()],
        update_conflicts=True,
        unique_fields=["invitation", "item"],
        update_fields=["value", "saved_at"],
    )


def _check_round(by: Access, at: datetime, found: Round) -> None:
    require(studies.reaches(by, OPEN_ROUND, found.study.organisation))
    if timezone.localdate(at) > found.closes_on:
        raise rules.RoundRefused(_("This round is closed. Nobody was invited."))


def _send(found: Round, tokens: dict[str, str], addresses: dict[str, consent.Address | None]) -> None:
    """Letters go when the transaction holds. A mail server that fails undoes nothing: links can be renewed."""
    messages: list[EmailMessage] = [
        letters.letter(found, to=address.email, language=_language(address, found), token=tokens[pseudonym])
        for pseudonym, address in addresses.items()
        if address is not None
    ]
    transaction.on_commit(partial(letters.send, messages), using=RESEARCH, robust=True)


def _language(address: consent.Address | None, found: Round) -> str:
    """The addressee's language where the instrument speaks it, else the instrument's first."""
    spoken = queries.parsed(found.instrument.definition).languages
    return address.language if address and address.language in spoken else spoken[0]


def _same(known: Instrument, sha256: str) -> Instrument:
    if known.sha256 != sha256:
        raise rules.InstrumentChanged(
            _(
                "Version %(version)s of “%(key)s” is here already, with other content. Nothing was saved. Give the "
                "changed instrument a new version."
            )
            % {"version": known.version, "key": known.key}
        )
    return known


def _title(told: Definition, language: str) -> str:
    return (told.title.get(language) or next(iter(told.title.values())))[:TITLE]
