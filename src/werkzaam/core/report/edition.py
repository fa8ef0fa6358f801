"""An edition: one published folder with the report, its figures, all estimates and a manifest that guards them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

from werkzaam.problem import Problem

SCHEMA = "werkzaam-edition/1"
MANIFEST = "edition.json"

Text = Mapping[str, str]
"""The same words per language."""


class EditionProblem(Problem):
    """An edition that cannot be trusted or read; nothing of it is used."""

    code = "edition-invalid"
    status = 422


@dataclass(frozen=True, slots=True)
class EditionFile:
    path: str
    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class EditionVerdict:
    """The verdict on one question: its code, its name in words, the question and the sentence."""

    claim: str
    verdict: str
    outcome: str | None
    wave: str | None
    heading: Text
    subject: Text
    text: Text


@dataclass(frozen=True, slots=True)
class EditionLink:
    """Evidence of a claim: `label` is what it is called; of what is not `public` only `count` is told."""

    stance: str
    source: str
    target: str
    label: Text
    note: Text
    public: bool
    count: int | None = None


@dataclass(frozen=True, slots=True)
class EditionClaim:
    """A claim as published. `parts` per language keep which number came from which evidence path."""

    key: str
    kind: str
    verdict: str | None
    exploratory: bool
    text: Text
    parts: Mapping[str, tuple[Mapping[str, Any], ...]]
    evidence: Mapping[str, float | None]
    gates: tuple[Mapping[str, Any], ...]
    links: tuple[EditionLink, ...] = ()
    lowered: Mapping[str, Any] | None = None  # {"from": verdict, "reason": Text, "on": date}
    addressee: Text | None = None  # of a recommendation
    details: Mapping[str, Any] = field(default_factory=dict)  # period, mechanism, rivals, answer: Text each


@dataclass(frozen=True, slots=True)
class EditionElement:
    """An experienced working element or improvement point; `voices` and `quotes` as in `claim.dossier`."""

    key: str
    improvement: bool
    label: Text
    definition: Text
    voices: tuple[Mapping[str, Any], ...]
    quotes: tuple[Mapping[str, Any], ...]
    passages: int
    judgements: Mapping[str, Text]


@dataclass(frozen=True, slots=True)
class EditionJoint:
    """A row of the joint display: an element, its dose and estimate as printed, the fit and what is made of it."""

    element: str
    label: Text
    dose: Text | None
    estimand: str | None
    estimate: Text | None
    level: int | None
    fit: str
    reading: Text


@dataclass(frozen=True, slots=True)
class EditionFigure:
    """`files` and `narrow` are SVG paths per language; `table` holds caption, header and rows per language."""

    key: str
    title: Text
    alt: Text
    note: Text
    table: Mapping[str, Mapping[str, Any]]
    files: Text
    narrow: Text


@dataclass(frozen=True, slots=True)
class Edition:
    """The manifest as values; `directory` is where its files lie."""

    directory: Path
    key: str
    language: str
    languages: tuple[str, ...]
    title: Text
    programme: Text
    comparison: Text
    summary: Text
    researchers: tuple[str, ...]
    cooperation: tuple[str, ...]
    themes: tuple[str, ...]
    published_on: date
    design: str
    registered: Mapping[str, Any]
    verdicts: tuple[EditionVerdict, ...]
    claims: tuple[EditionClaim, ...]
    figures: tuple[EditionFigure, ...]
    files: tuple[EditionFile, ...]
    plan_hash: str
    panel_hash: str
    software: str
    digest: str
    draft: bool = False
    elements: tuple[EditionElement, ...] = ()
    joint: tuple[EditionJoint, ...] = ()

    def path(self, name: str) -> Path:
        """Where one of the listed files lies. Raises EditionProblem for a name that is not in the manifest."""
        if name not in {file.path for file in self.files}:
            raise EditionProblem(f'This edition has no file "{name}".', code="edition-no-file", file=name)
        return self.directory / name

    def report(self, kind: str, language: str) -> str:
        """The name of the report as "html" or "pdf" in a language."""
        return report_name(kind, language, self.language)


def report_name(kind: str, language: str, main: str) -> str:
    """`report.pdf` in the main language, `report.en.pdf` in another."""
    return f"report.{kind}" if language == main else f"report.{language}.{kind}"


def read_edition(directory: Path) -> Edition:
    """Read an edition and check every listed file against its hash.

    Raises EditionProblem: `edition-missing` (no manifest), `edition-invalid` (not readable as one),
    `edition-newer` (made by a later version), `edition-tampered` (a file or the manifest was changed).
    """
    record = _manifest(directory)
    _check_schema(record)
    _check_digest(record)
    try:
        edition = _edition(directory, record)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise EditionProblem(f"The manifest of {directory.name} is incomplete: {error}.") from error
    for file in edition.files:
        _check_file(directory, file)
    return edition


def _manifest(directory: Path) -> dict[str, Any]:
    try:
        record = json.loads((directory / MANIFEST).read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError) as error:
        message = f"{directory.name} is no edition: it holds no {MANIFEST}."
        raise EditionProblem(message, code="edition-missing") from error
    except ValueError as error:
        raise EditionProblem(f"{MANIFEST} of {directory.name} is not readable as JSON.") from error
    if not isinstance(record, dict):
        raise EditionProblem(f"{MANIFEST} of {directory.name} is no manifest.")
    return record


def _check_schema(record: Mapping[str, Any]) -> None:
    name, _, version = str(record.get("schema", "")).partition("/")
    known, _, own = SCHEMA.partition("/")
    if name != known or not version.isdigit():
        raise EditionProblem(f"The manifest says no schema this version knows; expected {SCHEMA}.")
    if int(version) > int(own):
        message = f"This edition was made by a newer version (schema {version}, this one reads {own}). Update first."
        raise EditionProblem(message, code="edition-newer", found=int(version), known=int(own))


def digest(record: Mapping[str, Any]) -> str:
    """SHA-256 over the manifest without its own digest."""
    rest = {key: value for key, value in record.items() if key != "digest"}
    return hashlib.sha256(json.dumps(rest, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _check_digest(record: Mapping[str, Any]) -> None:
    if record.get("digest") != digest(record):
        raise _tampered(MANIFEST)


def _check_file(directory: Path, file: EditionFile) -> None:
    path = PurePosixPath(file.path)
    if path.is_absolute() or ".." in path.parts:
        raise EditionProblem("The manifest names a file outside its own folder.", file=file.path)
    try:
        content = (directory / path).read_bytes()
    except OSError as error:
        raise _tampered(file.path) from error
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise _tampered(file.path)


def _tampered(name: str) -> EditionProblem:
    message = (
        f"{name} is not what was published: it is missing or was changed afterwards. "
        "Nothing of this edition is used; take it again from its source or make it anew."
    )
    return EditionProblem(message, code="edition-tampered", file=name)


def _edition(directory: Path, record: Mapping[str, Any]) -> Edition:
    values = {key: value for key, value in record.items() if key != "schema"}
    lists = ("languages", "researchers", "cooperation", "themes")
    return Edition(
        **{
            **values,
            **{key: tuple(values[key]) for key in lists},
            "directory": directory,
            "published_on": date.fromisoformat(values["published_on"]),
            "verdicts": tuple(EditionVerdict(**one) for one in values["verdicts"]),
            "claims": tuple(_claim(one) for one in values["claims"]),
            "figures": tuple(EditionFigure(**one) for one in values["figures"]),
            "files": tuple(EditionFile(**one) for one in values["files"]),
            "elements": tuple(_element(one) for one in values.get("elements", ())),
            "joint": tuple(EditionJoint(**one) for one in values.get("joint", ())),
        }
    )


def _claim(record: Mapping[str, Any]) -> EditionClaim:
    parts = {language: tuple(said) for language, said in record["parts"].items()}
    links = tuple(EditionLink(**one) for one in record.get("links", ()))
    return EditionClaim(**{**record, "parts": parts, "gates": tuple(record["gates"]), "links": links})


def _element(record: Mapping[str, Any]) -> EditionElement:
    return EditionElement(**{**record, "voices": tuple(record["voices"]), "quotes": tuple(record["quotes"])})
