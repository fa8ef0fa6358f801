"""Asking what a study could see."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from werkzaam.sides import RESEARCH
from werkzaam.web.ledger import actions as ledger
from werkzaam.web.people.access import require
from werkzaam.web.people.rules import Access
from werkzaam.web.study import power, queries, rules, tasks
from werkzaam.web.study.models import PowerRun, Study
from werkzaam.web.study.queries import REGISTER

FEWEST, MOST = 200, 5_000


@transaction.atomic(using=RESEARCH)
def ask_power(
    *, by: Access, at: datetime, study: Study, expect: Mapping[str, object] | None = None, draws: int = 1_000
) -> PowerRun:
    """Ask for the power of each main question, under `expect` (a table `[expect]`; None: the plan's own).

    The same question that waits or was answered is given back. Raises PowerRefused, PlanProblem, NotSupported.
    """
    require(queries.reaches(by, REGISTER, study.organisation))
    if not FEWEST <= draws <= MOST:
        raise rules.PowerRefused(
            _("Simulate between %(fewest)s and %(most)s studies. Nothing was started.")
            % {"fewest": FEWEST, "most": MOST}
        )
    text = rules.expecting(study.plan_toml, expect) if expect is not None else study.plan_toml
    plan = power.read(text, study.code)
    power.foreseen(plan)  # says at once why a power cannot be had
    asked = {"study": study, "plan_hash": plan.hash, "draws": draws}
    if same := PowerRun.objects.filter(**asked).exclude(status=PowerRun.Status.FAILED).first():
        return same
    members = study.allocations.count()
    run = PowerRun.objects.create(
        **asked, plan_toml=text, allocated=members, asked_at=at, asked_by=by.account
    )
    details: dict[str, object] = {"study": study.code, "power": run.pk, "plan": plan.hash}
    ledger.record(by=by.account, at=at, side=RESEARCH, act="study.ask_power", details=details)
    tasks.simulate.enqueue(run.pk)
    return run
