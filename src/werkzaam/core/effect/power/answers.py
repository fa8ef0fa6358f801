"""The registered analysis of a drawn pilot, under every effect at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from werkzaam.core.effect.intervals import t_interval
from werkzaam.core.effect.linear import linear
from werkzaam.core.effect.power.expected import Expected
from werkzaam.core.effect.power.pilots import name
from werkzaam.core.effect.prepare import LINEAR, Prepared, prepared
from werkzaam.core.effect.proportion import risk_difference
from werkzaam.core.effect.regression import Contrast, Floats
from werkzaam.core.effect.result import Interval
from werkzaam.core.effect.sample import Sample, analysed
from werkzaam.core.plan.model import Estimand, Method, Plan
from werkzaam.problem import Problem


@dataclass(frozen=True, slots=True)
class Question:
    """One registered question; `strict` is alpha shared among the `questions` of its family."""

    plan: Plan
    estimand: Estimand
    expected: Expected
    questions: int

    @property
    def method(self) -> Method:
        """The registered method, or where that is no regression the one that stands in for it."""
        return self.estimand.method if self.estimand.method in LINEAR else Method.ANCOVA

    @property
    def strict(self) -> float:
        return self.plan.alpha / self.questions


def answers(question: Question, pilot: Sample, effects: Sequence[float]) -> Floats:
    """Under each effect (E, 3): the lower end at the strict level, and both ends at the plan's own.

    In the intended direction, so that above zero is better; NaN where the question has no answer.
    """
    try:
        keep = analysed(pilot, question.method)
        ready = prepared(pilot, keep, question.plan, question.estimand, question.method)
        if question.expected.share is None:
            return _shifted(question, ready, effects)
    except Problem:
        return np.full((len(effects), 3), np.nan)
    return np.array([_share(question, ready, effect) for effect in effects])


def _shifted(question: Question, ready: Prepared, effects: Sequence[float]) -> Floats:
    """An effect in points moves a regression's estimate by exactly that and leaves its standard error.

    So one draw of people serves every effect.
    """
    found = _found(ready)
    ends = _ends(question, [t_interval(found, alpha) for alpha in (question.strict, question.plan.alpha)])
    moved: Floats = ends + np.asarray(effects)[:, None]
    return moved


def _share(question: Question, ready: Prepared, effect: float) -> Floats:
    """Answers of yes or no change with the effect; who is analysed, and how they weigh, do not."""
    assert ready.design is not None
    later = ready.sample.history[name(effect)]
    y = ready.design.y + (later - ready.sample.later)
    moved = replace(ready, sample=replace(ready.sample, later=later), design=replace(ready.design, y=y))
    if np.ptp(later) == 0:
        return np.full(3, np.nan)
    try:
        return _ends(question, _score_intervals(question, moved))
    except Problem:
        return np.full(3, np.nan)


def _score_intervals(question: Question, ready: Prepared) -> list[Interval]:
    assert ready.design is not None
    found = linear(ready.design, ready.sample, ready.method)
    usual, inflation = Contrast(found.value, found.se, found.df), found.diagnostics["design_effect"]
    return [
        risk_difference(ready.sample, ready.method, t_interval(usual, alpha), inflation, alpha)
        for alpha in (question.strict, question.plan.alpha)
    ]


def _found(ready: Prepared) -> Contrast:
    assert ready.design is not None
    found = linear(ready.design, ready.sample, ready.method)
    return Contrast(found.value, found.se, found.df)


def _ends(question: Question, intervals: list[Interval]) -> Floats:
    strict, usual = intervals
    if question.expected.sign > 0:
        return np.array([strict.low, usual.low, usual.high])
    return np.array([-strict.high, -usual.high, -usual.low])
