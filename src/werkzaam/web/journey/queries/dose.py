"""What crosses to the evaluation, under a pseudonym that the desk looks up: dose, and coaches' ratings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from uuid import UUID

from werkzaam.web.journey.models import CoachChange, Contact, LadderRating, Norm, RegularContact, Trajectory
from werkzaam.web.journey.rules.codes import Outcome, Rater
from werkzaam.web.journey.rules.dose import ContactMade, Course, DoseRecord, NormStep, dose_of
from werkzaam.web.people import queries as people

BATCH = 1000  # a database takes only so many values in one question
MADE = ("on", "channel", "outcome", "minutes")


def dose(person_ids: Iterable[UUID], until: date) -> Iterator[DoseRecord]:
    """Planned and delivered contact per person, week and channel, in both groups, through `until`.

    Weeks count from the first trajectory, or from registration for who never had one (`rules.dose_of`).
    """
    for batch in _batches(person_ids):
        starts, courses, contacts = people.registered_on(batch), _courses(batch), _contacts(batch, until)
        for person_id in batch:
            taken = courses.get(person_id, [])
            start = min((course.started_on for course in taken), default=starts[person_id])
            yield from dose_of(
                person_id, start=start, courses=taken, contacts=contacts.get(person_id, []), until=until
            )


def coach_ratings(person_ids: Iterable[UUID]) -> Iterator[tuple[UUID, date, int]]:
    """(person, day, rung) of every rung rated by a coach, oldest first within a person."""
    for batch in _batches(person_ids):
        found = LadderRating.objects.filter(rater=Rater.COACH.value, trajectory__person__in=batch)
        yield from found.order_by("trajectory__person", "on", "pk").values_list(
            "trajectory__person", "on", "rung"
        )


def first_coaches(person_ids: Iterable[UUID]) -> Iterator[tuple[UUID, UUID]]:
    """(person, account) of the coach with whom each person's first trajectory began: who shares one is not
    independent. A later hand-over changes nothing: people are analysed as they were assigned."""
    for batch in _batches(person_ids):
        found = CoachChange.objects.filter(trajectory__person__in=batch)
        rows = found.order_by("trajectory__started_on", "trajectory", "on", "pk")
        coaches: dict[UUID, UUID] = {}
        for person_id, coach_id in rows.values_list("trajectory__person", "coach"):
            coaches.setdefault(person_id, coach_id)
        yield from coaches.items()


def norms() -> dict[int, list[NormStep]]:
    """The planned intensity per programme (by id)."""
    found: dict[int, list[NormStep]] = defaultdict(list)
    for step in Norm.objects.order_by("programme", "from_week"):
        found[step.programme_id].append(NormStep(step.from_week, step.contacts_per_week))
    return found


def _courses(batch: list[UUID]) -> dict[UUID, list[Course]]:
    planned, found = norms(), defaultdict(list)
    rows = Trajectory.objects.filter(person__in=batch).values_list(
        "person", "started_on", "ended_on", "programme"
    )
    for person_id, started_on, ended_on, programme in rows:
        found[person_id].append(Course(started_on, ended_on, planned.get(programme, [])))
    return found


def _contacts(batch: list[UUID], until: date) -> dict[UUID, list[ContactMade]]:
    """Contacts held, logged by coaches or reported by regular services."""
    held = {"outcome": Outcome.HELD.value, "on__lte": until}
    logged = Contact.objects.filter(trajectory__person__in=batch, **held)
    reported = RegularContact.objects.filter(person__in=batch, **held)
    found: dict[UUID, list[ContactMade]] = defaultdict(list)
    for person_id, *made in logged.values_list("trajectory__person", *MADE):
        found[person_id].append(ContactMade(*made))
    for person_id, *made in reported.values_list("person", *MADE):
        found[person_id].append(ContactMade(*made))
    return found


def _batches(person_ids: Iterable[UUID]) -> Iterator[list[UUID]]:
    everyone = list(person_ids)
    for first in range(0, len(everyone), BATCH):
        yield everyone[first : first + BATCH]
