"""What the VIP2-like scenario holds, as plain frozen records: regions, staff, groups, and the half years of people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Region:
    """A regional foundation under the national body; its teams work in the towns."""

    key: str
    foundation: str
    towns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Staff:
    """Someone with an account. `town` and `team` (number in its town) where the role is bound to them."""

    key: str
    name: str
    role: str  # coach, team-lead, trainer, municipality, professional, project-leader
    region: str
    town: str = ""
    team: int | None = None
    room: int = 0
    """How many people a coach has at a time."""
    is_volunteer: bool = False


@dataclass(frozen=True, slots=True)
class Employer:
    key: str
    town: str
    name: str
    sector: str


@dataclass(frozen=True, slots=True)
class Group:
    """One cohort with its training: who starts in the same weeks in one town."""

    key: str
    region: str
    town: str
    team: int
    begins_on: date
    sessions: tuple[date, ...]
    capacity: int


@dataclass(frozen=True, slots=True)
class Contact:
    on: date
    channel: str
    outcome: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Goal:
    """In the person's own words; scores run from −2 to +2, the second pair where the trajectory went on."""

    domain: str
    words: str
    steps: tuple[str, ...]
    baseline: int
    scores: tuple[int, int] | None  # self, coach
    status: str  # open, reached, stopped


@dataclass(frozen=True, slots=True)
class Placement:
    kind: str
    employer: str
    starts_on: date
    ends_on: date
    hours: int
    ended_on: date | None  # None: it still runs, or is still to come
    end_reason: str
    check_ins: tuple[int, ...]  # weeks that were told about


@dataclass(frozen=True, slots=True)
class Offered:
    """`answer` yes, no, or none yet."""

    offer: int
    on: date
    answer: str


@dataclass(frozen=True, slots=True)
class Check:
    """Aftercare: `kind` is where the person stood, if reached."""

    month: int
    on: date
    reached: str
    kind: str


@dataclass(frozen=True, slots=True)
class Exit:
    on: date
    kind: str
    reason: str
    hours: int | None
    checks: tuple[Check, ...]


@dataclass(frozen=True, slots=True)
class Participant:
    """A fictional status holder and the half year with the programme, as far as it had come by `today`."""

    key: str
    given: str
    family: str
    group: str
    coach: str
    language: str
    level: str
    is_self_referred: bool
    started_on: date
    rungs: tuple[int, ...]
    dream: str
    strengths: str
    needs: tuple[tuple[str, str], ...]
    contacts: tuple[Contact, ...]
    joins: bool
    presence: tuple[str, ...]  # of the group's sessions held until the person left, in order
    goals: tuple[Goal, ...]
    accepts: bool | None  # the coach's proposal for the plan; None: still waits
    offered: tuple[Offered, ...]
    unmet: bool
    question: tuple[str, str, bool] | None  # topic, words, whether it was answered
    new_coach: str  # of a hand-over halfway; empty for most
    encounters: tuple[tuple[str, str, date], ...]  # kind, employer, day
    placements: tuple[Placement, ...]
    exit: Exit | None


@dataclass(frozen=True, slots=True)
class Vip2:
    start: date
    today: date
    regions: tuple[Region, ...]
    staff: tuple[Staff, ...]
    employers: tuple[Employer, ...]
    groups: tuple[Group, ...]
    people: tuple[Participant, ...]

    def of(self, group: str) -> list[Participant]:
        return [one for one in self.people if one.group == group]
