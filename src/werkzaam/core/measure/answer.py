"""One answer as it comes in: the value it stands for, or the code of what is wrong with it."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from werkzaam.core.measure.model import Answer, Item, Kind

REQUIRED = "answer-required"
NOT_A_CHOICE = "answer-not-a-choice"
NOT_A_NUMBER = "answer-not-a-number"
NOT_WHOLE = "answer-not-whole"
TOO_LOW = "answer-too-low"
TOO_HIGH = "answer-too-high"
TOO_LONG = "answer-too-long"
FAULTS = (REQUIRED, NOT_A_CHOICE, NOT_A_NUMBER, NOT_WHOLE, TOO_LOW, TOO_HIGH, TOO_LONG)

NUMBER = re.compile(r"[+-]?\d{1,12}([.,]\d{1,6})?")


@dataclass(frozen=True, slots=True)
class Reading:
    """`fault` is one of FAULTS, or None; with a fault there is no value."""

    value: Answer = None
    fault: str | None = None


def read_answer(item: Item, raw: str) -> Reading:
    """What was typed or ticked, read by the item's rules. Blank is a question passed over."""
    said = raw.strip()
    if not said:
        return Reading(fault=REQUIRED if item.required else None)
    if item.kind is Kind.TEXT:
        return Reading(said) if len(said) <= item.longest else Reading(fault=TOO_LONG)
    number = _number(said)
    if item.kind is Kind.CHOICE:
        known = {choice.value for choice in item.choices}
        return Reading(number) if number in known else Reading(fault=NOT_A_CHOICE)
    fault = _number_fault(item, number)
    return Reading(fault=fault) if fault else Reading(number)


def _number(said: str) -> float | None:
    """A decimal comma or point; nothing else that a computer would take for a number."""
    return float(said.replace(",", ".")) if NUMBER.fullmatch(said) else None


def _number_fault(item: Item, number: float | None) -> str | None:
    if number is None:
        return NOT_A_NUMBER
    if item.whole and not number.is_integer():
        return NOT_WHOLE
    if number < (-math.inf if item.low is None else item.low):
        return TOO_LOW
    return TOO_HIGH if number > (math.inf if item.high is None else item.high) else None
