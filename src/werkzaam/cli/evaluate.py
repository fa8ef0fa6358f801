"""`werkzaam evaluate`: from a plan and data to an edition."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from werkzaam.cli.exits import OK
from werkzaam.cli.place import refuse_occupied, writing
from werkzaam.cli.telling import progress, say, say_json, warn

if TYPE_CHECKING:
    from werkzaam.core.claim.dossier import Dossier
    from werkzaam.core.effect.result import Estimate
    from werkzaam.core.plan import Plan
    from werkzaam.core.report.edition import Edition
    from werkzaam.core.report.evaluation import Evaluation


def evaluate(options: argparse.Namespace) -> int:
    """Judge data by a plan and write the edition: report, figures, estimates, manifest."""
    from werkzaam.cli.job import evaluate as judge
    from werkzaam.core.plan import read_plan

    refuse_occupied(options.out)
    plan, brought = read_plan(options.plan), _brought(options.dossier)
    earlier = _earlier(options.earlier)
    for line in [] if options.json else warnings(plan):
        warn(f"Warning: {line}")
    with progress(quiet=options.json) as tell:
        evaluation = judge(plan, options.data or None, progress=tell)
        if not options.json:
            _tell(evaluation)
        how = {"draft": options.draft, "earlier": earlier, **({"dossier": brought} if brought else {})}
        with writing(options.out):
            evaluation.write(options.out, on=options.on, languages=plan.languages, progress=tell, **how)
    if options.json:
        say_json(evaluation_record(evaluation, options.out))
    else:
        say(f"Edition: {options.out}\nReport:  {options.out / 'report.html'}")
    return OK


def _brought(path: Path | None) -> Dossier | None:
    """What researchers bring beside the numbers, from its file."""
    if path is None:
        return None
    from werkzaam.core.claim.dossier_file import read_dossier

    return read_dossier(path)


def _earlier(folders: Sequence[Path]) -> list[Edition]:
    """Editions that are out; nothing of the new one may give away what they withheld."""
    from werkzaam.core.report.edition import read_edition

    return [read_edition(folder) for folder in folders]


def warnings(plan: Plan) -> list[str]:
    """What a reader of the result must know about how the plan was registered."""
    silent = "every result is exploratory and no verdict on an effect is spoken."
    if plan.lock is None:
        return [f"This plan is not locked: {silent} Register it with `werkzaam plan lock`."]
    if plan.changed:
        locked = f"This plan was locked on {plan.lock.on} by {plan.lock.by} and has been changed since."
        return [f"{locked} It no longer counts as registered: {silent}"]
    return []


def _tell(evaluation: Evaluation) -> None:
    """The result as soon as it is known; the report is typeset after it."""
    for estimate in (*evaluation.findings.estimates, *evaluation.findings.partners):
        points, level = estimate.points, f"{estimate.level:.0%}"
        say(f"{estimate.key}: {points.value:,.2f} ({level} from {points.low:,.2f} to {points.high:,.2f})")
    for gap in evaluation.findings.unanswered:
        say(f"{gap.key}: not answered. {gap.message} [{gap.code}]")
    for verdict in _verdicts(evaluation):
        say(f"{verdict['key']}: {verdict['verdict']}")
    sys.stdout.flush()


def evaluation_record(evaluation: Evaluation, out: Path) -> dict[str, object]:
    """The result as one JSON object; the whole of it stands in the edition."""
    plan, findings = evaluation.plan, evaluation.findings
    return {
        "ok": True,
        "edition": str(out),
        "plan": plan.key,
        "plan_hash": plan.hash,
        "panel_hash": evaluation.panel.hash,
        "registered": plan.registered,
        "warnings": warnings(plan),
        "verdicts": _verdicts(evaluation),
        "estimates": [_estimate(estimate) for estimate in (*findings.estimates, *findings.partners)],
        "unanswered": [{"key": gap.key, "code": gap.code} for gap in findings.unanswered],
        "files": sorted(path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()),
    }


def _verdicts(evaluation: Evaluation) -> list[dict[str, object]]:
    judged = [claim for claim in evaluation.claims if claim.verdict is not None]
    return [
        {"key": claim.key, "verdict": str(claim.verdict), "exploratory": claim.exploratory}
        for claim in judged
    ]


def _estimate(estimate: Estimate) -> dict[str, object]:
    points = estimate.points
    return {
        "key": estimate.key,
        "method": estimate.method,
        "value": points.value,
        "low": points.low,
        "high": points.high,
        "level": estimate.level,
        "n": dict(estimate.n),
    }
