"""The questions of a client in OData's words: which rows, how many, which columns.

Understood: $top, $skip, $count, $expand=*, $select of columns, and $filter on the day of sending, joined by `and`.
Anything else is refused by name, never quietly left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from werkzaam.problem import NotSupported, Problem

KNOWN = {"$top", "$skip", "$count", "$expand", "$select", "$filter", "$wkt"}
COMPARED = re.compile(r"__system/submissionDate\s+(lt|le|gt|ge|eq)\s+'?([0-9T:.+Z -]+?)'?", re.IGNORECASE)
UNREVIEWED = re.compile(r"__system/reviewState\s+eq\s+null", re.IGNORECASE)
AND = re.compile(r"\s+and\s+", re.IGNORECASE)
LOOKUPS = {"lt": "__lt", "le": "__lte", "gt": "__gt", "ge": "__gte", "eq": ""}


class QueryNotSupported(NotSupported):
    code = "odata-not-supported"
    status = 501


class QueryWrong(Problem):
    code = "odata-wrong"
    status = 400


@dataclass(frozen=True, slots=True)
class Query:
    top: int | None
    skip: int
    count: bool
    expand: bool
    columns: frozenset[str]
    rows: Q


def parse(said: Mapping[str, str]) -> Query:
    """Raises QueryNotSupported, QueryWrong."""
    for name in said:
        if name.startswith("$") and name not in KNOWN:
            raise QueryNotSupported(_("%(name)s is not understood here.") % {"name": name})
    expand = said.get("$expand", "")
    if expand not in ("", "*"):
        raise QueryNotSupported(_("Only $expand=* is understood."))
    return Query(
        top=_whole(said, "$top"),
        skip=_whole(said, "$skip") or 0,
        count=said.get("$count", "").lower() == "true",
        expand=expand == "*",
        columns=frozenset(name.partition("/")[0] for name in said.get("$select", "").split(",") if name),
        rows=_rows(said.get("$filter", "")),
    )


def _whole(said: Mapping[str, str], name: str) -> int | None:
    raw = said.get(name)
    if raw is None:
        return None
    if not raw.isascii() or not raw.isdecimal() or len(raw) > 9:
        raise QueryWrong(_("%(name)s must be a whole number.") % {"name": name})
    return int(raw)


def _rows(said: str) -> Q:
    found = Q()
    for clause in AND.split(said.strip()) if said.strip() else []:
        if UNREVIEWED.fullmatch(clause.strip()):
            continue  # nothing is reviewed here
        match = COMPARED.fullmatch(clause.strip())
        if match is None:
            raise QueryNotSupported(_("This filter is not understood: %(clause)s") % {"clause": clause[:80]})
        found &= Q(**{f"submitted_at{LOOKUPS[match[1].lower()]}": _moment(match[2])})
    return found


def _moment(said: str) -> datetime:
    """A "+" that nobody escaped in an address arrives as a space."""
    try:
        found = datetime.fromisoformat(said.strip().replace(" ", "+"))
    except ValueError:
        raise QueryWrong(_("This is no date: %(said)s") % {"said": said[:40]}) from None
    return found if found.tzinfo else timezone.make_aware(found)
