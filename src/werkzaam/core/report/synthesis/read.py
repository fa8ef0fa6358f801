"""A synthesis as it lies in a folder: seal and files checked before a word of it is shown."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

from werkzaam.core.report.edition import EditionFile, digest, report_name
from werkzaam.core.report.synthesis.model import SynthesisProblem, Text

SCHEMA = "werkzaam-synthesis/1"
MANIFEST = "synthesis.json"


@dataclass(frozen=True, slots=True)
class Synthesis:
    """The manifest as values. `told` per language holds the document (`told.py`), `pilots` the editions it rests on."""

    directory: Path
    key: str
    languages: tuple[str, ...]
    title: Text
    summary: Text
    authors: tuple[str, ...]
    themes: tuple[str, ...]
    published_on: date
    method: str
    pilots: tuple[Mapping[str, Any], ...]
    questions: tuple[Mapping[str, Any], ...]
    findings: tuple[Mapping[str, Any], ...]
    numbers: Mapping[str, float | None]
    told: Mapping[str, Mapping[str, Any]]
    files: tuple[EditionFile, ...]
    software: str
    digest: str
    draft: bool

    @property
    def language(self) -> str:
        return self.languages[0]

    def report(self, kind: str, language: str) -> str:
        """The name of the report as "html", "pdf" or "docx" in a language."""
        return report_name(kind, language, self.language)


def read_synthesis(directory: Path) -> Synthesis:
    """Read a synthesis and check every listed file against its hash.

    Raises SynthesisProblem: `synthesis-missing`, `synthesis-newer`, `synthesis-tampered`, `synthesis-invalid`.
    """
    record = _record(directory)
    _check_schema(record, directory.name)
    if record.get("digest") != digest(record):
        raise _tampered(MANIFEST)
    try:
        found = _synthesis(directory, record)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        message = f"The manifest of {directory.name} is incomplete: {error}. Make the synthesis again."
        raise SynthesisProblem(message) from error
    for file in found.files:
        _check_file(directory, file)
    return found


def _record(directory: Path) -> dict[str, Any]:
    try:
        record = json.loads((directory / MANIFEST).read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError) as error:
        message = f"{directory.name} is no synthesis: it holds no {MANIFEST}."
        raise SynthesisProblem(message, code="synthesis-missing") from error
    except ValueError as error:
        raise SynthesisProblem(f"{MANIFEST} of {directory.name} is not readable as JSON.") from error
    if not isinstance(record, dict):
        raise SynthesisProblem(f"{MANIFEST} of {directory.name} is no manifest.")
    return record


def _check_schema(record: Mapping[str, Any], name: str) -> None:
    kind, _, version = str(record.get("schema", "")).partition("/")
    known, _, own = SCHEMA.partition("/")
    if kind != known or not version.isdigit():
        raise SynthesisProblem(
            f"The manifest of {name} says no schema this version knows; expected {SCHEMA}."
        )
    if int(version) > int(own):
        message = f"{name} was made by a newer version ({version}, this one reads {own}). Update first."
        raise SynthesisProblem(message, code="synthesis-newer")


def _synthesis(directory: Path, record: Mapping[str, Any]) -> Synthesis:
    values = {key: value for key, value in record.items() if key != "schema"}
    lists = ("languages", "authors", "themes", "pilots", "questions", "findings")
    return Synthesis(
        **{
            **values,
            **{key: tuple(values[key]) for key in lists},
            "directory": directory,
            "published_on": date.fromisoformat(values["published_on"]),
            "files": tuple(EditionFile(**one) for one in values["files"]),
        }
    )


def _check_file(directory: Path, file: EditionFile) -> None:
    path = PurePosixPath(file.path)
    if path.is_absolute() or ".." in path.parts:
        raise SynthesisProblem("The manifest names a file outside its own folder.", file=file.path)
    try:
        content = (directory / path).read_bytes()
    except OSError as error:
        raise _tampered(file.path) from error
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise _tampered(file.path)


def _tampered(name: str) -> SynthesisProblem:
    message = (
        f"{name} is not what was published: it is missing or was changed afterwards. "
        "Nothing of this synthesis is used; take it again from its source or make it anew."
    )
    return SynthesisProblem(message, code="synthesis-tampered", file=name)
