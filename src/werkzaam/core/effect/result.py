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
    variance: str  # "HC2", "CR2" with Satterthwaite df, or what else the plan registered
    citation: str
    diagnostics: Mapping[str, float] = field(default_factory=dict)
    weights: str = "none"  # how the analysed were weighted
    ratios: Mapping[str, Interval] = field(
        default_factory=dict
    )  # "odds-ratio", "rate-ratio", "superiority" …


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
    movement: Movement | None = None
    reliable: Reliable | None = None


@dataclass(frozen=True, slots=True)
class Movement:
    """Who stood where: `counts[i][j]` persons went from `levels[i]` at baseline to `levels[j]` at the wave."""

    levels: tuple[float, ...]
    counts: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Reliable:
    """Change beyond measurement error per person (Jacobson & Truax 1991): more than `threshold` points.

    The shares are of those with both answers.
    """

    threshold: float
    risen: int
    same: int
    fallen: int
    risen_share: Interval
    fallen_share: Interval


@dataclass(frozen=True, slots=True)
class Completeness:
    """Persons of one arm at one wave: `asked`, with any answer (`n`), with every compared outcome (`whole`)."""

    arm: str
    wave: str
    asked: int
    n: int
    whole: int


@dataclass(frozen=True, slots=True)
class BalanceRow:
    """One baseline characteristic. `smd` is (programme - comparison) / pooled sd, among the analysed, weighted.

    `smd_before` is the same before weighting.

    `name` is the outcome's key (its baseline) or a covariate's. Infinite where the arms differ without
    spread.
    """

    name: str
    programme: float
    comparison: float
    smd: float
    variance_ratio: float
    smd_before: float = float("nan")


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
class Weighed:
    """What weighting did for one estimand: persons with weight, their effective number, the heaviest's share.

    `quantiles` per arm: least, lower quartile, median, upper quartile, most; the mean weight is 1.
    """

    estimand: str
    weighting: str
    n: Mapping[str, int]
    effective_n: Mapping[str, float]
    heaviest: Mapping[str, float]
    quantiles: Mapping[str, tuple[float, ...]]


@dataclass(frozen=True, slots=True)
class Alternative:
    """The same question, answered another way. Ends are NaN where the way gives a p-value only.

    `key`: "cr3", "wild-webb", "permutation", "imputed", "unweighted", "weighted-nearest" …
    """

    key: str
    points: Interval
    p: float
    df: float = float("nan")
    diagnostics: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """The estimate without one cluster. `name` is the cluster's place in order of size, never a person's name."""

    name: str
    persons: int
    points: Interval


@dataclass(frozen=True, slots=True)
class Tipping:
    """How much worse the lost of the programme must have done than like people who stayed to overturn the finding.

    `shift` in points (and `shift_sd` in standard deviations) is what is taken from each imputed answer of the
    programme arm, against the finding's direction, until the interval of the imputed analysis no longer
    excludes zero (or, where it never did, begins to); NaN where no shift within the outcome's range does so.
    """

    shift: float
    shift_sd: float
    curve: tuple[tuple[float, Interval], ...] = ()  # (shift in points, interval)


@dataclass(frozen=True, slots=True)
class Bounds:
    """Lee (2009): the effect for those who would answer in either arm, between `low` and `high`.

    `interval` holds the interval for the effect within (Imbens & Manski 2004) as low and high.
    """

    low: float
    high: float
    interval: Interval
    trimmed: float  # share trimmed from the arm with more answers


@dataclass(frozen=True, slots=True)
class Trend:
    """How large a difference in trend overturns the change-on-change estimate.

    `breakdown` in points over the period; `in_own_change` as a multiple of the comparison's own change.
    """

    breakdown: float
    in_own_change: float
    own_change: float


@dataclass(frozen=True, slots=True)
class Honest:
    """Rambachan & Roth (2023): the interval when the trend may differ by up to `m` times its earlier worst."""

    m: float
    interval: Interval


@dataclass(frozen=True, slots=True)
class EValue:
    """VanderWeele & Ding (2017): how strongly an unmeasured cause must hang together with both, as a risk ratio."""

    point: float
    limit: float


@dataclass(frozen=True, slots=True)
class Credibility:
    """How far one estimand's answer leans on what cannot be checked. What does not apply is None or empty."""

    estimand: str
    alternatives: tuple[Alternative, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    tipping: Tipping | None = None
    lee: Bounds | None = None
    trend: Trend | None = None
    honest: tuple[Honest, ...] = ()
    e_value: EValue | None = None
    gamma: float | None = None  # Rosenbaum (2002): the largest hidden odds that leave p below alpha

    def alternative(self, key: str) -> Alternative | None:
        return next((each for each in self.alternatives if each.key == key), None)


@dataclass(frozen=True, slots=True)
class Moderation:
    """How much the difference changes per unit of a covariate, as estimated and drawn towards none."""

    key: str
    covariate: str
    outcome: str
    wave: str
    points: Interval
    shrunk: Interval
    df: float
    p: float
    p_adjusted: float


@dataclass(frozen=True, slots=True)
class Fidelity:
    """Contacts under one coach or group of the programme; `name` is a number in order of the panel's names."""

    name: str
    persons: int
    planned: float  # contacts per person per week
    delivered: float
    share: float  # delivered / planned


@dataclass(frozen=True, slots=True)
class DoseResponse:
    """Description among participants only: change in points per contact a week more. Never an effect."""

    outcome: str
    wave: str
    n: int
    slope: Interval
    correlation: float


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
    completeness: tuple[Completeness, ...] = ()
    weighed: tuple[Weighed, ...] = ()
    credibility: tuple[Credibility, ...] = ()
    moderations: tuple[Moderation, ...] = ()
    fidelity: tuple[Fidelity, ...] = ()
    dose_response: tuple[DoseResponse, ...] = ()
