"""What is pooled and what comes of it, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass

from werkzaam.core.effect.result import Interval


@dataclass(frozen=True, slots=True)
class Study:
    """One study's estimate on the common scale, with its standard error."""

    key: str
    value: float
    se: float


@dataclass(frozen=True, slots=True)
class Weighed:
    """A study with the share of the weight it got (the shares add to one)."""

    key: str
    value: float
    se: float
    share: float


@dataclass(frozen=True, slots=True)
class Heterogeneity:
    """How much studies differ beyond chance.

    `q` with `df` and `p` is Cochran's test; `tau2` the variance between studies (value by the chosen
    estimator, ends by Q-profile); `i2` the share of all spread that is between studies.
    """

    q: float
    df: int
    p: float
    tau2: Interval
    i2: Interval


@dataclass(frozen=True, slots=True)
class Pooled:
    """The mean over studies.

    `hartung_knapp` is the interval that is reported: t with k - 1 degrees of freedom and the variance that the
    studies themselves show, never narrower than the classic variance allows (`widened`: that safeguard was
    needed). `classic` is the normal interval. `prediction` is where the true effect of one more study may
    lie; its ends are NaN with fewer than three studies.
    """

    method: str
    studies: tuple[Weighed, ...]
    se: float
    p: float
    level: float
    hartung_knapp: Interval
    classic: Interval
    prediction: Interval
    heterogeneity: Heterogeneity
    widened: bool
