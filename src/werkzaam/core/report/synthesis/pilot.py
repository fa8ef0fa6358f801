"""A pilot from its edition, of this institute or another: seal checked, plan and estimates read."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from pathlib import Path

from werkzaam.core.plan import read_plan
from werkzaam.core.report.edition import read_edition
from werkzaam.core.report.synthesis.model import Pilot, SynthesisProblem

SCHEMA = "werkzaam-estimates/1"


def read_pilots(folders: Sequence[Path]) -> tuple[Pilot, ...]:
    """All of them, under names that differ. Raises what `read_pilot` raises, and `synthesis-same-pilot`."""
    names = _names(folders)
    pilots = tuple(read_pilot(folder, name) for folder, name in zip(folders, names, strict=True))
    seen: dict[str, str] = {}
    for one in pilots:
        if one.edition.panel_hash in seen:
            message = (
                f"{one.key} and {seen[one.edition.panel_hash]} rest on the same panel: the same people would "
                "count twice. Name one edition per pilot."
            )
            raise SynthesisProblem(message, code="synthesis-same-pilot")
        seen[one.edition.panel_hash] = one.key
    return pilots


def _names(folders: Sequence[Path]) -> list[str]:
    """The folder's name; with the one above it where two are called alike."""
    short = [folder.resolve().name for folder in folders]
    clear = len(set(short)) == len(short)
    return short if clear else [f"{f.resolve().parent.name}-{f.resolve().name}" for f in folders]


def read_pilot(folder: Path, key: str = "") -> Pilot:
    """The edition in `folder` as a pilot.

    Raises EditionProblem (missing, newer, tampered), PlanProblem, and SynthesisProblem (`synthesis-no-numbers`)
    where an edition of another maker lacks the plan or the estimates.
    """
    edition = read_edition(folder)
    listed = {file.path for file in edition.files}
    if not {"plan.toml", "estimates.json"} <= listed:
        message = (
            f"The edition {folder.name} holds no plan.toml or no estimates.json, so nothing can be compared."
        )
        raise SynthesisProblem(message, code="synthesis-no-numbers", edition=folder.name)
    record = json.loads(edition.path("estimates.json").read_text(encoding="utf-8"))
    if record.get("schema") != SCHEMA:
        message = f"The estimates of {folder.name} say no schema this version knows; expected {SCHEMA}."
        raise SynthesisProblem(message, code="synthesis-no-numbers", edition=folder.name)
    made = [*record["findings"]["estimates"]]
    plan = read_plan(edition.path("plan.toml"))
    usable = tuple(one for one in made if math.isfinite(one["se"] or math.nan))
    return Pilot(key or folder.resolve().name, edition, plan, usable, record["evidence"])
