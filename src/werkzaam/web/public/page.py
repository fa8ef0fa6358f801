"""What a publication page says in one language, shaped from an edition for the template."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkzaam.core.report.edition import Edition, EditionFigure, EditionVerdict
from werkzaam.core.report.said import Said, said, words
from werkzaam.web.public import editions

REPORTS = {
    ("pdf", "nl"): gettext_lazy("Report in Dutch (PDF)"),
    ("pdf", "en"): gettext_lazy("Report in English (PDF)"),
    ("html", "nl"): gettext_lazy("Report in Dutch (web page)"),
    ("html", "en"): gettext_lazy("Report in English (web page)"),
}
TYPES = {
    ".pdf": "application/pdf",
    ".html": "text/html; charset=utf-8",
    ".svg": "image/svg+xml",
    ".json": "application/json",
    ".toml": "text/plain; charset=utf-8",
    ".parquet": "application/vnd.apache.parquet",
}
ORDER = ["pdf", "html", "toml", "json", "parquet"]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A figure: two drawings of it (for wide and narrow screens) and its numbers."""

    key: str
    title: str
    alt: str
    note: str
    wide: str
    narrow: str
    header: list[tuple[str, bool]]
    rows: list[list[tuple[str, bool]]]


@dataclass(frozen=True, slots=True)
class Download:
    path: str
    label: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Page:
    """One edition in one language; `key` is its address, `themes` per slug.

    `verdicts` are those on the registered main questions (on all, where none is), `others` on the rest.
    """

    edition: Edition
    key: str
    title: str
    summary: str
    themes: dict[str, str]
    verdicts: list[Said]
    others: list[Said]
    figures: list[Drawing]
    downloads: list[Download]
    citation: str

    @property
    def verdict(self) -> Said | None:
        return self.verdicts[0] if self.verdicts else None

    @property
    def registered(self) -> bool:
        return self.edition.registered.get("standing") == "registered"


def page(edition: Edition, language: str) -> Page:
    title = words(edition.title, language)
    main, others = _sorted(edition)
    return Page(
        edition=edition,
        key=edition.directory.name,
        title=title,
        summary=words(edition.summary, language),
        themes=editions.themes(edition),
        verdicts=[said(verdict, language) for verdict in main],
        others=[said(verdict, language) for verdict in others],
        figures=[_drawing(figure, language) for figure in edition.figures],
        downloads=_downloads(edition),
        citation=_citation(edition, title),
    )


def _sorted(edition: Edition) -> tuple[list[EditionVerdict], list[EditionVerdict]]:
    """Verdicts on the main questions, and those on exploratory ones."""
    exploratory = {claim.key for claim in edition.claims if claim.exploratory}
    main = [verdict for verdict in edition.verdicts if verdict.claim not in exploratory]
    others = [verdict for verdict in edition.verdicts if verdict.claim in exploratory]
    return (main, others) if main else (others, [])


def _drawing(figure: EditionFigure, language: str) -> Drawing:
    table = figure.table.get(language) or next(iter(figure.table.values()))
    numeric = list(table["numeric"])
    return Drawing(
        key=figure.key,
        title=words(figure.title, language),
        alt=words(figure.alt, language),
        note=words(figure.note, language),
        wide=words(figure.files, language),
        narrow=words(figure.narrow, language),
        header=list(zip(table["header"], numeric, strict=True)),
        rows=[list(zip(row, numeric, strict=True)) for row in table["rows"]],
    )


def _downloads(edition: Edition) -> list[Download]:
    """What a reader can take along, reports first; drawings are part of the page itself."""
    found = [Download(file.path, _label(edition, file.path), file.bytes) for file in edition.files]
    return sorted(
        (one for one in found if one.label),
        key=lambda one: (ORDER.index(one.path.rpartition(".")[2]), len(one.path)),
    )


def _label(edition: Edition, path: str) -> str:
    reports = {edition.report(kind, language): str(label) for (kind, language), label in REPORTS.items()}
    data = {
        "estimates.json": _("All estimates (JSON)"),
        "estimates.parquet": _("All estimates (Parquet)"),
        "plan.toml": _("The plan of the study (TOML)"),
    }
    return {**reports, **data}.get(path, "")


def _citation(edition: Edition, title: str) -> str:
    authors = ", ".join(edition.researchers)
    return f"{authors} ({edition.published_on.year}). {title}."
