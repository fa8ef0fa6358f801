"""Setting up a programme."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction

from werkzaam.sides import GUIDANCE
from werkzaam.web.journey.models import Norm, Programme
from werkzaam.web.journey.rules.dose import NormStep
from werkzaam.web.ledger import actions as ledger


@transaction.atomic(using=GUIDANCE)
def start_programme(
    *,
    by: str,
    at: datetime,
    code: str,
    name: str,
    organisation: Any,
    starts_on: date,
    norm: Iterable[NormStep],
    caseload_norm: int,
    ends_on: date | None = None,
) -> Programme:
    """Set up a programme with its planned intensity: done at installation, by `by` = "system"."""
    programme = Programme.objects.create(
        code=code,
        name=name,
        organisation=organisation,
        starts_on=starts_on,
        ends_on=ends_on,
        caseload_norm=caseload_norm,
    )
    Norm.objects.bulk_create(
        Norm(programme=programme, from_week=step.from_week, contacts_per_week=step.contacts_per_week)
        for step in norm
    )
    ledger.record(by=by, at=at, side=GUIDANCE, act="journey.start_programme", details={"programme": code})
    return programme
