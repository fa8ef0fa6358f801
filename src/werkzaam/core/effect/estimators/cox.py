"""Cox's (1972) hazard ratio between two arms, ties as Efron (1977), with each person's influence."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from werkzaam.core.effect.regression import Flags, Floats, Integers
from werkzaam.problem import Problem

STEPS = 50
CLOSE = 1e-12


@dataclass(frozen=True, slots=True)
class Hazard:
    """The log hazard ratio, and what each person (n,) adds to its error."""

    log: float
    influence: Floats


@dataclass(frozen=True, slots=True)
class Ties:
    """Events as Efron breaks them: the time (E,), the mean weight of its events, how far the tied have left (E,)."""

    place: Integers
    weight: Floats
    gone: Floats


def hazard_ratio(time: Floats, event: Floats, treated: Flags, weight: Floats) -> Hazard:
    """Programme against comparison, weighted; influence by weighted score residuals (Lin & Wei 1989).

    `time` (n,), `event` (n,) of 0 and 1. Raises Problem `separation` where one arm's events all come before
    anybody of the other arm could have one.
    """
    _, place = np.unique(time, return_inverse=True)
    ties = _ties(place, event, weight)
    log = 0.0
    for _ in range(STEPS):
        mean, _total = _at_risk(log, place, event, treated, weight, ties)
        score = float(weight @ (event * treated) - ties.weight @ mean)
        information = float(ties.weight @ (mean * (1 - mean)))
        if not information > 1e-10 * ties.weight.sum():
            break
        step = score / information
        log += float(np.clip(step, -2.0, 2.0))
        if abs(step) < CLOSE:
            return Hazard(log, _influence(log, place, event, treated, weight, ties))
    message = "The arms' events do not overlap in time, so their hazards cannot be compared."
    raise Problem(message, code="separation")


def _ties(place: Integers, event: Floats, weight: Floats) -> Ties:
    order = np.flatnonzero(event > 0)
    order = order[np.argsort(place[order], kind="stable")]
    own = place[order]
    _, first, which, deaths = np.unique(own, return_index=True, return_inverse=True, return_counts=True)
    gone = (np.arange(len(own)) - first[which]) / deaths[which]
    mean = np.bincount(which, weight[order]) / deaths
    return Ties(own, mean[which], gone)


def _at_risk(
    log: float, place: Integers, event: Floats, treated: Flags, weight: Floats, ties: Ties
) -> tuple[Floats, Floats]:
    """At each event (E,): the share of the hazard in the programme arm, and the whole hazard."""
    hazard = weight * np.exp(log * treated)
    sums = [_left(hazard * arm, event, place, ties) for arm in (np.ones(len(place)), treated)]
    return sums[1] / sums[0], sums[0]


def _left(hazard: Floats, event: Floats, place: Integers, ties: Ties) -> Floats:
    since = np.bincount(place, hazard)[::-1].cumsum()[::-1]
    tied = np.bincount(place, hazard * event)
    left: Floats = since[ties.place] - ties.gone * tied[ties.place]
    return left


def _influence(
    log: float, place: Integers, event: Floats, treated: Flags, weight: Floats, ties: Ties
) -> Floats:
    """Score residuals over the information: what came minus what was to be expected of the person."""
    mean, total = _at_risk(log, place, event, treated, weight, ties)
    size = int(place.max()) + 1
    expected = [_until(ties, ties.weight / total * part, size) for part in (np.ones(len(mean)), mean)]
    tied = [
        np.bincount(ties.place, ties.weight / total * ties.gone * part, size)
        for part in (np.ones(len(mean)), mean)
    ]
    hazard, mean_hazard = (e[place] - event * t[place] for e, t in zip(expected, tied, strict=True))
    deaths = np.maximum(np.bincount(ties.place, minlength=size), 1)
    centre = (np.bincount(ties.place, mean, size) / deaths)[place]
    residual = event * (treated - centre) - np.exp(log * treated) * (treated * hazard - mean_hazard)
    information = float(ties.weight @ (mean * (1 - mean)))
    influence: Floats = weight * residual / information
    return influence


def _until(ties: Ties, amount: Floats, size: int) -> Floats:
    return np.bincount(ties.place, amount, size).cumsum()
