"""The certificate: what was attended, on the day of issue."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from werkzaam.sides import GUIDANCE
from werkzaam.web.journey.actions.gate import JourneyProblem, note, require_team
from werkzaam.web.journey.models import Certificate, Enrolment
from werkzaam.web.journey.queries import training_groups as queries
from werkzaam.web.journey.rules import training as rules
from werkzaam.web.journey.rules.codes.training import EnrolmentStatus, SessionStatus
from werkzaam.web.people.rules import Access


@transaction.atomic(using=GUIDANCE)
def issue_certificate(*, by: Access, at: datetime, enrolment: Enrolment) -> Certificate:
    """Close someone's training with a certificate. A second one is the first again."""
    require_team(by, "journey.call_roll", enrolment.trajectory)
    enrolment = Enrolment.objects.select_for_update().select_related("trajectory").get(pk=enrolment.pk)
    before = Certificate.objects.filter(enrolment=enrolment).first()
    if before:
        return before
    _check(enrolment, at)
    seen = queries.attended(enrolment)
    attended = sum(one.was_there for one in seen)
    if not attended:
        message = _("This person was at no session yet. No certificate was made. Call the roll first.")
        raise JourneyProblem(message, code="not-attended")
    today = timezone.localdate(at)
    certificate = Certificate.objects.create(
        enrolment=enrolment,
        number=rules.certificate_number(today, enrolment.pk),
        issued_on=today,
        sessions=attended,
        practical_hours=rules.practical_hours(seen),
        by=by.account,
    )
    enrolment.status, enrolment.ended_on = EnrolmentStatus.COMPLETED.value, today
    enrolment.save(update_fields=["status", "ended_on"])
    note(by, at, "issue_certificate", enrolment.trajectory.person_id, number=certificate.number)
    return certificate


def _check(enrolment: Enrolment, at: datetime) -> None:
    """Only for someone who takes part, after the last session."""
    if enrolment.status not in {EnrolmentStatus.ENROLLED, EnrolmentStatus.COMPLETED}:
        message = _("This person does not take part in the group. No certificate was made.")
        raise JourneyProblem(message, code="not-a-member")
    coming = enrolment.group.sessions.filter(starts_at__gt=at, status=SessionStatus.PLANNED.value)
    if coming.exists():
        message = _("There are sessions still to come. No certificate was made. Wait for the last session.")
        raise JourneyProblem(message, code="not-finished")
