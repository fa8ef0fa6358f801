"""Which code makes an edition: versions, and a hash over the analysis itself, since versions change more slowly."""

from __future__ import annotations

import hashlib
import json
import sys
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable

from werkzaam.core.report.material import Material

SCHEMA = "werkzaam-reproduction/1"

_PACKAGES = ("werkzaam", "numpy", "scipy", "pandas", "pyarrow", "typst", "vl-convert-python")
_KINDS = (".py", ".toml")


@cache
def running() -> dict[str, str]:
    """Versions by package, `python`, and `code`: SHA-256 over every source file of the core, by path."""
    versions = {name: version(name) for name in _PACKAGES}
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    return {**versions, "python": python, "code": _code()}


def _code() -> str:
    found = hashlib.sha256()
    for path, text in sorted(_sources(files("werkzaam.core"), "")):
        found.update(f"{path}\0".encode() + text + b"\0")
    return found.hexdigest()


def _sources(folder: Traversable, above: str) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for one in folder.iterdir():
        if one.is_dir():
            found += _sources(one, f"{above}{one.name}/")
        elif one.name.endswith(_KINDS):
            found.append((f"{above}{one.name}", one.read_bytes()))
    return found


def as_json(material: Material) -> bytes:
    """What is needed to make an edition again: hashes of plan, panel and sources, the code, the seed, the command."""
    plan, findings = material.plan, material.findings
    record = {
        "schema": SCHEMA,
        "plan": {"file": "plan.toml", "hash": findings.plan_hash},
        "panel": {"hash": findings.panel_hash, "sources": dict(material.panel.sources)},
        "software": running(),
        "seed": plan.seed,
        "draws": plan.draws,
        "imputations": plan.imputations,
        "command": "werkzaam reproduce EDITION --panel PANEL",
    }
    return json.dumps(record, ensure_ascii=False, indent=1).encode() + b"\n"
