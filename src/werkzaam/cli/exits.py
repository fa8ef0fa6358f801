"""What the exit codes mean (docs/exit-codes.md), and the refusals of the command itself."""

from __future__ import annotations

import sys
import traceback
from pathlib import Path

from werkzaam.problem import Problem

OK, UNEXPECTED, USAGE, PLAN, DATA, WRITE, DIFFERENT, EDITION, SYNTHESIS, DOSSIER = range(10)

WEB_PACKAGES = (
    "allauth",
    "csp",
    "django",
    "django_tasks",
    "django_tasks_db",
    "gunicorn",
    "psycopg",
    "pysqlite3",
    "whitenoise",
)


class UsageProblem(Problem):
    """The command cannot run as it was asked."""

    code = "usage"


class WriteProblem(Problem):
    """The result could not be put where it was asked."""

    code = "not-written"


class UnexpectedProblem(Problem):
    """A mistake of ours. Its own message may quote data, so only its kind and place are told."""

    code = "unexpected"
    status = 500

    @classmethod
    def of(cls, error: Exception) -> UnexpectedProblem:
        last = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(last.filename).name}, line {last.lineno}"
        return cls(
            f"An unexpected {type(error).__name__} in {where}: a mistake in Werkzaam. Please tell us. "
            "Nothing was half-written; WERKZAAM_DEBUG=1 shows the whole trace, which may quote your data.",
            error=type(error).__name__,
            where=where,
        )


_MEANINGS = (
    ("werkzaam.cli.exits", "UsageProblem", USAGE),
    ("werkzaam.core.plan.document", "PlanProblem", PLAN),
    ("werkzaam.problem", "NotSupported", PLAN),
    ("werkzaam.core.panel.problem", "PanelProblem", DATA),
    ("werkzaam.cli.exits", "WriteProblem", WRITE),
    ("werkzaam.core.report.disclosure.protect", "DisclosureProblem", WRITE),
    ("werkzaam.core.report.disclosure.inspected", "LeakProblem", WRITE),
    ("werkzaam.core.report.edition", "EditionProblem", EDITION),
    ("werkzaam.core.report.followed", "FollowedProblem", EDITION),
    ("werkzaam.core.report.synthesis.model", "SynthesisProblem", SYNTHESIS),
    ("werkzaam.core.claim.record", "DossierProblem", DOSSIER),
    ("werkzaam.core.claim.review", "ClaimsProblem", DOSSIER),
)


def exit_code(problem: Problem) -> int:
    """Usage 2, plan 3, data 4, writing 5, an edition 7, several of them together 8, a dossier 9; anything else 1.

    A problem of a module that was never loaded cannot be this one: nothing is loaded to say so.
    """
    for module, name, code in _MEANINGS:
        if module in sys.modules and isinstance(problem, getattr(sys.modules[module], name)):
            return code
    return UNEXPECTED


def missing_web(error: ModuleNotFoundError) -> Problem:
    """A clear word for an extra that is not installed; any other missing module is a mistake of ours."""
    if (error.name or "").split(".")[0] not in WEB_PACKAGES:
        return UnexpectedProblem.of(error)
    return UsageProblem(
        'This command needs the web part, which is not installed: pip install "werkzaam[web]".',
        code="web-not-installed",
    )
