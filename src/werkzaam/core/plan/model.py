"""The registered question, as frozen values. A plan is read from TOML (`parse.py`) and never changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path

SCHEMA = "werkzaam-plan/1"
LANGUAGES = ("nl", "en")

Text = Mapping[str, str]
"""The same words per language: {"nl": …, "en": …}; one that is left out holds the main one's words."""

Value = str | int | float | bool
"""A value as it stands in a data file."""


class Role(StrEnum):
    PROGRAMME = "programme"
    COMPARISON = "comparison"


class Scale(StrEnum):
    SCALE = "scale"
    BINARY = "binary"
    ORDINAL = "ordinal"
    COUNT = "count"


class Direction(StrEnum):
    UP = "up"
    DOWN = "down"


class Layout(StrEnum):
    """How a data file holds the waves: one row per person and wave, or one row per person."""

    LONG = "long"
    WIDE = "wide"


class Design(StrEnum):
    """How the comparison came about; it decides what may be said (5-methods §5.2)."""

    RANDOMISED = "randomised"
    WAITING_LIST = "waiting-list"
    STEPPED = "stepped"
    MATCHED = "matched"
    COMPARISON = "comparison"
    HISTORICAL = "historical"
    NONE = "none"


class Method(StrEnum):
    DIFFERENCE = "difference"
    ANCOVA = "ancova"
    DID = "did"


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

    `column` names its column in long data, `columns` (wave key to column) in wide data.
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


@dataclass(frozen=True, slots=True)
class Estimand:
    """One registered question: this outcome, at this wave, programme against comparison, by this method."""

    key: str
    outcome: str
    wave: str
    method: Method
    partner: Method | None
    primary: bool = True


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
    gates: Gates = field(default_factory=Gates)
    programme: Text = field(default_factory=dict)
    comparison: Text = field(default_factory=dict)
    researchers: tuple[str, ...] = ()
    cooperation: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    summary: Text = field(default_factory=dict)
    sources: Text = field(default_factory=dict)
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
    def baseline(self) -> Wave:
        return self.waves[0]

    def arm(self, role: Role) -> Arm | None:
        """The arm that plays `role`, or None (a study without a comparison)."""
        return next((arm for arm in self.arms if arm.role is role), None)

    def outcome(self, key: str) -> Outcome:
        return next(outcome for outcome in self.outcomes if outcome.key == key)

    def wave(self, key: str) -> Wave:
        return next(wave for wave in self.waves if wave.key == key)
