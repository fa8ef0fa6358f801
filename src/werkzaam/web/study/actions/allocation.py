"""Who comes into which arm, by a list or by district."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from werkzaam.sides import GUIDANCE, RESEARCH
from werkzaam.web.ledger import actions as ledger
from werkzaam.web.people.access import require
from werkzaam.web.people.rules import Access
from werkzaam.web.study import queries, rules
from werkzaam.web.study.models import Allocation, Study
from werkzaam.web.study.queries import REGISTER


@transaction.atomic(using=RESEARCH)
def allocate(*, by: Access, at: datetime, study: Study, arms: Mapping[str, str]) -> int:
    """Put pseudonyms in arms, all or none; who is there already stays. Returns how many are new.

    Raises AllocationRefused for an unknown arm, a malformed pseudonym, or one that sits in another arm.
    """
    require(queries.reaches(by, REGISTER, study.organisation))
    current = queries.arms(study)
    check_arms(arms.values(), study)
    _check_allocation(arms, current)
    new = {pseudonym: arm for pseudonym, arm in arms.items() if pseudonym not in current}
    write(study, new, {})
    details: dict[str, object] = {"study": study.code, "new": len(new)}
    ledger.record(by=by.account, at=at, side=RESEARCH, act="study.allocate", details=details)
    return len(new)


@transaction.atomic(using=RESEARCH)
def allocate_by_district(*, by: Access, at: datetime, study: Study, arms: Mapping[str, str]) -> int:
    """Put everyone who has a key and no arm yet in the arm of the district (code) where they live.

    Nothing is drawn. The arm is kept, the district is not; that it was read is in the ledger of both sides, and who
    lives elsewhere gets no arm. Returns how many are new. Raises AllocationRefused.
    """
    require(queries.reaches(by, REGISTER, study.organisation))
    check_arms(set(arms.values()), study)
    waiting = set(queries.waiting(study, on=timezone.localdate(at)))
    living = read_districts(by=by, at=at, study=study)
    found = {key: arms[place] for key, place in living.items() if key in waiting and place in arms}
    if not found:
        raise rules.AllocationRefused(
            _("Nobody with a key and without an arm lives in these districts. Nobody was allocated.")
        )
    write(study, found, {})
    details: dict[str, object] = {"study": study.code, "new": len(found), "districts": dict(arms)}
    ledger.record(by=by.account, at=at, side=RESEARCH, act="study.allocate_by_district", details=details)
    return len(found)


def read_districts(*, by: Access, at: datetime, study: Study) -> dict[str, str]:
    """District (code) per pseudonym, with a look at each of those persons on the guidance side."""
    living = queries.districts(study, on=timezone.localdate(at))
    details: dict[str, object] = {"study": study.code}
    ledger.looked(
        by=by.account,
        at=at,
        side=GUIDANCE,
        act="study.read_districts",
        subjects=sorted(living.persons),
        details=details,
    )
    return living.by_pseudonym


def write(study: Study, arms: Mapping[str, str], starts: Mapping[str, date | None]) -> None:
    """The rows of people who have no arm yet."""
    known = {arm.key: arm for arm in study.arms.all()}
    Allocation.objects.bulk_create(
        Allocation(study=study, pseudonym=key, arm=known[arm], starts_on=starts.get(key))
        for key, arm in arms.items()
    )


def check_arms(wanted: Iterable[str], study: Study) -> None:
    """Raises AllocationRefused for an arm the study does not have."""
    known = set(study.arms.values_list("key", flat=True))
    if unknown := rules.unknown_arms(wanted, known):
        raise rules.AllocationRefused(
            _("Unknown arm: %(arms)s. Nobody was allocated. This study has: %(known)s.")
            % {"arms": ", ".join(unknown), "known": ", ".join(sorted(known))}
        )


def _check_allocation(wanted: Mapping[str, str], current: Mapping[str, str]) -> None:
    if wrong := rules.malformed(wanted):
        raise rules.AllocationRefused(
            _("%(count)s of the pseudonyms do not have 32 hexadecimal digits. Nobody was allocated.")
            % {"count": wrong}
        )
    if already := rules.moved(wanted, current):
        raise rules.AllocationRefused(
            _(
                "%(count)s of the pseudonyms are in another arm already. Nobody was "
                "allocated: an allocation is made once."
            )
            % {"count": already}
        )
