"""From answers to outcomes."""

from __future__ import annotations

from collections.abc import Mapping

from werkzaam.core.measure.model import Answer, Instrument, Rule, Scale


def score(instrument: Instrument, answers: Mapping[str, Answer]) -> dict[str, float | None]:
    """Every scale of the instrument by its outcome's key; None where too few items were answered.

    `answers` maps item keys to values that `read_answer` let through. Raises KeyError for an unknown item.
    """
    for key in answers:
        if all(item.key != key for item in instrument.items):
            raise KeyError(key)
    return {scale.outcome: _score(instrument, scale, answers) for scale in instrument.scales}


def _score(instrument: Instrument, scale: Scale, answers: Mapping[str, Answer]) -> float | None:
    given = [_points(instrument, scale, key, answers.get(key)) for key in scale.items]
    points = [value for value in given if value is not None]
    if len(points) < scale.at_least:
        return None
    mean = sum(points) / len(points)
    return mean * len(scale.items) if scale.rule is Rule.SUM else mean


def _points(instrument: Instrument, scale: Scale, key: str, answer: Answer) -> float | None:
    if answer is None or isinstance(answer, str):
        return None
    if key not in scale.reverse and scale.rule is not Rule.PERCENT:
        return float(answer)
    low, high = _bounds(instrument, key)
    points = low + high - answer if key in scale.reverse else float(answer)
    return 100 * (points - low) / (high - low) if scale.rule is Rule.PERCENT else points


def _bounds(instrument: Instrument, key: str) -> tuple[float, float]:
    """Publishing refuses a reversed or percentage item without them."""
    item = instrument.item(key)
    assert item.low is not None
    assert item.high is not None
    return item.low, item.high
