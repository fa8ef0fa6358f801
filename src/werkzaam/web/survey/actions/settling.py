"""Deciding about a delivery that waits: to whom it belongs, or that it is not used."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from werkzaam.sides import RESEARCH
from werkzaam.web.ledger import actions as ledger
from werkzaam.web.people.access import require
from werkzaam.web.people.rules import Access
from werkzaam.web.study import queries as studies
from werkzaam.web.survey import deliveries, queries
from werkzaam.web.survey.actions.delivering import WITHDRAWN, take_up
from werkzaam.web.survey.deliveries import DeliveryRefused
from werkzaam.web.survey.models import Delivery, Invitation
from werkzaam.web.survey.xform.judge import Reading

SETTLE = "survey.settle_delivery"
Status = Delivery.Status


@transaction.atomic(using=RESEARCH)
def attach(*, by: Access, at: datetime, delivery: Delivery, case: str) -> Delivery:
    """Take a delivery up as the answers of this case number; answers that break a rule are left out.

    Raises DeliveryRefused. Of a person who withdrew, the content is erased instead: see the reason it then has.
    """
    got = _held(by, delivery)
    if got.status not in (Status.KEPT, Status.SET_ASIDE) or not got.body:
        raise DeliveryRefused(_("This delivery cannot be taken up any more. Nothing was changed."))
    asked = _asked(got, case)
    if not deliveries.is_allowed(asked, at):
        return _settle(by, at, got, asked, Status.SET_ASIDE, WITHDRAWN)
    if queries.submission(asked) is not None:
        raise DeliveryRefused(
            _("This person answered already. Nothing was changed. Compare, then set it aside.")
        )
    got.invitation = asked
    take_up(got, asked, _sound(got))
    return _settle(by, at, got, asked, Status.TAKEN, got.reason)


@transaction.atomic(using=RESEARCH)
def set_aside(*, by: Access, at: datetime, delivery: Delivery) -> Delivery:
    """It is not used, and stays as it came: it can still be taken up later. Twice is once."""
    got = _held(by, delivery)
    if got.status == Status.TAKEN:
        raise DeliveryRefused(_("These answers were taken up already. Nothing was changed."))
    if got.status == Status.SET_ASIDE:
        return got
    return _settle(by, at, got, got.invitation, Status.SET_ASIDE, got.reason)


def _held(by: Access, delivery: Delivery) -> Delivery:
    """The row as it is now, until the end of the transaction."""
    require(studies.reaches(by, SETTLE, delivery.collector.study.organisation))
    Delivery.objects.select_for_update().only("pk").get(pk=delivery.pk)
    return deliveries.delivery(delivery.collector.study, delivery.pk)


def _asked(got: Delivery, case: str) -> Invitation:
    asked = deliveries.invitation(got.collector.study, case)
    if asked is None:
        raise DeliveryRefused(_("Nobody in this study has this case number. Nothing was changed."))
    if asked.round_id != got.round_id:
        raise DeliveryRefused(_("This case number belongs to another round. Nothing was changed."))
    return asked


def _sound(got: Delivery) -> Reading:
    """The answers without those that break a rule."""
    told = deliveries.reading(got)
    if told.problem:
        raise DeliveryRefused(_("This cannot be read as answers to the form. It stays as it came."))
    wrong = {fault.address for fault in told.faults}
    return replace(told, answers={key: said for key, said in told.answers.items() if key not in wrong})


def _settle(
    by: Access, at: datetime, got: Delivery, asked: Invitation | None, status: Status, reason: str
) -> Delivery:
    got.status, got.reason, got.settled_at, got.settled_by = status, reason, at, by.account
    if reason == WITHDRAWN:
        got.body, got.invitation = b"", None
        got.files.all().delete()
    got.save(update_fields=["status", "reason", "settled_at", "settled_by", "invitation", "body"])
    details: dict[str, object] = {"delivery": got.pk, "status": got.status, "reason": got.reason}
    subject = asked.pseudonym if asked else ""
    ledger.record(
        by=by.account, at=at, side=RESEARCH, act="survey.settle_delivery", subject=subject, details=details
    )
    return got
