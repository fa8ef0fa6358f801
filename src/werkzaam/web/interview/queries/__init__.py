"""Reads on sources, codes and codings."""

from werkzaam.web.interview.queries.book import changes, codes, last_standing, memos, tree
from werkzaam.web.interview.queries.elements import elements, evidence, population, tellable
from werkzaam.web.interview.queries.matrix import BY
from werkzaam.web.interview.queries.passages import of_code, search
from werkzaam.web.interview.queries.reach import (
    Changed,
    Withdrawn,
    allowed,
    change,
    code,
    coding,
    pending,
    require_within,
    round,
    source,
    sources,
    stands,
    study,
    subject,
    talk,
    withdrawn,
)
from werkzaam.web.interview.queries.seen import blind, in_source, in_study, marks

__all__ = [
    "BY",
    "Changed",
    "Withdrawn",
    "allowed",
    "blind",
    "change",
    "changes",
    "code",
    "codes",
    "coding",
    "elements",
    "evidence",
    "in_source",
    "in_study",
    "last_standing",
    "marks",
    "memos",
    "of_code",
    "pending",
    "population",
    "require_within",
    "round",
    "search",
    "source",
    "sources",
    "stands",
    "study",
    "subject",
    "talk",
    "tellable",
    "tree",
    "withdrawn",
]
