"""Response and comparability: who answered, who was lost, and whether the arms were alike at the start."""

from __future__ import annotations

import math

from werkzaam.core.claim.model import Verdict
from werkzaam.core.effect.result import Attrition, Balance, BalanceRow
from werkzaam.core.report.document import Bullets, Figure, Paragraph, Row, Section, Table, Text, plain, words
from werkzaam.core.report.figures import balance as balance_drawing
from werkzaam.core.report.figures import response as response_drawing
from werkzaam.core.report.figures import theme
from werkzaam.core.report.teller import Teller, anchor, lookup

_REFUSING = ("design", "balance", "attrition", "overlap")


def section(teller: Teller) -> Section:
    parts = (*_refused(teller), _response(teller), _attrition(teller), _balance(teller))
    return Section("comparability", teller.word("comparability.title"), parts)


def _refused(teller: Teller) -> tuple[Paragraph | Bullets, ...]:
    """Why no verdict is spoken: the checks that failed on comparability, in their own words."""
    claims = [claim for claim in teller.material.claims if claim.verdict is Verdict.NOT_COMPARABLE]
    failed = [gate for claim in claims for gate in claim.gates if gate.key in _REFUSING and not gate.passed]
    reasons = {plain(said): said for said in (teller.text(teller.label(gate.reason)) for gate in failed)}
    if not reasons:
        return ()
    return Paragraph(teller.say("comparability.refused"), "warning"), Bullets(tuple(reasons.values()))


def _response(teller: Teller) -> Section:
    return Section("response", teller.word("comparability.response"), (_response_figure(teller),))


def _response_figure(teller: Teller) -> Figure:
    arms = [arm.key for arm in teller.material.arms]
    rows = [
        response_drawing.Answered(one.arm, teller.wave(one.wave), one.n, one.share)
        for arm in arms
        for one in teller.material.response
        if one.arm == arm
    ]

    def drawn(width: int) -> str:
        chart = response_drawing.draw(rows, arms, [teller.arm(arm) for arm in arms], width=width)
        return theme.svg(chart, name=f"response-{width}", language=teller.language)

    return Figure(
        "response",
        _response_title(teller, arms),
        teller.word("comparability.response_alt"),
        teller.word("comparability.response_note"),
        drawn(640),
        drawn(320),
        _response_table(teller, arms),
    )


def _response_title(teller: Teller, arms: list[str]) -> Text:
    last = teller.material.plan.waves[-1].key
    first = teller.arm(arms[0])
    if len(arms) == 1:
        return teller.say("comparability.response_title_one", programme=arms[0], wave=last, first=first)
    slots = {"programme": arms[0], "comparison": arms[1], "wave": last}
    return teller.say("comparability.response_title", first=first, second=teller.arm(arms[1]), **slots)


def _response_table(teller: Teller, arms: list[str]) -> Table:
    rows = tuple(
        Row(
            (words(teller.wave(wave.key)), *(_answered(teller, arm, wave.key) for arm in arms)),
            anchor(f"response.any.{wave.key}"),
        )
        for wave in teller.material.plan.waves
    )
    header = (teller.word("design.head_wave"), *(teller.arm(arm) for arm in arms))
    numeric = (False, *(True for _ in arms))
    return Table("response", teller.word("comparability.response_table"), header, numeric, rows)


def _answered(teller: Teller, arm: str, wave: str) -> Text:
    path = f"response.{arm}.{wave}"
    return teller.text(f"{{{path}.n|count}} ({{{path}.share|percent}})")


def _attrition(teller: Teller) -> Section:
    rows = tuple(_lost(teller, one) for one in teller.material.findings.attrition)
    title = teller.word("comparability.attrition")
    if not rows:
        return Section("attrition", title, (Paragraph(teller.say("comparability.attrition_none"), "note"),))
    arms = [teller.arm(arm.key) for arm in teller.material.arms]
    heads = [
        teller.word(f"comparability.{key}")
        for key in ("head_overall", "head_differential", "head_boundary", "head_within")
    ]
    header = (teller.word("comparability.head_question"), *arms, *heads)
    table = Table(
        "attrition",
        teller.word("comparability.attrition_table"),
        header,
        (False, *(True for _ in header[2:]), False),
        rows,
    )
    return Section("attrition", title, (Paragraph(teller.say("comparability.attrition_text")), table))


def _lost(teller: Teller, one: Attrition) -> Row:
    path = f"attrition.{one.estimand}"
    within = teller.word("page.yes" if one.low else "page.no")
    shares = [f"{path}.by_arm.{arm.key}" for arm in teller.material.arms]
    shares += [f"{path}.overall", f"{path}.differential", f"{path}.boundary"]
    cells = ((teller.number(share, "percent"),) for share in shares)
    return Row((words(_question(teller, one.estimand)), *cells, words(within)), anchor(path))


def _question(teller: Teller, key: str) -> str:
    estimand = next(one for one in teller.material.plan.estimands if one.key == key)
    return teller.question(estimand.outcome, estimand.wave)


def _balance(teller: Teller) -> Section:
    title = teller.word("comparability.balance")
    known = [
        one for one in teller.material.findings.balance if any(math.isfinite(row.smd) for row in one.rows)
    ]
    if not known:
        return Section("balance", title, (Paragraph(teller.say("comparability.balance_none"), "note"),))
    # The question whose groups lay furthest apart is drawn: the reader sees the worst, not the best.
    drawn = max(known, key=lambda one: one.worst)
    return Section("balance", title, (_balance_figure(teller, drawn), _worst_table(teller, known)))


def _balance_figure(teller: Teller, one: Balance) -> Figure:
    rows = [(teller.characteristic(row.name), row.smd) for row in one.rows if math.isfinite(row.smd)]
    threshold = lookup(teller.material.evidence, f"balance.{one.estimand}.threshold") or 0.0
    axis = teller.word("comparability.balance_axis")

    def drawn(width: int) -> str:
        chart = balance_drawing.draw(rows, width=width, axis=axis, threshold=threshold)
        return theme.svg(chart, name=f"balance-{width}", language=teller.language)

    return Figure(
        "balance",
        teller.say("comparability.balance_title", estimand=one.estimand),
        teller.word("comparability.balance_alt"),
        teller.word("comparability.balance_note").replace("$question", _question(teller, one.estimand)),
        drawn(640),
        drawn(320),
        _balance_table(teller, one),
    )


def _balance_table(teller: Teller, one: Balance) -> Table:
    arms = [teller.arm(arm.key) for arm in teller.material.arms]
    header = (
        teller.word("comparability.head_name"),
        *arms,
        teller.word("comparability.head_smd"),
        teller.word("comparability.head_ratio"),
    )
    rows = tuple(_balanced(teller, one.estimand, row) for row in one.rows)
    numeric = (False, *(True for _ in header[1:]))
    return Table("balance", teller.word("comparability.balance_table"), header, numeric, rows)


def _balanced(teller: Teller, estimand: str, row: BalanceRow) -> Row:
    path = f"balance.{estimand}.rows.{row.name}"
    numbers = [(f"{path}.programme", "points"), (f"{path}.comparison", "points")]
    numbers += [(f"{path}.smd", "sd"), (f"{path}.variance_ratio", "sd")]
    cells = ((teller.number(each, form),) for each, form in numbers)
    return Row((words(teller.characteristic(row.name)), *cells))


def _worst_table(teller: Teller, known: list[Balance]) -> Table:
    rows = tuple(
        Row(
            (words(_question(teller, one.estimand)), (teller.number(f"balance.{one.estimand}.worst", "sd"),)),
            anchor(f"balance.{one.estimand}"),
        )
        for one in known
    )
    header = (teller.word("comparability.head_question"), teller.word("comparability.head_worst"))
    return Table("balance-all", teller.word("comparability.balance_all"), header, (False, True), rows)
