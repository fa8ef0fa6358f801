"""From a long register to a frozen panel with one row a person, by DuckDB: memory is bounded, the rest spills.

The folder holds `persons.parquet` (cohort, cluster as a code from 0, weight, covariates, `y_1` … `y_T`) and
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
from werkzaam.core.effect.register.thaw import MANIFEST, PERSONS, SCHEMA

ROWS = 65_536  # of a row group: what is in memory at once when it is read


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
    copied = f"COPY ({pivot.persons(columns, periods)}) TO ? (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROWS})"
    engine.execute(copied, [str(out / PERSONS)])
    (clusters,) = engine.execute("SELECT count(*) FROM clusters").fetchone()
    told = {
        "schema": SCHEMA,
        "periods": periods,
        "covariates": list(columns.covariates),
        "clusters": clusters if columns.cluster else 0,
    }
    (out / MANIFEST).write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


def _periods(engine: Any, columns: Columns) -> list[int]:
    rows = engine.execute(pivot.periods(columns)).fetchall()
    if not rows or rows[0][0] is None or rows[-1][0] is None:
        raise RegisterProblem("The register has no rows, or rows without a period.", code="register-empty")
    return [row[0] for row in rows]


def _check(engine: Any, faults: Mapping[str, str]) -> None:
    """One pass that counts each fault."""
    found = engine.execute(pivot.count(list(faults.values()))).fetchone()
    wrong = [f"{n} with {what}" for n, what in zip(found, faults, strict=True) if n]
    if wrong:
        raise RegisterProblem(
            f"The register cannot be frozen; units: {'; '.join(wrong)}. Nothing was written.",
            code="register-rows",
        )
