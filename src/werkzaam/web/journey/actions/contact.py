"""Logging contacts: once, for the person's sake."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext as _

from werkzaam.sides import GUIDANCE
from werkzaam.web.journey.actions.gate import JourneyProblem, note, require_day, require_team
from werkzaam.web.journey.models import Appointment, Contact, Draft, RegularContact, Trajectory
from werkzaam.web.journey.rules.codes import Channel, Outcome, counted_minutes, is_conversation
from werkzaam.web.journey.rules.codes.contact import AppointmentStatus
from werkzaam.web.journey.rules.dose import ContactMade
from werkzaam.web.people import queries as people
from werkzaam.web.people.access import refuse, require
from werkzaam.web.people.rules import Access

LONGEST = 600  # minutes: ten hours


@transaction.atomic(using=GUIDANCE)
def log_contact(
    *,
    by: Access,
    at: datetime,
    id: UUID,
    trajectory: Trajectory,
    on: date,
    channel: str,
    outcome: str,
    minutes: int,
    note: str = "",
    next_step: str = "",
    next_on: date | None = None,
) -> Contact:
    """Log one contact. The same post twice gives one contact; another content under a used id is refused.

    Under the id of a planned appointment it is how that appointment went. The draft of this form goes.
    """
    require_team(by, "journey.log_contact", trajectory)
    require_day(trajectory, on, at)
    _require_later(on, next_on)
    values = _values(ContactMade(on, channel, outcome, minutes)) | {
        "note": note,
        "next_step": next_step,
        "next_on": next_on,
        "trajectory_id": trajectory.pk,
    }
    contact, fresh = Contact.objects.get_or_create(
        pk=id, defaults={**values, "coach_id": by.account, "created_at": at}
    )
    if fresh:
        _remember(contact)
        _settle(contact)
        Draft.objects.filter(pk=id, account=UUID(by.account)).delete()
        _note(by, at, "log_contact", trajectory.person_id, channel=contact.channel, outcome=contact.outcome)
    elif any(getattr(contact, name) != value for name, value in values.items()):
        message = _("A contact was saved from this form before. Save again to add this as a second contact.")
        raise JourneyProblem(message, code="already-saved")
    return contact


@transaction.atomic(using=GUIDANCE)
def record_regular_contacts(
    *, by: Access, at: datetime, person_id: UUID, contacts: Iterable[ContactMade]
) -> list[RegularContact]:
    """Record contacts of regular services with someone outside the programme, reported by the municipality.

    Only a key-holder may: these people are in no coach's list.
    """
    person = people.person(person_id)
    if person is None:
        raise refuse()
    require(by.reaches("consent.issue_keys", person.organisation_id))
    if Trajectory.objects.filter(person=person_id).exists():
        message = _("This person is in the programme: contacts belong in the trajectory. Nothing was saved.")
        raise JourneyProblem(message, code="in-programme")
    made = RegularContact.objects.bulk_create(
        RegularContact(person_id=person_id, **_values(contact)) for contact in contacts
    )
    _note(by, at, "record_regular_contacts", person_id, contacts=len(made))
    return made


def _remember(contact: Contact) -> None:
    """Keep the days of the last contact and conversation held on the trajectory, for lists."""
    spoken = is_conversation(contact.channel, contact.outcome)
    fields = (["last_contact_on"] if contact.outcome == Outcome.HELD else []) + (
        ["last_spoken_on"] if spoken else []
    )
    latest = {name: Greatest(Coalesce(name, contact.on), contact.on) for name in fields}
    if latest:
        Trajectory.objects.filter(pk=contact.trajectory_id).update(**latest)


def _settle(contact: Contact) -> None:
    """The appointment of this id and person went as this contact says: nothing is written down twice."""
    planned = Appointment.objects.filter(
        pk=contact.pk, trajectory=contact.trajectory_id, status=AppointmentStatus.PLANNED.value
    )
    planned.update(status=AppointmentStatus(contact.outcome).value, contact=contact)


def _require_later(on: date, next_on: date | None) -> None:
    if next_on is not None and next_on < on:
        message = _("The next step comes before the contact itself. Choose a later day, or leave it empty.")
        raise JourneyProblem(message, code="next-before")


def _values(contact: ContactMade) -> dict[str, object]:
    """The checked values of one contact; minutes count only where it was held."""
    if not 0 <= contact.minutes <= LONGEST:
        raise JourneyProblem(_("Minutes lie between 0 and 600. Nothing was saved."), code="minutes")
    outcome = Outcome(contact.outcome).value
    return {
        "on": contact.on,
        "channel": Channel(contact.channel).value,
        "outcome": outcome,
        "minutes": counted_minutes(outcome, contact.minutes),
    }


_note = note
