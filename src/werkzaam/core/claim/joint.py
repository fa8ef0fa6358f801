"""The joint display: words beside numbers, row by row, and when a row no longer says what it was written on.

People judge how the two fit; nothing here suggests it. One thing is refused (5-methods §5.1: nothing above the
design): voices cannot be *confirmed* by an estimate from which no conclusion may be drawn. Where the verdict is
insufficient ground, not comparable or not examined, the numbers are silent: the row is `expanded`, `discordant` in
what people say among themselves, or `silent`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace

from werkzaam.core.claim.dossier import Dossier, Element, Fit, Joint
from werkzaam.core.claim.evidence import Evidence, Number, find
from werkzaam.core.claim.model import Claim, Verdict
from werkzaam.core.claim.stale import rounded

ANSWERS = (Verdict.EFFECT, Verdict.HARM, Verdict.NO_DIFFERENCE)
"""Verdicts that say something of the difference, so that voices can agree with them."""


@dataclass(frozen=True, slots=True)
class Sides:
    """Both sides of a row as they now stand."""

    element: Element | None
    dose: Number
    low: Number
    value: Number
    high: Number


def sides(row: Joint, elements: Iterable[Element], evidence: Evidence) -> Sides:
    """What the row names, looked up; None where it names nothing or what it names is gone."""
    path = f"estimate.{row.estimand}.points"
    ends = (find(evidence, f"{path}.{end}") if row.estimand else None for end in ("low", "value", "high"))
    element = next((one for one in elements if one.key == row.element), None)
    return Sides(element, find(evidence, row.dose) if row.dose else None, *ends)


def fingerprint(element: Element | None, dose: Number, *estimate: Number) -> str:
    """What a row was written on: who names the element, the dose, and the estimate with its interval."""
    voices = (
        [(one.perspective, one.asked, one.persons, one.against) for one in element.voices] if element else []
    )
    numbers = [rounded(one) for one in (dose, *estimate)]
    return hashlib.sha256(json.dumps([sorted(voices), numbers]).encode()).hexdigest()


def seen(row: Joint, elements: Iterable[Element], evidence: Evidence) -> str:
    """The fingerprint of the row's sides as they now stand."""
    now = sides(row, elements, evidence)
    return fingerprint(now.element, now.dose, now.low, now.value, now.high)


def is_stale(row: Joint, elements: Iterable[Element], evidence: Evidence) -> bool:
    """Whether either side changed since the row was written."""
    return row.seen != seen(row, elements, evidence)


def stamped(dossier: Dossier, evidence: Evidence) -> Dossier:
    """Every row as written on what now stands: for who just looked at all of them."""
    rows = (replace(row, seen=seen(row, dossier.elements, evidence)) for row in dossier.joint)
    return replace(dossier, joint=tuple(rows))


def may_confirm(row: Joint, claims: Iterable[Claim]) -> bool:
    """Whether the estimate beside the voices carries a verdict with which they can agree."""
    verdicts = {one.key: one.verdict for one in claims}
    return row.fit is not Fit.CONFIRMED or verdicts.get(f"effect-{row.estimand}") in ANSWERS


def level(row: Joint, claims: Iterable[Claim]) -> Number:
    """The design level at which the estimate was judged; None where no estimate stands beside the voices."""
    gates = [gate for one in claims if one.key == f"effect-{row.estimand}" for gate in one.gates]
    return next((gate.value for gate in gates if gate.key == "design"), None)
