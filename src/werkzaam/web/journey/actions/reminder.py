"""Reminding a day before: what falls due is written down first, and asked again for its state at sending."""

from __future__ import annotations

import smtplib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from werkzaam.sides import GUIDANCE
from werkzaam.web.journey import letters, sms
from werkzaam.web.journey.models import Reminder
from werkzaam.web.journey.queries import reminder as queries
from werkzaam.web.journey.rules.appointment import ATTEMPTS, medium_for, remind_at
from werkzaam.web.journey.rules.codes.contact import Medium, Sending
from werkzaam.web.ledger import actions as ledger

SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Sent:
    """How many reminders went out, were no longer needed, and could not be delivered (tried again, or given up)."""

    sent: int
    skipped: int
    failed: int


def send_reminders(*, at: datetime) -> Sent:
    """Write down what fell due by `at`, then send it: done by the installation itself, as often as one likes."""
    fall_due(at=at)
    done = [send_one(reminder, at=at) for reminder in queries.waiting(at=at)]
    return Sent(done.count(Sending.SENT), done.count(Sending.SKIPPED), done.count(Sending.FAILED))


@transaction.atomic(using=GUIDANCE)
def fall_due(*, at: datetime) -> None:
    """One reminder per thing, person and moment; one that was written down before stays as it is.

    A thing that moved has another moment, so it gets a new reminder, and the old one is skipped.
    """
    made = []
    for planned in queries.ahead(at=at):
        medium = _medium(planned.person)
        if medium is not None:
            made.append(
                Reminder(
                    person=planned.person,
                    about=planned.about.value,
                    about_id=planned.about_id,
                    medium=medium.value,
                    due_at=remind_at(planned.starts_at),
                )
            )
    Reminder.objects.bulk_create(made, ignore_conflicts=True)


def send_one(reminder: Reminder, *, at: datetime) -> Sending:
    """Send one reminder if what it is about still stands. Taken before it is sent: two runs send it once."""
    starts_at = queries.stands(reminder, at=at)
    if starts_at is None:
        _settle(reminder, Sending.SKIPPED, at)
        return Sending.SKIPPED
    mine = Reminder.objects.filter(
        pk=reminder.pk, status=Sending.WAITING.value, attempts=reminder.attempts
    ).update(attempts=F("attempts") + 1)
    if not mine:
        return Sending.WAITING
    delivered = _deliver(reminder, starts_at)
    if delivered or reminder.attempts + 1 >= ATTEMPTS:
        _settle(reminder, Sending.SENT if delivered else Sending.FAILED, at)
    return Sending.SENT if delivered else Sending.FAILED


def _deliver(reminder: Reminder, starts_at: datetime) -> bool:
    """Whether it went out, to the address that the person has now."""
    person: Any = reminder.person
    if not (person.phone if reminder.medium == Medium.SMS else person.email):
        return False
    told = letters.reminder(reminder.about, starts_at, language=person.language)
    try:
        if reminder.medium == Medium.SMS:
            sms.send(to=person.phone, text=told[1])
        else:
            letters.email(person.email, told).send()
    except (sms.SmsFailed, smtplib.SMTPException, OSError):
        return False
    return True


@transaction.atomic(using=GUIDANCE)
def _settle(reminder: Reminder, status: Sending, at: datetime) -> None:
    sent_at = at if status == Sending.SENT else None
    Reminder.objects.filter(pk=reminder.pk).update(status=status.value, sent_at=sent_at)
    details: dict[str, object] = {"about": reminder.about, "medium": reminder.medium, "status": status.value}
    subject = reminder.person_id or ""
    ledger.record(
        by=SYSTEM, at=at, side=GUIDANCE, act="journey.send_reminder", subject=subject, details=details
    )


def _medium(person: Any) -> Medium | None:
    return medium_for(phone=person.phone, email=person.email, texts=sms.available())
