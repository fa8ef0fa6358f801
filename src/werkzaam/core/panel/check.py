"""What a panel must be before it may be frozen. Each refusal names where and how many, never who."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from werkzaam.core.panel.problem import PanelProblem
from werkzaam.core.plan.model import Outcome, Plan, Scale


def check_persons(plan: Plan, persons: pa.Table) -> None:
    _refuse_repeats(persons, ["person"], "duplicate-person", "person", "appears more than once")
    _refuse_unknown(persons, "arm", [arm.key for arm in plan.arms], "unknown-arm")
    for arm in plan.arms:
        count = pc.sum(pc.equal(persons["arm"], arm.key)).as_py() or 0
        if count < 2:
            raise _thin_arm(arm.key, count)
    for key in plan.covariates:
        if persons[key].null_count == persons.num_rows:
            message = (
                f'The covariate "{key}" is missing for everyone; correct the data or drop it from the plan.'
            )
            raise PanelProblem(message, code="all-missing-covariate", covariate=key)


def _thin_arm(arm: str, count: int) -> PanelProblem:
    found = "holds one person" if count else "is empty"
    return PanelProblem(
        f'The arm "{arm}" {found}; a comparison needs at least two persons on each side. Nothing was kept.',
        code="one-person-arm" if count else "empty-arm",
        arm=arm,
        count=count,
    )


def check_values(plan: Plan, persons: pa.Table, values: pa.Table) -> None:
    _refuse_strangers(persons, values, "values")
    _refuse_unknown(values, "wave", [wave.key for wave in plan.waves], "unknown-wave")
    _refuse_unknown(values, "outcome", [outcome.key for outcome in plan.outcomes], "unknown-outcome")
    keys = ["person", "wave", "outcome"]
    _refuse_repeats(
        values, keys, "duplicate-person-wave", "person and wave", "has more than one value for an outcome"
    )
    for outcome in plan.outcomes:
        _check_outcome(outcome, values.filter(pc.equal(values["outcome"], outcome.key)))
    _check_estimands(plan, values)


def check_dose(persons: pa.Table, dose: pa.Table) -> None:
    _refuse_strangers(persons, dose, "dose")
    for key in ("week", "planned", "delivered", "minutes"):
        below = pc.sum(pc.less(dose[key], 0)).as_py() or 0
        if below:
            message = f'The dose\'s "{key}" is below zero in {below} rows. Nothing was kept.'
            raise PanelProblem(message, code="dose-below-zero", field=key, count=below)


def _check_outcome(outcome: Outcome, rows: pa.Table) -> None:
    if rows.num_rows == 0:
        raise _all_missing(outcome.key, "at every wave")
    _check_range(outcome, rows)
    others = pc.sum(pc.not_equal(rows["rater"], outcome.rater)).as_py()
    if others:
        raise PanelProblem(
            f'The outcome "{outcome.key}" is rated by "{outcome.rater}" in the plan, but {others} values '
            "have another rater. Raters are not mixed: give each its own outcome. Nothing was kept.",
            code="unknown-rater",
            outcome=outcome.key,
            count=others,
        )


def _check_range(outcome: Outcome, rows: pa.Table) -> None:
    values = rows["value"]
    low = 0.0 if outcome.scale in (Scale.BINARY, Scale.COUNT) and outcome.low is None else outcome.low
    high = 1.0 if outcome.scale is Scale.BINARY else outcome.high
    outside = pa.chunked_array([pa.array([False] * len(values))])
    if low is not None:
        outside = pc.or_(outside, pc.less(values, low))
    if high is not None:
        outside = pc.or_(outside, pc.greater(values, high))
    if outcome.scale is Scale.BINARY:
        outside = pc.or_(outside, pc.invert(pc.is_in(values, value_set=pa.array([0.0, 1.0]))))
    count = pc.sum(outside).as_py() or 0
    if count:
        raise _out_of_range(outcome, low, high, count)


def _out_of_range(outcome: Outcome, low: float | None, high: float | None, count: int) -> PanelProblem:
    if outcome.scale is Scale.BINARY:
        allowed = "only 0 and 1 are allowed"
    else:
        bounds = [f"from {low:g}"] * (low is not None) + [f"up to {high:g}"] * (high is not None)
        allowed = f"the plan allows {' '.join(bounds)}" if (low, high) != (None, None) else ""
    return PanelProblem(
        f'The outcome "{outcome.key}" has {count} {"value" if count == 1 else "values"} outside its range; '
        f"{allowed}. Nothing was kept; "
        "correct them, or leave them empty if they stand for a missing answer (such as 99).",
        code="value-out-of-range",
        outcome=outcome.key,
        count=count,
    )


def _check_estimands(plan: Plan, values: pa.Table) -> None:
    """An outcome that a registered question asks about must be there at its wave, and must vary."""
    for outcome, wave in sorted({(estimand.outcome, estimand.wave) for estimand in plan.estimands}):
        chosen = pc.and_(pc.equal(values["outcome"], outcome), pc.equal(values["wave"], wave))
        found = pc.unique(values["value"].filter(chosen))
        if len(found) == 0:
            raise _all_missing(outcome, f'at wave "{wave}", about which the plan asks')
        if len(found) == 1:
            raise PanelProblem(
                f'The outcome "{outcome}" is the same for everyone at wave "{wave}": nothing to compare. '
                "Nothing was kept; check the column, or leave the estimand out of the plan.",
                code="constant-outcome",
                outcome=outcome,
                wave=wave,
            )


def _all_missing(outcome: str, when: str) -> PanelProblem:
    return PanelProblem(
        f'The outcome "{outcome}" is missing for everyone {when}. Nothing was kept; check its column.',
        code="all-missing-outcome",
        outcome=outcome,
    )


def _refuse_repeats(table: pa.Table, keys: list[str], code: str, what: str, how: str) -> None:
    repeated = table.num_rows - table.group_by(keys).aggregate([]).num_rows
    if repeated:
        message = f"The same {what} {how}: {repeated} rows too many. Nothing was kept; keep one row of each."
        raise PanelProblem(message, code=code, count=repeated)


def _refuse_unknown(table: pa.Table, name: str, known: list[str], code: str) -> None:
    """Keys of the plan are not personal, but a stray value may be: it is counted, not quoted."""
    strange = pc.sum(pc.invert(pc.is_in(table[name], value_set=pa.array(known, pa.string())))).as_py() or 0
    if strange:
        raise PanelProblem(
            f"The plan does not have the {name} named in {strange} of the rows; it knows {', '.join(known)}. "
            "Nothing was kept.",
            code=code,
            count=strange,
            known=known,
        )


def _refuse_strangers(persons: pa.Table, table: pa.Table, what: str) -> None:
    strange = (
        pc.sum(pc.invert(pc.is_in(table["person"], value_set=persons["person"].combine_chunks()))).as_py()
        or 0
    )
    if strange:
        message = f"{strange} rows of the {what} belong to persons who are in no arm. Nothing was kept."
        raise PanelProblem(message, code="unknown-person", count=strange, table=what)
