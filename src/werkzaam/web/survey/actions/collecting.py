"""Keys for collecting apps, and for programs that read: made for one account in one study, and taken back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from werkzaam.sides import RESEARCH
from werkzaam.web.ledger import actions as ledger
from werkzaam.web.people.access import require
from werkzaam.web.people.rules import Access
from werkzaam.web.study import queries as studies
from werkzaam.web.survey import collectors, rules
from werkzaam.web.survey.models import Collector


@transaction.atomic(using=RESEARCH)
def make_collector(
    *, by: Access, at: datetime, study: studies.Study, account: str, label: str
) -> tuple[Collector, str]:
    """A key for this account, and its token: only here, the database keeps a hash.

    What it opens follows from what the account may do: collect answers, or read them. Raises CollectorRefused.
    """
    require(studies.reaches(by, rules.OPEN_ROUND, study.organisation))
    holders = {holder.account for holder in collectors.holders(study, on=timezone.localdate(at))}
    if account not in holders:
        raise collectors.CollectorRefused(
            _("This account may neither collect nor read answers of this study. Nothing was made.")
        )
    token = rules.new_token()
    made = Collector.objects.create(
        study=study,
        label=label,
        account=account,
        token_hash=rules.token_hash(token),
        made_at=at,
        made_by=by.account,
    )
    _note(by, at, "survey.make_collector", made)
    return made, token


@transaction.atomic(using=RESEARCH)
def revoke_collector(*, by: Access, at: datetime, collector: Collector) -> Collector:
    """From now on the key opens nothing; what it delivered stays. Twice is once."""
    require(studies.reaches(by, rules.OPEN_ROUND, collector.study.organisation))
    if collector.revoked_at is None:
        collector.revoked_at = at
        collector.save(update_fields=["revoked_at"])
        _note(by, at, "survey.revoke_collector", collector)
    return collector


def _note(by: Access, at: datetime, act: str, found: Collector) -> None:
    details: dict[str, object] = {"collector": found.pk, "study": found.study.code, "for": found.account}
    ledger.record(by=by.account, at=at, side=RESEARCH, act=act, details=details)
