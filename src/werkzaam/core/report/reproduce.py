"""Making an edition again from its own plan and the same panel, and holding every number against what was published."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from werkzaam.core.claim.dossier import Dossier
from werkzaam.core.claim.dossier_file import read_dossier
from werkzaam.core.claim.model import Claim
from werkzaam.core.panel.model import Panel
from werkzaam.core.plan import Plan, read_plan
from werkzaam.core.report.disclosure.account import Why
from werkzaam.core.report.disclosure.guard import guarded
from werkzaam.core.report.edition import Edition, EditionProblem
from werkzaam.core.report.evaluation import evaluate
from werkzaam.core.report.material import Material
from werkzaam.core.report.paths import flat

Progress = Callable[[str, float], None]

TOLERANCE = 1e-9
"""Relative. Linear algebra libraries differ in the last digits; nothing that is printed differs by so little."""

_FLOOR = 1e-12
"""Below this a number counts as zero."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One number that came out otherwise; None where one of the two has none."""

    path: str
    published: float | None
    again: float | None


@dataclass(frozen=True, slots=True)
class Reproduction:
    """`compared` numbers were held side by side; `code` says whether the same code made both (None: not recorded)."""

    compared: int
    tolerance: float
    differences: tuple[Difference, ...]
    verdicts: tuple[tuple[str, str | None, str | None], ...]
    same_panel: bool
    published_by: str
    made_by: str
    same_code: bool | None

    @property
    def same(self) -> bool:
        return self.same_panel and not self.differences and not self.verdicts


def plan_of(edition: Edition) -> Plan:
    """The plan as published; one that did not count as registered then does not now."""
    plan = read_plan(edition.path("plan.toml"))
    return plan if edition.registered["standing"] != "exploratory" else replace(plan, lock=None)


def reproduce(
    edition: Edition,
    panel: Panel,
    *,
    software: Mapping[str, str],
    tolerance: float = TOLERANCE,
    progress: Progress | None = None,
) -> Reproduction:
    """Analyse `panel` by the edition's plan and compare every number and verdict.

    `software` is what runs now (`software.running`). Raises Problem where the panel cannot be analysed.
    """
    evaluation = evaluate(plan_of(edition), panel, progress)
    found, dossier = evaluation.findings, _dossier(edition)
    material = Material.of(evaluation.plan, panel, found, evaluation.claims, edition.published_on, dossier)
    record = _published(edition)
    known, again = dict(record["evidence"]), _told(material, record.get("withheld"))
    # Who names an element comes from interviews, not from the panel: there is nothing to work out again.
    paths = [one for one in dict.fromkeys((*known, *again)) if not one.startswith("element.")]
    recorded = _recorded(edition)
    return Reproduction(
        len(paths),
        tolerance,
        tuple(
            Difference(path, known.get(path), again.get(path))
            for path in paths
            if not _close(known.get(path), again.get(path), tolerance)
        ),
        _verdicts(edition, material.claims),
        panel.hash == edition.panel_hash,
        edition.software,
        software["werkzaam"],
        recorded["code"] == software["code"] if "code" in recorded else None,
    )


def _published(edition: Edition) -> dict[str, Any]:
    record = json.loads(edition.path("estimates.json").read_text(encoding="utf-8"))
    if "evidence" not in record:
        raise EditionProblem("The estimates of this edition hold no evidence to compare with.")
    return dict(record)


def _told(material: Material, withheld: Mapping[str, str] | None) -> dict[str, float | None]:
    """The numbers made anew and protected anew: what is withheld must be so again.

    Only what went because of an earlier edition is taken over, as that edition is not at hand. An edition made before
    anything was withheld told all.
    """
    if withheld is None:
        return flat(material.evidence)
    shown, _ = guarded(material)
    return {
        path: None if withheld.get(path) == Why.EARLIER else value
        for path, value in flat(shown.evidence).items()
    }


def _dossier(edition: Edition) -> Dossier:
    """What was brought, as published; an edition without one brought nothing."""
    held = "dossier.json" in {file.path for file in edition.files}
    return read_dossier(edition.path("dossier.json")) if held else Dossier()


def _recorded(edition: Edition) -> Mapping[str, str]:
    """The software that made the edition; nothing in one made before this was kept."""
    if "reproduction.json" not in {file.path for file in edition.files}:
        return {}
    record = json.loads(edition.path("reproduction.json").read_text(encoding="utf-8"))
    return dict(record["software"])


def _close(one: float | None, other: float | None, tolerance: float) -> bool:
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, rel_tol=tolerance, abs_tol=_FLOOR)


def _verdicts(edition: Edition, claims: Iterable[Claim]) -> tuple[tuple[str, str | None, str | None], ...]:
    known = {one.claim: one.verdict for one in edition.verdicts}
    again = {one.key: str(one.verdict) for one in claims if one.verdict is not None}
    keys = dict.fromkeys((*known, *again))
    return tuple((key, known.get(key), again.get(key)) for key in keys if known.get(key) != again.get(key))
