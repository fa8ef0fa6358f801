"""Code × perspective, or × arm, region or language: distinct voices, and those who say the contrary."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from werkzaam.core import coding as core
from werkzaam.web.interview.models import Code, Perspective
from werkzaam.web.interview.queries import told


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
    cells: tuple[core.Cell | None, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    closed: int  # sources left out because consent does not stand


BY = ("perspective", "arm", "region", "language")


def matrix(found_study: Any, account: str, *, on: date, by: str = "perspective", kinds: Any = ()) -> Matrix:
    """Every code that stands (of these `kinds`). A voice is one person by pseudonym, one speaker of a group, or a
    conversation or document that belongs to nobody in particular."""
    corpus = told.corpus(found_study, account, on=on, sentences=False)
    own = by == "perspective"
    labels = {**dict(Perspective.choices), told.DOCUMENTS: _("documents")}
    counted = core.matrix(corpus, perspectives=tuple(labels) if own else (), by=None if own else by)
    columns = tuple(
        Column(key, str(labels.get(key, key)), counted.asked.get(key, 0)) for key in counted.perspectives
    )
    names = told.names(found_study)
    rows = tuple(
        Row(names[one.key], tuple(counted.cells[one.key][column.key] for column in columns))
        for _depth, one in corpus.codebook.walk()
        if not kinds or names[one.key].kind in kinds
    )
    return Matrix(columns, rows, corpus.closed)
