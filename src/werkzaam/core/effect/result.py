"""What an analysis returns: frozen values only. Nothing here prints, draws or judges."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Interval:
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Estimate:
    """Programme minus comparison for one estimand, in points of the outcome.

    `standardised` is the same divided by `sd`, the pooled baseline standard deviation. `p` is two-sided and
    unadjusted; `p_adjusted` follows the plan's multiplicity rule within its family. `n` counts persons per
    arm who enter the estimate; `n_start` everybody who was in the arm at the start. `clusters` counts
    clusters per arm (persons who stand alone count as one each). `detectable` is the smallest true effect,
    in points, found with 80 % power given this standard error and df.
    """

    key: str
    estimand: str
    outcome: str
    wave: str
    method: str
    points: Interval
    standardised: Interval
    sd: float
    se: float
    df: float
    p: float
    p_adjusted: float
    level: float
    n: Mapping[str, int]
    n_start: Mapping[str, int]
    clusters: Mapping[str, int]
    effective_n: Mapping[str, float]
    detectable: float
    variance: str  # "HC2" or "CR2", with Satterthwaite df
    citation: str
    diagnostics: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unanswered:
    """An estimand that could not be estimated, with the named problem instead of a number."""

    key: str
    estimand: str
    outcome: str
    wave: str
    method: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Development:
    """Level of one outcome in one arm at one wave, and the mean change since the first among those with both.

    `asked` counts everybody in the arm, `n` who answered at this wave, `n_change` who also did at the first.
    An interval's ends are NaN where its width cannot be known (one person, one cluster, no spread).
    """

    arm: str
    outcome: str
    wave: str
    n: int
    sd: float
    level: Interval
    n_change: int
    change: Interval | None
    risen: int = 0
    same: int = 0
    fallen: int = 0
    asked: int = 0
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BalanceRow:
    """One baseline characteristic. `smd` is (programme - comparison) / pooled sd, among the analysed.

    `name` is the outcome's key (its baseline) or a covariate's. Infinite where the arms differ without
    spread.
    """

    name: str
    programme: float
    comparison: float
    smd: float
    variance_ratio: float


@dataclass(frozen=True, slots=True)
class Balance:
    estimand: str
    rows: tuple[BalanceRow, ...]

    @property
    def worst(self) -> float:
        return abs(self.worst_row.smd) if self.worst_row else 0.0

    @property
    def worst_row(self) -> BalanceRow | None:
        """The characteristic on which the groups differ most."""
        return max(self.rows, key=lambda row: abs(row.smd), default=None)


@dataclass(frozen=True, slots=True)
class Attrition:
    """Loss per arm (fractions of those at the start) for one estimand.

    `low` tells whether the differential stays within the boundary; past the table's end (`boundary` 0) it
    never does.
    """

    estimand: str
    by_arm: Mapping[str, float]
    overall: float
    differential: float
    boundary: float  # the largest differential that the boundary allows at this overall loss
    low: bool = False
    start: Mapping[str, int] = field(default_factory=dict)  # persons per arm
    end: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DoseWeek:
    arm: str
    week: int
    persons: int
    planned: float  # contacts per person in this week
    delivered: float
    minutes: float


@dataclass(frozen=True, slots=True)
class Dose:
    """Planned and delivered contact per arm and week, with the contrast between arms in contacts per week."""

    weeks: tuple[DoseWeek, ...]
    per_week: Mapping[str, float]
    planned_per_week: Mapping[str, float]
    minutes_per_week: Mapping[str, float]
    channels: Mapping[str, Mapping[str, float]]  # arm -> channel -> share of delivered contacts


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything the analysis of one panel under one plan has to say, before any judgement."""

    plan_hash: str
    panel_hash: str
    developments: tuple[Development, ...]
    estimates: tuple[Estimate, ...]
    partners: tuple[Estimate, ...]
    unanswered: tuple[Unanswered, ...]
    balance: tuple[Balance, ...]
    attrition: tuple[Attrition, ...]
    dose: Dose | None
