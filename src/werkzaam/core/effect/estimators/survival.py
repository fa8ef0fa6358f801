"""Time to an event that not everybody reached: Kaplan-Meier, pseudo-observations and the log-rank test."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import chdtrc

from werkzaam.core.effect.regression import Flags, Floats, Integers


@dataclass(frozen=True, slots=True)
class Table:
    """At each distinct time (K,): events, persons still at risk; and each person's place among the times (n,)."""

    times: Floats
    events: Floats
    at_risk: Floats
    place: Integers


def life_table(time: Floats, event: Floats) -> Table:
    """`time` (n,) of the event (`event` 1) or of the last time a person was seen without it (0)."""
    times, place, counts = np.unique(time, return_inverse=True, return_counts=True)
    at_risk = counts[::-1].cumsum()[::-1].astype(float)
    events = np.bincount(place, event, minlength=len(times)).astype(float)
    return Table(times, events, at_risk, place)


def pseudo_values(time: Floats, event: Floats, horizon: float) -> Floats:
    """Each person's part (n,) in the mean time without the event up to the `horizon`, in the unit of `time`.

    The pseudo-observation n A - (n - 1) A_without_i of the area A under the Kaplan-Meier curve (Andersen, Klein
    & Rosthoj 2003, doi:10.1093/biomet/90.1.15; Andersen, Hansen & Klein 2004). One arm at a time. When nobody
    is lost it is the person's own time, cut at the horizon. Beyond the last person seen a curve stays level.
    """
    whole, without = _areas(life_table(time, event), event, horizon)
    values: Floats = len(time) * whole - (len(time) - 1) * without
    return values


def pseudo_shares(time: Floats, event: Floats, horizon: float) -> Floats:
    """Each person's part (n,) in the probability of the event by the `horizon`."""
    table = life_table(time, event)
    by_then = table.times <= horizon
    whole = float(np.prod(np.where(by_then, 1 - table.events / table.at_risk, 1.0)))
    before, own, after = _factors(table, event)
    reached = by_then[table.place]
    product = np.r_[1.0, np.cumprod(np.where(by_then, before, 1.0))]
    rest = np.r_[np.cumprod(np.where(by_then, after, 1.0)[::-1])[::-1], 1.0]
    without = np.where(reached, product[table.place] * own * rest[table.place + 1], product[-1])
    values: Floats = 1 - (len(time) * whole - (len(time) - 1) * without)
    return values


def _factors(table: Table, event: Floats) -> tuple[Floats, Floats, Floats]:
    """The curve's factor at each time: without someone seen longer (K,), for whose time it is (n,), with all (K,)."""
    others = np.maximum(table.at_risk - 1, 1.0)
    own = 1 - (table.events[table.place] - event) / others[table.place]
    return 1 - np.minimum(table.events / others, 1.0), own, 1 - table.events / table.at_risk


def _areas(table: Table, event: Floats, horizon: float) -> tuple[float, Floats]:
    """The area under the curve up to the horizon: of all, and without each person in turn (n,).

    Until a person's own time one fewer is at risk; after it the others are as they were.
    """
    before, own, after = _factors(table, event)
    ends = np.minimum(np.r_[table.times, horizon], horizon)
    steps = np.maximum(np.diff(ends), 0.0)
    first = float(ends[0])
    height = np.cumprod(before)
    area = first + np.r_[0.0, np.cumsum(height * steps)]
    tail = _tails(after, steps)
    start = np.r_[1.0, height]
    without = area[table.place] + start[table.place] * own * tail[table.place]
    whole = first + float((np.cumprod(after) * steps).sum())
    return whole, np.where(table.times[table.place] <= horizon, without, area[-1])


def _tails(after: Floats, steps: Floats) -> Floats:
    """The area after each time (K,) of a curve that stands at 1 there: backwards, t_k = step_k + f_(k+1) t_(k+1)."""
    tail = np.empty(len(steps))
    following = 0.0
    for k in range(len(steps) - 1, -1, -1):
        following = steps[k] + (after[k + 1] * following if k + 1 < len(steps) else 0.0)
        tail[k] = following
    return tail


def log_rank(time: Floats, event: Floats, treated: Flags) -> float:
    """The two-sided p-value of Mantel's (1966) log-rank test, persons counted once and as independent."""
    both = life_table(time, event)
    in_arm = np.bincount(both.place, treated, minlength=len(both.times))[::-1].cumsum()[::-1]
    seen = np.bincount(both.place, event * treated, minlength=len(both.times))
    share = in_arm / both.at_risk
    others = np.maximum(both.at_risk - 1, 1.0)
    variance = both.events * share * (1 - share) * (both.at_risk - both.events) / others
    excess = float((seen - both.events * share).sum())
    return float(chdtrc(1, excess**2 / variance.sum()))
