"""The statements that turn a long register into one row a person: plain SQL that any engine can be given.

Names of columns are quoted, everything else in them is our own; no value from the register stands in a statement.
"""

from __future__ import annotations

from collections.abc import Sequence

from werkzaam.core.effect.register.columns import Columns, quoted


def periods(columns: Columns) -> str:
    return f"SELECT DISTINCT CAST({quoted(columns.period)} AS BIGINT) FROM long ORDER BY 1"  # noqa: S608


def pivot(columns: Columns, periods: Sequence[int]) -> str:
    """One row a unit; of what must not change both ends are kept, so that a change is seen."""
    period, outcome = quoted(columns.period), f"CAST({quoted(columns.outcome)} AS DOUBLE)"
    told = [
        f"{quoted(columns.unit)} AS unit",
        "count(*) AS rows",
        f"count(DISTINCT {period}) AS seen",
        *(f"min({each}) AS {name}, max({each}) AS {name}_last" for name, each in _fixed(columns).items()),
        *(f"max({outcome}) FILTER (WHERE {period} = {at}) AS y_{n}" for n, at in enumerate(periods, 1)),
    ]
    return f"SELECT {', '.join(told)} FROM long GROUP BY ALL"  # noqa: S608


def _fixed(columns: Columns) -> dict[str, str]:
    """What a unit has once: name in the frozen panel and expression over the long one."""
    return {
        "cohort": f"coalesce(CAST({quoted(columns.cohort)} AS BIGINT), 0)",
        "cluster": quoted(columns.cluster) if columns.cluster else "0",
        "weight": f"CAST({quoted(columns.weight)} AS DOUBLE)" if columns.weight else "1.0",
        **{f"x_{n}": f"CAST({quoted(each)} AS DOUBLE)" for n, each in enumerate(columns.covariates, 1)},
    }


def _told(columns: Columns) -> list[str]:
    named = [columns.cluster or "cluster", columns.weight or "weight", *columns.covariates]
    return [f"first treated period ({columns.cohort})", *named]


def faults(columns: Columns, periods: int, unbalanced: bool) -> dict[str, str]:
    """What may be wrong with a unit, in words and as a condition on its row."""
    names = dict(zip(_fixed(columns), _told(columns), strict=True))
    outcomes = [f"y_{n}" for n in range(1, periods + 1)]
    numbers = ["weight", *(name for name in names if name.startswith("x_"))]
    return {
        f"more than one row in a period for column {columns.unit}": "rows > seen",
        "no row in some periods": "false" if unbalanced else f"seen < {periods}",
        **{f"a {told} that changes": f"{name} IS DISTINCT FROM {name}_last" for name, told in names.items()},
        "a missing or infinite value": " OR ".join(
            [
                *(f"coalesce(NOT isfinite({name}), true)" for name in numbers),
                *(f"coalesce(NOT isfinite({name}), {str(not unbalanced).lower()})" for name in outcomes),
            ]
        ),
        "no cluster": "cluster IS NULL",
    }


def count(conditions: Sequence[str]) -> str:
    counted = ", ".join(f"count(*) FILTER (WHERE {where})" for where in conditions)
    return f"SELECT {counted} FROM wide"  # noqa: S608


def codes() -> str:
    return (
        "CREATE TABLE clusters AS SELECT cluster, row_number() OVER (ORDER BY cluster) - 1 AS code "
        "FROM (SELECT DISTINCT cluster FROM wide)"
    )


def persons(columns: Columns, periods: Sequence[int]) -> str:
    names = [
        *(f"x_{n}" for n in range(1, len(columns.covariates) + 1)),
        *(f"y_{n}" for n in range(1, len(periods) + 1)),
    ]
    told = f"cohort, code AS cluster, weight, {', '.join(names)}"
    return f"SELECT {told} FROM wide JOIN clusters USING (cluster) ORDER BY cohort, code, unit"  # noqa: S608


def scale(covariate: int) -> str:
    return f"SELECT avg(x_{covariate}), stddev_pop(x_{covariate}) FROM wide"  # noqa: S608
