"""The waves in time, and what went otherwise."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from werkzaam.sides import RESEARCH
from werkzaam.web.ledger import actions as ledger
from werkzaam.web.people.access import require
from werkzaam.web.people.rules import Access
from werkzaam.web.study import queries, rules
from werkzaam.web.study.models import Deviation, Study, Wave
from werkzaam.web.study.queries import REGISTER


@transaction.atomic(using=RESEARCH)
def schedule_wave(
    *, by: Access, at: datetime, study: Study, wave: str, opens_on: date, closes_on: date
) -> Wave:
    """Say from which to which day a wave is measured. Raises WaveWindow when it would end before it starts."""
    require(queries.reaches(by, REGISTER, study.organisation))
    found = queries.wave(study, wave)
    if closes_on < opens_on:
        raise rules.WaveWindow(_("The last day lies before the first day. Nothing was saved. Swap them."))
    found.opens_on, found.closes_on = opens_on, closes_on
    found.save(update_fields=["opens_on", "closes_on"])
    details: dict[str, object] = {"study": study.code, "wave": wave, "opens_on": f"{opens_on}"}
    ledger.record(by=by.account, at=at, side=RESEARCH, act="study.schedule_wave", details=details)
    return found


@transaction.atomic(using=RESEARCH)
def record_deviation(
    *, by: Access, at: datetime, study: Study, on: date, text: str, kind: str = Deviation.Kind.OTHER
) -> Deviation:
    """Tell what went otherwise than registered. Before the lock the plan itself is amended instead."""
    require(queries.reaches(by, REGISTER, study.organisation))
    if not study.is_locked:
        raise rules.PlanLocked(
            _("This plan is not locked yet: change the plan itself."), code="plan-not-locked"
        )
    deviation = Deviation.objects.create(
        study=study, on=on, kind=kind, text=text, recorded_at=at, recorded_by=by.account
    )
    details: dict[str, object] = {"study": study.code, "deviation": deviation.pk}
    ledger.record(by=by.account, at=at, side=RESEARCH, act="study.record_deviation", details=details)
    return deviation
