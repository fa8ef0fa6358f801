"""Several registered questions at once: the more is asked, the stronger each answer must be."""

from __future__ import annotations

from collections.abc import Sequence

from werkzaam.problem import NotSupported


def adjust(p_values: Sequence[float], rule: str) -> list[float]:
    """Adjusted p-values in the same order, by the plan's rule. Raises NotSupported for an unknown rule."""
    if rule == "none":
        return list(p_values)
    if rule == "holm":
        return holm(p_values)
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
