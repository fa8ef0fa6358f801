"""Differences between programme and comparison, each with what could have been seen; refused ones in grey."""

from __future__ import annotations

from collections.abc import Sequence

from werkzaam.core.claim.evidence import smallest_in_points
from werkzaam.core.effect.result import Estimate
from werkzaam.core.plan.model import Scale
from werkzaam.core.report.document import Bullets, Figure, Paragraph, Row, Section, Table, Text, Words, words
from werkzaam.core.report.figures import effect as drawing
from werkzaam.core.report.figures import theme
from werkzaam.core.report.material import drawable
from werkzaam.core.report.teller import Teller, anchor, difference_form


def section(teller: Teller) -> Section:
    findings = teller.material.findings
    title = teller.word("effects.title")
    blocks = [
        *_estimates(teller, findings.estimates),
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

    def svg(width: int) -> str:
        chart = drawing.draw(bars, width=width - 32, axis=axis)
        return theme.svg(chart, name=f"effects-{width}", language=teller.language)

    return Figure(
        "effects",
        _title(teller, drawn),
        teller.word("effects.figure_alt"),
        teller.word("effects.figure_note"),
        svg(640),
        svg(320),
        table(teller, "effects", estimates),
    )


def _bar(teller: Teller, one: Estimate) -> drawing.Bar:
    outcome = teller.material.plan.outcome(one.outcome)
    points = one.points
    return drawing.Bar(
        _counted(teller, one),
        points.value,
        points.low,
        points.high,
        smallest_in_points(one, outcome),
        one.detectable,
        outcome.scale is Scale.BINARY,
        teller.material.greyed(one),
    )


def _counted(teller: Teller, one: Estimate) -> str:
    """The question with the unit its differences count in."""
    return f"{teller.question(one.outcome, one.wave)} ({teller.unit(one.outcome)})"


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
        words(_counted(teller, one)),
        words(teller.word(f"method.{one.method}")),
        (teller.number(f"{path}.points.value", form),),
        _between(teller, f"{path}.points", form),
        (teller.number(f"{path}.standardised.value", "sd"),),
        (teller.number(f"{path}.p", "p"),),
        (teller.number(f"{path}.p_adjusted", "p"),),
        _counts(teller, path),
        (teller.number(f"{path}.df", "count"),),
        (teller.number(f"{path}.detectable", form),),
    )
    return Row(cells, anchor(path), muted=teller.material.greyed(one))


def _between(teller: Teller, path: str, form: str) -> Text:
    low, high = (teller.number(f"{path}.{each}", form) for each in ("low", "high"))
    return (low, Words(f" {teller.word('page.to')} "), high)


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
    items = tuple(words(f"{teller.question(one.outcome, one.wave)}: {one.message}") for one in left)
    return [Section("unanswered", teller.word("effects.unanswered"), (Bullets(items),))]
