"""Writing a synthesis: a folder with page, PDF, Word draft, drawings, numbers and a sealed manifest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

from werkzaam.core.report import letter, lint, page, sheet
from werkzaam.core.report.document import Document, Figure, every
from werkzaam.core.report.edition import report_name
from werkzaam.core.report.synthesis.compose import compose
from werkzaam.core.report.synthesis.model import Pilot, Question, Spec
from werkzaam.core.report.synthesis.numbers import numbers
from werkzaam.core.report.write import described, place, sealed

MANIFEST = "synthesis.json"
SCHEMA = "werkzaam-synthesis/1"


def write_synthesis(
    pilots: Sequence[Pilot], questions: Sequence[Question], spec: Spec, out: Path, *, on: date
) -> tuple[str, ...]:
    """Write the folder `out`, whole or not at all, and name its files. Identical input gives identical bytes."""
    told = numbers(pilots, questions)
    languages = sorted(dict.fromkeys(spec.languages), key=lambda one: one != spec.language)
    files: dict[str, bytes] = {}
    for language in languages:
        document = compose(pilots, questions, spec, told, language=language, on=on)
        files |= _reports(document, languages[0], spec, on)
    record = _record(pilots, questions, spec, on) | {"numbers": told, "languages": languages}
    files[MANIFEST] = sealed(record, files)
    place(files, out)
    return tuple(sorted(files))


def _reports(document: Document, main: str, spec: Spec, on: date) -> dict[str, bytes]:
    lint.check(document)
    language = document.language
    drawn = {
        f"figures/{one.key}.{language}.svg": described(one.svg, one.alt)
        for one in every(document.sections, Figure)
    }
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
        "title": dict(spec.title),
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
