"""The refusals of this room."""

from __future__ import annotations

from werkzaam.problem import Problem


class CodingProblem(Problem):
    """A passage, codebook or change that does not hold together. Nothing was changed."""

    code = "coding-invalid"
    status = 422


class SourceProblem(Problem):
    """A file that cannot become a source as it stands. Nothing was kept of it."""

    code = "source-unreadable"
    status = 422


class ExchangeProblem(Problem):
    """A project or codebook that cannot be taken in as it stands. Nothing was kept of it."""

    code = "exchange-unreadable"
    status = 422
