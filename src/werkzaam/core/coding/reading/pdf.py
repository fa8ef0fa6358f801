"""The text of a PDF document, if it has one."""

from __future__ import annotations

import io
import re

from werkzaam.core.coding.problem import SourceProblem

MOST_PAGES = 2_000
_ENOUGH = 0.5  # share of pages that must have text

_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u00ad]\n(?=([^\W\d_]))")
_WRAP = re.compile(r"(?<=[^\s.!?…:;؟۔።])[ \t]*\n(?=([^\W\d_]))")


def pdf(data: bytes) -> str:
    """All pages, lines that were broken for the page's width joined again where the next begins small.

    Raises SourceProblem: `pdf-encrypted`, `pdf-scanned` (half of the pages or more are pictures), `pdf-damaged`,
    `pdf-too-long`.
    """
    from pypdf import PdfReader  # takes a while to load, and few sources are PDF
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not _opens(reader):
            raise _encrypted()
        return _flowing(_pages(reader))
    except SourceProblem:
        raise
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        raise SourceProblem(
            "This PDF is damaged. Save or print it to PDF anew.", code="pdf-damaged"
        ) from error


def _opens(reader: object) -> bool:
    """Documents that may be read, yet not changed, open with an empty password."""
    from pypdf.errors import DependencyError

    try:
        return bool(reader.decrypt(""))  # type: ignore[attr-defined]
    except (DependencyError, NotImplementedError):
        return False


def _pages(reader: object) -> list[str]:
    pages = reader.pages  # type: ignore[attr-defined]
    if len(pages) > MOST_PAGES:
        message = f"This PDF has more than {MOST_PAGES} pages. Cut it into parts and add those."
        raise SourceProblem(message, code="pdf-too-long")
    texts = [page.extract_text() or "" for page in pages]
    if sum(bool(text.strip()) for text in texts) < max(1, _ENOUGH * len(texts)):
        message = (
            "This PDF is a scan: pictures of pages, no text. Run text recognition on it first, then add it."
        )
        raise SourceProblem(message, code="pdf-scanned", pages=len(texts))
    return texts


def _flowing(pages: list[str]) -> str:
    """A word cut over two lines is one word again; before a capital the hyphen is the word's own."""
    lines = "\n".join(line.rstrip() for page in pages for line in page.splitlines())
    whole = _HYPHEN.sub(lambda cut: "" if cut[1].islower() else "-", lines)
    return _WRAP.sub(lambda wrap: " " if wrap[1].islower() else "\n", whole).strip()


def _encrypted() -> SourceProblem:
    message = "This PDF is locked with a password. Save it without one and try again."
    return SourceProblem(message, code="pdf-encrypted")
