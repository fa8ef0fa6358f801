"""Writes of rounds in the field: opening one, setting how it writes to people, and asking them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from werkzaam.sides import RESEARCH
from werkzaam.web.consent import queries as consent
from werkzaam.web.ledger import actions as ledger
from werkzaam.web.people.access import require
from werkzaam.web.people.rules import Access
from werkzaam.web.study import queries as studies
from werkzaam.web.survey import queries, rules, versions
from werkzaam.web.survey.models import Instrument, Invitation, Round
from werkzaam.web.survey.outbox import planning, task
from werkzaam.web.survey.outbox import rules as outbox


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
def set_round(
    *,
    by: Access,
    at: datetime,
    round: Round,
    reminders: Sequence[int],
    incentive_cents: int,
    channels: Sequence[str] = (),
    thanks: bool | None = None,
) -> Round:
    """Days of reminders (after the invitation), the thank-you per questionnaire, the ways in which people are written
    to (the first that reaches a person; none: as they are) and whether thanks follow the answers.

    What went out stays as it is; what waits follows. Raises RoundRefused, OutboxRefused.
    """
    _check_round(by, at, round)
    moved = bool(channels) and list(channels) != round.channels
    round.reminders, round.incentive_cents = outbox.tidy_days(reminders), incentive_cents
    round.channels = outbox.known_channels(channels) if channels else round.channels
    round.thanks = round.thanks if thanks is None else thanks
    round.save(update_fields=["reminders", "incentive_cents", "channels", "thanks"])
    planning.replan(round, at, moved=moved)
    details: dict[str, object] = {
        "round": round.pk, "reminders": round.reminders, "incentive_cents": incentive_cents,
        "channels": round.channels, "thanks": round.thanks,
    }  # fmt: skip
    ledger.record(by=by.account, at=at, side=RESEARCH, act="survey.set_round", details=details)
    return round


@transaction.atomic(using=RESEARCH)
def invite(*, by: Access, at: datetime, round: Round, pseudonyms: Iterable[str]) -> dict[str, str]:
    """Ask those of `pseudonyms` who are in an arm, whose consent stands, and who were not asked yet.

    Their messages wait in the outbox, each by the first of the round's channels that reaches the person. Returns a
    token per new invitation, for a link given by hand: only here, the database keeps a hash, and every message
    carries a link of its own.
    """
    _check_round(by, at, round)
    asked = sorted(set(pseudonyms) & set(queries.waiting(round, on=timezone.localdate(at))))
    tokens = {pseudonym: rules.new_token() for pseudonym in asked}
    known = consent.addresses(round.study.code, asked)
    Invitation.objects.bulk_create(
        Invitation(
            round=round,
            pseudonym=pseudonym,
            token_hash=rules.token_hash(token),
            language=_language(known.get(pseudonym), round),
            created_at=at,
        )
        for pseudonym, token in tokens.items()
    )
    planning.plan(round, at, planning.ways(round, asked, round.channels))
    _ask_worker()
    details: dict[str, object] = {"round": round.pk, "invited": len(tokens), "channels": round.channels}
    ledger.record(by=by.account, at=at, side=RESEARCH, act="survey.invite", details=details)
    return tokens


@transaction.atomic(using=RESEARCH)
def renew_links(*, by: Access, at: datetime, round: Round) -> dict[str, str]:
    """A new message for those who never opened their link (a lost letter); their old links stop working."""
    _check_round(by, at, round)
    allowed = consent.allowed_pseudonyms(round.study.code, timezone.localdate(at))
    again = [pseudonym for pseudonym in queries.unopened(round) if pseudonym in allowed]
    tokens = {pseudonym: rules.new_token() for pseudonym in again}
    for asked in round.invitations.filter(pseudonym__in=again):
        asked.links.all().delete()
        asked.token_hash = rules.token_hash(tokens[asked.pseudonym])
        asked.save(update_fields=["token_hash"])
    planning.plan_renewal(round, again, at)
    _ask_worker()
    details: dict[str, object] = {"round": round.pk, "renewed": len(tokens)}
    ledger.record(by=by.account, at=at, side=RESEARCH, act="survey.renew_links", details=details)
    return tokens


def _check_round(by: Access, at: datetime, found: Round) -> None:
    require(studies.reaches(by, rules.OPEN_ROUND, found.study.organisation))
    if timezone.localdate(at) > found.closes_on:
        raise rules.RoundRefused(_("This round is closed. Nothing was changed."))


def _ask_worker() -> None:
    """When the rows are there. A worker looks every minute anyway: a failure here loses nothing."""
    transaction.on_commit(task.look, using=RESEARCH, robust=True)


def _language(address: consent.Address | None, found: Round) -> str:
    """The addressee's language where the instrument speaks it, else the instrument's first."""
    spoken = queries.parsed(found.instrument.definition).languages
    return address.language if address and address.language in spoken else spoken[0]
