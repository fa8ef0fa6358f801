"""The same differences as ratios, for outcomes whose own model speaks in them."""

from __future__ import annotations

from werkzaam.core.effect.result import Estimate
from werkzaam.core.report.document import Row, Section, Table, words
from werkzaam.core.report.paths import anchor
from werkzaam.core.report.teller import Teller


def section(teller: Teller) -> tuple[Section, ...]:
    findings = teller.material.findings
    rows = [
        _row(teller, one, name) for one in (*findings.estimates, *findings.partners) for name in one.ratios
    ]
    if not rows:
        return ()
    header = (
        teller.word("comparability.head_question"),
        teller.word("design.head_method"),
        teller.word("ratios.head_measure"),
        teller.word("effects.head_estimate"),
        teller.word("effects.head_interval"),
    )
    numeric = (False, False, False, True, True)
    note = teller.word("ratios.note")
    table = Table("ratios", teller.word("ratios.table"), header, numeric, tuple(rows), note, dense=True)
    return (Section("ratios", teller.word("ratios.title"), (table,)),)


def _row(teller: Teller, one: Estimate, name: str) -> Row:
    path = f"estimate.{one.key}.ratios.{name}"
    cells = (
        words(teller.question(one.outcome, one.wave)),
        words(teller.known(f"method.{one.method}")),
        words(teller.known(f"ratios.{name}")),
        (teller.number(f"{path}.value", "sd"),),
        teller.between(path, "sd"),
    )
    return Row(cells, anchor(path), muted=teller.material.greyed(one))
