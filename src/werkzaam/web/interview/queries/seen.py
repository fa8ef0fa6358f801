"""Which codings someone may see. In a round that is not released, everyone sees their own alone."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from werkzaam.web.interview import rules
from werkzaam.web.interview.models import Coding, Round, RoundSource, Source


def blind(source_pk: int, account: str) -> Round | None:
    """The round in which this account codes this source blindly, until it is released."""
    return Round.objects.filter(released_at=None, sources__source_id=source_pk, coders__coder=account).first()


def in_source(found: Source, account: str) -> QuerySet[Coding]:
    """The codings of one source that this account sees."""
    rows = Coding.objects.filter(source=found).select_related("code")
    here = blind(found.pk, account)
    return rows.filter(round=here, coder=account) if here else rows.filter(_open())


def in_study(found_study: Any, account: str) -> QuerySet[Coding]:
    """The codings of a study that count, for this account: not those of others where it codes blindly itself."""
    rows = Coding.objects.filter(_open(), code__study=found_study, code__gone_at=None, set_aside=False)
    mine = RoundSource.objects.filter(
        round__released_at=None, round__study=found_study, round__coders__coder=account
    ).values_list("source_id", flat=True)
    hidden = set(mine)
    return rows.exclude(~Q(coder=account), source_id__in=hidden) if hidden else rows


def _open() -> Q:
    return Q(round=None) | Q(round__released_at__isnull=False)


def marks(found: Source, *, own: str) -> list[rules.Mark]:
    """The codings of a source, in order of the text; `own` is the account whose codings can be taken back."""
    return [
        rules.Mark(
            row.pk,
            row.code_id,
            row.code.name,
            row.code.colour,
            row.start,
            row.end,
            row.coder == own,
            row.stance == Coding.Stance.AGAINST,
            row.memo,
            row.origin,
        )
        for row in in_source(found, own)
        if not row.set_aside
    ]
