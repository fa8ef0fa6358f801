"""How far to trust each main answer: the same question worked out otherwise, and held against what was not seen."""

from __future__ import annotations

from dataclasses import dataclass

from werkzaam.core.effect.result import Credibility, Estimate
from werkzaam.core.report.document import Block, Paragraph, Remarks, Row, Section, Table, Text
from werkzaam.core.report.material import drawable
from werkzaam.core.report.paths import anchor
from werkzaam.core.report.sections import otherwise, remarks, tipping
from werkzaam.core.report.teller import Teller, difference_form


@dataclass(frozen=True, slots=True)
class Trust:
    """One question: its registered estimate and what was tried beside it."""

    estimate: Estimate
    found: Credibility


def section(teller: Teller) -> tuple[Section, ...]:
    """One part per question; nothing where nothing was tried."""
    made = {one.key: one for one in teller.material.findings.estimates if drawable(one)}
    asked = [
        (made[one.estimand], one) for one in teller.material.findings.credibility if one.estimand in made
    ]
    parts = [part for estimate, found in asked if (part := _question(teller, estimate, found)).blocks]
    if not parts:
        return ()
    text = Paragraph(teller.say("trust.text"))
    return (Section("trust", teller.word("trust.title"), (text, *parts)),)


def _question(teller: Teller, estimate: Estimate, found: Credibility) -> Section:
    said = remarks.remarks(teller, estimate, found)
    blocks: list[Block] = [
        *otherwise.figures(teller, estimate, found),
        *tipping.figures(teller, estimate, found),
    ]
    blocks += [Remarks(said)] if said else []
    blocks += _honest(teller, estimate, found)
    title = teller.question(estimate.outcome, estimate.wave)
    return Section(f"trust-{found.estimand}", title, tuple(blocks))


def _honest(teller: Teller, estimate: Estimate, found: Credibility) -> list[Block]:
    """The interval when the trend may differ by as much as it once did, and more."""
    if not found.honest:
        return []
    path = f"credibility.{found.estimand}.honest"
    form = difference_form(teller.material.plan.outcome(estimate.outcome))
    keys = teller.material.evidence["credibility"][found.estimand]["honest"]
    rows = tuple(_allowed(teller, f"{path}.{key}", form) for key in keys)
    header = (teller.word("trust.head_allowed"), teller.word("effects.head_interval"))
    asked = teller.question(estimate.outcome, estimate.wave)
    caption, note = f"{teller.word('trust.honest')}: {asked}", teller.word("trust.honest_caution")
    return [Table(f"honest-{found.estimand}", caption, header, (False, True), rows, note)]


def _allowed(teller: Teller, path: str, form: str) -> Row:
    allowed: Text = (teller.number(f"{path}.m", "points"),)
    return Row((allowed, teller.between(path, form)), anchor(path))
