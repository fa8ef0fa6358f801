"""The one family of refusals: what went wrong, what was kept, what to do."""

from __future__ import annotations

from collections.abc import Mapping


class Problem(Exception):
    """A refusal that a person can act on.

    `code` is stable and documented; `message` says in plain English what went wrong and what to do.
    `details` carries machine-readable values (never personal data): counts, column names, keys.
    """

    code = "problem"
    status = 400

    def __init__(self, message: str, *, code: str | None = None, **details: object) -> None:
        super().__init__(message)
        self.message = message
        self.code = code or type(self).code
        self.details: Mapping[str, object] = details

    def as_record(self) -> dict[str, object]:
        """The problem as plain values, for `--json` and logs."""
        return {"code": self.code, "message": self.message, "details": dict(self.details)}


class NotSupported(Problem):
    """A combination that has no defined answer: refused rather than guessed."""

    code = "not-supported"
    status = 422
