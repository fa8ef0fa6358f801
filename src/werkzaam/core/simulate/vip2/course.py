"""The six months of one person: contacts, sessions, the own plan, offers, and questions around it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from numpy.random import Generator

from werkzaam.core.simulate.vip2.figures import figures, happens, one, pick
from werkzaam.core.simulate.vip2.records import Contact, Goal, Group, Offered


def contacts(rng: Generator, started_on: date, until: date) -> Iterator[Contact]:
    """An appointment every other week, kept or not."""
    known = figures()["contacts"]
    for n in range(figures()["trajectory_days"] // known["every_days"]):
        on = started_on + timedelta(days=n * known["every_days"] + int(rng.integers(1, 8)))
        channel, outcome = pick(rng, known["channels"]), pick(rng, known["outcomes"])
        minutes = max(5, round(rng.gamma(6.0, known["minutes"] / 6.0) / 5) * 5) if outcome == "held" else 0
        if on <= until:
            yield Contact(on, channel, outcome, int(minutes))


def presence(rng: Generator, group: Group, until: date) -> tuple[str, ...]:
    """How it went at each session until the person left."""
    held = [on for on in group.sessions if on <= until]
    return tuple(pick(rng, figures()["training"]["presence"]) for _ in held)


def goals(rng: Generator, *, has_ended: bool, went_well: bool) -> Iterator[Goal]:
    """One or more goals with their steps; at the end most were reached, more so where the exit was a step on."""
    known, words = figures()["plan"], figures()["words"]
    low, high = known["goals"]
    for at in rng.permutation(len(words["goals"]))[: int(rng.integers(low, high))]:
        domain, said = words["goals"][int(at)]
        steps = tuple(words["steps"][int(n)] for n in sorted(rng.permutation(len(words["steps"]))[:2]))
        reached = happens(rng, known["reached"] + (0.15 if went_well else -0.15))
        later = int(rng.integers(0, 3)) if reached else int(rng.integers(-2, 1))
        scores = (later, max(-2, min(2, later + int(rng.integers(-1, 2))))) if has_ended else None
        status = ("reached" if reached else "stopped") if has_ended else "open"
        yield Goal(domain, said, steps, int(rng.integers(-2, 0)), scores, status)


def offered(rng: Generator, started_on: date, until: date) -> Iterator[Offered]:
    """At most one offer proposed in the second month, answered a week later."""
    on = started_on + timedelta(days=30 + int(rng.integers(0, 21)))
    proposed, yes = happens(rng, figures()["offers"]["proposed"]), happens(rng, figures()["plan"]["accepts"])
    which = int(rng.integers(len(figures()["words"]["offers"])))
    if proposed and on <= until:
        answered = on + timedelta(days=7) <= until
        yield Offered(which, on, ("yes" if yes else "no") if answered else "")


def question(rng: Generator) -> tuple[str, str, bool] | None:
    """Something another professional must say, and whether that was said."""
    known = figures()["lines"]
    topic, words = one(rng, figures()["words"]["questions"])
    asked, answered = happens(rng, known["asked"]), happens(rng, known["answered"])
    return (topic, words, answered) if asked else None
