"""How it was done, everything it rests on, and how to do it again."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from werkzaam.core.effect.result import Estimate
from werkzaam.core.report.document import Bullets, Paragraph, Row, Section, Table, Text, Words, words
from werkzaam.core.report.paths import entity, flat
from werkzaam.core.report.sections import otherwise
from werkzaam.core.report.teller import Teller


def method(teller: Teller) -> Section:
    findings, plan = teller.material.findings, teller.material.plan
    made = (*findings.estimates, *findings.partners)
    used = dict.fromkeys(one.method for one in made)
    blocks: list[Paragraph | Bullets | Section] = []
    if made:
        blocks.append(Bullets(tuple(teller.say(f"method.{one}_long") for one in used)))
        blocks += [*_inference(teller, made), *_weights(teller, made)]
        rule = teller.known(f"appendix.rule_{plan.multiplicity}")
        blocks.append(Paragraph(teller.say("appendix.multiplicity", rule=rule.removeprefix("rule_"))))
    filled = any(one.tipping or one.alternative("imputed") for one in findings.credibility)
    drawn = ("drawn",) if findings.credibility else ()
    hidden = ("withheld",) if teller.material.withheld else ()
    keys = ("missing_filled" if filled else "missing", "level", *drawn, "rules", *hidden)
    blocks += [Paragraph(teller.say(f"appendix.{key}")) for key in keys]
    cited = tuple(words(one) for one in dict.fromkeys(one.citation for one in made) if one)
    if cited:
        blocks.append(Section("citations", teller.word("appendix.citations"), (Bullets(cited),)))
    studied = tuple(words(title) for title in teller.material.dossier.documents)
    if studied:
        blocks.append(Section("documents", teller.word("experienced.documents"), (Bullets(studied),)))
    return Section("method", teller.word("appendix.title"), tuple(blocks))


def _inference(teller: Teller, made: Sequence[Estimate]) -> list[Paragraph]:
    """Formulas are named as such; the others by what was drawn."""
    used = list(dict.fromkeys(one.variance for one in made))
    formulas = ", ".join(one for one in used if one.isupper())
    ways = "; ".join(otherwise.way(teller, one) for one in used if not one.isupper())
    told = {"inference": {"variance": formulas}, "inference_drawn": {"ways": ways}}
    return [
        Paragraph(teller.say(f"appendix.{key}", **slots))
        for key, slots in told.items()
        if any(slots.values())
    ]


def _weights(teller: Teller, made: Sequence[Estimate]) -> list[Paragraph]:
    used = dict.fromkeys(teller.weights(one.weights) for one in made)
    named = ", ".join(one for one in used if one)
    return [Paragraph(teller.say("appendix.weights", weights=named))] if named else []


def evidence(teller: Teller) -> Section:
    rows = _grouped(flat(teller.material.evidence))
    tables = tuple(_group(teller, root, entities) for root, entities in rows.items())
    text = Paragraph(teller.say("evidence.text"))
    return Section("evidence", teller.word("evidence.title"), (text, *_claims(teller), *tables))


def _grouped(values: Mapping[str, float | None]) -> dict[str, dict[str, list[str]]]:
    """Root of the evidence, then entity, then its paths that hold a value."""
    groups: dict[str, dict[str, list[str]]] = {}
    for path, value in values.items():
        if value is not None and math.isfinite(value):
            groups.setdefault(path.split(".")[0], {}).setdefault(entity(path), []).append(path)
    return groups


def _group(teller: Teller, root: str, entities: Mapping[str, list[str]]) -> Table:
    rows = tuple(_entity(teller, name, paths) for name, paths in entities.items())
    header = (teller.word("evidence.head_key"), teller.word("evidence.head_values"))
    group = teller.known(f"evidence.group_{root}").removeprefix("group_")
    caption = f"{teller.word('evidence.head_key')} · {group}"
    return Table(f"evidence-{root}", caption, header, (False, False), rows, dense=True, folded=True)


def _entity(teller: Teller, name: str, paths: list[str]) -> Row:
    cell: Text = ()
    for path in paths:
        gap = Words("; ") if cell else Words("")
        cell += (gap, Words(path.removeprefix(f"{name}.") + " "), teller.number(path))
    return Row((words(name), cell))


def _claims(teller: Teller) -> tuple[Table, ...]:
    rows = tuple(
        Row(
            (
                words(claim.key),
                words(teller.known(f"evidence.kind_{claim.kind.value}")),
                words(", ".join(claim.evidence)),
            )
        )
        for claim in teller.material.claims
    )
    header = tuple(teller.word(f"evidence.{key}") for key in ("head_claim", "head_kind", "head_paths"))
    caption = teller.word("evidence.claims")
    return (Table("claims", caption, header, (False,) * 3, rows, dense=True, folded=True),) if rows else ()


def reproduce(teller: Teller, software: str) -> Section:
    material = teller.material
    command = f"werkzaam evaluate plan.toml --out {material.plan.key}"
    facts = (
        (teller.word("reproduce.sources"), teller.label(material.plan.sources)),
        (teller.word("reproduce.plan_hash"), material.findings.plan_hash),
        (teller.word("reproduce.panel_hash"), material.findings.panel_hash),
        (teller.word("reproduce.software"), software),
        (teller.word("reproduce.command"), command),
        *(
            (teller.word("reproduce.sources"), f"{name}: {hashed}")
            for name, hashed in material.panel.sources.items()
        ),
    )
    items = tuple(words(f"{name}: {value}") for name, value in facts if value)
    blocks = (Paragraph(teller.say("reproduce.text")), Bullets(items))
    return Section("reproduce", teller.word("reproduce.title"), blocks)
