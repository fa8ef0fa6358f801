"""What the manifest of an edition says about its content, as plain records."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from werkzaam.core.claim.model import Claim, Gate, Kind
from werkzaam.core.claim.render import references
from werkzaam.core.report import brought
from werkzaam.core.report.document import Document, Figure, Number, Table, Text, every, plain
from werkzaam.core.report.edition import SCHEMA
from werkzaam.core.report.material import Material
from werkzaam.core.report.paths import flat
from werkzaam.core.report.teller import Teller


def record(material: Material, documents: Mapping[str, Document], main: str, software: str) -> dict[str, Any]:
    """Everything of `edition.json` but the files and the digest."""
    plan, findings = material.plan, material.findings
    values = flat(material.evidence)
    tellers = {language: Teller(material, language) for language in documents}
    return {
        "schema": SCHEMA,
        "key": plan.key,
        "language": main,
        "languages": list(documents),
        "title": _each(tellers, plan.title),
        "programme": _each(tellers, plan.programme),
        "comparison": _each(tellers, plan.comparison),
        "summary": _each(tellers, plan.summary),
        "researchers": list(plan.researchers),
        "cooperation": list(plan.cooperation),
        "themes": list(plan.themes),
        "published_on": material.on.isoformat(),
        "design": plan.design.value,
        "registered": _registered(material),
        "verdicts": [_verdict(tellers, claim) for claim in material.of_kind(Kind.EFFECT) if claim.verdict],
        "claims": [
            *(_claim(tellers, claim, values) for claim in material.claims),
            *(brought.claim(tellers, claim, values, _part) for claim in material.dossier.claims),
        ],
        "elements": [brought.element(tellers, one) for one in material.dossier.elements],
        "joint": [brought.row(tellers, one) for one in material.dossier.joint],
        "figures": _figures(documents),
        "plan_hash": findings.plan_hash,
        "panel_hash": findings.panel_hash,
        "software": software,
    }


def _each(tellers: Mapping[str, Teller], text: Mapping[str, str]) -> dict[str, str]:
    return {language: teller.label(text) for language, teller in tellers.items()}


def _registered(material: Material) -> dict[str, Any]:
    plan = material.plan
    lock = plan.lock
    if lock is None:
        return {"standing": "exploratory"}
    standing = "registered" if plan.registered else "changed"
    return {"standing": standing, "on": lock.on.isoformat(), "by": lock.by, "hash": lock.hash}


def _verdict(tellers: Mapping[str, Teller], claim: Claim) -> dict[str, Any]:
    verdict = str(claim.verdict)
    outcome, wave = next(iter(tellers.values())).material.question(claim) or (None, None)
    return {
        "claim": claim.key,
        "verdict": verdict,
        "outcome": outcome,
        "wave": wave,
        "heading": {language: teller.word(f"verdict.{verdict}") for language, teller in tellers.items()},
        "subject": {language: teller.subject(claim) for language, teller in tellers.items()},
        "text": _told(tellers, claim),
    }


def _told(tellers: Mapping[str, Teller], claim: Claim) -> dict[str, str]:
    return {
        language: plain(teller.text(teller.label(claim.sentence))) for language, teller in tellers.items()
    }


def _claim(tellers: Mapping[str, Teller], claim: Claim, values: Mapping[str, float | None]) -> dict[str, Any]:
    said = {language: teller.text(teller.label(claim.sentence)) for language, teller in tellers.items()}
    return {
        "key": claim.key,
        "kind": claim.kind.value,
        "verdict": claim.verdict.value if claim.verdict else None,
        "exploratory": claim.exploratory,
        "text": {language: plain(text) for language, text in said.items()},
        "parts": {language: [_part(part) for part in text] for language, text in said.items()},
        "evidence": _resolved(claim, said, values),
        "gates": [_gate(tellers, gate) for gate in claim.gates],
        **_lowered(tellers, claim),
    }


def _lowered(tellers: Mapping[str, Teller], claim: Claim) -> dict[str, Any]:
    found = brought.lowering(tellers, claim, next(iter(tellers.values())).material)
    return {"lowered": found} if found else {}


def _resolved(
    claim: Claim, said: Mapping[str, Text], values: Mapping[str, float | None]
) -> dict[str, float | None]:
    """Every path the claim rests on or cites; a path to an entity stands for all its values."""
    cited = [part.path for text in said.values() for part in text if isinstance(part, Number)]
    wanted = tuple(dict.fromkeys([*claim.evidence, *cited]))
    return {
        path: value
        for path, value in values.items()
        if any(path == one or path.startswith(f"{one}.") for one in wanted)
    }


def _part(part: Any) -> dict[str, Any]:
    if isinstance(part, Number):
        return {"text": part.text, "path": part.path, "value": part.value}
    return {"text": part.text}


def _gate(tellers: Mapping[str, Teller], gate: Gate) -> dict[str, Any]:
    reason = {language: plain(teller.text(teller.label(gate.reason))) for language, teller in tellers.items()}
    material = next(iter(tellers.values())).material
    withheld = any(path in material.withheld for text in gate.reason.values() for path in references(text))
    label = {language: teller.known(f"gate.{gate.key}") for language, teller in tellers.items()}
    return {
        "key": gate.key,
        "label": label,
        "passed": bool(gate.passed),
        "decisive": gate.decisive,
        "value": None if withheld else _finite(gate.value),
        "threshold": _finite(gate.threshold),
        "reason": reason,
    }


def _finite(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) else None


def figures(document: Document) -> list[Figure]:
    """All figures of a document, in order."""
    return every(document.sections, Figure)


def _figures(documents: Mapping[str, Document]) -> list[dict[str, Any]]:
    drawn = {
        language: {one.key: one for one in figures(document)} for language, document in documents.items()
    }
    first = next(iter(drawn.values()))
    return [_figure(key, {language: own[key] for language, own in drawn.items()}) for key in first]


def _figure(key: str, drawn: Mapping[str, Figure]) -> dict[str, Any]:
    return {
        "key": key,
        "title": {language: plain(one.title) for language, one in drawn.items()},
        "alt": {language: one.alt for language, one in drawn.items()},
        "note": {language: one.note for language, one in drawn.items()},
        "table": {language: _table(one.table) for language, one in drawn.items()},
        "files": {language: f"figures/{key}.{language}.svg" for language in drawn},
        "narrow": {language: f"figures/{key}.{language}.narrow.svg" for language in drawn},
    }


def _table(table: Table) -> dict[str, Any]:
    rows = [[plain(cell) for cell in row.cells] for row in table.rows]
    return {
        "caption": table.caption,
        "header": list(table.header),
        "numeric": list(table.numeric),
        "rows": rows,
        "parts": [[[_part(part) for part in cell] for cell in row.cells] for row in table.rows],
    }
