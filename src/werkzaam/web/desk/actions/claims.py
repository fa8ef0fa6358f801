"""Writing claims: a published one stays as it is, and a new version takes its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from werkzaam.core.claim.stale import paths
from werkzaam.sides import RESEARCH
from werkzaam.web.desk import numbers, rules
from werkzaam.web.desk.actions.held import CLAIM, BadClaim, in_both, reach, record
from werkzaam.web.desk.dossier import written
from werkzaam.web.desk.models import EvidenceLink, Rival, WrittenClaim
from werkzaam.web.desk.room import room
from werkzaam.web.people.rules import Access

Row = Mapping[str, str]
OPTIONAL = ("answer", "period", "mechanism", "addressee")


@transaction.atomic(using=RESEARCH)
def write_claim(
    *,
    by: Access,
    at: datetime,
    study: Any,
    kind: str,
    texts: Mapping[str, str],
    links: Sequence[Row] = (),
    rivals: Sequence[Row] = (),
    claim: WrittenClaim | None = None,
    key: str = "",
) -> WrittenClaim:
    """Keep a claim as a whole: its sentence, evidence and rivals. `texts` are fields such as `sentence_nl`.

    Raises BadClaim for a sentence in one language, and for a version that is no longer the last.
    """
    reach(by, CLAIM, study)
    row = (
        _version(claim) if claim else WrittenClaim(study=study, kind=kind, key=_free_key(study, key or kind))
    )
    for name, value in _texts(row.kind, dict(texts)).items():
        setattr(row, name, value)
    row.written_at, row.written_by = at, by.account
    row.save()
    _evidence(row, links, rivals)
    _look(row, at)
    record(by, at, "write_claim", study, claim=row.key, version=row.version, kind=row.kind)
    return row


@transaction.atomic(using=RESEARCH)
def look_again(*, by: Access, at: datetime, claim: WrittenClaim) -> WrittenClaim:
    """The sentence holds on the numbers of today."""
    reach(by, CLAIM, claim.study)
    _look(_held(claim), at)
    record(by, at, "look_again", claim.study, claim=claim.key, version=claim.version)
    return claim


@transaction.atomic(using=RESEARCH)
def leave_out(*, by: Access, at: datetime, claim: WrittenClaim) -> None:
    """Out of every next edition; what is published stays published."""
    reach(by, CLAIM, claim.study)
    row = _held(claim)
    row.gone_at = at
    row.save(update_fields=["gone_at"])
    record(by, at, "leave_out_claim", claim.study, claim=claim.key, version=claim.version)


def _held(claim: WrittenClaim) -> WrittenClaim:
    """The row, kept for this transaction. Raises BadClaim where it is no longer the last version."""
    row: WrittenClaim = WrittenClaim.objects.select_for_update().get(pk=claim.pk)
    if row.gone_at or WrittenClaim.objects.filter(replaces=row).exists():
        raise BadClaim(
            _("This claim was replaced or left out meanwhile. Nothing was saved. Open it from the list."),
            code="desk-claim-replaced",
        )
    return row


def _version(claim: WrittenClaim) -> WrittenClaim:
    """The row to write in: the same one, or the next version of a published one."""
    row = _held(claim)
    if row.published_in_id is None:
        return row
    return WrittenClaim(study=row.study, kind=row.kind, key=row.key, version=row.version + 1, replaces=row)


def _free_key(study: Any, wanted: str) -> str:
    taken = set(WrittenClaim.objects.filter(study=study).values_list("key", flat=True))
    return wanted if wanted not in taken and "-" in wanted else rules.numbered(wanted, taken)


def _texts(kind: str, texts: dict[str, str]) -> dict[str, str]:
    own = {"contribution": {"mechanism"}, "recommendation": {"addressee"}, "described": {"period"}}
    keep = own.get(kind, set()) | {"answer"}
    told = in_both(texts, "sentence")
    for name in OPTIONAL:
        blank = {f"{name}_nl": "", f"{name}_en": ""}
        told |= in_both(texts, name, required=False) if name in keep else blank
    return told


def _evidence(row: WrittenClaim, links: Iterable[Row], rivals: Iterable[Row]) -> None:
    row.links.all().delete()
    row.rivals.all().delete()
    seen: set[tuple[str, str]] = set()
    for one in links:
        if (place := (one["source"], one["target"])) in seen:
            raise BadClaim(
                _("“%(target)s” is there twice as evidence. Keep one of the two. Nothing was saved.")
                % {"target": one["target"]},
                code="desk-link-twice",
            )
        seen.add(place)
        EvidenceLink.objects.create(claim=row, **one)
    for one in rivals:
        in_both(dict(one), "explanation")
        Rival.objects.create(claim=row, **one)


def _look(row: WrittenClaim, at: datetime) -> None:
    """Remember each number the claim hangs on as it stands now."""
    here = room(row.study, on=timezone.localdate(at))
    row.seen = numbers.present(paths(written(row)), here.evidence)
    WrittenClaim.objects.filter(pk=row.pk).update(seen=row.seen)
