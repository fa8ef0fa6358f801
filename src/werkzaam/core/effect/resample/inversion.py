"""The test of every null value at once: its p-value, and the interval of the nulls it does not reject.

Both in the wild bootstrap and in a permutation test the studentised statistic of a draw is, as a function of
the null, a line over the root of a parabola. Five numbers per draw say it for every null, so that a p-value
costs one pass over the draws, and an interval some tens.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from werkzaam.core.effect.regression import Flags, Floats
from werkzaam.core.effect.result import Interval

TIE = 1e-8
"""Statistics this close, relatively, are the same but for rounding: the draw that repeats the data counts."""

REACHES = 2.0 ** np.arange(-3, 11)
"""How far from the estimate to look for the interval's end, in standard errors: past a thousand it has none."""

STEPS = 32
"""Halvings of the last doubling: the end is known to some 1e-9 of its distance."""


@dataclass(frozen=True, slots=True)
class Curves:
    """t(shift) = (level + slope shift) / sqrt(constant + linear shift + square shift^2), each part (B,).

    `shift` is the null minus the estimate.
    """

    level: Floats
    slope: Floats
    constant: Floats
    linear: Floats
    square: Floats

    def above(self, shift: float) -> Floats:
        """The numerator, squared."""
        squared: Floats = (self.level + self.slope * shift) ** 2
        return squared

    def below(self, shift: float) -> Floats:
        """The variance."""
        variance: Floats = self.constant + shift * (self.linear + self.square * shift)
        return np.maximum(variance, 0.0)


def joined(parts: list[Curves]) -> Curves:
    """The draws of all batches as one."""
    names = ("level", "slope", "constant", "linear", "square")
    return Curves(**{name: np.concatenate([getattr(part, name) for part in parts]) for name in names})


@dataclass(frozen=True, slots=True)
class Resampled:
    """The statistic as observed (one curve) and as drawn (B). `whole`: the draws are all that there are.

    Random draws count the observed one among them (Phipson & Smyth 2010, doi:10.2202/1544-6115.1585), so
    that p is never zero and the test never rejects too often for want of draws.
    """

    observed: Curves
    draws: Curves
    whole: bool

    def p(self, shift: float) -> float:
        """The two-sided p-value of the null that lies `shift` from the estimate."""
        reached = self.draws.above(shift) * self.observed.below(shift)
        asked = self.observed.above(shift) * self.draws.below(shift)
        return self._share(reached >= asked * (1 - TIE))

    def p_raw(self, shift: float) -> float:
        """The same for the numerator alone, not studentised."""
        return self._share(self.draws.above(shift) >= self.observed.above(shift) * (1 - TIE))

    def _share(self, reached: Flags) -> float:
        one = 0 if self.whole else 1
        return (int(np.count_nonzero(reached)) + one) / (len(reached) + one)

    def interval(self, value: float, unit: float, alpha: float) -> Interval:
        """The nulls with p above `alpha`, around `value`; `unit` is about a standard error.

        An end is infinite where no null, however far, is rejected: so it is with very few treated clusters.
        Where the accepted nulls are not one stretch, the interval spans them all, as far as doublings tell.
        """
        low, high = (value + self._end(sign * unit, alpha) for sign in (-1.0, 1.0))
        return Interval(value, float(low), float(high))

    def _end(self, unit: float, alpha: float) -> float:
        accepted = [place for place, reach in enumerate(REACHES) if self.p(unit * reach) > alpha]
        if accepted and accepted[-1] == len(REACHES) - 1:
            return float(np.copysign(np.inf, unit))
        inside = REACHES[accepted[-1]] if accepted else 0.0
        return unit * self._halved(inside, REACHES[accepted[-1] + 1 if accepted else 0], unit, alpha)

    def _halved(self, inside: float, outside: float, unit: float, alpha: float) -> float:
        for _ in range(STEPS):
            middle = (inside + outside) / 2
            if self.p(unit * middle) > alpha:
                inside = middle
            else:
                outside = middle
        return outside
