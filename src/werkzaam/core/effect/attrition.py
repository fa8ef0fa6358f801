"""Who was lost on the way, and whether the loss differs so much that the groups may no longer be alike."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from werkzaam.core.effect.result import Attrition
from werkzaam.core.effect.sample import analysed, draw_sample
from werkzaam.core.panel.wide import Wide
from werkzaam.core.plan.model import Estimand, Plan
from werkzaam.problem import NotSupported


def attrition(wide: Wide, plan: Plan, estimand: Estimand) -> Attrition:
    """Loss from everybody in the two groups to those who are analysed. Raises what `draw_sample` raises."""
    everybody = draw_sample(wide, plan, estimand)
    start = everybody.counts()
    end = everybody.only(analysed(everybody, estimand.method)).counts()
    by_arm = {arm: 1 - end[arm] / start[arm] if start[arm] else 1.0 for arm in start}
    total = sum(start.values())
    overall = 1 - sum(end.values()) / total if total else 1.0
    differential = abs(by_arm[everybody.programme] - by_arm[everybody.comparison])
    limit = boundary(overall, plan.gates.attrition)
    return Attrition(
        estimand=estimand.key,
        by_arm=by_arm,
        overall=overall,
        differential=differential,
        boundary=limit or 0.0,
        low=limit is not None and differential <= limit + 1e-12,
        start=start,
        end=end,
    )


def boundary(overall: float, assumption: str) -> float | None:
    """The largest differential loss allowed at this overall loss (fractions), or None past the table's end.

    The table goes by whole percents of overall loss; the nearest one counts.
    """
    percents = _table().get(assumption)
    if percents is None:
        raise NotSupported(f'The attrition boundary "{assumption}" is unknown.', boundary=assumption)
    row = round(100 * overall)
    return percents[row] / 100 if row < len(percents) else None


@cache
def _table() -> dict[str, tuple[float, ...]]:
    text = files(__package__).joinpath("attrition.toml").read_text(encoding="utf-8")
    return {name: tuple(part["percent"]) for name, part in tomllib.loads(text).items()}
