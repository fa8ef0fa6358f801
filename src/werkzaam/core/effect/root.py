"""Where a function crosses zero."""

from __future__ import annotations

from collections.abc import Callable


def root(of: Callable[[float], float], low: float, high: float, *, near: float = 1e-12) -> float:
    """The root between two ends of opposite sign, within `near` of the truth (Brent's method)."""
    from scipy.optimize import brentq  # with all it brings along, a third of the time before the first line

    return float(brentq(of, low, high, xtol=near, rtol=1e-14))
