"""Goal attainment scaling, and when a plan may be written: pure decisions."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

from werkzaam.web.journey.rules.codes.plan import ATTAINMENT, Moment

CORRELATION = 0.3
"""Expected correlation between the scores of one person's goals (Kiresuk & Sherman 1968)."""


def t_score(scored: Sequence[tuple[int, int]]) -> float | None:
    """How far one person's goals were attained together: 50 is as expected, a standard deviation is 10.

    `scored` holds (weight, score from −2 to +2) per goal; None where nothing was scored.
    Source: Kiresuk & Sherman (1968), T = 50 + 10 Σwx / √((1 − ρ) Σw² + ρ (Σw)²), with ρ = 0.3.
    """
    if not scored:
        return None
    total = sum(weight * score for weight, score in scored)
    weights = [weight for weight, _score in scored]
    spread = (1 - CORRELATION) * sum(w * w for w in weights) + CORRELATION * sum(weights) ** 2
    return 50 + 10 * total / sqrt(spread)


def is_attainment(score: int) -> bool:
    return score in ATTAINMENT


def moment(earlier: int) -> Moment:
    """The first score by one rater is the baseline, every later one a re-score."""
    return Moment.RESCORE if earlier else Moment.BASELINE
