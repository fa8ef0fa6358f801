"""The lottery in its three acts: prepared (seed and list fixed, hashes told), drawn, closed (seed told)."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from werkzaam.core.plan import Unit
from werkzaam.core.plan.lottery import ALGORITHM, Entry, Slot, Ticket, draw, list_hash, seed_hash
from werkzaam.sides import RESEARCH
from werkzaam.web.ledger import actions as ledger
from werkzaam.web.people.access import require
from werkzaam.web.people.rules import Access
from werkzaam.web.study import queries, rules
from werkzaam.web.study.actions import allocation
from werkzaam.web.study.models import Lottery, LotteryTicket, Study
from werkzaam.web.study.queries import REGISTER
from werkzaam.web.study.rules import Groups, Start


@transaction.atomic(using=RESEARCH)
def prepare_lottery(
    *,
    by: Access,
    at: datetime,
    study: Study,
    starts: Sequence[Start],
    groups: Mapping[str, Groups],
    strata: str = "",
    seed: str | None = None,
) -> Lottery:
    """Fix the list of everyone with a key and no arm, and conceal a seed: only the hashes of both are told.

    `groups` says per pseudonym within which stratum and with which cluster it draws; `strata` is what the strata
    are. `seed` is for reproducing; left out it is 256 bits from the operating system. Raises LotteryRefused,
    AllocationRefused, LotteryProblem.
    """
    require(queries.reaches(by, REGISTER, study.organisation))
    study = Study.objects.select_for_update().get(pk=study.pk)
    plan = queries.plan(study)
    if not (rules.is_lottery(plan.design) or plan.lottery):
        raise rules.LotteryRefused(_("The plan of this study knows no lottery. Nothing was prepared."))
    if queries.lottery(study) is not None:
        raise rules.LotteryRefused(_("This study has its lottery already. Nothing was prepared."))
    allocation.check_arms([start.arm for start in starts], study)
    entries = _entries(queries.waiting(study, on=timezone.localdate(at)), groups, stratified=bool(strata))
    by_cluster = plan.allocation.unit is Unit.CLUSTER
    concealed = seed or secrets.token_hex(32)
    _check_list(entries)
    draw(
        [entries], _slots(starts), seed=concealed, by_cluster=by_cluster
    )  # a list that cannot be drawn is refused now
    lottery = Lottery.objects.create(
        study=study, algorithm=ALGORITHM, by_cluster=by_cluster, strata=strata,
        slots=[{**asdict(start), "starts_on": start.starts_on and start.starts_on.isoformat()} for start in starts],
        seed=concealed, seed_hash=seed_hash(concealed), list_hash=list_hash(entries),
        prepared_at=at, prepared_by=by.account,
    )  # fmt: skip
    _write_tickets(lottery, entries, batch=0)
    told = {"seed_hash": lottery.seed_hash, "list_hash": lottery.list_hash, "people": len(entries)}
    _record(by, at, study, "study.prepare_lottery", told)
    return lottery


@transaction.atomic(using=RESEARCH)
def draw_lottery(*, by: Access, at: datetime, study: Study) -> int:
    """Draw for the list that was fixed. Returns how many were put in an arm. Raises LotteryRefused."""
    lottery = _held(by, study)
    if lottery.is_drawn:
        raise rules.LotteryRefused(_("This lottery was drawn already. Nothing was drawn again."))
    batches = queries.batches(lottery)
    if list_hash(batches[0]) != lottery.list_hash or seed_hash(lottery.seed) != lottery.seed_hash:
        raise rules.LotteryRefused(
            _("The list or the seed is not the one that was fixed. Nothing was drawn."),
            code="lottery-altered",
        )
    lottery.drawn_at, lottery.drawn_by = at, by.account
    lottery.save(update_fields=["drawn_at", "drawn_by"])
    return _put(by, at, lottery, _drawn(lottery, batches), "study.draw_lottery")


@transaction.atomic(using=RESEARCH)
def draw_arrivals(*, by: Access, at: datetime, study: Study, groups: Mapping[str, Groups]) -> int:
    """Draw on, from the same concealed sequence, for those who got a key since. Returns how many."""
    lottery = _held(by, study)
    if not lottery.is_drawn or lottery.is_closed:
        raise rules.LotteryRefused(
            _("This lottery is not open for people who come later. Nothing was drawn.")
        )
    arrived = queries.waiting(study, on=timezone.localdate(at))
    if not arrived:
        raise rules.LotteryRefused(_("Nobody is waiting for a lot. Nothing was drawn."))
    entries = _entries(arrived, groups, stratified=bool(lottery.strata))
    batches = queries.batches(lottery)
    found = _drawn(lottery, [*batches, entries])
    _write_tickets(lottery, entries, batch=len(batches))
    return _put(by, at, lottery, found, "study.draw_arrivals")


@transaction.atomic(using=RESEARCH)
def close_lottery(*, by: Access, at: datetime, study: Study) -> Lottery:
    """Nobody draws any more; the seed is told, so that everyone can repeat the lottery. Raises LotteryRefused."""
    lottery = _held(by, study)
    if not lottery.is_drawn or lottery.is_closed:
        raise rules.LotteryRefused(_("Only a lottery that was drawn and is open can be closed."))
    lottery.closed_at, lottery.closed_by = at, by.account
    lottery.save(update_fields=["closed_at", "closed_by"])
    _record(by, at, study, "study.close_lottery", {"seed": lottery.seed})
    return lottery


def _held(by: Access, study: Study) -> Lottery:
    require(queries.reaches(by, REGISTER, study.organisation))
    lottery = Lottery.objects.select_for_update().filter(study=study).first()
    if lottery is None:
        raise rules.LotteryRefused(_("There is no lottery yet. Prepare it first."))
    return lottery


def _check_list(entries: Sequence[Entry]) -> None:
    if len(entries) < 2:
        raise rules.LotteryRefused(
            _(
                "Fewer than two people have a key and no arm yet. Nothing was prepared. The key-holder makes keys."
            )
        )


def _entries(pseudonyms: Iterable[str], groups: Mapping[str, Groups], *, stratified: bool) -> list[Entry]:
    found = []
    for pseudonym in sorted(pseudonyms):
        group = groups.get(pseudonym, Groups())
        found.append(Entry(pseudonym, group.stratum if stratified else "", group.cluster))
    if stratified and (missing := sum(not entry.stratum for entry in found)):
        raise rules.LotteryRefused(
            _("%(count)s of these people have no stratum. Nothing was drawn. Give each one a stratum.")
            % {"count": missing}
        )
    return found


def _slots(starts: Iterable[Start]) -> list[Slot]:
    return [Slot(start.key, start.arm) for start in starts]


def _drawn(lottery: Lottery, batches: Sequence[Sequence[Entry]]) -> tuple[Ticket, ...]:
    return draw(batches, queries.slots(lottery), seed=lottery.seed, by_cluster=lottery.by_cluster)


def _write_tickets(lottery: Lottery, entries: Iterable[Entry], *, batch: int) -> None:
    LotteryTicket.objects.bulk_create(
        LotteryTicket(
            lottery=lottery, pseudonym=one.pseudonym, stratum=one.stratum, cluster=one.cluster, batch=batch
        )
        for one in entries
    )


def _put(by: Access, at: datetime, lottery: Lottery, tickets: Sequence[Ticket], act: str) -> int:
    """Write what was drawn on the tickets, and put these people in their arms."""
    rows = {row.pseudonym: row for row in lottery.tickets.filter(place__isnull=True)}
    new = [ticket for ticket in tickets if ticket.pseudonym in rows]
    for ticket in new:
        rows[ticket.pseudonym].place, rows[ticket.pseudonym].slot = ticket.place, ticket.slot
    LotteryTicket.objects.bulk_update([rows[one.pseudonym] for one in new], ["place", "slot"])
    days = queries.start_days(lottery)
    allocation.write(
        lottery.study,
        {one.pseudonym: one.arm for one in new},
        {one.pseudonym: days.get(one.slot) for one in new},
    )
    _record(by, at, lottery.study, act, {"drawn": dict(Counter(one.slot for one in new))})
    return len(new)


def _record(by: Access, at: datetime, study: Study, act: str, told: Mapping[str, object]) -> None:
    ledger.record(by=by.account, at=at, side=RESEARCH, act=act, details={"study": study.code, **told})


@transaction.atomic(using=RESEARCH)
def read_lottery(*, by: Access, at: datetime, study: Study) -> list[LotteryTicket]:
    """Everyone who drew, with a look at each of them. Raises LotteryRefused until the lottery is closed."""
    require(queries.reaches(by, queries.SEE, study.organisation))
    lottery = queries.lottery(study)
    if lottery is None or not lottery.is_closed:
        raise rules.LotteryRefused(
            _("The list opens once the lottery is closed: until then it is concealed.")
        )
    tickets = queries.tickets(lottery)
    ledger.looked(
        by=by.account, at=at, side=RESEARCH, act="study.read_lottery",
        subjects=sorted(one.pseudonym for one in tickets), details={"study": study.code},
    )  # fmt: skip
    return tickets
