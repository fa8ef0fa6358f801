"""A frame as an SPSS file (.sav): labels of variables and values, and a code for each reason of a missing answer."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from werkzaam.core.measure.export.codes import Codes
from werkzaam.core.measure.export.model import Frame, Missing, Type, Variable
from werkzaam.core.measure.export.words import said, words
from werkzaam.core.measure.model import Text

FILE_LABEL, VARIABLE_LABEL, VALUE_LABEL = 64, 255, 120  # bytes that SPSS holds
EPOCH = 141_428  # days from 14 October 1582, where SPSS starts to count, to 1 January 1970
DAY = 86_400
WRITTEN = slice(92, 109)  # creation date and time in the header (PSPP, "System File Format")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def as_sav(frame: Frame, *, title: Text, language: str, codes: Codes, on: date) -> bytes:
    """The file's bytes, dated `on`: what is written twice is the same."""
    import pyreadstat

    told = frame.variables
    coded = [variable for variable in told if variable.coded]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "frame.sav"
        pyreadstat.write_sav(
            _columns(frame, codes).to_pandas(),
            path,
            file_label=cut(said(title, language), FILE_LABEL),
            column_labels=[cut(said(variable.label, language), VARIABLE_LABEL) for variable in told],
            variable_value_labels={variable.name: _labels(variable, language, codes) for variable in coded},
            missing_ranges={variable.name: [*sorted(codes.values())] for variable in coded},
            variable_measure={variable.name: measure(variable) for variable in told},
            variable_format={variable.name: form for variable in told if (form := spss_format(variable))},
            row_compress=True,
        )
        return _dated(path.read_bytes(), on)


def cut(text: str, size: int) -> str:
    """As much of the text as fits in so many bytes, whole signs only; dots where something is gone."""
    if len(text.encode()) <= size:
        return text
    return text.encode()[: size - 3].decode(errors="ignore").rstrip() + "…"


def measure(variable: Variable) -> str:
    if variable.type is Type.CODE:
        return "ordinal" if variable.ordered and len(variable.values) > 2 else "nominal"
    return "nominal" if variable.type is Type.TEXT else "scale"


def spss_format(variable: Variable) -> str | None:
    if variable.type is Type.DATE:
        return "DATE11"
    if variable.type is Type.CODE:
        return "F8.0" if all(value.code.is_integer() for value in variable.values) else "F8.2"
    return ("F8.0" if variable.whole else "F12.2") if variable.coded else None


def _labels(variable: Variable, language: str, codes: Codes) -> dict[float, str]:
    values = {value.code: said(value.label, language) for value in variable.values}
    reasons = {codes[why]: said(words()[why.name.lower()], language) for why in codes}
    return {code: cut(label, VALUE_LABEL) for code, label in (values | reasons).items()}


def _columns(frame: Frame, codes: Codes) -> pa.Table:
    return pa.table({variable.name: _column(frame, variable, codes) for variable in frame.variables})


def _column(frame: Frame, variable: Variable, codes: Codes) -> pa.Array:
    cells = frame.table[variable.name].combine_chunks()
    if variable.type is Type.TEXT:
        return pc.fill_null(cells, "")
    if variable.type is Type.DATE:
        return pc.multiply(pc.add(cells.cast(pa.int32()), EPOCH).cast(pa.float64()), float(DAY))
    by_reason = np.array([0.0, *(codes[why] for why in Missing if why)])
    return pc.coalesce(cells, pa.array(by_reason[frame.why[variable.name]]))


def _dated(content: bytes, on: date) -> bytes:
    """The moment of writing becomes the day that the data are of."""
    stamp = f"{on.day:02} {MONTHS[on.month - 1]} {on.year % 100:02}00:00:00".encode()
    return content[: WRITTEN.start] + stamp + content[WRITTEN.stop :]
