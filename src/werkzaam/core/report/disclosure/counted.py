"""Everything else that counts persons: arms, response, contact, coaches, voices; and totals that one person holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import numpy as np
import pyarrow as pa

from werkzaam.core.panel.wide import Wide
from werkzaam.core.plan.model import Scale
from werkzaam.core.report.disclosure.account import Why
from werkzaam.core.report.disclosure.cells import Cell
from werkzaam.core.report.disclosure.rules import Rules
from werkzaam.core.report.disclosure.ties import Ties
from werkzaam.core.report.material import Material

Values = Mapping[str, float | None]

_DOSE = ("per_week", "planned_per_week", "minutes_per_week", "channels")


def counted(made: Ties, material: Material, values: Values, rules: Rules) -> None:
    _arms(made, material, values)
    _response(made, material, values)
    _channels(made, material)
    _coaches(made, material)
    for one in material.findings.dose_response:
        path = f"dose_response.{one.outcome}.{one.wave}"
        made.group(f"{path}.n", one.n, prints=(f"{path}.n",), follows=(path,))
    _voices(made, values)
    _dominated(made, material, rules)


def _arms(made: Ties, material: Material, values: Values) -> None:
    """Everybody of an arm. Where that is too few, nothing is told of the arm."""
    for row in material.response:
        everybody = re.compile(
            rf"(response|completeness)\.{re.escape(row.arm)}\.[^.]+\.(of|asked)$"
            rf"|development\.{re.escape(row.arm)}\..*\.asked$"
        )
        paths = [path for path in values if everybody.match(path)]
        roots = (f"{root}.{row.arm}" for root in ("response", "completeness", "development"))
        dose = (f"dose.{name}.{row.arm}" for name in _DOSE)
        made.group(f"arm.{row.arm}", row.of, prints=paths, follows=(*roots, *dose, "dose.contrast"))


def _response(made: Ties, material: Material, values: Values) -> None:
    for row in material.response:
        path, beside = f"response.{row.arm}.{row.wave}", f"completeness.{row.arm}.{row.wave}"
        shares = (f"{path}.share", f"{beside}.share")
        made.group(f"{path}.n", row.n, prints=(f"{path}.n", f"{beside}.n"), follows=shares)
        whole = values.get(f"{beside}.whole")
        if whole is not None:
            made.group(
                f"{beside}.whole", whole, prints=(f"{beside}.whole",), follows=(f"{beside}.whole_share",)
            )


def _channels(made: Ties, material: Material) -> None:
    """Contacts by channel are totals to which persons contribute."""
    held = material.panel.dose.join(material.panel.persons.select(["person", "arm"]), "person")
    for arm in dict.fromkeys(row.arm for row in material.response):
        own = dict(_by_channel(held, arm))
        keys = [
            made.add(Cell(f"dose.channels.{arm}.{name}", sum(parts), parts), table=f"channels.{arm}")
            for name, parts in own.items()
        ]
        everybody = tuple(part for parts in own.values() for part in parts)
        if len(keys) > 1:
            whole = Cell(f"dose.channels.{arm}.all", sum(everybody), everybody, public=True)
            made.add(whole, prints=(), table=f"channels.{arm}")
            made.sum(whole.key, keys)


def _by_channel(held: pa.Table, arm: str) -> Iterator[tuple[str, tuple[float, ...]]]:
    """Per channel what each person who was met by it contributes."""
    grouped = held.group_by(["arm", "channel", "person"]).aggregate([("delivered", "sum")])
    found: dict[str, list[float]] = {}
    for row in sorted(grouped.to_pylist(), key=lambda row: (str(row["arm"]), row["channel"], row["person"])):
        if row["arm"] == arm and row["delivered_sum"]:
            found.setdefault(row["channel"], []).append(float(row["delivered_sum"]))
    yield from ((name, tuple(parts)) for name, parts in found.items())


def _coaches(made: Ties, material: Material) -> None:
    """Contact under one coach or group; all of them together are the arm."""
    rows = material.findings.fidelity
    keys = [
        made.count(
            f"fidelity.{one.name}.persons", one.persons, follows=(f"fidelity.{one.name}", "summary.fidelity")
        )
        for one in rows
    ]
    programme = material.arms[0].key
    sizes = {row.arm: row.of for row in material.response}
    if keys and sum(one.persons for one in rows) == sizes.get(programme):
        made.sum(f"arm.{programme}", keys)


def _voices(made: Ties, values: Values) -> None:
    """Who names an element, of each perspective and in all. How many were asked is the design, and told."""
    named = re.compile(r"element\.(?P<key>[^.]+)\.(?P<who>[^.]+)\.(?P<what>persons|against)$")
    parts: dict[str, list[str]] = {}
    for path, value in values.items():
        if (found := named.match(path)) and value is not None:
            if found["who"] == "document":  # no person
                made.add(Cell(path, value, public=True))
            else:
                made.count(path, value)
            parts.setdefault(f"element.{found['key']}.{found['what']}", []).append(path)
    for total, keys in parts.items():
        if (value := values.get(total)) is not None:
            made.count(total, value)
            made.sum(total, keys)


def _dominated(made: Ties, material: Material, rules: Rules) -> None:
    """A mean of amounts that one or two persons hold nearly all of, or of which one could work out another's."""
    wide = Wide(material.panel)
    for one in material.findings.developments:
        outcome = material.plan.outcome(one.outcome)
        answers = wide.answers(outcome, one.wave)[wide.arm == one.arm]
        held = tuple(float(each) for each in answers[~np.isnan(answers)])
        if outcome.scale is Scale.BINARY or len(held) < rules.threshold or min(held) < 0 or not any(held):
            continue
        if rules.reach(Cell("held", sum(held), held)) is not None:
            base = f"development.{one.arm}.{one.outcome}.{one.wave}"
            made.loose |= dict.fromkeys(
                (f"{base}.{name}" for name in ("level", "sd", "change")), Why.DOMINATED
            )
