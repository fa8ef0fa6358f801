"""Findings as nested tables of numbers: how each kind of finding is laid out in the evidence."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from werkzaam.core.claim.dossier import Element, Voices
from werkzaam.core.effect import needed
from werkzaam.core.effect.result import (
    Attrition,
    Balance,
    Completeness,
    Development,
    Dose,
    DoseResponse,
    Estimate,
    Movement,
    Reliable,
    Weighed,
)
from werkzaam.core.plan.model import Direction, Plan, Role

Number = float | int | None
Evidence = Mapping[str, "Evidence | Number"]
"""Nested by the steps of the path; a leaf is a number, or None where none could be had."""

QUARTILES = ("least", "lower", "median", "upper", "most")


def estimate(estimate: Estimate, smallest: float, alpha: float) -> Evidence:
    """`smallest` is the smallest difference of interest, in points."""
    plain = ("se", "df", "p", "p_adjusted", "level", "sd", "detectable")
    return {
        "points": asdict(estimate.points),
        "standardised": asdict(estimate.standardised),
        **{name: getattr(estimate, name) for name in plain},
        "detectable_sd": estimate.detectable / estimate.sd,
        "smallest": smallest,
        "needed": needed(estimate, smallest, alpha),
        "started": sum(estimate.n_start.values()),
        "analysed": sum(estimate.n.values()),
        "n": dict(estimate.n),
        "n_start": dict(estimate.n_start),
        "clusters": dict(estimate.clusters),
        "effective_n": dict(estimate.effective_n),
        "ratios": {name: asdict(ratio) for name, ratio in estimate.ratios.items()},
        "diagnostics": nested(estimate.diagnostics),
    }


def developments(developments: Iterable[Development], plan: Plan) -> Evidence:
    table: dict[str, dict[str, dict[str, Evidence]]] = {}
    for each in developments:
        of_arm = table.setdefault(each.arm, {}).setdefault(each.outcome, {})
        of_arm[each.wave] = _development(each, plan.outcome(each.outcome).direction)
    return table


def _development(each: Development, direction: Direction) -> Evidence:
    counts = ("n", "sd", "n_change", "risen", "same", "fallen", "asked")
    return {
        "level": asdict(each.level),
        "change": asdict(each.change) if each.change else dict.fromkeys(("value", "low", "high")),
        **{name: getattr(each, name) for name in counts},
        **_towards(each, direction),
        "reliable": _reliable(each.reliable, direction) if each.reliable else {},
        "movement": _movement(each.movement) if each.movement else {},
    }


def _towards(counted: Development | Reliable, direction: Direction) -> Evidence:
    """Risen and fallen as better and worse."""
    up = direction is Direction.UP
    better, worse = (counted.risen, counted.fallen) if up else (counted.fallen, counted.risen)
    return {"improved": better, "worsened": worse}


def _reliable(reliable: Reliable, direction: Direction) -> Evidence:
    return {**asdict(reliable), **_towards(reliable, direction)}


def _movement(movement: Movement) -> Evidence:
    """Persons by level at the start, then by level at the wave."""
    names = [step(level) for level in movement.levels]
    return {
        start: dict(zip(names, row, strict=True)) for start, row in zip(names, movement.counts, strict=True)
    }


def step(number: float) -> str:
    """A number as one step of a path: 2 is `2`, 0.5 is `0_5`."""
    return f"{number:g}".replace(".", "_")


def completeness(rows: Iterable[Completeness]) -> Evidence:
    table: dict[str, dict[str, Evidence]] = {}
    for row in rows:
        counts = {"asked": row.asked, "n": row.n, "whole": row.whole}
        shares = {"share": _share(row.n, row.asked), "whole_share": _share(row.whole, row.asked)}
        table.setdefault(row.arm, {})[row.wave] = {**counts, **shares}
    return table


def _share(part: float, whole: float) -> Number:
    return part / whole if whole else None


def balance(balance: Balance, allowed: float) -> Evidence:
    rows = {row.name: named(row) for row in balance.rows}
    before = [abs(row.smd_before) for row in balance.rows if not math.isnan(row.smd_before)]
    worst = {"worst": balance.worst, "worst_before": max(before, default=None)}
    return {**worst, "threshold": allowed, "rows": rows}


def weighed(weighed: Weighed) -> Evidence:
    """`share` is the effective number of those with weight, per arm."""
    names = {arm: dict(zip(QUARTILES, ends, strict=False)) for arm, ends in weighed.quantiles.items()}
    return {
        "n": dict(weighed.n),
        "effective_n": dict(weighed.effective_n),
        "share": {arm: _share(weighed.effective_n[arm], n) for arm, n in weighed.n.items()},
        "heaviest": dict(weighed.heaviest),
        "quantiles": names,
    }


def attrition(attrition: Attrition) -> Evidence:
    return {name: value for name, value in asdict(attrition).items() if name not in ("estimand", "low")}


def dose(dose: Dose, arms: Mapping[Role, str]) -> Evidence:
    """`contrast`: contacts and minutes a week more in the programme than in the comparison."""
    means = ("per_week", "planned_per_week", "minutes_per_week")
    pair = [dose.per_week.get(arms.get(role, "")) for role in (Role.PROGRAMME, Role.COMPARISON)]
    return {
        **{name: dict(getattr(dose, name)) for name in means},
        "channels": {arm: dict(shares) for arm, shares in dose.channels.items()},
        "contrast": pair[0] - pair[1] if pair[0] is not None and pair[1] is not None else None,
    }


def dose_response(rows: Iterable[DoseResponse]) -> Evidence:
    table: dict[str, dict[str, Evidence]] = {}
    for row in rows:
        numbers: Evidence = {"n": row.n, "slope": asdict(row.slope), "correlation": row.correlation}
        table.setdefault(row.outcome, {})[row.wave] = numbers
    return table


def element(element: Element) -> Evidence:
    """Who was asked, names it and says the contrary, by perspective and in all; `perspectives` that name it."""
    heard = [each for each in element.voices if each.asked]
    return {
        **{each.perspective: _voices(each) for each in element.voices},
        **{name: _all(getattr(each, name) for each in heard) for name in ("asked", "persons", "against")},
        "perspectives": sum(each.persons != 0 for each in heard),
        "passages": element.passages,
    }


def _all(counts: Iterable[int | None]) -> Number:
    """Their sum; none where one of them is withheld."""
    known = list(counts)
    return None if None in known else sum(each or 0 for each in known)


def _voices(voices: Voices) -> Evidence:
    """Where nobody was asked there is no number to tell, which is something else than nought."""
    counts = {"persons": voices.persons, "against": voices.against}
    return {"asked": voices.asked, **(counts if voices.asked else dict.fromkeys(counts))}


def named(finding: Any) -> Evidence:
    """A finding's numbers by their own names."""
    return {name: value for name, value in asdict(finding).items() if name != "name"}


def nested(flat: Mapping[str, float]) -> Evidence:
    """`{"mean.programme": 1}` as `{"mean": {"programme": 1}}`."""
    table: dict[str, Evidence | Number] = {}
    for path, value in flat.items():
        root, _, rest = path.partition(".")
        if rest:
            inner = table.setdefault(root, {})
            assert isinstance(inner, dict)
            inner[rest] = value
        else:
            table[root] = value
    return table
