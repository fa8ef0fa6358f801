"""A dossier as a file: strict to read (TOML or JSON), plain to write, the same values either way."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any

from werkzaam.core.claim.dossier import Dossier, Source, Written
from werkzaam.core.claim.record import DossierProblem, read_as

SCHEMA = "werkzaam-dossier/1"
WITHHELD = "withheld"


def read_dossier(path: Path) -> Dossier:
    """The dossier in a `.toml` or `.json` file.

    Raises DossierProblem: `dossier-unreadable`, `dossier-newer`, `dossier-unknown-key`, `dossier-missing-key`,
    `dossier-value`, `dossier-duplicate`; the message names the place. Nothing of such a file is used.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        raise _unreadable(path.name, error) from error
    return parse_dossier(text, path.name)


def parse_dossier(text: str, name: str) -> Dossier:
    """A dossier from text; `name` says what kind it is (`.json`, else TOML) and what a refusal calls it."""
    try:
        record = json.loads(text) if name.endswith(".json") else tomllib.loads(text)
    except ValueError as error:
        raise _unreadable(name, error) from error
    if not isinstance(record, dict):
        raise _unreadable(name, "it holds no tables")
    _check_schema(record, name)
    rest = {key: value for key, value in record.items() if key != "schema"}
    try:
        dossier: Dossier = read_as(Dossier, rest, "")
        _check_keys(dossier)
    except DossierProblem as problem:
        message = f"{name}: {problem.message} Nothing of this file was used."
        raise DossierProblem(message, code=problem.code, **problem.details) from problem
    return dossier


def published(dossier: Dossier) -> Dossier:
    """As it may leave the house: a passage that is not published is counted, not named."""
    return replace(dossier, claims=tuple(_withheld(claim) for claim in dossier.claims))


def _withheld(claim: Written) -> Written:
    links = (
        replace(link, target=WITHHELD, note={}) if link.source is Source.PASSAGE else link
        for link in claim.links
    )
    return replace(claim, links=tuple(links))


def as_json(dossier: Dossier) -> bytes:
    """The file an edition carries: the same dossier gives the same bytes."""
    record = {"schema": SCHEMA, **asdict(dossier)}
    return json.dumps(record, ensure_ascii=False, indent=1, default=date.isoformat).encode() + b"\n"


def as_toml(dossier: Dossier) -> str:
    """The same for people to write on."""
    lists = {name: rows for name, rows in asdict(dossier).items() if name != "documents"}
    documents = "".join(f"    {_value(title)},\n" for title in dossier.documents)
    head = f'schema = "{SCHEMA}"\ndocuments = [\n{documents}]\n'
    return head + "".join(_table(name, row) for name, rows in lists.items() for row in rows)


def _table(name: str, row: Mapping[str, Any]) -> str:
    lines = (f"{key} = {_value(value)}\n" for key, value in row.items() if value is not None)
    return f"\n[[{name}]]\n" + "".join(lines)


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        pairs = (f"{json.dumps(key)} = {_value(inner)}" for key, inner in value.items() if inner is not None)
        return f"{{ {', '.join(pairs)} }}"
    if isinstance(value, tuple):
        return "[\n" + "".join(f"    {_value(one)},\n" for one in value) + "]"
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _check_schema(record: Mapping[str, Any], name: str) -> None:
    kind, _, version = str(record.get("schema", "")).partition("/")
    known, _, own = SCHEMA.partition("/")
    if kind != known or not version.isdigit():
        raise DossierProblem(f'{name} does not say schema = "{SCHEMA}". Nothing of this file was used.')
    if int(version) > int(own):
        message = f"{name} was made for a newer version ({version}, this one reads {own}). Update first."
        raise DossierProblem(message, code="dossier-newer")


def _check_keys(dossier: Dossier) -> None:
    _once("elements", (one.key for one in dossier.elements))
    _once("claims", (one.key for one in dossier.claims))
    _once("quotes", (quote.key for one in dossier.elements for quote in one.quotes))
    _once("lowered", (one.claim for one in dossier.lowered))
    for one in dossier.elements:
        _once(f"voices of {one.key}", (voice.perspective for voice in one.voices))


def _once(where: str, keys: Iterable[str]) -> None:
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            raise DossierProblem(f'{where} holds "{key}" twice.', code="dossier-duplicate", key=key)
        seen.add(key)


def _unreadable(name: str, error: object) -> DossierProblem:
    message = f"{name} cannot be read as a dossier: {error}. Nothing of this file was used."
    return DossierProblem(message, code="dossier-unreadable")
