"""What became of a recommendation: noted here, and laid on the shelf beside the editions that hold it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from werkzaam.sides import RESEARCH
from werkzaam.web.desk.actions.held import CLAIM, BadClaim, in_both, reach, record
from werkzaam.web.desk.models import UptakeStep, WrittenClaim
from werkzaam.web.desk.shelf import lay_on_shelf
from werkzaam.web.people.rules import Access


@transaction.atomic(using=RESEARCH)
def note_uptake(
    *, by: Access, at: datetime, study: Any, claim: str, on: date, uptake: str, reason: Mapping[str, str]
) -> UptakeStep:
    """Add a step; also after publication. Declining says why. Raises BadClaim."""
    reach(by, CLAIM, study)
    known = WrittenClaim.objects.filter(study=study, key=claim, kind=WrittenClaim.Kind.RECOMMENDATION)
    if not known.exists():
        raise BadClaim(_("There is no such recommendation. Nothing was saved."))
    declined = uptake == UptakeStep.Uptake.DECLINED
    told = in_both(dict(reason), "reason", required=declined)
    step = UptakeStep.objects.create(
        study=study, claim=claim, on=on, uptake=uptake, **told, noted_at=at, noted_by=by.account
    )
    record(by, at, "note_uptake", study, claim=claim, uptake=uptake, on=on.isoformat())
    transaction.on_commit(lambda: lay_on_shelf(study), using=RESEARCH)
    return step
