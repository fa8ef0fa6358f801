"""Who speaks in a text, and in a passage: derived from turns, which never change, and kept beside both.

So that no page that counts voices has to read texts. Whatever makes a coding passes through `with_speakers`;
`derive_speakers` makes all of it anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from werkzaam.sides import RESEARCH
from werkzaam.web.interview import rules
from werkzaam.web.interview.models import Coding, Source
from werkzaam.web.ledger import actions as ledger

AT_ONCE = 500


def with_speakers(rows: Iterable[Coding]) -> list[Coding]:
    """The same codings, each with the names it touches (1 query)."""
    codings = list(rows)
    kept = Source.objects.filter(pk__in={row.source_id for row in codings}).values_list("pk", "turns")
    turns = {pk: rules.turns(found) for pk, found in kept}
    for row in codings:
        row.speakers = rules.heard(turns[row.source_id], row)
    return codings


@transaction.atomic(using=RESEARCH)
def derive_speakers(*, by: str, at: datetime) -> int:
    """Make anew what is kept of who speaks; how many rows said otherwise."""
    changed = derive(Source.objects.all(), Coding.objects.all())
    ledger.record(by=by, at=at, side=RESEARCH, act="interview.derive_speakers", details={"changed": changed})
    return changed


def derive(sources: QuerySet[Any], codings: QuerySet[Any]) -> int:
    """The same for any models of sources and codings: a migration has its own."""
    changed = 0
    for source in sources.only("turns", "speakers").order_by("pk").iterator(AT_ONCE):
        said, names = rules.turns(source.turns), rules.named(source.turns)
        changed += sources.filter(pk=source.pk).update(speakers=names) if names != source.speakers else 0
        rows = list(codings.filter(source_id=source.pk).only("start", "end", "speakers"))
        stale = [row for row in rows if row.speakers != rules.heard(said, row)]
        for row in stale:
            row.speakers = rules.heard(said, row)
        changed += codings.bulk_update(stale, ["speakers"], batch_size=AT_ONCE)
    return changed
