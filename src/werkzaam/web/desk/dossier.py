"""What researchers brought, put together from the rooms as it stands on a day: consent is asked, not remembered."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language_info, override
from django.utils.translation import gettext as _

from werkzaam.core.claim import dossier as core
from werkzaam.core.claim.dossier_file import as_json
from werkzaam.core.claim.model import Kind, Verdict
from werkzaam.web.desk import queries
from werkzaam.web.desk.models import Element, JointRow, Lowering, WrittenClaim
from werkzaam.web.interview.queries import matrix, printed, sources, whom

LANGUAGES = ("nl", "en")
PERSPECTIVES = {
    "participant": "participant",
    "job-coach": "coach",
    "employer": "employer",
    "municipality": "municipality",
    "project-leader": "leader",
    "other-professional": "professional",
    "documents": "document",
}
"""What the interviews call a perspective, and what a dossier calls it."""
TOLD = ("perspective", "language", "region")
"""What is told of who said something; in which arm someone is stays with the study."""
QUOTE = "quote-"


def gather(
    study: Any,
    *,
    on: date,
    claims: Iterable[WrittenClaim] | None = None,
    rows: Iterable[JointRow] | None = None,
) -> core.Dossier:
    """The dossier of this day: only of those whose consent stands, with signed quotes alone.

    `claims` and `rows` are those of the study, where they were read already.
    """
    told = queries.claims(study) if claims is None else claims
    laid = queries.joint_rows(study) if rows is None else rows
    return core.Dossier(
        elements=tuple(_elements(study, on)),
        claims=tuple(written(claim) for claim in told),
        joint=tuple(joint(row) for row in laid),
        lowered=tuple(_lowered(row) for row in Lowering.objects.filter(study=study)),
        documents=tuple(_documents(study, on)),
    )


def seal(dossier: core.Dossier) -> str:
    """SHA-256 over the dossier: the same words on the same evidence give the same seal."""
    return hashlib.sha256(as_json(dossier)).hexdigest()


def both(row: Any, name: str) -> dict[str, str] | None:
    """A text of a row per language; None where nothing was written."""
    text = {language: getattr(row, f"{name}_{language}") for language in LANGUAGES}
    return text if any(text.values()) else None


def written(row: WrittenClaim) -> core.Written:
    return core.Written(
        key=row.key,
        kind=Kind(row.kind),
        sentence=both(row, "sentence") or {},
        links=tuple(_link(one) for one in row.links.all()),
        answer=both(row, "answer"),
        period=both(row, "period"),
        mechanism=both(row, "mechanism"),
        rivals=tuple(
            core.Rival(both(one, "explanation") or {}, both(one, "examined") or dict.fromkeys(LANGUAGES, ""))
            for one in row.rivals.all()
        ),
        addressee=both(row, "addressee"),
    )


def _link(row: Any) -> core.Link:
    note = both(row, "note") or dict.fromkeys(LANGUAGES, "")
    return core.Link(core.Stance(row.stance), core.Source(row.source), row.target, note)


def joint(row: JointRow) -> core.Joint:
    reading = both(row, "reading") or {}
    dose, estimand = row.dose or None, row.estimand or None
    return core.Joint(row.element, dose, estimand, core.Fit(row.fit), reading, row.seen)


def _lowered(row: Lowering) -> core.Lowering:
    on = timezone.localdate(row.lowered_at)
    return core.Lowering(row.claim, Verdict(row.verdict), both(row, "reason") or {}, on)


def _documents(study: Any, on: date) -> Iterator[str]:
    for listed in sources(study, on=on):
        if listed.open and listed.source.kind == listed.source.Kind.DOCUMENT:
            yield listed.source.title


def _elements(study: Any, on: date) -> Iterator[core.Element]:
    """The elements that researchers took into the report, each with who names it and what may be quoted."""
    rows = Element.objects.filter(study=study).select_related("code")
    chosen = [(one, one.code) for one in rows if one.code and one.code.gone_at is None]
    if not chosen:
        return
    heard = _heard(study, on)
    quotes, judged = _quotes(study, on), printed.judged(study)
    for one, named in chosen:
        code = named.pk
        yield core.Element(
            key=one.key,
            improvement=named.kind == named.Kind.IMPROVEMENT,
            label=both(one, "label") or {},
            definition=both(one, "definition") or dict.fromkeys(LANGUAGES, ""),
            voices=heard[code][0] if code in heard else (),
            quotes=tuple(quotes.get(code, ())),
            passages=heard[code][1] if code in heard else 0,
            judgements=judged.get(code, {}),
        )


def _heard(study: Any, on: date) -> dict[int, tuple[tuple[core.Voices, ...], int]]:
    """Per code the perspectives, asked or not, and how many passages; of a blind round nothing counts."""
    found = matrix.matrix(study, printed.NOBODY, on=on)
    keys = [(PERSPECTIVES.get(one.key, one.key), one.asked) for one in found.columns]
    return {row.code.pk: (_voices(keys, row.cells), _passages(row.cells)) for row in found.rows}


def _voices(keys: Iterable[tuple[str, int]], cells: Iterable[Any]) -> tuple[core.Voices, ...]:
    """Where nobody was asked, nobody can have named it."""
    return tuple(
        core.Voices(key, asked, cell.persons, cell.against) if cell else core.Voices(key, 0, 0, 0)
        for (key, asked), cell in zip(keys, cells, strict=True)
    )


def _passages(cells: Iterable[Any]) -> int:
    return sum(cell.passages + cell.passages_against for cell in cells if cell)


def _quotes(study: Any, on: date) -> Mapping[int, Sequence[core.Quote]]:
    found: dict[int, list[core.Quote]] = defaultdict(list)
    for one in printed.signed(study, on=on):
        told = {language: _told(one.told, language) for language in LANGUAGES}
        found[one.code].append(core.Quote(f"{QUOTE}{one.pk}", one.wording, one.language, told, one.against))
    return found


def _told(attributes: Mapping[str, str], language: str) -> str:
    """Who said it, as far as its reader signed for: "participant, Farsi"."""
    with override(language):
        words: dict[str, Callable[[str], str]] = {
            "perspective": _perspective,
            "language": _tongue,
            "region": str,
        }
        return ", ".join(words[name](attributes[name]) for name in TOLD if attributes.get(name))


def _perspective(key: str) -> str:
    return whom.perspectives().get(key, _("a document") if key == "documents" else key)


def _tongue(code: str) -> str:
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code
