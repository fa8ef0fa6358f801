"""The report and the edition: one document model, shown as a page and as a PDF, sealed in one folder."""

from werkzaam.core.report.edition import (
    Edition,
    EditionClaim,
    EditionFigure,
    EditionFile,
    EditionProblem,
    EditionVerdict,
    read_edition,
)
from werkzaam.core.report.write import write_edition

__all__ = [
    "Edition",
    "EditionClaim",
    "EditionFigure",
    "EditionFile",
    "EditionProblem",
    "EditionVerdict",
    "read_edition",
    "write_edition",
]
