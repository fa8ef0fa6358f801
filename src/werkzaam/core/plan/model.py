"""The registered question, as frozen values. A plan is read from TOML (`parse.py`) and never changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from werkzaam.core.plan.kinds import (
    Design,
    Direction,
    Inference,
    Layout,
    Method,
    Role,
    Scale,
    Unit,
    Weighting,
)

__all__ = [
    "LANGUAGES",
    "SCHEMA",
    "Allocation",
    "Arm",
    "Columns",
    "DataSource",
    "Design",
    "Deviation",
    "Direction",
    "DoseSource",
    "Estimand",
    "Expectation",
    "Gates",
    "Inference",
    "Layout",
    "Lock",
    "Method",
    "Moderator",
    "Outcome",
    "Plan",
    "Role",
    "Scale",
    "Text",
    "Unit",
    "Value",
    "Wave",
    "Weighting",
]

SCHEMA = "werkzaam-plan/1"
LANGUAGES = ("nl", "en")

Text = Mapping[str, str]
"""The same words per language: {"nl": …, "en": …}; one that is left out holds the main one's words."""

Value = str | int | float | bool
"""A value as it stands in a data file."""


@dataclass(frozen=True, slots=True)
class Arm:
    """`values` are what the arm is called in the data; none: its own key."""

    key: str
    role: Role
    label: Text
    planned_contacts_per_week: float | None = None
    values: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Wave:
    """`months` since the start of the study; the first wave in a plan is the baseline.

    `values` are what the wave is called in long data; none: its own key.
    """

    key: str
    months: float
    label: Text
    values: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """`smallest_effect` (delta) is in points of the outcome, or in baseline standard deviations if `in_sd`.

    `column` names its column in long data, `columns` (wave key to column) in wide data. `reliability` (0 to 1,
    such as alpha) allows reliable change per person; a `negative_control` cannot have been touched by the
    programme; `event` names the binary outcome that says whether a time outcome's event came.
    """

    key: str
    label: Text
    scale: Scale
    direction: Direction
    smallest_effect: float
    in_sd: bool
    unit: Text
    primary: bool = True
    low: float | None = None
    high: float | None = None
    rater: str = "self"
    column: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    reliability: float | None = None
    negative_control: bool = False
    event: str | None = None


@dataclass(frozen=True, slots=True)
class Estimand:
    """One registered question: this outcome, at this wave, programme against comparison, by this method.

    `weights` overrides the plan's for this question.
    """

    key: str
    outcome: str
    wave: str
    method: Method
    partner: Method | None
    primary: bool = True
    weights: Weighting | None = None


@dataclass(frozen=True, slots=True)
class Allocation:
    """How the arms were filled: by `lot` or not, per person or whole cluster, within `strata` (a covariate)."""

    lot: bool = False
    unit: Unit = Unit.PERSON
    strata: str | None = None


@dataclass(frozen=True, slots=True)
class Moderator:
    """A registered "for whom": does the difference vary with this covariate?"""

    covariate: str
    outcome: str
    wave: str

    @property
    def key(self) -> str:
        return f"{self.outcome}-{self.wave}-{self.covariate}"


@dataclass(frozen=True, slots=True)
class Expectation:
    """What was expected beforehand, for power. Mappings go by arm key, `sd` and `share` by outcome key.

    `clusters` counts clusters in an arm (left out: everybody stands alone); `icc` is what their persons
    share; `attrition` is a fraction lost at the last wave; `correlation` is between baseline and later.
    `response` is the fraction that answers, by wave key; a wave that is named there needs no `attrition`.
    """

    persons: Mapping[str, int]
    clusters: Mapping[str, int] = field(default_factory=dict)
    attrition: Mapping[str, float] = field(default_factory=dict)
    icc: float = 0.05
    correlation: float = 0.6
    sd: Mapping[str, float] = field(default_factory=dict)
    share: Mapping[str, float] = field(default_factory=dict)
    response: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Deviation:
    """Something that went otherwise than planned, told after the lock: a lockdown, a coach who left.

    `week` counts from the start of the programme; `until` is its last week, if it lasted.
    """

    key: str
    label: Text
    on: date
    week: int | None = None
    until: int | None = None


@dataclass(frozen=True, slots=True)
class DataSource:
    """Where rows come from: a path relative to the plan, or `causaldata:<name>`.

    `where` keeps the rows whose columns hold these values; `arm` puts every row in that arm.
    """

    location: str
    where: Mapping[str, Value] = field(default_factory=dict)
    arm: str | None = None


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column of the data holds what. Without `person` every row (wide) is a person of its own."""

    layout: Layout = Layout.LONG
    person: str | None = None
    arm: str | None = None
    wave: str | None = None
    cluster: str | None = None
    rater: str | None = None
    mode: str | None = None


@dataclass(frozen=True, slots=True)
class DoseSource:
    """A file of contacts: one row per person, week and channel; `columns` maps the field to the column."""

    location: str
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Gates:
    """Thresholds under which an estimate may carry a verdict; changeable only before the lock."""

    smd_adjusted: float = 0.25
    smd_unadjusted: float = 0.05
    attrition: str = "cautious"
    overlap: float = 0.5
    clusters_per_side: int = 4


@dataclass(frozen=True, slots=True)
class Lock:
    on: date
    by: str
    hash: str


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole plan. `languages` are those in which every text is given, the main `language` first.

    `questions` are what the study wants to know, in words; `estimands` are how that is answered in numbers.

    `text` is the TOML as read; `folder` is where it lay, from which data paths count.
    """

    key: str
    title: Text
    design: Design
    arms: tuple[Arm, ...]
    waves: tuple[Wave, ...]
    outcomes: tuple[Outcome, ...]
    estimands: tuple[Estimand, ...]
    covariates: tuple[str, ...] = ()
    cluster: str | None = None
    alpha: float = 0.05
    multiplicity: str = "holm"
    allocation: Allocation = field(default_factory=Allocation)
    weights: Weighting | None = None
    attrition_weights: bool = True
    inference: Inference = Inference.CR2
    imputations: int = 20
    draws: int = 9_999
    seed: int = 1
    moderators: tuple[Moderator, ...] = ()
    expect: Expectation | None = None
    deviations: tuple[Deviation, ...] = ()
    start: str | None = None
    gates: Gates = field(default_factory=Gates)
    programme: Text = field(default_factory=dict)
    comparison: Text = field(default_factory=dict)
    researchers: tuple[str, ...] = ()
    cooperation: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    summary: Text = field(default_factory=dict)
    sources: Text = field(default_factory=dict)
    questions: tuple[Text, ...] = ()
    lock: Lock | None = None
    hash: str = ""
    language: str = "nl"
    languages: tuple[str, ...] = LANGUAGES
    covariate_labels: Mapping[str, Text] = field(default_factory=dict)
    covariate_columns: Mapping[str, str] = field(default_factory=dict)
    data: tuple[DataSource, ...] = ()
    columns: Columns = field(default_factory=Columns)
    dose: DoseSource | None = None
    text: str = field(default="", repr=False)
    folder: Path | None = field(default=None, compare=False)

    @property
    def changed(self) -> bool:
        """True when the plan was locked and has changed since: its lock no longer counts."""
        return self.lock is not None and self.lock.hash != self.hash

    @property
    def registered(self) -> bool:
        """True when the plan was locked and has not changed since."""
        return self.lock is not None and self.lock.hash == self.hash

    @property
    def lottery(self) -> bool:
        """True when a lot decided who came into which arm, or who came first."""
        return self.allocation.lot or self.design is Design.RANDOMISED

    @property
    def baseline(self) -> Wave:
        """The wave that differences are adjusted for: the first, unless earlier waves come before `start`."""
        return self.wave(self.start) if self.start else self.waves[0]

    @property
    def earlier(self) -> tuple[Wave, ...]:
        """Waves before the baseline, in order of time."""
        return self.waves[: self.waves.index(self.baseline)]

    def weighting(self, estimand: Estimand) -> Weighting:
        """How this question's people are weighted: its own choice, the plan's, else entropy outside a lottery."""
        chosen = estimand.weights or self.weights
        if chosen is not None:
            return chosen
        if estimand.method is Method.DIFFERENCE or self.lottery:
            return Weighting.NONE
        return Weighting.ENTROPY

    def arm(self, role: Role) -> Arm | None:
        """The arm that plays `role`, or None (a study without a comparison)."""
        return next((arm for arm in self.arms if arm.role is role), None)

    def outcome(self, key: str) -> Outcome:
        return next(outcome for outcome in self.outcomes if outcome.key == key)

    def wave(self, key: str) -> Wave:
        return next(wave for wave in self.waves if wave.key == key)
