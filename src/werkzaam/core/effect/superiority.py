"""The probability of superiority: how often one of the programme stands above one of the comparison."""

from __future__ import annotations

from scipy.stats import rankdata

from werkzaam.core.effect.regression import Floats


def superiority(programme: Floats, comparison: Floats) -> float:
    """P(programme > comparison) + P(equal) / 2, from mid-ranks (Vargha & Delaney 2000)."""
    n, m = len(programme), len(comparison)
    ranks = rankdata([*programme, *comparison])
    return float((ranks[:n].sum() - n * (n + 1) / 2) / (n * m))
