"""The report and the edition: one document model, shown as a page and as a PDF, sealed in one folder.

Writing (`write.write_edition`) loads typesetting, so only who writes imports it.
"""

from werkzaam.core.report.edition import (
    Edition,
    EditionClaim,
    EditionFigure,
    EditionFile,
    EditionProblem,
    EditionVerdict,
    read_edition,
)

__all__ = [
    "Edition",
    "EditionClaim",
    "EditionFigure",
    "EditionFile",
    "EditionProblem",
    "EditionVerdict",
    "read_edition",
]
