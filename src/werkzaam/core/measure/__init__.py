"""What is asked and how it is scored: items, scales, instruments."""

from werkzaam.core.measure.answer import FAULTS, Reading, read_answer
from werkzaam.core.measure.model import Answer, Choice, Instrument, Item, Kind, Rule, Scale, Text
from werkzaam.core.measure.problem import InstrumentProblem
from werkzaam.core.measure.read import kept, parse_instrument, read_instrument, shipped, shipped_text
from werkzaam.core.measure.score import score

__all__ = [
    "FAULTS",
    "Answer",
    "Choice",
    "Instrument",
    "InstrumentProblem",
    "Item",
    "Kind",
    "Reading",
    "Rule",
    "Scale",
    "Text",
    "kept",
    "parse_instrument",
    "read_answer",
    "read_instrument",
    "score",
    "shipped",
    "shipped_text",
]
