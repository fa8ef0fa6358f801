"""What the exit codes mean (docs/exit-codes.md), and the refusals of the command itself."""

from __future__ import annotations

import traceback
from pathlib import Path

from werkzaam.problem import NotSupported, Problem

OK, UNEXPECTED, USAGE, PLAN, DATA, WRITE, DIFFERENT = range(7)

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


def exit_code(problem: Problem) -> int:
    """Usage 2, plan 3, data 4, writing 5; anything else 1."""
    from werkzaam.core.panel.problem import PanelProblem
    from werkzaam.core.plan.document import PlanProblem

    meanings: list[tuple[type[Problem], int]] = [
        (UsageProblem, USAGE),
        (PlanProblem, PLAN),
        (NotSupported, PLAN),
        (PanelProblem, DATA),
        (WriteProblem, WRITE),
    ]
    return next((code for kind, code in meanings if isinstance(problem, kind)), UNEXPECTED)


def missing_web(error: ModuleNotFoundError) -> Problem:
    """A clear word for an extra that is not installed; any other missing module is a mistake of ours."""
    if (error.name or "").split(".")[0] not in WEB_PACKAGES:
        return UnexpectedProblem.of(error)
    return UsageProblem(
        'This command needs the web part, which is not installed: pip install "werkzaam[web]".',
        code="web-not-installed",
    )
