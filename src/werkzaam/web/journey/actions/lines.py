"""Commitments: agreeing on what, who and by when, and saying whether it was kept."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from werkzaam.sides import GUIDANCE
from werkzaam.web.journey import queries
from werkzaam.web.journey.actions.gate import JourneyProblem
from werkzaam.web.journey.models import Commitment, Programme
from werkzaam.web.journey.rules.codes.lines import CommitmentStatus
from werkzaam.web.ledger import actions as ledger
from werkzaam.web.people.access import require
from werkzaam.web.people.rules import Access

AGREE, SETTLE = "journey.agree_commitment", "journey.settle_commitment"


@transaction.atomic(using=GUIDANCE)
def agree_commitment(
    *,
    by: Access,
    at: datetime,
    programme: Programme,
    organisation: Any,
    what: str,
    who: str,
    agreed_on: date,
    due_on: date,
) -> Commitment:
    """Write down what an organisation agreed to do for a programme; the same twice is one commitment."""
    require(organisation.pk in by.organisations(AGREE))
    require(queries.programmes(by, AGREE).filter(pk=programme.pk).exists())
    if agreed_on > timezone.localdate(at):
        raise JourneyProblem(_("This was agreed in the future. Choose today or before."), code="future")
    if due_on < agreed_on:
        message = _("The last day lies before the day of agreeing. Nothing was saved. Change one of the two.")
        raise JourneyProblem(message, code="due-before-agreed")
    commitment, fresh = Commitment.objects.get_or_create(
        programme=programme,
        organisation=organisation,
        what=what,
        who=who,
        agreed_on=agreed_on,
        due_on=due_on,
        defaults={"by": by.account},
    )
    if fresh:
        _note(by, at, "agree_commitment", commitment)
    return commitment


@transaction.atomic(using=GUIDANCE)
def settle_commitment(
    *,
    by: Access,
    at: datetime,
    commitment: Commitment,
    status: str,
    settled_on: date,
    explanation: str = "",
) -> Commitment:
    """Say whether a commitment was kept; what was not kept or fell away is explained."""
    require(commitment.organisation_id in by.organisations(SETTLE))
    settled = CommitmentStatus(status)
    if commitment.status != CommitmentStatus.OPEN:
        message = _("This commitment was settled before. Nothing was changed.")
        raise JourneyProblem(message, code="already-settled")
    if not commitment.agreed_on <= settled_on <= timezone.localdate(at):
        message = _("This day lies before the agreement or in the future. Choose another day.")
        raise JourneyProblem(message, code="outside")
    if settled != CommitmentStatus.KEPT and not explanation.strip():
        raise JourneyProblem(_("Please explain why. Nothing is saved yet."), code="explanation-missing")
    commitment.status, commitment.settled_on = settled.value, settled_on
    commitment.explanation = explanation.strip()
    commitment.save(update_fields=["status", "settled_on", "explanation"])
    _note(by, at, "settle_commitment", commitment)
    return commitment


def _note(by: Access, at: datetime, act: str, commitment: Commitment) -> None:
    details: dict[str, object] = {"commitment": commitment.pk, "status": commitment.status}
    ledger.record(by=by.account, at=at, side=GUIDANCE, act=f"journey.{act}", details=details)
