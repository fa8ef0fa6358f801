"""The whole export: one zip, the same bytes for the same measurements."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from importlib import metadata

import pyarrow.compute as pc

from werkzaam.core.measure.export.codebook import as_html
from werkzaam.core.measure.export.codes import Codes, missing_codes
from werkzaam.core.measure.export.ddi import as_ddi
from werkzaam.core.measure.export.frames import frames
from werkzaam.core.measure.export.model import Frame, Round, Source
from werkzaam.core.measure.export.sav import as_sav
from werkzaam.core.measure.export.tables import as_csv, as_parquet
from werkzaam.core.measure.export.words import LANGUAGES
from werkzaam.core.measure.model import Kind

SCHEMA = "werkzaam-export/1"
MANIFEST = "manifest.json"
MADE_WITH = ("werkzaam", "pyarrow", "pyreadstat")
DATED = (1980, 1, 1, 0, 0, 0)  # the first day that a zip knows: no file tells when it was packed


def bundle(source: Source, *, language: str) -> bytes:
    """The zip. `language` is of the labels in SPSS and Parquet; DDI has all, the codebook Dutch and English.

    Raises ExportProblem (`export-empty`).
    """
    shapes = frames(source)
    codes = missing_codes(shapes)
    files = _files(source, shapes, codes, language)
    told = manifest(source, shapes, codes, files)
    files[MANIFEST] = (json.dumps(told, indent=2, ensure_ascii=False) + "\n").encode()
    return _zip(files)


def _files(source: Source, shapes: Sequence[Frame], codes: Codes, language: str) -> dict[str, bytes]:
    files = {}
    for frame in shapes:
        files[f"{frame.name}.sav"] = as_sav(
            frame, title=source.title, language=language, codes=codes, on=source.on
        )
        files[f"{frame.name}.parquet"] = as_parquet(frame, language=language)
        files[f"{frame.name}.csv"] = as_csv(frame)
    files["ddi-codebook.xml"] = as_ddi(source, shapes, codes, {one.name: f"{one.name}.sav" for one in shapes})
    for tongue in LANGUAGES:
        files[f"codebook.{tongue}.html"] = as_html(source, shapes, codes, left_out(source), tongue)
    return files


def left_out(source: Source) -> list[str]:
    """The open questions, where what people wrote stays behind."""
    items = [item for one in source.rounds for item in one.instrument.items]
    open_keys = dict.fromkeys(item.key for item in items if item.kind is Kind.TEXT)
    return [] if source.open_answers else list(open_keys)


def manifest(
    source: Source, shapes: Sequence[Frame], codes: Codes, files: Mapping[str, bytes]
) -> dict[str, object]:
    """What the bundle holds: versions, counts, and the SHA-256 of every file; no person is in it."""
    return {
        "schema": SCHEMA,
        "study": source.study,
        "title": dict(source.title),
        "as_of": source.on.isoformat(),
        "plan_sha256": source.plan,
        "persons": {"all": source.persons.num_rows, "by_arm": _by_arm(source)},
        "rounds": [_round(source, one) for one in source.rounds],
        "shapes": {
            one.name: {"rows": one.table.num_rows, "variables": one.table.num_columns} for one in shapes
        },
        "missing_codes": {why.name.lower().replace("_", "-"): code for why, code in codes.items()},
        "open_answers": {"included": source.open_answers, "left_out": left_out(source)},
        "csv": {"separator": ";", "decimal": ",", "encoding": "UTF-8 with a mark"},
        "made_with": {name: metadata.version(name) for name in MADE_WITH},
        "files": [_file(name, content) for name, content in sorted(files.items())],
    }


def _by_arm(source: Source) -> dict[str, int]:
    counted = {row["values"]: row["counts"] for row in pc.value_counts(source.persons["arm"]).to_pylist()}
    return {arm: counted.get(arm, 0) for arm in source.arms}


def _round(source: Source, one: Round) -> dict[str, object]:
    """`unknown_items`: answers to questions that this version does not know, which stay behind."""
    return {
        "wave": one.wave,
        "instrument": one.instrument.key,
        "version": one.instrument.version,
        "languages": list(one.instrument.languages),
        "questionnaires": _of_these(source, one),
        "unknown_items": dict(one.strange),
    }


def _of_these(source: Source, one: Round) -> int:
    theirs = pc.is_in(one.answers["person"], value_set=source.persons["person"].combine_chunks())
    return int(pc.sum(theirs).as_py() or 0)


def _file(name: str, content: bytes) -> dict[str, object]:
    return {"path": name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}


def _zip(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name, DATED)
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
