"""Thank-yous: owed when a questionnaire was sent, in every arm alike, until someone handed it over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count, F, Q, QuerySet, Sum

from werkzaam.sides import RESEARCH
from werkzaam.web.ledger import actions as ledger
from werkzaam.web.people.access import require
from werkzaam.web.people.rules import Access
from werkzaam.web.study import queries as studies
from werkzaam.web.survey.models import Incentive, Submission

GIVE = "survey.give_incentive"


@dataclass(frozen=True, slots=True)
class Total:
    """One arm: how many are owed and given, with their cents."""

    arm: str
    owed: int
    owed_cents: int
    given: int
    given_cents: int

    @property
    def owed_euros(self) -> str:
        return f"{self.owed_cents / 100:.2f}"

    @property
    def given_euros(self) -> str:
        return f"{self.given_cents / 100:.2f}"


def unwritten() -> QuerySet[Submission]:
    """Sent in a round with a thank-you, and not written down as owed yet."""
    return Submission.objects.filter(
        invitation__round__incentive_cents__gt=0, invitation__incentive__isnull=True
    )


@transaction.atomic(using=RESEARCH)
def owe(*, at: datetime) -> int:
    """Write down what is owed by now, at the amount of the round; how many were new."""
    found = list(unwritten().select_related("invitation__round"))
    made = [
        Incentive(
            invitation=one.invitation, cents=one.invitation.round.incentive_cents, owed_at=one.submitted_at
        )
        for one in found
    ]
    Incentive.objects.bulk_create(made, ignore_conflicts=True)
    if made:
        details: dict[str, object] = {"owed": len(made)}
        ledger.record(by="system", at=at, side=RESEARCH, act="survey.owe_incentive", details=details)
    return len(made)


@transaction.atomic(using=RESEARCH)
def give(*, by: Access, at: datetime, study: studies.Study, numbers: Iterable[int]) -> int:
    """Mark thank-yous of this study as handed over; twice is once. How many were marked now."""
    require(studies.reaches(by, GIVE, study.organisation))
    open_ones = of(study).filter(pk__in=list(numbers), given_at__isnull=True).select_for_update(of=("self",))
    found = list(open_ones)
    Incentive.objects.filter(pk__in=[one.pk for one in found]).update(given_at=at, given_by=by.account)
    for one in found:
        details: dict[str, object] = {"cents": one.cents, "round": one.invitation.round_id}
        who = one.invitation.pseudonym
        ledger.record(by=by.account, at=at, side=RESEARCH, act=GIVE, subject=who, details=details)
    return len(found)


@transaction.atomic(using=RESEARCH)
def take_back(*, by: Access, at: datetime, study: studies.Study, number: int) -> None:
    """It was not handed over after all."""
    require(studies.reaches(by, GIVE, study.organisation))
    for one in of(study).filter(pk=number, given_at__isnull=False):
        Incentive.objects.filter(pk=one.pk).update(given_at=None, given_by="")
        who, act = one.invitation.pseudonym, "survey.take_back_incentive"
        ledger.record(by=by.account, at=at, side=RESEARCH, act=act, subject=who)


def of(study: studies.Study) -> QuerySet[Incentive]:
    """All of a study: what is owed first, by wave and pseudonym."""
    found = Incentive.objects.filter(invitation__round__study=study).select_related("invitation__round__wave")
    return found.order_by(
        F("given_at").desc(nulls_first=True), "invitation__round__opens_on", "invitation__pseudonym"
    )


def totals(study: studies.Study) -> list[Total]:
    """Per arm, in the plan's order: both arms get the same."""
    arms = {arm.key: str(arm) for arm in studies.arm_list(study)}
    mine = Q(invitation__round__study__allocations__pseudonym=F("invitation__pseudonym"))
    rows = (
        of(study)
        .filter(mine)
        .values(arm=F("invitation__round__study__allocations__arm__key"))
        .order_by()
        .annotate(
            owed=Count("pk", filter=Q(given_at__isnull=True)),
            given=Count("given_at"),
            owed_cents=Sum("cents", filter=Q(given_at__isnull=True), default=0),
            given_cents=Sum("cents", filter=Q(given_at__isnull=False), default=0),
        )
    )
    found = {row["arm"]: (row["owed"], row["owed_cents"], row["given"], row["given_cents"]) for row in rows}
    return [Total(label, *found.get(key, (0, 0, 0, 0))) for key, label in arms.items()]
