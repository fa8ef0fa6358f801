"""Data files as raw Arrow tables: Parquet, CSV, SPSS (.sav) and Stata (.dta). Nothing is interpreted here."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from werkzaam.core.panel.delimited import read_delimited
from werkzaam.core.panel.problem import PanelProblem


@dataclass(frozen=True, slots=True)
class RawData:
    """`name` is the file's name without its ending: the same data in another format keep their name."""

    name: str
    file: str
    sha256: str
    table: pa.Table


def read_file(path: Path) -> RawData:
    """One data file.

    Raises PanelProblem: `data-not-found`, `data-unknown-type`, `data-unreadable`, `data-not-utf8`,
    `data-ragged`, `data-duplicate-column`, `data-empty`.
    """
    if path.is_dir():
        raise _folder(path)
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise _unknown_type(path)
    content = _content(path)
    table = reader(path, content)
    if table.num_rows == 0:
        raise PanelProblem(f"{path.name} holds no rows.", code="data-empty", file=path.name)
    return RawData(path.stem, path.name, hashlib.sha256(content).hexdigest(), table)


def _folder(path: Path) -> PanelProblem:
    message = (
        f"{path.name} is a folder that holds no frozen panel. Nothing was read; name a data file instead."
    )
    return PanelProblem(message, code="data-unreadable", file=path.name)


def _unknown_type(path: Path) -> PanelProblem:
    known = ", ".join(READERS)
    return PanelProblem(
        f'{path.name}: files of type "{path.suffix}" are not read; expected one of {known}.',
        code="data-unknown-type",
        file=path.name,
        known=list(READERS),
    )


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        message = f"{path}: there is no such data file. Nothing was read or written."
        raise PanelProblem(message, code="data-not-found", file=path.name) from None
    except OSError as error:
        raise _unreadable(path, error.strerror or "unknown reason") from None


def _unreadable(path: Path, reason: str) -> PanelProblem:
    return PanelProblem(
        f"{path.name} cannot be read: {reason}. Nothing was kept; export or copy the file again.",
        code="data-unreadable",
        file=path.name,
    )


def _read_parquet(path: Path, content: bytes) -> pa.Table:
    try:
        return pq.ParquetFile(pa.BufferReader(content)).read()
    except (pa.ArrowException, OSError):
        raise _unreadable(path, "it is no whole Parquet file (truncated or damaged)") from None


def _read_delimited(path: Path, content: bytes) -> pa.Table:
    return read_delimited(content, path.name)


def _read_sav(path: Path, _content: bytes) -> pa.Table:
    import pyreadstat

    return _read_statistical(path, pyreadstat.read_sav, "SPSS")


def _read_dta(path: Path, _content: bytes) -> pa.Table:
    import pyreadstat

    return _read_statistical(path, pyreadstat.read_dta, "Stata")


def _read_statistical(
    path: Path, read: Callable[..., tuple[dict[str, object], object]], kind: str
) -> pa.Table:
    """Values without their labels; user-defined missing values are missing; dates stay numbers."""
    import pyreadstat

    try:
        columns, _ = read(str(path), output_format="dict", disable_datetime_conversion=True)
    except (pyreadstat.ReadstatError, pyreadstat.PyreadstatError, UnicodeDecodeError, ValueError):
        raise _unreadable(
            path, f"it is no whole {kind} file (truncated, damaged or in an unknown encoding)"
        ) from None
    return pa.table({name: pa.array(values, from_pandas=True) for name, values in columns.items()})


READERS: dict[str, Callable[[Path, bytes], pa.Table]] = {
    ".parquet": _read_parquet,
    ".csv": _read_delimited,
    ".sav": _read_sav,
    ".dta": _read_dta,
}
