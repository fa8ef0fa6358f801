"""What goes into an export, and what its variables are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum, StrEnum

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from werkzaam.core.measure.model import Answer, Instrument, Text
from werkzaam.problem import Problem


class ExportProblem(Problem):
    """Measurements that cannot be exported as they stand. Nothing was written."""

    code = "export-invalid"
    status = 422


class Type(StrEnum):
    """CODE: one of a list of numbers, each with a label."""

    CODE = "code"
    NUMBER = "number"
    TEXT = "text"
    DATE = "date"


class Missing(IntEnum):
    """Why a cell is empty; PRESENT: it is not."""

    PRESENT = 0
    PASSED = 1
    NOT_SENT = 2
    NOT_ASKED = 3


@dataclass(frozen=True, slots=True, eq=False)
class Moment:
    """A wave: its key and what it is called."""

    key: str
    label: Text


@dataclass(frozen=True, slots=True)
class Sent:
    """One questionnaire that came back; `answers` by item key, None for a question passed over."""

    person: str
    on: date
    mode: str
    language: str
    answers: Mapping[str, Answer]


@dataclass(frozen=True, slots=True)
class Extra:
    """A question that is not scored: CODE one of `choices` by name, NUMBER several of them, DATE a day."""

    key: str
    type: Type
    text: Text
    choices: tuple[tuple[str, Text], ...] = ()


@dataclass(frozen=True, slots=True)
class Round:
    """What came back of one instrument at one wave: `answers` as `returned` makes it.

    `names`: the names in SPSS that the sheet asks for, by item key. `strange`: answers per item key that are no
    column (calculated, repeated, unknown).
    """

    wave: str
    instrument: Instrument
    answers: pa.Table
    names: Mapping[str, str] = field(default_factory=dict)
    extras: tuple[Extra, ...] = ()
    strange: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Source:
    """Everything an export is made of; the same source gives the same bytes.

    `persons` (n,) has the columns person (pseudonym) and arm (key); only they are exported. `arms` and `modes` by
    key, in the order of their numbers in SPSS. `waves` in order of time. `open_answers`: whether what people wrote
    in their own words goes along.
    """

    study: str
    title: Text
    plan: str
    on: date
    arms: Mapping[str, Text]
    modes: Mapping[str, Text]
    waves: tuple[Moment, ...]
    persons: pa.Table
    rounds: tuple[Round, ...]
    open_answers: bool = False


@dataclass(frozen=True, slots=True)
class Value:
    """One number of a CODE and its label; `key` is what stands in Parquet and CSV instead, where there is one."""

    code: float
    label: Text
    key: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Variable:
    """One column. `key`: of the item or outcome; `waves` where it was asked; `how`: how a score was made."""

    name: str
    key: str
    type: Type
    label: Text
    values: tuple[Value, ...] = ()
    question: Text = field(default_factory=dict)
    how: Text = field(default_factory=dict)
    waves: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    whole: bool = False
    ordered: bool = False

    @property
    def coded(self) -> bool:
        """Whether its missing values have codes in SPSS; text and dates are just empty."""
        return self.type in (Type.CODE, Type.NUMBER)


@dataclass(frozen=True, slots=True)
class Frame:
    """A table with what its columns are; `why` (rows,) per column says why a cell is empty (`Missing`)."""

    name: str
    variables: tuple[Variable, ...]
    table: pa.Table
    why: Mapping[str, NDArray[np.int8]]
