"""What can be wrong with a form, and with answers to it."""

from __future__ import annotations

from dataclasses import dataclass

from werkzaam.problem import Problem


@dataclass(frozen=True, slots=True)
class Wrong:
    """One fault of a form: the node's path, which of its properties, and what is wrong with it."""

    path: str
    about: str
    message: str
    function: str = ""


class FormProblem(Problem):
    """A form or an instance that cannot be used as it stands; nothing was kept."""

    code = "form-invalid"
    status = 422

    def __init__(
        self, message: str, *, wrong: tuple[Wrong, ...] = (), code: str = "", **details: object
    ) -> None:
        super().__init__(message, code=code or None, **details)
        self.wrong = wrong
