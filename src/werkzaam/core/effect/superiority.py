"""The probability of superiority: how often one of the programme stands above one of the comparison."""

from __future__ import annotations

import numpy as np

from werkzaam.core.effect.regression import Floats


def superiority(programme: Floats, comparison: Floats) -> float:
    """P(programme > comparison) + P(equal) / 2, over all pairs (Vargha & Delaney 2000)."""
    ordered = np.sort(comparison)
    below = np.searchsorted(ordered, programme, "left")
    not_above = np.searchsorted(ordered, programme, "right")
    return float((below + not_above).mean() / (2 * len(ordered)))
