"""Differences between programme and comparison, each with what could have been seen; refused ones in grey."""

from __future__ import annotations

from collections.abc import Sequence

from werkzaam.core.claim.evidence import smallest_in_points
from werkzaam.core.effect.result import Estimate
from werkzaam.core.plan.model import Scale
from werkzaam.core.report.document import Bullets, Figure, Paragraph, Row, Section, Table, Text, Words, words
from werkzaam.core.report.drawn import figure
from werkzaam.core.report.figures import effect as drawing
from werkzaam.core.report.material import drawable
from werkzaam.core.report.paths import anchor
from werkzaam.core.report.sections import ratios, waves
from werkzaam.core.report.teller import Teller, difference_form


def section(teller: Teller) -> Section:
    findings = teller.material.findings
    title = teller.word("effects.title")
    blocks = [
        *_estimates(teller, findings.estimates),
        *waves.section(teller),
        *ratios.section(teller),
        *_partners(teller, findings.partners),
        *_unanswered(teller),
    ]
    return Section("effects", title, tuple(blocks))


def _estimates(teller: Teller, estimates: Sequence[Estimate]) -> list[Paragraph | Figure | Table]:
    drawn = [one for one in estimates if drawable(one)]
    if not drawn:
        return [Paragraph(teller.say("effects.none"), "note")]
    return [Paragraph(teller.say("effects.text")), _figure(teller, drawn, estimates)]


def _figure(teller: Teller, drawn: list[Estimate], estimates: Sequence[Estimate]) -> Figure:
    bars = [_bar(teller, one) for one in drawn]
    axis = teller.word("effects.figure_axis")
    return figure(
        teller,
        "effects",
        lambda width: drawing.draw(bars, width=width - 32, axis=axis),
        table(teller, "effects", estimates),
        title=_title(teller, drawn),
        alt=teller.word("effects.figure_alt"),
        note=teller.word("effects.figure_note"),
    )


def _bar(teller: Teller, one: Estimate) -> drawing.Bar:
    outcome = teller.material.plan.outcome(one.outcome)
    points = one.points
    return drawing.Bar(
        teller.counted(one.outcome, one.wave),
        points.value,
        points.low,
        points.high,
        smallest_in_points(one, outcome),
        one.detectable,
        outcome.scale is Scale.BINARY,
        teller.material.greyed(one),
    )


def _title(teller: Teller, drawn: list[Estimate]) -> Text:
    if len(drawn) > 1:
        return teller.say("effects.figure_title_many")
    one = drawn[0]
    slots = {"key": one.key, "format": difference_form(teller.material.plan.outcome(one.outcome))}
    return teller.say("effects.figure_title_one", outcome=teller.outcome(one.outcome), **slots)


def table(teller: Teller, key: str, estimates: Sequence[Estimate]) -> Table:
    """Every estimate with its interval, p, n, df, method and detectable difference."""
    names = ("estimate", "interval", "sd", "p", "adjusted", "n", "df", "detectable")
    header = (
        teller.word("comparability.head_question"),
        teller.word("design.head_method"),
        *(teller.word(f"effects.head_{name}") for name in names),
    )
    rows = tuple(_row(teller, one) for one in estimates)
    note = teller.word("effects.greyed") if any(row.muted for row in rows) else ""
    caption = teller.word("effects.partners_table" if key == "partners" else "effects.table")
    return Table(key, caption, header, (False, False, *(True for _ in names)), rows, note, dense=True)


def _row(teller: Teller, one: Estimate) -> Row:
    path, form = f"estimate.{one.key}", difference_form(teller.material.plan.outcome(one.outcome))
    cells = (
        words(teller.counted(one.outcome, one.wave)),
        words(_method(teller, one)),
        (teller.number(f"{path}.points.value", form),),
        teller.between(f"{path}.points", form),
        (teller.number(f"{path}.standardised.value", "sd"),),
        (teller.number(f"{path}.p", "p"),),
        (teller.number(f"{path}.p_adjusted", "p"),),
        _counts(teller, path),
        (teller.number(f"{path}.df", "count"),),
        (teller.number(f"{path}.detectable", form),),
    )
    return Row(cells, anchor(path), muted=teller.material.greyed(one))


def _method(teller: Teller, one: Estimate) -> str:
    """The method with its weights, where people do not all count alike."""
    named = (teller.known(f"method.{one.method}"), teller.weights(one.weights))
    return "; ".join(part for part in named if part)


def _counts(teller: Teller, path: str) -> Text:
    first, *rest = [(teller.number(f"{path}.n.{arm.key}", "count"),) for arm in teller.material.arms]
    return first + tuple(part for one in rest for part in (Words(" + "), *one))


def _partners(teller: Teller, partners: Sequence[Estimate]) -> list[Section]:
    if not partners:
        return []
    text = Paragraph(teller.say("effects.partners_text"))
    return [Section("partners", teller.word("effects.partners"), (text, table(teller, "partners", partners)))]


def _unanswered(teller: Teller) -> list[Section]:
    left = teller.material.findings.unanswered
    if not left:
        return []
    items = tuple(
        words(f"{teller.question(one.outcome, one.wave)}: {teller.problem(one.code)}") for one in left
    )
    return [Section("unanswered", teller.word("effects.unanswered"), (Bullets(items),))]
