"""Reads on guidance. Every list goes through an access; `dose` and `coach_ratings` serve the desk alone."""

from werkzaam.web.journey.queries.counts import counts
from werkzaam.web.journey.queries.dose import coach_ratings, dose, first_coaches
from werkzaam.web.journey.queries.intensity import loads, weekly
from werkzaam.web.journey.queries.own import own
from werkzaam.web.journey.queries.reach import (
    person,
    persons,
    programmes,
    trajectories,
    trajectory,
    waiting_to_start,
)
from werkzaam.web.journey.queries.timeline import contacts, timeline, weeks
from werkzaam.web.journey.queries.today import caseload, recent

__all__ = [
    "caseload",
    "coach_ratings",
    "contacts",
    "counts",
    "dose",
    "first_coaches",
    "loads",
    "own",
    "person",
    "persons",
    "programmes",
    "recent",
    "timeline",
    "trajectories",
    "trajectory",
    "waiting_to_start",
    "weekly",
    "weeks",
]
