"""The words a plan may choose from."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    PROGRAMME = "programme"
    COMPARISON = "comparison"


class Scale(StrEnum):
    SCALE = "scale"
    BINARY = "binary"
    ORDINAL = "ordinal"
    COUNT = "count"
    TIME = "time"  # months until something happens; `event` says whether it did


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
    """How the two arms are compared; weighting is chosen beside it."""

    DIFFERENCE = "difference"
    ANCOVA = "ancova"
    DID = "did"
    DOUBLY_ROBUST = "doubly-robust"
    MMRM = "mmrm"
    MODEL = "model"  # the scale's own model, standardised over the target (g-computation)


class Weighting(StrEnum):
    """How the analysed are made to resemble the target population."""

    NONE = "none"
    ENTROPY = "entropy"
    OVERLAP = "overlap"
    PROPENSITY = "propensity"
    NEAREST = "nearest"
    EXACT = "exact"
    COARSENED = "coarsened"
    FULL = "full"


class Inference(StrEnum):
    """Where the interval and the p-value come from."""

    CR2 = "cr2"
    CR3 = "cr3"
    WILD = "wild"
    PERMUTATION = "permutation"


class Unit(StrEnum):
    """What the lot was drawn for."""

    PERSON = "person"
    CLUSTER = "cluster"
