"""A panel on disk: three Parquet files and a manifest that tells what they hold and seals them."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from werkzaam.core.panel.hash import content_hash
from werkzaam.core.panel.model import Panel
from werkzaam.core.panel.problem import PanelProblem

SCHEMA = "werkzaam-panel/1"
MANIFEST = "manifest.json"
TABLES = ("persons", "values", "dose")


def freeze(panel: Panel, directory: Path) -> Path:
    """Write the panel to `directory`, which must not exist or be empty: all of it, or nothing.

    Raises PanelProblem (`panel-exists`, `panel-not-written`); what is frozen is never written over.
    """
    if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
        message = f"{directory} exists already. A frozen panel is not written over: choose another folder."
        raise PanelProblem(message, code="panel-exists", directory=directory.name)
    try:
        _write_whole(panel, directory)
    except OSError as error:
        message = f"The panel could not be written to {directory}: {error.strerror}. Nothing was kept."
        raise PanelProblem(message, code="panel-not-written", directory=directory.name) from error
    return directory


def _write_whole(panel: Panel, directory: Path) -> None:
    directory.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(dir=directory.parent, prefix=f".{directory.name}-"))
    try:
        for name in TABLES:
            pq.write_table(getattr(panel, name), beside / f"{name}.parquet", compression="zstd")
        text = json.dumps(manifest(panel, beside), indent=2, ensure_ascii=False, sort_keys=True)
        (beside / MANIFEST).write_text(text + "\n", encoding="utf-8")
        beside.chmod(0o755)
        beside.rename(directory)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise


def manifest(panel: Panel, directory: Path) -> dict[str, object]:
    """What the panel holds, in counts: no person is in it."""
    return {
        "schema": SCHEMA,
        "hash": panel.hash,
        "tables": {
            name: _file_record(directory / f"{name}.parquet", getattr(panel, name)) for name in TABLES
        },
        "covariates": list(panel.covariates),
        "sources": dict(panel.sources),
        "arms": _counts(panel.persons["arm"]),
        "waves": _counts(panel.values["wave"]),
        "outcomes": _counts(panel.values["outcome"]),
        "raters": _counts(panel.values["rater"]),
        "modes": _counts(panel.values["mode"]),
        "dose": dose_totals(panel),
    }


def _file_record(path: Path, table: pa.Table) -> dict[str, object]:
    content = path.read_bytes()
    return {"rows": table.num_rows, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}


def _counts(values: pa.ChunkedArray) -> dict[str, int]:
    found = pc.value_counts(values.drop_null()).to_pylist()
    return {entry["values"]: entry["counts"] for entry in found}


def dose_totals(panel: Panel) -> dict[str, dict[str, float]]:
    """Planned and delivered contacts and minutes per arm."""
    if panel.dose.num_rows == 0:
        return {}
    joined = panel.dose.join(panel.persons.select(["person", "arm"]), "person")
    sums = joined.group_by("arm").aggregate([(name, "sum") for name in ("planned", "delivered", "minutes")])
    return {
        row["arm"]: {name: round(row[f"{name}_sum"], 6) for name in ("planned", "delivered", "minutes")}
        for row in sums.to_pylist()
    }


def thaw(directory: Path) -> Panel:
    """The panel that was frozen, unchanged.

    Raises PanelProblem: `panel-not-found`, `panel-manifest` (no manifest of ours), `panel-altered` (a file or
    the content is not what was sealed).
    """
    told = _manifest(directory)
    tables = {name: _table(directory / f"{name}.parquet", told["tables"][name]) for name in TABLES}
    if content_hash(**tables) != told["hash"]:
        raise _altered(directory, MANIFEST)
    return Panel(**tables, covariates=tuple(told["covariates"]), sources=told["sources"], hash=told["hash"])


def _manifest(directory: Path) -> dict[str, Any]:
    path = directory / MANIFEST
    if not path.is_file():
        raise PanelProblem(
            f"{directory} holds no frozen panel.", code="panel-not-found", directory=directory.name
        )
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        told = None
    if not _is_manifest(told):
        message = f"{path} is no manifest of a frozen panel ({SCHEMA})."
        raise PanelProblem(message, code="panel-manifest", directory=directory.name)
    return dict(told)


def _is_manifest(told: Any) -> bool:
    if not isinstance(told, dict) or told.get("schema") != SCHEMA or "hash" not in told:
        return False
    tables = told.get("tables")
    lists = isinstance(told.get("covariates"), list) and isinstance(told.get("sources"), dict)
    return lists and isinstance(tables, dict) and all(isinstance(tables.get(name), dict) for name in TABLES)


def _table(path: Path, told: Mapping[str, object]) -> pa.Table:
    try:
        content = path.read_bytes()
    except OSError:
        raise _altered(path.parent, path.name) from None
    if hashlib.sha256(content).hexdigest() != told.get("sha256"):
        raise _altered(path.parent, path.name)
    return pq.ParquetFile(pa.BufferReader(content)).read()


def _altered(directory: Path, name: str) -> PanelProblem:
    return PanelProblem(
        f"{directory / name} is not what was frozen: it was changed, or is missing. "
        "Use the original folder, or freeze again.",
        code="panel-altered",
        directory=directory.name,
        file=name,
    )
