"""All evidence of an edition for machines: JSON with every finding, and a flat Parquet table of path and value."""

from __future__ import annotations

import json
import math
from dataclasses import asdict
from io import BytesIO
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from werkzaam.core.report.material import Material
from werkzaam.core.report.paths import flat

SCHEMA = "werkzaam-estimates/1"


def as_json(material: Material) -> bytes:
    """The findings, then every evidence path with its value and what is `withheld`, by reason.

    What is no number, and what is withheld, is null.
    """
    record = {
        "schema": SCHEMA,
        "findings": _finite(asdict(material.findings)),
        "evidence": _finite(flat(material.evidence)),
        "withheld": dict(sorted(material.withheld.items())),
    }
    return json.dumps(record, ensure_ascii=False, indent=1, allow_nan=False).encode() + b"\n"


def as_parquet(material: Material) -> bytes:
    """Columns `path` and `value`, one row per number."""
    values = flat(material.evidence)
    table = pa.table(
        {"path": pa.array(values.keys(), pa.string()), "value": pa.array(values.values(), pa.float64())}
    )
    sink = BytesIO()
    pq.write_table(table.replace_schema_metadata({"schema": SCHEMA}), sink, compression="zstd")
    return sink.getvalue()


def _finite(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _finite(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(one) for one in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value.item() if hasattr(value, "item") else value
