"""Writes of rounds in the field: opening one, and asking people."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import partial

from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from werkzaam.sides import RESEARCH
from werkzaam.web.consent import queries as consent
from werkzaam.web.ledger import actions as ledger
from werkzaam.web.people.access import require
from werkzaam.web.people.rules import Access
from werkzaam.web.study import queries as studies
from werkzaam.web.survey import letters, queries, rules, versions
from werkzaam.web.survey.models import Instrument, Invitation, Round


@transaction.atomic(using=RESEARCH)
def open_round(*, by: Access, at: datetime, study: studies.Study, wave: str, instrument: Instrument) -> Round:
    """Bring an instrument into the field at a wave (its key), on the wave's days. Twice is one round.

    Raises RoundRefused for a wave without days, and for a version whose answers cannot be laid beside earlier ones.
    """
    require(studies.reaches(by, rules.OPEN_ROUND, study.organisation))
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


def _check_round(by: Access, at: datetime, found: Round) -> None:
    require(studies.reaches(by, rules.OPEN_ROUND, found.study.organisation))
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
