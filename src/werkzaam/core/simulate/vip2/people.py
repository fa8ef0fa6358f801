"""The people: who they are, with which coach, and what happened."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from numpy.random import Generator

from werkzaam.core.simulate.people import FAMILY
from werkzaam.core.simulate.vip2 import after, course, practice
from werkzaam.core.simulate.vip2.figures import apportion, figures, happens, one, pick
from werkzaam.core.simulate.vip2.records import Group, Participant, Staff


@dataclass(slots=True)
class Coaches:
    """Who has room: each new person goes to the coach of the team with the least work for the room there is."""

    staff: Sequence[Staff]
    until: dict[str, list[date]] = field(default_factory=lambda: defaultdict(list))

    def next(self, group: Group, on: date, ends_on: date, *, but: str = "") -> str:
        here = [s for s in self.staff if (s.town, s.team) == (group.town, group.team) and s.key != but]
        chosen = min(here, key=lambda s: (sum(day >= on for day in self.until[s.key]) / s.room, s.key))
        self.until[chosen.key].append(ends_on)
        return chosen.key


def people(
    rng: Generator,
    groups: Sequence[Group],
    staff: Sequence[Staff],
    employers: dict[str, list[str]],
    n: int,
    today: date,
) -> Iterator[Participant]:
    """`n` people spread evenly over the groups; exits in just the shares of the field, in random order."""
    exits = apportion(figures()["exits"], n)
    order = rng.permutation(n)
    coaches = Coaches([one for one in staff if one.room])
    for number in range(n):
        group = groups[number * len(groups) // n]
        yield _person(rng, number, group, coaches, employers[group.town], exits[int(order[number])], today)


def _person(
    rng: Generator, number: int, group: Group, coaches: Coaches, at: list[str], kind: str, today: date
) -> Participant:
    words = figures()["words"]
    started = group.begins_on + timedelta(days=int(rng.integers(0, 13)))
    last, reason = after.last_day(rng, started, kind)
    has_ended, until = last <= today, min(last, today)
    coach = coaches.next(group, started, last)
    moves = happens(rng, figures()["lines"]["handed_over"]) and started + timedelta(days=120) <= until
    plan = tuple(course.goals(rng, has_ended=has_ended, went_well=kind not in ("searching", "lost")))
    rung = int(rng.integers(1, 4))
    return Participant(
        key=f"p{number + 1:04}",
        given=words["given"][number % len(words["given"])],
        family=FAMILY[(number // len(words["given"]) + number % len(words["given"])) % len(FAMILY)],
        group=group.key,
        coach=coach,
        language=pick(rng, words["languages"]),
        level=pick(rng, words["levels"]),
        is_self_referred=happens(rng, figures()["lines"]["self_referred"]),
        started_on=started,
        rungs=(rung, _rung_after(rung, kind)) if has_ended else (rung,),
        dream=one(rng, words["dreams"]),
        strengths=one(rng, words["strengths"]),
        needs=tuple((d, w) for d, w in (words["needs"][int(k)] for k in rng.permutation(len(words["needs"]))[:2])),
        contacts=tuple(course.contacts(rng, started, until)),
        joins=happens(rng, figures()["training"]["joins"]),
        presence=course.presence(rng, group, until),
        goals=plan,
        accepts=happens(rng, figures()["plan"]["accepts"]) if started + timedelta(days=70) <= until else None,
        offered=tuple(course.offered(rng, started, until)),
        unmet=happens(rng, figures()["offers"]["unmet"]),
        question=course.question(rng) if started + timedelta(days=70) <= until else None,
        new_coach=coaches.next(group, started, last, but=coach) if moves else "",
        encounters=tuple(practice.encounters(rng, started, until, at)),
        placements=practice.placements(rng, started, last, today, at, kind),
        exit=after.left(rng, last, kind, reason, today) if has_ended else None,
    )  # fmt: skip


def _rung_after(rung: int, kind: str) -> int:
    """The rung that goes with where someone stands at the end (3-domain §3.3)."""
    return {"paid": 6, "work-experience": 4, "volunteering": 4, "education": 3}.get(kind, rung)
