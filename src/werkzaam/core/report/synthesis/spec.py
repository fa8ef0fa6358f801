"""The synthesis file (TOML): titles, short names, questions that belong together, findings with CERQual."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from werkzaam.core.report.synthesis.model import (
    COMPONENTS,
    CONCERNS,
    CONFIDENCES,
    Asked,
    Assessed,
    Finding,
    Spec,
    SynthesisProblem,
)

SCHEMA = "werkzaam-synthesis/1"


def read_spec(path: Path, known: frozenset[str]) -> Spec:
    """The file as values; `known` are the pilots' names.

    Raises SynthesisProblem: `synthesis-unreadable`, `synthesis-newer`, `synthesis-unknown-pilot`,
    `synthesis-claim-without-evidence`, `synthesis-one-study`, `synthesis-cerqual`, `synthesis-invalid`.
    """
    record = _record(path)
    _check_schema(record, path.name)
    try:
        spec = _spec(record)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise SynthesisProblem(f"{path.name} is incomplete or holds something else: {error}.") from error
    _check_pilots(spec, known)
    for finding in spec.findings:
        _check_finding(finding)
    return spec


def _record(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        message = f"{path.name} cannot be read as TOML: {error}. Nothing was written."
        raise SynthesisProblem(message, code="synthesis-unreadable") from error


def _check_schema(record: Mapping[str, Any], name: str) -> None:
    kind, _, version = str(record.get("schema", "")).partition("/")
    known, _, own = SCHEMA.partition("/")
    if kind != known or not version.isdigit():
        raise SynthesisProblem(f'{name} does not say schema = "{SCHEMA}".')
    if int(version) > int(own):
        message = f"{name} was made for a newer version ({version}, this one reads {own}). Update first."
        raise SynthesisProblem(message, code="synthesis-newer")


def _spec(record: Mapping[str, Any]) -> Spec:
    pilots = record.get("pilots", [])
    return Spec(
        key=record["key"],
        language=record.get("language", "nl"),
        languages=tuple(record.get("languages", ("nl", "en"))),
        title=record["title"],
        summary=record.get("summary", {}),
        authors=tuple(record.get("authors", ())),
        names={one["edition"]: one["name"] for one in pilots if "name" in one},
        elements={one["edition"]: tuple(one.get("elements", ())) for one in pilots},
        questions=tuple(_asked(one) for one in record.get("questions", [])),
        findings=tuple(_finding(one) for one in record.get("findings", [])),
        method=_one_of(record.get("method", "REML"), ("REML", "DL")),
    )


def _asked(one: Mapping[str, Any]) -> Asked:
    scale = _one_of(one.get("scale", "points"), ("points", "standardised"))
    return Asked(one["key"], one["label"], scale, dict(one["estimates"]))


def _finding(one: Mapping[str, Any]) -> Finding:
    parts = {name: _assessed(one[name], CONCERNS) for name in COMPONENTS}
    overall = _assessed(one["overall"], CONFIDENCES)
    return Finding(one["key"], one["text"], tuple(one.get("pilots", ())), parts, overall)


def _assessed(one: Mapping[str, Any], levels: tuple[str, ...]) -> Assessed:
    return Assessed(_one_of(one["level"], levels), one["why"])


def _one_of(value: str, known: tuple[str, ...]) -> str:
    if value not in known:
        raise ValueError(f'"{value}" is none of {", ".join(known)}')
    return value


def _check_pilots(spec: Spec, known: frozenset[str]) -> None:
    asked = {key for one in spec.questions for key in one.estimates}
    named = {*spec.names, *spec.elements, *asked, *(key for one in spec.findings for key in one.pilots)}
    for key in sorted(named - known):
        message = f'The synthesis speaks of "{key}", but no edition of that name was given.'
        raise SynthesisProblem(message, code="synthesis-unknown-pilot", pilot=key)


def _check_finding(finding: Finding) -> None:
    if not finding.pilots:
        message = (
            f'The finding "{finding.key}" names no study it rests on. A claim without evidence is not told.'
        )
        raise SynthesisProblem(message, code="synthesis-claim-without-evidence", finding=finding.key)
    if len(set(finding.pilots)) < 2:
        message = f'The finding "{finding.key}" rests on one study. CERQual rates findings over several studies only.'
        raise SynthesisProblem(message, code="synthesis-one-study", finding=finding.key)
    serious = [name for name in COMPONENTS if finding.components[name].level == "serious"]
    if finding.overall.level == "high" and serious:
        message = f'"{finding.key}" has serious concerns ({", ".join(serious)}), so confidence in it cannot be high.'
        raise SynthesisProblem(message, code="synthesis-cerqual", finding=finding.key)
