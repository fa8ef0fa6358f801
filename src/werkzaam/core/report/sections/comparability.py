"""Response and comparability: who answered, who was lost, and whether the arms were alike at the start."""

from __future__ import annotations

from werkzaam.core.claim.model import Verdict
from werkzaam.core.effect.result import Attrition
from werkzaam.core.report.document import (
    Bullets,
    Figure,
    Paragraph,
    Row,
    Section,
    Table,
    Text,
    Words,
    plain,
    words,
)
from werkzaam.core.report.drawn import figure
from werkzaam.core.report.figures import response as drawing
from werkzaam.core.report.paths import anchor
from werkzaam.core.report.sections import balance, weights
from werkzaam.core.report.teller import Teller

_REFUSING = ("design", "balance", "attrition", "overlap")


def section(teller: Teller) -> Section:
    parts = (*_refused(teller), _response(teller), _attrition(teller), balance.section(teller))
    return Section("comparability", teller.word("comparability.title"), (*parts, *weights.section(teller)))


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
    labels = [teller.arm(arm) for arm in arms]
    rows = [
        drawing.Answered(one.arm, teller.wave(one.wave), one.n, one.share)
        for arm in arms
        for one in teller.material.response
        if one.arm == arm and f"response.{arm}.{one.wave}.n" not in teller.material.withheld
    ]
    return figure(
        teller,
        "response",
        lambda width: drawing.draw(rows, arms, labels, width=width),
        _response_table(teller, arms),
        title=_response_title(teller, arms),
        alt=teller.word("comparability.response_alt"),
        note=teller.word("comparability.response_note"),
    )


def _response_title(teller: Teller, arms: list[str]) -> Text:
    last = teller.material.plan.waves[-1].key
    first = teller.arm(arms[0])
    if len(arms) == 1:
        return teller.say("comparability.response_title_one", programme=arms[0], wave=last, first=first)
    slots = {"programme": arms[0], "comparison": arms[1], "wave": last}
    return teller.say("comparability.response_title", first=first, second=teller.arm(arms[1]), **slots)


def _response_table(teller: Teller, arms: list[str]) -> Table:
    """Who answered anything and, where that is known, every question that is compared."""
    roots = ["response", *(["completeness"] if teller.material.findings.completeness else [])]
    columns = [(arm, root) for arm in arms for root in roots]
    rows = tuple(
        Row(
            (words(teller.wave(wave.key)), *(_answered(teller, *column, wave.key) for column in columns)),
            anchor(f"response.any.{wave.key}"),
        )
        for wave in teller.material.plan.waves
    )
    heads = (f"{teller.arm(arm)}{_head(teller, root, len(roots))}" for arm, root in columns)
    header = (teller.word("design.head_wave"), *heads)
    numeric = (False, *(True for _ in columns))
    return Table("response", teller.word("comparability.response_table"), header, numeric, rows)


def _head(teller: Teller, root: str, roots: int) -> str:
    return f": {teller.word(f'comparability.head_{root}')}" if roots > 1 else ""


def _answered(teller: Teller, arm: str, root: str, wave: str) -> Text:
    path, count, share = f"{root}.{arm}.{wave}", "n", "share"
    if root == "completeness":
        count, share = "whole", "whole_share"
    answered = teller.number(f"{path}.{count}", "count")
    if f"{path}.{count}" in teller.material.withheld:
        return (answered,)
    return (answered, Words(" ("), teller.number(f"{path}.{share}", "percent"), Words(")"))


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
    return Row((words(teller.asked(one.estimand)), *cells, words(within)), anchor(path))
