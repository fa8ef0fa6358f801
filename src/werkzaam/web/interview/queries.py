"""Reads on sources, codes and codings. Consent is asked at every look: what was withdrawn is closed, not shown."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from werkzaam.problem import Problem
from werkzaam.web.consent import queries as consent
from werkzaam.web.interview import rules
from werkzaam.web.interview.models import Code, Coding, Perspective, Source
from werkzaam.web.people.access import refuse
from werkzaam.web.people.rules import Access
from werkzaam.web.study import queries as studies


class Withdrawn(Problem):
    """The person's research consent does not stand (any more): the source stays closed."""

    code = "interview-consent-withdrawn"
    status = 403


def withdrawn() -> Withdrawn:
    return Withdrawn(
        _(
            "This person's consent for research does not stand today. The source stays closed and is left out of "
            "every count; ask the key-holder what should happen with it."
        )
    )


class Changed(Problem):
    """The stored text is not the text that was added."""

    code = "interview-text-changed"
    status = 409


def study(access: Access, permission: str, code: str) -> Any:
    """The study with this code, where `permission` reaches it; else Refused."""
    return studies.get(access, permission, code)


def allowed(study_code: str, *, on: date) -> set[str]:
    """Pseudonyms of this study whose research consent stands on this day; sources of nobody in particular too."""
    return {"", *consent.allowed_pseudonyms(study_code, on)}


@dataclass(frozen=True, slots=True)
class Listed:
    source: Source
    open: bool


def sources(found_study: Any, *, on: date) -> list[Listed]:
    """Every source of a study without its text; `open` tells whether consent stands."""
    standing = allowed(found_study.code, on=on)
    rows = Source.objects.filter(study=found_study).defer("text").annotate(passages=Count("codings"))
    return [Listed(source, source.pseudonym in standing) for source in rows]


def source(access: Access, permission: str, pk: int, *, on: date) -> Source:
    """One source that `access` reaches and whose consent stands. Raises Refused, Withdrawn or Changed."""
    found = Source.objects.select_related("study").filter(pk=pk).first()
    if found is None:
        raise refuse()
    study(access, permission, found.study.code)
    if found.pseudonym not in allowed(found.study.code, on=on):
        raise withdrawn()
    if rules.fingerprint(found.text) != found.sha256:
        raise Changed(_("The text of this source was changed outside the system. Ask for the original file."))
    return found


def coding(access: Access, permission: str, pk: int, *, on: date) -> Coding:
    """One coding in a source that `access` reaches; Refused whether it exists elsewhere or not at all."""
    found = Coding.objects.select_related("source").filter(pk=pk).first()
    if found is None:
        raise refuse()
    source(access, permission, found.source_id, on=on)
    return found


def subject(found: Source) -> str:
    """Under which name a look at this source stands in the ledger."""
    return found.pseudonym or f"source-{found.pk}"


def codes(found_study: Any) -> QuerySet[Code]:
    return Code.objects.filter(study=found_study).annotate(passages=Count("codings"))


def marks(found: Source, *, own: str) -> list[rules.Mark]:
    """The codings of a source, in order of the text; `own` is the account whose codings can be taken back."""
    rows = Coding.objects.filter(source=found).select_related("code")
    return [rules.Mark(row.pk, row.code.name, row.start, row.end, row.coder == own) for row in rows]


@dataclass(frozen=True, slots=True)
class Column:
    """A perspective (or the documents), with how many voices were heard."""

    key: str
    label: str
    asked: int


@dataclass(frozen=True, slots=True)
class Cell:
    """Distinct voices and passages; `asked` is False where nobody of this perspective was spoken to."""

    voices: int
    passages: int
    asked: bool


@dataclass(frozen=True, slots=True)
class Row:
    code: Code
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    closed: int  # sources left out because consent does not stand


DOCUMENTS = "documents"


def matrix(found_study: Any, *, on: date) -> Matrix:
    """Code × perspective: how many distinct voices name it, in how many passages.

    A voice is one person (by pseudonym), or one conversation or document that belongs to no single person.
    """
    standing = allowed(found_study.code, on=on)
    found = list(Source.objects.filter(study=found_study).defer("text"))
    heard = {row.pk: (_column(row), subject(row)) for row in found if row.pseudonym in standing}
    columns = _columns(heard.values())
    pairs = Coding.objects.filter(source__in=heard).values_list("code_id", "source_id")
    cells = _tally(pairs, heard)
    rows = tuple(
        Row(code, tuple(_cell(cells[code.pk, column.key], column) for column in columns))
        for code in Code.objects.filter(study=found_study)
    )
    return Matrix(columns, rows, len(found) - len(heard))


def _column(row: Source) -> str:
    return DOCUMENTS if row.kind == Source.Kind.DOCUMENT else row.perspective


def _columns(heard: Iterable[tuple[str, str]]) -> tuple[Column, ...]:
    asked = Counter(column for column, _subject in set(heard))
    labels = [(key, str(label)) for key, label in Perspective.choices]
    return tuple(Column(key, label, asked[key]) for key, label in [*labels, (DOCUMENTS, _("documents"))])


def _tally(
    pairs: Iterable[tuple[int, int]], heard: dict[int, tuple[str, str]]
) -> defaultdict[tuple[int, str], list[str]]:
    cells: defaultdict[tuple[int, str], list[str]] = defaultdict(list)
    for code, source_id in pairs:
        column, voice = heard[source_id]
        cells[code, column].append(voice)
    return cells


def _cell(voices: list[str], column: Column) -> Cell:
    return Cell(len(set(voices)), len(voices), column.asked > 0)
