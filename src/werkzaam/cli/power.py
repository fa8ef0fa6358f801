"""`werkzaam power`: what a plan can expect to find, before anybody is asked anything."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from werkzaam.cli.exits import OK, UsageProblem
from werkzaam.cli.place import refuse_occupied
from werkzaam.cli.telling import Tell, progress, say, say_json, warn
from werkzaam.problem import NotSupported

if TYPE_CHECKING:
    from werkzaam.core.effect.power import PowerCurve
    from werkzaam.core.plan import Estimand, Plan

FEWEST = 100
MANY = 400
"""From so many draws a second process is worth its start."""

MARK = "power.json"
"""The file by which an earlier result is known."""


def power(options: argparse.Namespace) -> int:
    """Simulate how often the registered analysis would find an effect, as the plan's [expect] has it."""
    from werkzaam.core.plan import read_plan

    if options.draws < FEWEST:
        raise UsageProblem(f"--draws is {options.draws}; {FEWEST} are the least that say anything.")
    if options.out:
        refuse_occupied(options.out, mark=MARK)
    plan = read_plan(options.plan)
    with progress(quiet=options.json) as tell:
        curves, skipped = _curves(plan, asked(plan, options.outcome), options.draws, tell)
    record = record_of(plan, curves, skipped)
    if options.out:
        from werkzaam.cli.power_told import write

        write(options.out, record, plan, curves)
    if options.json:
        say_json(record)
    else:
        _tell(plan, curves, skipped)
    return OK


def asked(plan: Plan, outcome: str | None) -> list[Estimand]:
    """The primary questions, or every question about one outcome. Raises UsageProblem."""
    if outcome is None:
        return [each for each in plan.estimands if each.primary] or list(plan.estimands)
    found = [each for each in plan.estimands if each.outcome == outcome]
    if not found:
        known = ", ".join(dict.fromkeys(each.outcome for each in plan.estimands))
        raise UsageProblem(f'No question of this plan is about "{outcome}". It asks about: {known}.')
    return found


def _curves(
    plan: Plan, estimands: list[Estimand], draws: int, tell: Tell | None
) -> tuple[list[PowerCurve], dict[str, str]]:
    """A curve per question; questions for which power is not offered are skipped if others are left."""
    from werkzaam.core.effect.analyse import chance
    from werkzaam.core.effect.power import simulate_power

    curves, skipped = [], {}
    with _workers(draws) as over:
        for estimand in estimands:
            rng = chance(plan, estimand)
            try:
                found = simulate_power(plan, estimand, draws=draws, rng=rng, progress=tell, over=over)
            except NotSupported as problem:
                if problem.code != NotSupported.code or len(estimands) == 1:
                    raise
                skipped[estimand.key] = problem.message
                continue
            curves.append(found)
    return curves, skipped


@contextmanager
def _workers(draws: int) -> Iterator[Callable[..., Any]]:
    """The built-in map, or that of a process per core. What is found is the same."""
    import os

    cores = os.cpu_count() or 1
    if draws < MANY or cores == 1:
        yield map
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(cores, mp_context=get_context("spawn")) as pool:
        yield pool.map


def record_of(plan: Plan, curves: list[PowerCurve], skipped: dict[str, str]) -> dict[str, object]:
    """The result as plain values: what --json says and power.json holds. Effects are in points."""
    return {
        "ok": True,
        "plan": plan.key,
        "plan_hash": plan.hash,
        "seed": plan.seed,
        "curves": [_curve(curve) for curve in curves],
        "skipped": skipped,
    }


def _curve(curve: PowerCurve) -> dict[str, object]:
    nothing = curve.false_positive
    return {
        "estimand": curve.estimand,
        "outcome": curve.outcome,
        "wave": curve.wave,
        "method": curve.method,
        "draws": curve.draws,
        "questions": curve.questions,
        "level": curve.level,
        "smallest_effect": curve.smallest,
        "power_at_smallest_effect": curve.at(curve.smallest).power.value,
        "detectable": None if curve.detectable != curve.detectable else curve.detectable,
        "false_positive": {"value": nothing.value, "low": nothing.low, "high": nothing.high},
        "unanswered": curve.unanswered,
        "points": [
            {
                "effect": point.effect,
                "power": point.power.value,
                "low": point.power.low,
                "high": point.power.high,
                "half_width": None if point.half_width != point.half_width else point.half_width,
            }
            for point in curve.points
        ],
    }


def _tell(plan: Plan, curves: list[PowerCurve], skipped: dict[str, str]) -> None:
    from werkzaam.cli.power_told import lines

    for key, message in skipped.items():
        warn(f"{key}: {message}")
    for curve in curves:
        for line in lines(plan, curve):
            say(line)
