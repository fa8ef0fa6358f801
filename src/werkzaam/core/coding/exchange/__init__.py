"""Projects out and in: REFI-QDA, web annotations, tables."""

from werkzaam.core.coding.exchange.annotation import Anchored, anchor, web_annotations
from werkzaam.core.coding.exchange.codebook_file import codebook_csv, read_qdc, write_qdc
from werkzaam.core.coding.exchange.loss import LOSSES, Loss
from werkzaam.core.coding.exchange.offsets import (
    CONVENTIONS,
    STANDARD,
    Convention,
    Diagnosis,
    Marked,
    diagnose,
    place,
)
from werkzaam.core.coding.exchange.project import Case, Memo, Project
from werkzaam.core.coding.exchange.refi_read import Imported, read_qdpx
from werkzaam.core.coding.exchange.refi_write import Exported, write_qdpx
from werkzaam.core.coding.exchange.table import codings_csv

__all__ = [
    "CONVENTIONS",
    "LOSSES",
    "STANDARD",
    "Anchored",
    "Case",
    "Convention",
    "Diagnosis",
    "Exported",
    "Imported",
    "Loss",
    "Marked",
    "Memo",
    "Project",
    "anchor",
    "codebook_csv",
    "codings_csv",
    "diagnose",
    "place",
    "read_qdc",
    "read_qdpx",
    "web_annotations",
    "write_qdc",
    "write_qdpx",
]
