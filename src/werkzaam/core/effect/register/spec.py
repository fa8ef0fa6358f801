"""What is asked of a register with a staggered roll-out: by which method, against whom, from which base period."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Method(StrEnum):
    DOUBLY_ROBUST = "dr"  # Sant'Anna & Zhao (2020), doi:10.1016/j.jeconom.2020.06.003
    REGRESSION = "reg"  # Heckman, Ichimura & Todd (1997), doi:10.2307/2971733
    WEIGHTING = "ipw"  # Abadie (2005), doi:10.1111/0034-6527.00321, with weights that sum to one

    @property
    def weighs(self) -> bool:
        """Whether controls count by their chance to be treated."""
        return self is not Method.REGRESSION


class Control(StrEnum):
    NEVER = "nevertreated"
    NOT_YET = "notyettreated"


class Base(StrEnum):
    """Before treatment a period is held against the one before it, or against the last one before treatment."""

    VARYING = "varying"
    UNIVERSAL = "universal"


@dataclass(frozen=True, slots=True)
class Staggered:
    """Group-time effects of Callaway & Sant'Anna (2021, doi:10.1016/j.jeconom.2020.12.001).

    `anticipation` counts periods before treatment in which people may already act on it. `clustered` sums the
    influence over each cluster before it is squared; else every person stands alone. `unbalanced` takes the rows of
    whoever was seen, by the estimators for repeated cross-sections; a cross-section has one row per unit.
    """

    method: Method = Method.DOUBLY_ROBUST
    control: Control = Control.NEVER
    base: Base = Base.VARYING
    anticipation: int = 0
    clustered: bool = False
    unbalanced: bool = False
    level: float = 0.95
