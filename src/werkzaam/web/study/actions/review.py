"""A second pair of eyes on a plan."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from werkzaam.sides import RESEARCH
from werkzaam.web.ledger import actions as ledger
from werkzaam.web.people.rules import Access
from werkzaam.web.study import rules
from werkzaam.web.study.actions.plan import held
from werkzaam.web.study.models import Review, Study


@transaction.atomic(using=RESEARCH)
def review_plan(*, by: Access, at: datetime, study: Study, judgement: str, text: str = "") -> Review:
    """Say what you think of the plan as it stands. Raises PlanLocked, OwnWork, ReviewEmpty."""
    study = held(by, study)
    if by.account == study.author:
        raise rules.OwnWork(
            _("You made the last change to this plan yourself. Someone else must read it. Nothing was saved.")
        )
    if judgement != Review.Judgement.AGREED and not text.strip():
        raise rules.ReviewEmpty(_("Say what must change, or what you want to remark. Nothing was saved."))
    review = Review.objects.create(
        study=study, plan_hash=study.plan_hash, judgement=judgement, text=text.strip(), at=at, by=by.account
    )
    details: dict[str, object] = {"study": study.code, "plan": study.plan_hash, "judgement": judgement}
    ledger.record(by=by.account, at=at, side=RESEARCH, act="study.review_plan", details=details)
    return review
