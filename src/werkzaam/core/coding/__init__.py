"""Codebook, passages, and who says what."""

from werkzaam.core.coding.matrix import matrix
from werkzaam.core.coding.model import Code, Codebook, CodingProblem, Kind, Segment
from werkzaam.core.coding.passage import passage

__all__ = ["Code", "Codebook", "CodingProblem", "Kind", "Segment", "matrix", "passage"]
