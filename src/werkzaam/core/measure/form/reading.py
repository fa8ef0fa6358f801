"""One answer as it comes in, in the words of the form's types."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from werkzaam.core.measure.answer import (
    NOT_A_CHOICE,
    NOT_A_NUMBER,
    NOT_WHOLE,
    TOO_HIGH,
    TOO_LONG,
)
from werkzaam.core.measure.form.dates import parse_date, parse_time
from werkzaam.core.measure.form.model import Control
from werkzaam.core.measure.form.values import Value
from werkzaam.printable import printable

NOT_A_DATE = "answer-not-a-date"
NOT_A_TIME = "answer-not-a-time"
READ_ONLY = "answer-read-only"
REFUSED = "answer-constraint"
NOT_ASKED = "answer-not-asked"

LONGEST = 5000
LARGEST_INT = 2**31 - 1
NUMBER = re.compile(r"[+-]?\d{1,12}([.,]\d{1,12})?")


@dataclass(frozen=True, slots=True)
class Said:
    """`text` as it is kept, or the code of what is wrong with it."""

    text: str = ""
    fault: str = ""


def read(raw: str, kind: str, control: Control, choices: Collection[str]) -> Said:
    """What was typed or ticked; blank takes an answer back."""
    said = printable(raw).strip()
    if not said:
        return Said()
    if control is Control.NOTE:
        return Said(fault=READ_ONLY)
    if control is Control.ONE:
        return Said(said) if said in choices else Said(fault=NOT_A_CHOICE)
    if control is Control.MANY:
        return _ticked(said, choices)
    return READERS.get(kind, _text)(said)


def _ticked(said: str, choices: Collection[str]) -> Said:
    """In the order of the list, each once."""
    names = set(said.split())
    if not names <= set(choices):
        return Said(fault=NOT_A_CHOICE)
    return Said(" ".join(choice for choice in choices if choice in names))


def _text(said: str) -> Said:
    return Said(said) if len(said) <= LONGEST else Said(fault=TOO_LONG)


def _decimal(said: str) -> Said:
    if not NUMBER.fullmatch(said) or not said.isascii():
        return Said(fault=NOT_A_NUMBER)
    return Said(said.replace(",", ".").removeprefix("+"))


def _int(said: str) -> Said:
    read = _decimal(said)
    if read.fault:
        return read
    number = float(read.text)
    if not number.is_integer():
        return Said(fault=NOT_WHOLE)
    return Said(str(int(number))) if abs(number) <= LARGEST_INT else Said(fault=TOO_HIGH)


def _date(said: str) -> Said:
    found = parse_date(said)
    if found is None or isinstance(found, datetime) or found.year < 1000:
        return Said(fault=NOT_A_DATE)
    return Said(found.isoformat())


def _moment(said: str) -> Said:
    found = parse_date(said)
    return Said(found.isoformat()) if isinstance(found, datetime) else Said(fault=NOT_A_DATE)


def _time(said: str) -> Said:
    found = parse_time(said)
    return Said(found.isoformat()) if found else Said(fault=NOT_A_TIME)


READERS = {"int": _int, "decimal": _decimal, "date": _date, "dateTime": _moment, "time": _time}


def typed(kept: str, kind: str, now: datetime) -> Value:
    """A kept text as expressions see it; a time is a moment today."""
    if not kept:
        return ""
    if kind in ("int", "decimal"):
        return float(kept)
    if kind in ("date", "dateTime"):
        return parse_date(kept) or ""
    clock = parse_time(kept) if kind == "time" else None
    return datetime.combine(now.date(), clock) if clock else kept
