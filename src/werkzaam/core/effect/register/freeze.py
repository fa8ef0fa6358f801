"""From a long register to a frozen panel with one row a person, by DuckDB: memory is bounded, the rest spills.

The folder holds `persons.arrow` (cohort, cluster as a code from 0, weight, x, y; by cohort and cluster) and
`panel.json` (what the columns are). It is made beside its place and moved there when it is whole.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from werkzaam.core.effect.register import pivot
from werkzaam.core.effect.register.columns import Columns
from werkzaam.core.effect.register.moments import RegisterProblem
from werkzaam.core.effect.register.persons import write_persons
from werkzaam.core.effect.register.thaw import MANIFEST, PERSONS, SCHEMA

ROWS = 65_536  # in memory at once when it is read


@dataclass(frozen=True, slots=True)
class Room:
    """What the engine may use: memory ("1GB"), threads, and a folder to spill to."""

    memory: str = "1GB"
    threads: int | None = None
    spill: Path | None = None


def freeze_register(
    files: Sequence[Path], columns: Columns, out: Path, room: Room | None = None, unbalanced: bool = False
) -> Path:
    """Write the folder `out` from long Parquet files; `unbalanced`: a unit need not be there in every period.

    Raises RegisterProblem: a unit twice in a period, not in every period, or changing its cohort, cluster,
    weight or a covariate; values that are no finite numbers; an `out` that is there already; a full disk.
    """
    if out.exists():
        raise RegisterProblem(f"{out.name} is there already; nothing was written.", code="register-target")
    out.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{out.name}.", dir=out.parent))
    try:
        with _engine(room or Room(), beside) as engine:
            _write(engine, files, columns, beside / "new", unbalanced)
        (beside / "new").rename(out)
    except (duckdb.IOException, duckdb.OutOfMemoryException) as error:
        raise RegisterProblem(
            f"The engine could not go on: {error}. Nothing was kept; give it more memory or disk.",
            code="register-room",
        ) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return out


def _engine(room: Room, beside: Path) -> Any:
    spill = room.spill or beside / "spill"
    asked: dict[str, Any] = {
        "memory_limit": room.memory,
        "temp_directory": str(spill),
        "preserve_insertion_order": False,
    }
    return duckdb.connect(config=asked | ({"threads": room.threads} if room.threads else {}))


def _write(engine: Any, files: Sequence[Path], columns: Columns, out: Path, unbalanced: bool) -> None:
    out.mkdir()
    engine.read_parquet([str(file) for file in files]).create_view("long")
    periods = _periods(engine, columns)
    engine.execute(f"CREATE TABLE wide AS {pivot.pivot(columns, periods)}")
    _check(engine, pivot.faults(columns, len(periods), unbalanced))
    engine.execute(pivot.codes())
    codes = _rows(engine, "SELECT count(*) FROM clusters")[0][0] if columns.cluster else 0
    told = {
        "schema": SCHEMA,
        "periods": periods,
        "covariates": list(columns.covariates),
        "clusters": codes,
        **_known(engine, columns),
    }
    rows = engine.sql(pivot.persons(columns, periods)).to_arrow_reader(ROWS)
    write_persons(rows, len(columns.covariates), len(periods), out / PERSONS)
    (out / MANIFEST).write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


def _rows(engine: Any, statement: str) -> list[tuple[Any, ...]]:
    return list(engine.sql(statement).fetchall())


def _known(engine: Any, columns: Columns) -> dict[str, list[float]]:
    cohorts = _rows(engine, "SELECT DISTINCT cohort FROM wide ORDER BY 1")
    centre, spread = [0.0], [1.0]
    for at in range(1, len(columns.covariates) + 1):
        ((mean, sd),) = _rows(engine, pivot.scale(at))
        centre.append(mean)
        spread.append(sd if sd > 1e-12 * max(1.0, abs(mean)) else 1.0)
    return {"cohorts": [row[0] for row in cohorts], "centre": centre, "spread": spread}


def _periods(engine: Any, columns: Columns) -> list[int]:
    rows = _rows(engine, pivot.periods(columns))
    if not rows or rows[0][0] is None or rows[-1][0] is None:
        raise RegisterProblem("The register has no rows, or rows without a period.", code="register-empty")
    return [row[0] for row in rows]


def _check(engine: Any, faults: Mapping[str, str]) -> None:
    """One pass that counts each fault."""
    (found,) = _rows(engine, pivot.count(list(faults.values())))
    wrong = [f"{n} with {what}" for n, what in zip(found, faults, strict=True) if n]
    if wrong:
        raise RegisterProblem(
            f"The register cannot be frozen; units: {'; '.join(wrong)}. Nothing was written.",
            code="register-rows",
        )
