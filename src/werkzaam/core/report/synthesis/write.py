"""Writing a synthesis: a folder with page, PDF, Word draft, drawings, numbers and a sealed manifest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

from werkzaam.core.report import letter, lint, page, sheet
from werkzaam.core.report.document import Document, Figure, every
from werkzaam.core.report.edition import report_name
from werkzaam.core.report.synthesis.compose import compose, default_title
from werkzaam.core.report.synthesis.model import Pilot, Question, Spec
from werkzaam.core.report.synthesis.numbers import numbers
from werkzaam.core.report.synthesis.read import MANIFEST, SCHEMA
from werkzaam.core.report.synthesis.told import Draw, told
from werkzaam.core.report.teller import vocabulary
from werkzaam.core.report.write import described, place, sealed


def write_synthesis(
    pilots: Sequence[Pilot],
    questions: Sequence[Question],
    spec: Spec,
    out: Path,
    *,
    on: date,
    draft: bool = False,
) -> tuple[str, ...]:
    """Write the folder `out`, whole or not at all, and name its files; a `draft` is marked on every page.

    Identical input gives identical bytes.
    """
    values = numbers(pilots, questions)
    languages = sorted(dict.fromkeys(spec.languages), key=lambda one: one != spec.language)
    documents = {
        language: _marked(compose(pilots, questions, spec, values, language=language, on=on), draft)
        for language in languages
    }
    files: dict[str, bytes] = {}
    for document in documents.values():
        files |= _reports(document, languages[0], spec, on)
    pages = {language: told(document, _places(language)) for language, document in documents.items()}
    facts = {"numbers": values, "languages": languages, "told": pages, "draft": draft}
    files[MANIFEST] = sealed(_record(pilots, questions, spec, on) | facts, files)
    place(files, out)
    return tuple(sorted(files))


def _marked(document: Document, draft: bool) -> Document:
    """With the word that stands across a draft."""
    word = vocabulary(document.language)["page"]["draft"]
    return replace(document, labels=(*document.labels, ("draft", word))) if draft else document


def _places(language: str) -> Draw:
    """Where the drawings of a figure lie in the folder."""
    return lambda one: {
        "wide": f"figures/{one.key}.{language}.svg",
        "narrow": f"figures/{one.key}.{language}.narrow.svg",
    }


def _reports(document: Document, main: str, spec: Spec, on: date) -> dict[str, bytes]:
    lint.check(document)
    language, drawn = document.language, dict[str, bytes]()
    for one in every(document.sections, Figure):
        where = _places(language)(one)
        drawn |= {where["wide"]: described(one.svg, one.alt), where["narrow"]: described(one.narrow, one.alt)}
    return {
        **drawn,
        report_name("html", language, main): page.html(document).encode(),
        report_name("pdf", language, main): sheet.pdf(document, on=on, authors=spec.authors),
        report_name("docx", language, main): letter.word(document, on=on, authors=spec.authors),
    }


def _record(pilots: Sequence[Pilot], questions: Sequence[Question], spec: Spec, on: date) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "key": spec.key,
        "title": dict(spec.title) or default_title(),
        "summary": dict(spec.summary),
        "authors": list(spec.authors),
        "themes": list(dict.fromkeys(theme for one in pilots for theme in one.edition.themes)),
        "published_on": on.isoformat(),
        "software": f"werkzaam {version('werkzaam')}",
        "method": spec.method,
        "pilots": [
            {
                "name": one.key,
                "key": one.edition.key,
                "title": one.edition.title,
                "digest": one.edition.digest,
            }
            for one in pilots
        ],
        "questions": [
            {
                "key": one.key,
                "label": one.label,
                "scale": one.scale,
                "months": one.months,
                "members": [
                    {
                        "pilot": each.pilot,
                        "estimate": each.estimate,
                        "verdict": each.verdict,
                        "left_out": each.out,
                    }
                    for each in one.members
                ],
            }
            for one in questions
        ],
        "findings": [
            {"key": one.key, "text": one.text, "pilots": one.pilots, "confidence": one.overall.level}
            for one in spec.findings
        ],
    }
