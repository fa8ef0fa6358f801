"""Several registered questions at once: the more is asked, the stronger each answer must be."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from werkzaam.core.effect.regression import Floats
from werkzaam.problem import NotSupported

TIE = 1e-9
"""Statistics this close, relatively, are the same but for rounding."""


def adjust(p_values: Sequence[float], rule: str) -> list[float]:
    """Adjusted p-values in the same order, by a rule that needs p-values only.

    "romano-wolf" needs the data: `resample.romano_wolf`. Raises NotSupported for that and for unknown rules.
    """
    if rule == "none":
        return list(p_values)
    if rule == "holm":
        return holm(p_values)
    if rule == "romano-wolf":
        message = 'The rule "romano-wolf" draws from the data; p-values alone can be adjusted by "holm".'
        raise NotSupported(message, rule=rule)
    raise NotSupported(f'The multiplicity rule "{rule}" is not available; use "holm" or "none".', rule=rule)


def holm(p_values: Sequence[float]) -> list[float]:
    """Holm (1979, Scandinavian Journal of Statistics 6:65-70): step-down, family-wise, any dependence."""
    order = sorted(range(len(p_values)), key=lambda place: p_values[place])
    adjusted = [1.0] * len(p_values)
    floor = 0.0
    for rank, place in enumerate(order):
        floor = max(floor, min(1.0, (len(p_values) - rank) * p_values[place]))
        adjusted[place] = floor
    return adjusted


def step_down(asked: Floats, drawn: Floats, unanswered: int = 0) -> list[float]:
    """Romano & Wolf (2016, doi:10.1016/j.spl.2016.02.012): adjusted p from statistics (K,) and draws (B, K).

    Each statistic is held against the largest drawn one among itself and the smaller; the p-values may not
    fall on the way down. For every `unanswered` question, whose draws are unknown, the question's own p-value
    is added (Bonferroni's bound), so that losing a question never strengthens another.
    """
    order = np.argsort(-asked, kind="stable")
    largest = np.maximum.accumulate(drawn[:, order[::-1]], axis=1)[:, ::-1]
    together = _p_values(asked[order], largest) + unanswered * _p_values(asked[order], drawn[:, order])
    adjusted = np.empty(len(asked))
    adjusted[order] = np.minimum(1.0, np.maximum.accumulate(together))
    return [float(p) for p in adjusted]


def _p_values(asked: Floats, drawn: Floats) -> Floats:
    """The share of draws (B, K) that reach what was asked (K,), the observed counted among them."""
    reached = np.count_nonzero(drawn >= asked * (1 - TIE), axis=0)
    found: Floats = (reached + 1) / (len(drawn) + 1)
    return found
