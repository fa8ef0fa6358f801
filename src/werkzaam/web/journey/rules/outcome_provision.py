"""The statutory reintegration export: kinds of provision, codes in force, and text that a spreadsheet can open."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from werkzaam.web.journey.rules.codes.practice import PlacementKind

JOB_COACH = "job-coach"
GROUP_TRAINING = "group-training"
PROVISIONS = (*(kind.value for kind in PlacementKind), JOB_COACH, GROUP_TRAINING)
"""What guidance really does; which code of the statistics each goes by is data (`ProvisionCode`)."""
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Code:
    """One code of a provision and the days it holds (the last day counts)."""

    provision: str
    code: str
    label: str
    since_on: date
    until_on: date | None = None

    def holds(self, on: date) -> bool:
        return self.since_on <= on and (self.until_on is None or on <= self.until_on)


def code_of(codes: Iterable[Code], provision: str, on: date) -> Code | None:
    """The code in force on a day; None where nobody filled one in."""
    return next((one for one in codes if one.provision == provision and one.holds(on)), None)


def overlap(one: Code, other: Code) -> bool:
    """Whether two codes of one provision hold on a same day."""
    starts = max(one.since_on, other.since_on)
    return one.provision == other.provision and one.holds(starts) and other.holds(starts)


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A csv as Dutch spreadsheets open it: semicolons, UTF-8 with a mark; no cell is read as a formula."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def safe(cell: object) -> str:
    """Text of a cell; what a spreadsheet would calculate gets an apostrophe in front (OWASP, CSV injection)."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(FORMULA) else text
