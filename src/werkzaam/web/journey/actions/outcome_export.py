"""Tables that leave: each one is kept in the list of exports with its hash, and stands in the ledger."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from werkzaam.sides import GUIDANCE
from werkzaam.web.journey.actions.gate import JourneyProblem
from werkzaam.web.journey.models import Export, Programme, ProvisionCode
from werkzaam.web.journey.rules.codes.outcome import ExportKind
from werkzaam.web.journey.rules.outcome_provision import PROVISIONS, Code, overlap
from werkzaam.web.ledger import actions as ledger
from werkzaam.web.people.access import require
from werkzaam.web.people.rules import Access

PERMISSION = {ExportKind.FUNDER: "journey.export_funder", ExportKind.STATUTORY: "journey.export_statutory"}
DAY = timedelta(days=1)


@transaction.atomic(using=GUIDANCE)
def export(
    *,
    by: Access,
    at: datetime,
    kind: ExportKind,
    content: bytes,
    rows: int,
    since_on: date,
    until_on: date,
    programme: Programme | None = None,
    persons: Iterable[object] = (),
) -> Export:
    """Keep which table was given to whom; every person named in it can read so."""
    require(by.may(PERMISSION[kind]))
    require_period(since_on, until_on, at)
    sha = hashlib.sha256(content).hexdigest()
    period = {"since_on": since_on, "until_on": until_on, "rows": rows}
    made = Export.objects.create(
        kind=kind.value, programme=programme, sha256=sha, made_at=at, by=by.account, **period
    )
    told: dict[str, object] = {"export": made.pk, "kind": kind.value, "rows": rows, "sha256": sha}
    seen = list(dict.fromkeys(persons))
    ledger.looked(by=by.account, at=at, side=GUIDANCE, act=PERMISSION[kind], subjects=seen)
    ledger.record(by=by.account, at=at, side=GUIDANCE, act="journey.export", details=told)
    return made


def require_period(since_on: date, until_on: date, at: datetime) -> None:
    """A period that has begun and ends no earlier than it starts: what has not happened is not told."""
    if until_on < since_on:
        message = _("The period ends before it starts. Nothing was made. Choose a later last day.")
        raise JourneyProblem(message, code="ends-before-start")
    if until_on > timezone.localdate(at):
        message = _("The period ends in the future. Nothing was made. Choose today or an earlier day.")
        raise JourneyProblem(message, code="future")


@transaction.atomic(using=GUIDANCE)
def set_provision_code(
    *, by: Access, at: datetime, provision: str, code: str, label: str, since_on: date
) -> ProvisionCode:
    """From a day on, a kind of provision goes by this code; the code before it ends the day before."""
    require(by.may(PERMISSION[ExportKind.STATUTORY]))
    if provision not in PROVISIONS:
        raise JourneyProblem(_("This provision is not known. Nothing was saved."), code="provision")
    new = Code(provision, code, label, since_on)
    before = ProvisionCode.objects.filter(provision=provision)
    before.filter(until_on__isnull=True, since_on__lt=since_on).update(until_on=since_on - DAY)
    if any(overlap(new, _plain(one)) for one in before):
        message = _(
            "This provision has a code from that day or later. Nothing was saved. Choose a later day."
        )
        raise JourneyProblem(message, code="overlap")
    made = ProvisionCode.objects.create(provision=provision, code=code, label=label, since_on=since_on)
    told: dict[str, object] = {"provision": provision, "code": code, "since_on": since_on.isoformat()}
    ledger.record(by=by.account, at=at, side=GUIDANCE, act="journey.set_provision_code", details=told)
    return made


def _plain(one: ProvisionCode) -> Code:
    return Code(one.provision, one.code, one.label, one.since_on, one.until_on)
