"""The one door to the estimators that are not a single weighted least squares."""

from __future__ import annotations

import numpy as np

from werkzaam.core.effect.estimators import standardised
from werkzaam.core.effect.estimators.doubly_robust import doubly_robust
from werkzaam.core.effect.estimators.found import Found, check_sample, check_spread
from werkzaam.core.effect.estimators.mmrm import mmrm
from werkzaam.core.effect.estimators.ordinal import ordinal
from werkzaam.core.effect.estimators.time import time_to_event
from werkzaam.core.effect.sample import Sample
from werkzaam.core.plan.model import Method, Scale
from werkzaam.problem import NotSupported

TIMED = (Method.DIFFERENCE, Method.ANCOVA, Method.MODEL)


def answer_by(
    method: Method,
    sample: Sample,
    everybody: Sample,
    scale: Scale,
    alpha: float,
    *,
    lottery: bool = False,
    months: float | None = None,
) -> Found:
    """Programme minus comparison by a partner estimator, in points of the outcome.

    `sample` are the analysed with their `.weights`, `everybody` all at the start; `months` (the wave's) bounds
    the horizon of a time to an event. Raises Problem `empty-arm`, `one-person-arm`, `one-cluster`,
    `constant-outcome`, `too-few-degrees-of-freedom`, `leverage-one` and what the method raises; NotSupported for
    a combination without a defined answer.
    """
    check_sample(sample)
    found = _answer(method, sample, everybody, scale, alpha, lottery, months)
    check_spread(found, float(np.abs(sample.later).max()))
    return found


def _answer(
    method: Method,
    sample: Sample,
    everybody: Sample,
    scale: Scale,
    alpha: float,
    lottery: bool,
    months: float | None,
) -> Found:
    if scale is Scale.TIME and method in TIMED:
        return time_to_event(sample, method, alpha, months)
    if scale is not Scale.TIME and method is Method.DOUBLY_ROBUST:
        return doubly_robust(sample, everybody, lottery)
    if scale is not Scale.TIME and method is Method.MMRM:
        return mmrm(everybody)
    if method is Method.MODEL:
        return _model(sample, scale, alpha)
    raise NotSupported(
        f'"{method}" has no answer for a "{scale}" outcome here.', method=str(method), scale=str(scale)
    )


def _model(sample: Sample, scale: Scale, alpha: float) -> Found:
    if scale is Scale.BINARY:
        return standardised.binary(sample, alpha)
    if scale is Scale.COUNT:
        return standardised.count(sample, alpha)
    if scale is Scale.ORDINAL:
        return ordinal(sample, alpha)
    return standardised.linear(sample)
