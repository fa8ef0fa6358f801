"""A claim: one sentence, of one kind, resting on evidence. Numbers in it are references, never digits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    DESCRIBED = "described"
    EXPERIENCED = "experienced"
    CONTRIBUTION = "contribution"
    EFFECT = "effect"
    RECOMMENDATION = "recommendation"


class Verdict(StrEnum):
    """The six verdicts on an effect (5-methods §5.2)."""

    EFFECT = "indications-of-effect"
    HARM = "indications-of-harm"
    NO_DIFFERENCE = "no-relevant-difference"
    INSUFFICIENT = "insufficient-ground"
    NOT_COMPARABLE = "not-comparable"
    NOT_EXAMINED = "not-examined"


@dataclass(frozen=True, slots=True)
class Gate:
    """One condition under which a verdict may be spoken.

    One that is not `decisive` is shown for the reader, but decides nothing (balance in a sound lottery).
    """

    key: str
    passed: bool
    value: float | None
    threshold: float | None
    reason: Mapping[str, str]  # per language; numbers as references
    decisive: bool = True


@dataclass(frozen=True, slots=True)
class Claim:
    """`sentence` per language holds references such as `{estimate.rung-t2.points.value}`.

    A reference is a dotted path into the evidence table (`evidence.py`): it is resolved and formatted per
    language when the report is written (`render.py`), so that no digit is typed by hand. `evidence` lists the
    paths that the sentence rests on.
    """

    key: str
    kind: Kind
    sentence: Mapping[str, str]
    evidence: tuple[str, ...]
    verdict: Verdict | None = None
    gates: tuple[Gate, ...] = ()
    exploratory: bool = False
