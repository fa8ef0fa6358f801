"""A small plan and clean long data for it; each test spoils one thing."""

import random
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from werkzaam.core.plan import Plan, parse_plan

Row = dict[str, Any]


@pytest.fixture
def plan() -> Plan:
    text = (Path(__file__).parents[1] / "plan/small.toml").read_text(encoding="utf-8")
    return parse_plan(text, "small.toml")


@pytest.fixture
def rows() -> list[Row]:
    """Twenty persons at two waves; one of them is lost at the second."""
    rng = random.Random(1)
    found = []
    for number in range(20):
        start = rng.randint(1, 4)
        common = {"person": f"p{number:02}", "arm": "participants" if number < 10 else "control"}
        age = 20.5 + number
        found.append({**common, "wave": "t0", "rung": float(start), "age": age})
        if number != 3:
            found.append({**common, "wave": "t1", "rung": float(start + rng.randint(0, 2)), "age": age})
    return found


@pytest.fixture
def write(tmp_path: Path) -> Any:
    """Write rows to a file in the format of its ending."""

    def written(rows: list[Row], name: str) -> Path:
        path = tmp_path / name
        if path.suffix == ".parquet":
            pq.write_table(pa.Table.from_pylist(rows), path)
        elif path.suffix == ".csv":
            lines = [",".join(rows[0])]
            lines += [",".join("" if cell is None else str(cell) for cell in row.values()) for row in rows]
            path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        else:
            import pandas as pd
            import pyreadstat

            writers = {".sav": pyreadstat.write_sav, ".dta": pyreadstat.write_dta}
            writers[path.suffix](pd.DataFrame(rows), str(path))
        return path

    return written
