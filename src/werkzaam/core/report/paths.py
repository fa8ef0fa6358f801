"""Paths of the evidence: the value at one, the thing it belongs to, and the place on the page that shows it."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any

# How many steps of a path name the thing a number belongs to; the rest names the number.
_DEPTH = {
    "development": 4,
    "response": 3,
    "completeness": 3,
    "dose_response": 3,
    "dose": 1,
    "plan": 1,
    "summary": 1,
    "design": 1,
}

# Which steps name the row of the table in which the thing is shown (arm, outcome, wave, estimand), by the root
# or by the root and what is asked of it.
_ROWS = {
    "estimate": (0,),
    "estimate.ratios": (0, 1, 2),
    "development": (0, 1, 2),
    "development.reliable": (0, 1, 2, 3),
    "development.movement": (0, 1, 2, 3, 4),
    "balance": (0,),
    "balance.rows": (0, 1, 2),
    "weighed": (0, 2),
    "attrition": (0,),
    "credibility": (0, 1),
    "credibility.alternatives": (0, 1, 2),
    "credibility.left_out": (0, 1, 2),
    "credibility.honest": (0, 1, 2),
    "moderation": (0,),
    "dose": (1,),
    "dose.contrast": (0,),
    "dose_response": (0, 1),
    "fidelity": (0,),
    "deviation": (0,),
    "response": (1,),
    "completeness": (1,),
    "element": (0,),
}

_SHARED = {"completeness": "response"}
"""Kinds of numbers that stand in the rows of another."""


def entity(path: str) -> str:
    """The part of a path that names the thing a number belongs to."""
    steps = path.split(".")
    return ".".join(steps[: _DEPTH.get(steps[0], 2)])


def anchor(path: str) -> str | None:
    """The id of the table row that shows the thing a number belongs to; None where no table does."""
    root, *steps = path.split(".")
    if root not in _ROWS:
        return None
    places = next((_ROWS[f"{root}.{step}"] for step in steps if f"{root}.{step}" in _ROWS), _ROWS[root])
    named = [steps[at] for at in places if at < len(steps)]
    return re.sub(r"[^A-Za-z0-9-]+", "_", "-".join(["e", _SHARED.get(root, root), *named]))


def lookup(evidence: Mapping[str, Any], path: str) -> float | None:
    """The value at a dotted path; None where the evidence has none, or none that is finite."""
    found: Any = evidence
    for step in path.split("."):
        if not isinstance(found, Mapping) or step not in found:
            return None
        found = found[step]
    return float(found) if isinstance(found, int | float) and math.isfinite(found) else None


def flat(evidence: Mapping[str, Any], before: str = "") -> dict[str, float | None]:
    """Every path of the evidence with its value, in the evidence's own order; None where it is not finite."""
    rows: dict[str, float | None] = {}
    for key, value in evidence.items():
        path = f"{before}{key}"
        if isinstance(value, Mapping):
            rows |= flat(value, f"{path}.")
        else:
            rows[path] = lookup({"value": value}, "value")
    return rows
