"""What each other check says of one question in a sentence, and what it cannot say."""

from __future__ import annotations

from collections.abc import Iterator

from werkzaam.core.effect.result import Credibility, Estimate
from werkzaam.core.report.document import Remark
from werkzaam.core.report.paths import anchor, lookup
from werkzaam.core.report.sections import tipping
from werkzaam.core.report.teller import Teller, difference_form

STILL = 1e-3
"""A comparison that changed by less than this part of what it is held against did not change."""


def remarks(teller: Teller, estimate: Estimate, found: Credibility) -> tuple[Remark, ...]:
    """Only of what was looked at."""
    return tuple(_remark(teller, estimate, found, part, variant) for part, variant in _told(teller, found))


def _told(teller: Teller, found: Credibility) -> Iterator[tuple[str, str]]:
    """Each part of the evidence with the sentence that fits its numbers."""
    if found.left_out:
        yield "span", ""
    if found.tipping:
        yield "tipping", "" if _known(teller, found, "tipping.shift") else "_never"
    if found.lee and _known(teller, found, "lee.low"):
        yield "lee", ""
    if found.trend and _known(teller, found, "trend.breakdown"):
        yield "trend", "" if abs(found.trend.own_change) > STILL * found.trend.breakdown else "_still"
    if found.e_value and _known(teller, found, "e_value.point"):
        yield "e_value", ""
    if _known(teller, found, "gamma"):
        yield "gamma", ""


def _known(teller: Teller, found: Credibility, part: str) -> bool:
    return lookup(teller.material.evidence, f"credibility.{found.estimand}.{part}") is not None


def _remark(teller: Teller, estimate: Estimate, found: Credibility, part: str, variant: str) -> Remark:
    slots = {
        "e": found.estimand,
        "unit": teller.unit(estimate.outcome),
        "format": difference_form(teller.material.plan.outcome(estimate.outcome)),
        "programme": teller.arm(teller.material.arms[0].key),
        "side": tipping.side(teller, estimate, found),
        "comparison": teller.arm(teller.material.arms[-1].key),
    }
    return Remark(
        teller.word(f"trust.{part}_name"),
        teller.say(f"trust.{part}{variant}", **slots),
        teller.word(f"trust.{part}_caution"),
        anchor(f"credibility.{found.estimand}.{part}"),
    )
