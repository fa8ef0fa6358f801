"""What a reader can take along from a publication, reports first."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from werkzaam.web.public.editions import Published

REPORTS: dict[tuple[str, str], Promise] = {
    ("pdf", "nl"): _("Report in Dutch (PDF)"),
    ("pdf", "en"): _("Report in English (PDF)"),
    ("html", "nl"): _("Report in Dutch (web page)"),
    ("html", "en"): _("Report in English (web page)"),
    ("docx", "nl"): _("Report in Dutch (Word)"),
    ("docx", "en"): _("Report in English (Word)"),
}
DATA: dict[str, Promise] = {
    "estimates.json": _("All estimates (JSON)"),
    "estimates.parquet": _("All estimates (Parquet)"),
    "plan.toml": _("The plan of the study (TOML)"),
    "reproduction.json": _("To make it again: versions and hashes (JSON)"),
}
TYPES = {
    ".pdf": "application/pdf",
    ".html": "text/html; charset=utf-8",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".svg": "image/svg+xml",
    ".json": "application/json",
    ".toml": "text/plain; charset=utf-8",
    ".parquet": "application/vnd.apache.parquet",
}


@dataclass(frozen=True, slots=True)
class Download:
    path: str
    label: str
    bytes: int
    sha256: str


def downloads(found: Published, language: str) -> list[Download]:
    """What there is, the reader's own language first; drawings are part of the page itself."""
    labels = _labels(found, language)
    there = {file.path: file for file in found.files}
    return [
        Download(path, str(label), there[path].bytes, there[path].sha256)
        for path, label in labels.items()
        if path in there
    ]


def _labels(found: Published, language: str) -> dict[str, Promise]:
    ordered = sorted(REPORTS, key=lambda one: one[1] != language)
    return {found.report(*one): REPORTS[one] for one in ordered} | DATA
