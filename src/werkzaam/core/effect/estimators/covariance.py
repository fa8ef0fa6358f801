"""Covariances over waves that stay proper: a first guess, and steps that do not leave what is possible."""

from __future__ import annotations

import numpy as np

from werkzaam.core.effect.regression import Floats
from werkzaam.problem import Problem

ALIKE = 1e-10
"""A covariance whose least eigenvalue is below this share of its largest is singular."""


def first_guess(y: Floats, x: Floats) -> Floats:
    """Residual covariances of each wave's own regression, over those seen at both; the answer when none is missed."""
    seen = ~np.isnan(y)
    left = np.where(seen, y, 0.0)
    for wave in range(y.shape[1]):
        own = seen[:, wave]
        left[own, wave] -= x[own] @ np.linalg.lstsq(x[own], y[own, wave], rcond=None)[0]
    together = seen.T.astype(float) @ seen
    if together.min() == 0:
        message = "Nobody answered at both of two waves, so what they share is unknown; use the wave alone."
        raise Problem(message, code="waves-never-together")
    covariance = left.T @ left / np.maximum(together - x.shape[1], 1.0)
    variances = np.diag(np.diag(covariance))
    share = 1.0
    while not _proper(variances + share * (covariance - variances)) and share > 1e-3:
        share *= 0.8
    return _checked(variances + share * (covariance - variances))


def _proper(covariance: Floats) -> bool:
    values = np.linalg.eigvalsh(covariance)
    return bool(values[0] > ALIKE * values[-1])


def _checked(covariance: Floats) -> Floats:
    if not _proper(covariance):
        message = (
            "The waves say (nearly) the same or nothing varies, so a repeated-measures model has no answer."
        )
        raise Problem(f"{message} Use the wave alone.", code="waves-too-alike")
    return covariance


def moved(covariance: Floats, move: Floats) -> Floats:
    """As much of the move as leaves a proper covariance."""
    size = 1.0
    while not _proper(covariance + size * move) and size > 1e-6:
        size /= 2
    return _checked(covariance + size * move)
