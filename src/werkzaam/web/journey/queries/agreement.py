"""Agreements, and what stands behind a link."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from werkzaam.web.journey.models import Agreement, CheckIn, EmployerContact, MagicLink, Placement, Signature
from werkzaam.web.journey.rules.agreement import fingerprint
from werkzaam.web.journey.rules.codes.practice import Party, PlacementStatus
from werkzaam.web.journey.rules.practice import OPEN


def link(token: str) -> MagicLink | None:
    """The link with this token, with all its page needs; None for a token nobody got."""
    found = MagicLink.objects.filter(token_hash=fingerprint(token)).select_related(
        "contact__employer", "placement__trajectory__person", "placement__trajectory__coach",
        "placement__employer", "signature__agreement", "check_in",
    )  # fmt: skip
    return found.first()


def latest(placement: Placement) -> Agreement | None:
    """The version that counts, with its signatures."""
    found = placement.agreements.prefetch_related("signatures__contact", "signatures__account")
    return found.order_by("-version").first()


def own_placements(person_id: UUID) -> list[Placement]:
    """My placements that were not cancelled, the latest first, with agreements."""
    found = Placement.objects.filter(trajectory__person=person_id)
    kept = found.exclude(status=PlacementStatus.CANCELLED.value).select_related("employer", "supervisor")
    return list(kept.prefetch_related("agreements__signatures", "check_ins").order_by("-starts_on"))


def own_check_ins(person_id: UUID, *, on: date) -> QuerySet[CheckIn]:
    """Weeks of my running placements that have come and of which I did not tell yet."""
    told = CheckIn.objects.filter(
        placement=OuterRef("placement"), week=OuterRef("week"), party=Party.PARTICIPANT.value
    )
    found = CheckIn.objects.filter(
        ~Exists(told),
        placement__trajectory__person=person_id,
        placement__status=PlacementStatus.RUNNING.value,
        due_on__lte=on,
    )
    return found.select_related("placement__employer", "placement__trajectory").order_by("due_on", "pk")


def by_week(placement: Placement) -> list[tuple[int, list[CheckIn]]]:
    """What was told of a placement week by week, employer and participant side by side; last what still waits."""
    found = sorted(placement.check_ins.all(), key=lambda one: (one.week, not one.party, one.party))
    return [(week, list(told)) for week, told in groupby(found, key=lambda one: one.week)]


def seen_by_employer(placement: Placement) -> list[CheckIn]:
    """What the participant tells is for the coach."""
    return list(placement.check_ins.exclude(party=Party.PARTICIPANT.value))


def own_signature(person_id: UUID, pk: int) -> Signature | None:
    """A signature that is mine to give or given by me."""
    found = Signature.objects.filter(
        pk=pk, party=Party.PARTICIPANT.value, agreement__placement__trajectory__person=person_id
    )
    return found.select_related("agreement__placement__employer", "agreement__placement__trajectory").first()


def unsigned(contacts: QuerySet[EmployerContact]) -> QuerySet[Signature]:
    """What these people still have to sign: of the version that counts, of placements that are open."""
    newest = Agreement.objects.filter(placement=OuterRef("agreement__placement")).order_by("-version")
    found = Signature.objects.filter(contact__in=contacts, signed_at__isnull=True)
    return found.filter(
        agreement=Subquery(newest.values("pk")[:1]), agreement__placement__status__in=[s.value for s in OPEN]
    ).select_related("agreement__placement__employer", "contact")


def to_tell(contacts: QuerySet[EmployerContact], *, on: date) -> QuerySet[CheckIn]:
    """Check-ins that are due with these people as supervisors."""
    found = CheckIn.objects.filter(placement__supervisor__in=contacts, done_at__isnull=True, due_on__lte=on)
    return found.select_related("placement__employer", "placement__supervisor")


def overseen(contacts: QuerySet[EmployerContact]) -> QuerySet[Placement]:
    """Open placements that these people supervise."""
    found = Placement.objects.filter(supervisor__in=contacts, status__in=[status.value for status in OPEN])
    return found.select_related("employer", "supervisor")


def reachable(email: str) -> QuerySet[EmployerContact]:
    """People at employers with this address: each of them when they work for more than one."""
    return EmployerContact.objects.filter(email=email.strip().lower(), is_active=True).exclude(email="")
