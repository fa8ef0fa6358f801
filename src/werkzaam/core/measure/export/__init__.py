"""The measurements of a study as one zip: SPSS, Parquet, CSV, DDI-Codebook, codebooks and a manifest."""

from werkzaam.core.measure.export.bundle import bundle
from werkzaam.core.measure.export.model import ExportProblem, Moment, Round, Sent, Source
from werkzaam.core.measure.export.returned import returned

__all__ = ["ExportProblem", "Moment", "Round", "Sent", "Source", "bundle", "returned"]
