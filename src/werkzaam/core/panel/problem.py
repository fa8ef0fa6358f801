"""The refusals of this room."""

from __future__ import annotations

from werkzaam.problem import Problem


class PanelProblem(Problem):
    """Data that cannot become a panel as they stand. Nothing was kept or written.

    The message says where and how many; it never quotes a value or a person.
    """

    code = "data-invalid"
    status = 422
