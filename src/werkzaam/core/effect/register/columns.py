"""Which column of a long register is what: a row per person and period."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Columns:
    """`cohort` holds the first treated period (0 or null: never). Covariates are what a person has at the start."""

    unit: str
    period: str
    cohort: str
    outcome: str
    covariates: tuple[str, ...] = ()
    cluster: str | None = None
    weight: str | None = None


def quoted(name: str) -> str:
    """A name as SQL takes it, whatever it holds."""
    return '"' + name.replace('"', '""') + '"'
