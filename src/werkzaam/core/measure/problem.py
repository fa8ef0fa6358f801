"""Why an instrument cannot be used."""

from __future__ import annotations

from werkzaam.problem import Problem


class InstrumentProblem(Problem):
    """An instrument that cannot be used as it stands."""

    code = "instrument-invalid"
    status = 422
