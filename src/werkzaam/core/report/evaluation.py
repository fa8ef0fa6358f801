"""From a plan and a panel to findings, claims and an edition: the main job in one call."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from werkzaam.core.claim import judge
from werkzaam.core.claim.dossier import Dossier
from werkzaam.core.claim.model import Claim
from werkzaam.core.effect import analyse
from werkzaam.core.effect.result import Findings
from werkzaam.core.panel.model import Panel
from werkzaam.core.plan.model import Plan

if TYPE_CHECKING:
    from werkzaam.core.report.edition import Edition

Progress = Callable[[str, float], None]
EMPTY = Dossier()


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What one panel says under one plan, judged."""

    plan: Plan
    panel: Panel
    findings: Findings
    claims: tuple[Claim, ...]

    def write(
        self,
        out: Path | str,
        *,
        on: date,
        languages: Sequence[str] = ("nl", "en"),
        progress: Progress | None = None,
        draft: bool = False,
        dossier: Dossier = EMPTY,
        earlier: Sequence[Edition] = (),
    ) -> Edition:
        """Write the edition to the folder `out`, dated `on`; a `draft` says so on every page.

        Raises EditionProblem when `out` is something else, ClaimsProblem when the `dossier` is not ready,
        DisclosureProblem when beside `earlier` editions of the study a small group could be worked out.
        """
        from werkzaam.core.report.write import write_edition  # typesetting takes a while to load

        parts = (self.plan, self.panel, self.findings, self.claims)
        return write_edition(
            *parts,
            Path(out),
            on=on,
            languages=languages,
            progress=progress,
            draft=draft,
            dossier=dossier,
            earlier=earlier,
        )


def evaluate(plan: Plan, panel: Panel, progress: Progress | None = None) -> Evaluation:
    """Analyse `panel` under `plan` and judge what is found. Raises Problem where the data cannot be analysed."""
    findings = analyse(panel, plan, progress)
    return Evaluation(plan, panel, findings, judge(findings, plan))
