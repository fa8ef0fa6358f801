"""Code × perspective, or × arm, region or language: distinct voices, and those who say the contrary."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from werkzaam.core import coding as core
from werkzaam.web.interview.models import Code, Perspective
from werkzaam.web.interview.queries import book, lent, told


@dataclass(frozen=True, slots=True)
class Column:
    """A perspective (or an arm, region, language), with how many voices were heard."""

    key: str
    label: str
    asked: int


@dataclass(frozen=True, slots=True)
class Row:
    """A code with a cell per column: None where nobody was asked."""

    code: Code
    kind: str  # in the language of the page
    cells: tuple[core.Cell | None, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    closed: int  # sources left out because consent does not stand


BY = ("perspective", "arm", "region", "language", "dose")


def matrix(found_study: Any, account: str, *, on: date, by: str = "perspective", kinds: Any = ()) -> Matrix:
    """Every code that stands (of these `kinds`). A voice is one person by pseudonym, one speaker of a group, or a
    conversation or document that belongs to nobody in particular."""
    own = by == "perspective"
    heard = told.heard(found_study, on=on, known={} if own else lent.known(found_study))
    names = told.names(found_study)
    labels = {**dict(Perspective.choices), told.DOCUMENTS: _("documents")}
    said = told.said(found_study, account, heard.voices)
    order = tuple(labels) if own else tuple(lent.values(found_study, by)) if by == "dose" else ()
    counted = core.counted(names, heard.everyone(), said, order, by=None if own else by)
    columns = tuple(
        Column(key, str(labels.get(key, key)), counted.asked.get(key, 0)) for key in counted.perspectives
    )
    kind = {str(key): str(label) for key, label in Code.Kind.choices}
    cells = {code: tuple(counted.cells[code][column.key] for column in columns) for code in names}
    rows = tuple(
        Row(names[one.key], kind[names[one.key].kind], cells[one.key])
        for _depth, one in book.as_core(names.values()).walk()
        if not kinds or names[one.key].kind in kinds
    )
    return Matrix(columns, rows, heard.closed)
