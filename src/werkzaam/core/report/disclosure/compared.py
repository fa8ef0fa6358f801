"""The counts behind comparisons: who enters an estimate, what groups were like at the start, who was left out."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import pyarrow.compute as pc

from werkzaam.core.effect.result import Balance, BalanceRow, Estimate
from werkzaam.core.panel.model import Panel
from werkzaam.core.plan.model import Method, Plan, Role, Scale
from werkzaam.core.report.disclosure.account import Why
from werkzaam.core.report.disclosure.ties import Ties
from werkzaam.core.report.material import Material

_STEPS = ("level", "sd", "change", "risen", "same", "fallen", "improved", "worsened", "movement")


def compared(made: Ties, material: Material) -> None:
    """Estimates and what stands beside them."""
    findings, plan = material.findings, material.plan
    known = {one.key: one for one in findings.estimates}
    for one in (*findings.estimates, *findings.partners):
        _analysed(made, one, material)
        if plan.outcome(one.outcome).scale is Scale.BINARY:
            _of_shares(made, one, plan)
    for each in findings.balance:
        if each.estimand in known:
            _balance(made, each, known[each.estimand], material)
    for found in findings.credibility:
        for left in found.left_out:
            base = f"credibility.{found.estimand}"
            path = f"{base}.left_out.{left.name}"
            made.count(f"{path}.persons", left.persons, follows=(path, f"{base}.span"))


def _analysed(made: Ties, one: Estimate, material: Material) -> None:
    """An estimate over too few persons in either arm goes with all that rests on it."""
    path, beside = f"estimate.{one.key}", tuple(_beside(one, material))
    keys = [f"{path}.n.{arm}" for arm in one.n]
    for key, (arm, n) in zip(keys, one.n.items(), strict=True):
        end, weighed = f"attrition.{one.estimand}.end.{arm}", f"weighed.{one.estimand}.n.{arm}"
        prints = (key, end, weighed) if one.key == one.estimand else (key,)
        made.group(key, n, prints=prints, follows=(path, *beside))
    total = made.count(f"{path}.analysed", sum(one.n.values()))
    made.sum(total, keys)
    for arm, n in one.n_start.items():
        start = f"attrition.{one.estimand}.start.{arm}"
        made.group(
            f"{path}.n_start.{arm}", n, prints=(f"{path}.n_start.{arm}", start), follows=(path, *beside)
        )


def _beside(one: Estimate, material: Material) -> Iterator[str]:
    if one.key == one.estimand:
        yield from (f"{root}.{one.estimand}" for root in ("credibility", "balance", "weighed", "attrition"))
        asked = (one.outcome, one.wave)
        rests = (each for each in material.findings.moderations if (each.outcome, each.wave) == asked)
        yield from (f"moderation.{each.key}" for each in rests)


def _of_shares(made: Ties, one: Estimate, plan: Plan) -> None:
    """Between two shares the difference gives one from the other; so both go, and what a spread tells of them."""
    path = f"estimate.{one.key}"
    own = (*(f"{path}.{name}" for name in ("diagnostics", "sd", "standardised", "detectable_sd")),)
    own += (f"credibility.{one.estimand}.e_value",)
    if one.method == Method.DIFFERENCE and one.weights == "none":
        own += (path,)  # nothing but the difference of the two: with its error it gives both
    bases = [f"development.{arm}.{one.outcome}.{one.wave}" for arm in one.n]
    for base in bases:
        if f"{base}.level" in made.cells:
            made.follow(f"{base}.level", *own, *(f"{other}.{name}" for other in bases for name in _STEPS))
    for arm in one.n:
        start = f"development.{arm}.{one.outcome}.{plan.baseline.key}.level"
        if start in made.cells:
            made.follow(start, *own)


def _balance(made: Ties, found: Balance, of: Estimate, material: Material) -> None:
    """A mean of noughts and ones is a share; other means may not be subtracted from those over nearly the same."""
    roles = {role.value: one.key for role in Role if (one := material.plan.arm(role))}
    for row in found.rows:
        for side, arm in roles.items():
            path = f"balance.{found.estimand}.rows.{row.name}"
            if is_share(row.name, material):
                _share(made, found, row, side, of.n.get(arm, 0))
            elif nearly(arm, row.name, of.n.get(arm, 0), material, made.threshold):
                made.loose[f"{path}.{side}"] = Why.FOLLOWS


def _share(made: Ties, found: Balance, row: BalanceRow, side: str, n: int) -> None:
    share = getattr(row, side)
    if not math.isfinite(share) or not n:
        return
    path, ones = f"balance.{found.estimand}.rows.{row.name}", round(share * n)
    extreme = [f"balance.{found.estimand}.worst"] if row is found.worst_row else []
    key = made.count(f"{path}.{side}", ones, prints=(), follows=(path, *extreme), table=f"{path}.{side}")
    rest = made.silent(f"{path}.{side}.rest", n - ones, f"{path}.{side}", least=1)
    total = f"{path}.{side}.n"
    made.group(total, n, prints=(), follows=())
    made.sum(total, (key, rest))


def is_share(name: str, material: Material) -> bool:
    """Whether a characteristic takes no other values than nought and one."""
    outcomes = {one.key: one for one in material.plan.outcomes}
    return (
        outcomes[name].scale is Scale.BINARY if name in outcomes else _noughts_and_ones(material.panel, name)
    )


def _noughts_and_ones(panel: Panel, name: str) -> bool:
    if name not in panel.persons.column_names:
        return False
    seen = np.asarray(pc.unique(panel.persons[name]).drop_null().to_pylist(), dtype=float)
    return bool(np.isin(seen, (0.0, 1.0)).all())


def nearly(arm: str, outcome: str, n: int, material: Material, threshold: int) -> bool:
    """Whether fewer than `threshold` persons are in the level at the start, but not in the estimate."""
    start = material.plan.baseline.key
    levels = (
        one
        for one in material.findings.developments
        if (one.arm, one.outcome, one.wave) == (arm, outcome, start)
    )
    return any(0 < one.n - n < threshold for one in levels)
