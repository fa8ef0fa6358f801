"""What is wrong with a sheet, where its maker can find it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from werkzaam.core.measure.problem import InstrumentProblem

SURVEY, CHOICES, SETTINGS = "survey", "choices", "settings"
SHOWN = 20  # faults written out in the message; all of them stand in the details


@dataclass(frozen=True, slots=True, order=True)
class SheetFault:
    """One fault. `row` counts as the spreadsheet does (the heading is row 1); 0 and "" where it concerns a whole."""

    sheet: str
    row: int
    column: str
    message: str
    code: str = "sheet-invalid"

    def __str__(self) -> str:
        place = [f"sheet {self.sheet}"] if self.sheet else []
        place += [f"row {self.row}"] if self.row else []
        place += [f"column {self.column}"] if self.column else []
        return f"{', '.join(place)}: {self.message}" if place else self.message


class SheetProblem(InstrumentProblem):
    """A sheet with faults: `faults` names them all, in the order of the sheet."""

    code = "sheet-invalid"

    def __init__(self, faults: Iterable[SheetFault]) -> None:
        order = {SETTINGS: 0, SURVEY: 1, CHOICES: 2}
        self.faults = tuple(sorted(set(faults), key=lambda one: (order.get(one.sheet, -1), one)))
        super().__init__(self._told(), code=self._code(), faults=[asdict(one) for one in self.faults])

    def _told(self) -> str:
        lines = [str(one) for one in self.faults[:SHOWN]]
        more = len(self.faults) - len(lines)
        tail = [f"… and {more} more"] if more > 0 else []
        return "This questionnaire cannot be used yet; nothing was kept. " + " | ".join([*lines, *tail])

    def _code(self) -> str:
        codes = {one.code for one in self.faults}
        return codes.pop() if len(codes) == 1 else "sheet-invalid"
