"""The joint display, and verdicts that are lowered: never raised."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from werkzaam.core.claim import joint as core
from werkzaam.sides import RESEARCH
from werkzaam.web.desk import dossier
from werkzaam.web.desk.actions.held import CLAIM, BadClaim, in_both, reach, record
from werkzaam.web.desk.models import JointRow, Lowering
from werkzaam.web.desk.room import Room, room
from werkzaam.web.people.rules import Access


@transaction.atomic(using=RESEARCH)
def read_row(
    *, by: Access, at: datetime, study: Any, values: Mapping[str, str], row: JointRow | None = None
) -> JointRow:
    """Keep what is made of an element beside the numbers: `element`, `dose`, `estimand`, `fit`, `reading_…`.

    Raises BadClaim where the row stands already, and where voices would be confirmed by an estimate that
    carries no conclusion.
    """
    reach(by, CLAIM, study)
    row = row or JointRow(study=study)
    for name in ("element", "dose", "estimand", "fit"):
        setattr(row, name, values.get(name, ""))
    for name, text in in_both(dict(values), "reading").items():
        setattr(row, name, text)
    _check_once(row)
    here = room(study, on=timezone.localdate(at))
    if not core.may_confirm(dossier.joint(row), here.judged):
        raise BadClaim(
            _(
                "No conclusion may be drawn from this estimate, so it cannot confirm what people say. Choose "
                "expanded, discordant or silent. Nothing was saved."
            ),
            code="desk-joint-confirmed",
        )
    _keep(row, here, by, at)
    record(by, at, "read_joint_row", study, element=row.element, estimand=row.estimand, fit=row.fit)
    return row


@transaction.atomic(using=RESEARCH)
def look_again_row(*, by: Access, at: datetime, row: JointRow) -> JointRow:
    """The reading holds on what stands today."""
    reach(by, CLAIM, row.study)
    _keep(row, room(row.study, on=timezone.localdate(at)), by, at)
    record(by, at, "look_again_row", row.study, element=row.element, estimand=row.estimand)
    return row


@transaction.atomic(using=RESEARCH)
def drop_row(*, by: Access, at: datetime, row: JointRow) -> None:
    reach(by, CLAIM, row.study)
    record(by, at, "drop_joint_row", row.study, element=row.element, estimand=row.estimand)
    row.delete()


@transaction.atomic(using=RESEARCH)
def lower(
    *, by: Access, at: datetime, study: Any, claim: str, verdict: str, reason: Mapping[str, str]
) -> Lowering:
    """Give a computed claim a lower verdict, with the reason that is printed. Raises BadClaim for any other."""
    reach(by, CLAIM, study)
    here = room(study, on=timezone.localdate(at))
    if verdict not in here.lower_than(claim):
        raise BadClaim(
            _("A verdict may be lowered, never raised. Nothing was saved. Choose one of those in the list."),
            code="desk-not-lower",
        )
    values = {
        "verdict": verdict,
        **in_both(dict(reason), "reason"),
        "lowered_at": at,
        "lowered_by": by.account,
    }
    row, _new = Lowering.objects.update_or_create(study=study, claim=claim, defaults=values)
    record(by, at, "lower_verdict", study, claim=claim, verdict=verdict)
    return row


@transaction.atomic(using=RESEARCH)
def take_back_lowering(*, by: Access, at: datetime, study: Any, claim: str) -> None:
    """The computed verdict stands again."""
    reach(by, CLAIM, study)
    Lowering.objects.filter(study=study, claim=claim).delete()
    record(by, at, "take_back_lowering", study, claim=claim)


def _check_once(row: JointRow) -> None:
    place = {"study": row.study, "element": row.element, "dose": row.dose, "estimand": row.estimand}
    if JointRow.objects.filter(**place).exclude(pk=row.pk).exists():
        raise BadClaim(
            _("This element stands beside these numbers already. Nothing was saved. Change that row."),
            code="desk-joint-twice",
        )


def _keep(row: JointRow, here: Room, by: Access, at: datetime) -> None:
    told = dossier.joint(row)
    row.seen = core.seen(told, here.dossier.elements, here.evidence)
    row.sides = here.sides(told)
    row.changed_at, row.changed_by = at, by.account
    row.save()
