"""What weighting did: how many persons still count, and how heavily the heaviest."""

from __future__ import annotations

from werkzaam.core.effect.result import Weighed
from werkzaam.core.plan.model import Arm
from werkzaam.core.report.document import Figure, Paragraph, Row, Section, Table, words
from werkzaam.core.report.drawn import figure
from werkzaam.core.report.figures import weights as drawing
from werkzaam.core.report.paths import anchor
from werkzaam.core.report.teller import Teller


def section(teller: Teller) -> tuple[Section, ...]:
    """Nothing where everybody counts alike."""
    weighed = list(teller.material.findings.weighed)
    if not weighed:
        return ()
    # The question of which least remains is drawn: the reader sees the worst, not the best.
    drawn = min(weighed, key=_least)
    blocks = (Paragraph(teller.say("weights.text")), _figure(teller, drawn, weighed))
    return (Section("weights", teller.word("weights.title"), blocks),)


def _least(one: Weighed) -> float:
    return min(one.effective_n[arm] / n if n else 0.0 for arm, n in one.n.items())


def _figure(teller: Teller, one: Weighed, weighed: list[Weighed]) -> Figure:
    rows = [(teller.arm(arm.key), one.quantiles[arm.key]) for arm in _arms(teller, one)]
    axis = teller.word("weights.axis")
    thinnest = min(one.n, key=lambda arm: one.effective_n[arm] / one.n[arm] if one.n[arm] else 0.0)
    return figure(
        teller,
        "weights",
        lambda width: drawing.draw(rows, width=width, axis=axis),
        _table(teller, weighed),
        title=teller.say("weights.figure_title", e=one.estimand, key=thinnest, arm=teller.arm(thinnest)),
        alt=teller.word("weights.figure_alt"),
        note=teller.word("weights.figure_note").replace("$question", teller.asked(one.estimand)),
    )


def _arms(teller: Teller, one: Weighed) -> list[Arm]:
    return [arm for arm in teller.material.arms if arm.key in one.quantiles]


def _table(teller: Teller, weighed: list[Weighed]) -> Table:
    rows = tuple(_row(teller, one, arm.key) for one in weighed for arm in _arms(teller, one))
    names = ("head_weights", "head_n", "head_effective", "head_share", "head_heaviest")
    header = (
        teller.word("comparability.head_question"),
        teller.word("design.head_arm"),
        *(teller.word(f"weights.{name}") for name in names),
    )
    numeric = (False, False, False, True, True, True, True)
    return Table("weights", teller.word("weights.table"), header, numeric, rows, dense=True)


def _named(teller: Teller, one: Weighed) -> str:
    """Where nothing but loss was weighted for, that is said."""
    return teller.weights(one.weighting) or teller.word("weights.attrition")


def _row(teller: Teller, one: Weighed, arm: str) -> Row:
    path = f"weighed.{one.estimand}"
    forms = {"n": "count", "effective_n": "points", "share": "percent", "heaviest": "percent"}
    numbers = ((teller.number(f"{path}.{name}.{arm}", form),) for name, form in forms.items())
    names = (teller.asked(one.estimand), teller.arm(arm), _named(teller, one))
    return Row((*(words(name) for name in names), *numbers), anchor(f"{path}.n.{arm}"))
