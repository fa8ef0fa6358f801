"""An interviewer fills in for someone: at the telephone, or from paper."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from werkzaam.sides import RESEARCH
from werkzaam.web.people.access import require
from werkzaam.web.people.rules import Access
from werkzaam.web.study import queries as studies
from werkzaam.web.survey import rules
from werkzaam.web.survey.actions.answering import begin
from werkzaam.web.survey.actions.door import open_door
from werkzaam.web.survey.models import Invitation


@transaction.atomic(using=RESEARCH)
def begin_entry(*, by: Access, at: datetime, case: Invitation, mode: rules.Mode | str) -> Invitation:
    """Fill in by `mode` (telephone or paper) from now on. Raises Refused, DoorClosed."""
    require(studies.reaches(by, rules.INTERVIEW, case.round.study.organisation))
    require(rules.Mode(mode).value in rules.ASKED_BY)
    opener = rules.Interviewer(by.account, case.pk)
    asked = open_door(at, opener)
    asked.mode, asked.helper, asked.helper_language = rules.Mode(mode).value, "", ""
    asked.save(update_fields=["mode", "helper", "helper_language"])
    return begin(at=at, token=opener)
