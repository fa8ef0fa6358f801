"""Were the groups alike at the start, before and after weighting?"""

from __future__ import annotations

import math

from werkzaam.core.effect.result import Balance, BalanceRow
from werkzaam.core.report.document import Figure, Paragraph, Row, Section, Table, Text, words
from werkzaam.core.report.drawn import figure
from werkzaam.core.report.figures import balance as drawing
from werkzaam.core.report.paths import anchor, lookup
from werkzaam.core.report.teller import Teller


def section(teller: Teller) -> Section:
    title = teller.word("comparability.balance")
    known = [
        one for one in teller.material.findings.balance if any(math.isfinite(row.smd) for row in one.rows)
    ]
    if not known:
        return Section("balance", title, (Paragraph(teller.say("comparability.balance_none"), "note"),))
    # The question whose groups lay furthest apart is drawn: the reader sees the worst, not the best.
    drawn = max(known, key=_furthest)
    return Section("balance", title, (_figure(teller, drawn), _worst(teller, known)))


def _furthest(one: Balance) -> float:
    """After weighting or before it."""
    known = (abs(x) for row in one.rows for x in (row.smd, row.smd_before) if math.isfinite(x))
    return max(known, default=0.0)


def _figure(teller: Teller, one: Balance) -> Figure | Table:
    rows = [
        drawing.Apart(
            teller.characteristic(row.name), row.smd, row.smd_before if _weighted(one) else math.nan
        )
        for row in one.rows
        if math.isfinite(row.smd)
    ]
    if not rows:
        return _table(teller, one)
    allowed = lookup(teller.material.evidence, f"balance.{one.estimand}.threshold") or 0.0
    axis = teller.word("comparability.balance_axis")
    note = teller.word(
        "comparability.balance_note_weighted" if _weighted(one) else "comparability.balance_note"
    )
    return figure(
        teller,
        "balance",
        lambda width: drawing.draw(rows, width=width, axis=axis, threshold=allowed),
        _table(teller, one),
        title=_title(teller, one),
        alt=teller.word("comparability.balance_alt"),
        note=note.replace("$question", teller.asked(one.estimand)),
    )


def _weighted(one: Balance) -> bool:
    """Weighting moved something."""
    return any(math.isfinite(row.smd_before) and row.smd_before != row.smd for row in one.rows)


def _title(teller: Teller, one: Balance) -> Text:
    key = "balance_title_weighted" if _weighted(one) else "balance_title"
    return teller.say(f"comparability.{key}", estimand=one.estimand)


def _table(teller: Teller, one: Balance) -> Table:
    arms = [teller.arm(arm.key) for arm in teller.material.arms]
    heads = ["head_smd", *(["head_before"] if _weighted(one) else []), "head_ratio"]
    header = (
        teller.word("comparability.head_name"),
        *arms,
        *(teller.word(f"comparability.{head}") for head in heads),
    )
    rows = tuple(_row(teller, one, row) for row in one.rows)
    numeric = (False, *(True for _ in header[1:]))
    return Table("balance", teller.word("comparability.balance_table"), header, numeric, rows)


def _row(teller: Teller, one: Balance, row: BalanceRow) -> Row:
    path = f"balance.{one.estimand}.rows.{row.name}"
    names = ["smd", *(["smd_before"] if _weighted(one) else []), "variance_ratio"]
    numbers = [(f"{path}.programme", "points"), (f"{path}.comparison", "points")]
    numbers += [(f"{path}.{name}", "sd") for name in names]
    cells = ((teller.number(each, form),) for each, form in numbers)
    return Row((words(teller.characteristic(row.name)), *cells), anchor(path))


def _worst(teller: Teller, known: list[Balance]) -> Table:
    names = {"worst": "head_worst"}
    if any(map(_weighted, known)):
        names["worst_before"] = "head_before"
    header = ("head_question", *names.values())
    rows = tuple(
        Row(
            (
                words(teller.asked(one.estimand)),
                *((teller.number(f"balance.{one.estimand}.{name}", "sd"),) for name in names),
            ),
            anchor(f"balance.{one.estimand}"),
        )
        for one in known
    )
    return Table(
        "balance-all",
        teller.word("comparability.balance_all"),
        tuple(teller.word(f"comparability.{head}") for head in header),
        (False, *(True for _ in names)),
        rows,
    )
