"""Blind double coding: open a round, finish one's part, settle what differs."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from werkzaam.core.coding.span import touched
from werkzaam.sides import RESEARCH
from werkzaam.web.interview import queries, rules
from werkzaam.web.interview.actions.noted import BadRound, record
from werkzaam.web.interview.models import Code, Coding, Decision, Round, RoundCoder, RoundSource, Source
from werkzaam.web.interview.queries import rounds
from werkzaam.web.people.access import require
from werkzaam.web.people.rules import Access


@transaction.atomic(using=RESEARCH)
def open_round(
    *, by: Access, at: datetime, study: Any, name: str, sources: Collection[int], coders: Collection[str]
) -> Round:
    """Sources (ids) that these accounts code without seeing one another. Raises BadRound."""
    queries.study(by, "interview.code", study.code)
    _check_round(study, name, sources, coders, at)
    opened = Round.objects.create(study=study, name=name.strip(), opened_at=at, opened_by=by.account)
    RoundSource.objects.bulk_create(RoundSource(round=opened, source_id=pk) for pk in sorted(set(sources)))
    RoundCoder.objects.bulk_create(RoundCoder(round=opened, coder=one) for one in sorted(set(coders)))
    record(by, at, "open_round", "", round=opened.pk, sources=len(set(sources)), coders=len(set(coders)))
    return opened


def _check_round(
    study: Any, name: str, sources: Collection[int], coders: Collection[str], at: datetime
) -> None:
    on = timezone.localdate(at)
    if not name.strip() or Round.objects.filter(study=study, name=name.strip()).exists():
        raise BadRound(_("Give the round a name that no other round has."))
    if len(set(coders)) < 2 or not set(coders) <= rounds.coders(study, on=on).keys():
        raise BadRound(_("A round needs two coders or more, who may code in this study."))
    open_sources = {row.source.pk for row in queries.sources(study, on=on) if row.open}
    if not sources or not set(sources) <= open_sources:
        raise BadRound(_("Choose at least one source of this study that is open."))
    going = RoundSource.objects.filter(round__released_at=None, source__in=sources)
    if going.exists():
        raise BadRound(_("A source stands in a round that is still going on. Finish that round first."))


@transaction.atomic(using=RESEARCH)
def finish(*, by: Access, at: datetime, round: Round) -> bool:
    """One's own part is done; with the last of the coders the round is released. Whether it now is."""
    round = queries.round(by, "interview.code", round.pk)
    part = round.coders.filter(coder=by.account).first()
    require(part is not None)
    assert part is not None
    if part.finished_at is None:
        part.finished_at = at
        part.save(update_fields=["finished_at"])
        record(by, at, "finish_round", "", round=round.pk)
    if round.released_at is None and not round.coders.filter(finished_at=None).exists():
        round.released_at = at
        round.save(update_fields=["released_at"])
        record(by, at, "release_round", "", round=round.pk)
    return round.released_at is not None


@transaction.atomic(using=RESEARCH)
def settle(
    *,
    by: Access,
    at: datetime,
    round: Round,
    source: Source,
    sentence: int,
    code: Code,
    applies: bool,
    reason: str = "",
) -> Decision:
    """What the coders agreed on for one sentence (index from 0) and code; the last word counts."""
    round = queries.round(by, "interview.code", round.pk)
    if round.released_at is None:
        raise BadRound(_("This round is not released: not everyone has finished. Wait for the others."))
    if not round.sources.filter(source=source).exists() or not 0 <= sentence < len(source.sentences):
        raise BadRound(_("This sentence does not belong to the round."))
    values = {"applies": applies, "reason": reason.strip(), "decided_at": at, "decided_by": by.account}
    decision, _new = Decision.objects.update_or_create(
        round=round, source=source, sentence=sentence, code=code, defaults=values
    )
    _set_aside(round, source, code)
    record(
        by, at, "settle_difference", queries.subject(source), round=round.pk, code=code.pk, applies=applies
    )
    return decision


def _set_aside(round: Round, source: Source, code: Code) -> None:
    """A coding counts no more once the code was refused for every sentence it touches."""
    refused = set(
        round.decisions.filter(source=source, code=code, applies=False).values_list("sentence", flat=True)
    )
    units = rules.units(source.sentences)
    rows = list(Coding.objects.filter(round=round, source=source, code=code))
    for row in rows:
        here = set(touched(units, row))
        row.set_aside = bool(here) and here <= refused
    Coding.objects.bulk_update(rows, ["set_aside"])
