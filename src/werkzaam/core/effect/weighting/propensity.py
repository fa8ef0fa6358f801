"""Who would be in the programme? A logistic regression, and what to do when it has no answer.

Where one characteristic tells a few people's arm for certain the likelihood has no maximum; Firth's (1993,
doi:10.1093/biomet/80.1.27) penalty gives a finite answer then (Heinze & Schemper 2002, doi:10.1002/sim.1047).
Where the characteristics tell everybody's arm there is nobody to compare with, and that is said.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
from scipy.special import expit

from werkzaam.core.effect.regression import Floats
from werkzaam.core.effect.sample import Flags
from werkzaam.core.effect.weighting.characteristics import independent
from werkzaam.problem import Problem

STEPS = 25
"""Newton settles within about ten; where it does not, the likelihood has no maximum."""

SETTLED = 1e-10
"""The largest change in anybody's log odds that counts as none."""

MORE_STEPS = 100
"""Firth's settle by a constant factor, not by squares."""

LONGEST = 5.0
"""No step changes anybody's log odds by more, as in logistf."""

HALVINGS = 30

NOISE = 1e-12
"""A fall by less is rounding."""


def log_odds(x: Floats, treated: Flags) -> Floats:
    """The log odds (n,) of being in the programme given `x` (n, k), by maximum likelihood or else Firth's.

    Raises Problem `separation` where a combination of `x` tells the arms apart without exception.
    """
    columns = x[:, independent(x)]
    scaled = (columns - columns.mean(axis=0)) / columns.std(axis=0)
    z = np.linalg.qr(np.column_stack([np.ones(len(x)), scaled]))[0] * np.sqrt(len(x))
    found = _likeliest(z, treated)
    return _firth(z, treated) if found is None else found


def _likeliest(z: Floats, treated: Flags) -> Floats | None:
    """The maximum likelihood log odds, or None where they run away."""
    eta = np.zeros(len(z))
    for _ in range(STEPS):
        change = _change(z, treated - expit(eta), eta, np.ones(len(eta)))
        eta = _uphill(partial(_likelihood, treated=treated), eta, change)
        _check_overlap(eta, treated)
        if np.abs(change).max() <= SETTLED:
            return eta
    return None


def _firth(z: Floats, treated: Flags) -> Floats:
    """Likelihood with Jeffreys' prior: everybody counts h / 2 of a person more in either arm, h their leverage."""
    eta = np.zeros(len(z))
    for _ in range(MORE_STEPS):
        leverage = (np.linalg.qr(_rooted(z, eta))[0] ** 2).sum(axis=1)
        p = expit(eta)
        change = _change(z, treated - p + leverage * (0.5 - p), eta, 1 + leverage)
        eta = _uphill(partial(_penalised, z=z, treated=treated), eta, change)
        if np.abs(change).max() <= SETTLED:
            return eta
    raise _told_apart()


def _change(z: Floats, residual: Floats, eta: Floats, count: Floats) -> Floats:
    """A Newton step, in everybody's log odds, who `count` so often; none changes by more than LONGEST."""
    root = _rooted(z, eta)
    information = (root * count[:, None]).T @ root
    change = z @ np.linalg.lstsq(information, z.T @ residual, rcond=None)[0]
    shortened: Floats = change * min(1.0, LONGEST / max(float(np.abs(change).max()), SETTLED))
    return shortened


def _rooted(z: Floats, eta: Floats) -> Floats:
    """`z` by the root of p (1 - p), without loss near one."""
    rooted: Floats = z * np.sqrt(expit(eta) * expit(-eta))[:, None]
    return rooted


def _uphill(height: Callable[[Floats], float], eta: Floats, change: Floats) -> Floats:
    """The step, halved until `height` does not fall."""
    before = height(eta)
    for _ in range(HALVINGS):
        if height(eta + change) >= before - NOISE * (1 + abs(before)):
            break
        change = change / 2
    after: Floats = eta + change
    return after


def _likelihood(eta: Floats, treated: Flags) -> float:
    return float(-np.logaddexp(0, np.where(treated, -eta, eta)).sum())


def _penalised(eta: Floats, z: Floats, treated: Flags) -> float:
    """Plus half the logarithm of the information's determinant."""
    spread = np.abs(np.diag(np.linalg.qr(_rooted(z, eta), mode="r")))
    return _likelihood(eta, treated) + float(np.log(np.maximum(spread, np.finfo(float).tiny)).sum())


def _check_overlap(eta: Floats, treated: Flags) -> None:
    if eta[treated].min() > eta[~treated].max():
        raise _told_apart()


def _told_apart() -> Problem:
    return Problem(
        "The registered characteristics tell without exception who was in the programme, so nobody in the "
        "comparison resembles anybody in it. Register fewer covariates, or find a closer comparison.",
        code="separation",
    )
