"""What a study could have seen at best, what it can expect to see, and what would be needed to see more."""

from werkzaam.core.effect.power.analytic import foreseen_difference
from werkzaam.core.effect.power.curve import PowerCurve, PowerPoint, simulate_power
from werkzaam.core.effect.power.detect import POWER, detectable, needed

__all__ = [
    "POWER",
    "PowerCurve",
    "PowerPoint",
    "detectable",
    "foreseen_difference",
    "needed",
    "simulate_power",
]
