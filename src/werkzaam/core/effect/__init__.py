"""Developments and effects of a frozen panel under its plan: numbers with their precision, no judgement."""

from werkzaam.core.effect.analyse import analyse
from werkzaam.core.effect.estimate import estimate
from werkzaam.core.effect.power import needed
from werkzaam.core.effect.result import (
    Attrition,
    Balance,
    BalanceRow,
    Development,
    Dose,
    DoseWeek,
    Estimate,
    Findings,
    Interval,
    Unanswered,
)

__all__ = [
    "Attrition",
    "Balance",
    "BalanceRow",
    "Development",
    "Dose",
    "DoseWeek",
    "Estimate",
    "Findings",
    "Interval",
    "Unanswered",
    "analyse",
    "estimate",
    "needed",
]
