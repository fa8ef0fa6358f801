"""Who would be in the programme? A logistic regression, and what to do when it has no answer.

Where one characteristic tells a few people's arm for certain the likelihood has no maximum; Firth's (1993,
doi:10.1093/biomet/80.1.27) penalty gives a finite answer then (Heinze & Schemper 2002, doi:10.1002/sim.1047).
Where the characteristics tell everybody's arm there is nobody to compare with, and that is said.
"""

from __future__ import annotations

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

LONGEST = 5.0
"""No Firth step changes anybody's log odds by more, as in logistf."""


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
        change: Floats = z @ _step(z, treated - expit(eta), eta)
        eta = _uphill(eta, change, treated)
        _check_overlap(eta, treated)
        if np.abs(change).max() <= SETTLED:
            return eta
    return None


def _step(z: Floats, residual: Floats, eta: Floats) -> Floats:
    spread = expit(eta) * expit(-eta)  # p (1 - p) without loss near one
    found = np.linalg.lstsq((z * spread[:, None]).T @ z, z.T @ residual, rcond=None)[0]
    return np.asarray(found, dtype=np.float64)


def _uphill(eta: Floats, change: Floats, treated: Flags) -> Floats:
    """The step, halved until the likelihood does not fall."""
    before = _likelihood(eta, treated)
    for _ in range(20):
        if _likelihood(eta + change, treated) >= before - 1e-9 * abs(before):
            break
        change = change / 2
    after: Floats = eta + change
    return after


def _likelihood(eta: Floats, treated: Flags) -> float:
    return float(-np.logaddexp(0, np.where(treated, -eta, eta)).sum())


def _check_overlap(eta: Floats, treated: Flags) -> None:
    if eta[treated].min() > eta[~treated].max():
        raise Problem(
            "The registered characteristics tell without exception who was in the programme, so nobody in the "
            "comparison resembles anybody in it. Register fewer covariates, or find a closer comparison.",
            code="separation",
        )


def _firth(z: Floats, treated: Flags) -> Floats:
    """Likelihood with Jeffreys' prior: the score's residual y - p gets h (1/2 - p) beside it, h the leverage."""
    eta = np.zeros(len(z))
    for _ in range(10 * STEPS):
        p = expit(eta)
        root = z * np.sqrt(p * (1 - p))[:, None]
        leverage = (np.linalg.qr(root)[0] ** 2).sum(axis=1)
        change = z @ _step(z, treated - p + leverage * (0.5 - p), eta)
        longest = float(np.abs(change).max())
        eta += change * min(1.0, LONGEST / longest if longest else 1.0)
        if longest <= SETTLED:
            break
    return eta
