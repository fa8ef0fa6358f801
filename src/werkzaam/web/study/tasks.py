"""The long computation of a study, as a background task; repeating it changes nothing that is done."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from werkzaam.problem import Problem
from werkzaam.sides import RESEARCH
from werkzaam.web.ledger import actions as ledger
from werkzaam.web.study import power
from werkzaam.web.study.models import PowerRun

SAVED_EVERY = 0.5  # seconds
PATIENT = -10  # whoever waits for a freeze or a report goes first


@task(priority=PATIENT)
def simulate(pk: int) -> None:
    """Simulate the power of a study's main questions, and keep what was found beside what went in."""
    run = PowerRun.objects.select_related("study").get(pk=pk)
    if run.done:
        return
    PowerRun.objects.filter(pk=pk).update(status=PowerRun.Status.RUNNING, code="", message="", ended_at=None)
    try:
        result = power.simulated(power.read(run.plan_toml, run.study.code), run.draws, _teller(run))
    except Problem as problem:
        _end(run, PowerRun.Status.FAILED, code=problem.code, message=problem.message)
        raise
    except Exception:
        _end(
            run,
            PowerRun.Status.FAILED,
            code="study-stopped",
            message=_("The simulation stopped unexpectedly."),
        )
        raise
    run.result, run.progress = result, 100
    _end(run, PowerRun.Status.DONE)


@transaction.atomic(using=RESEARCH)
def _end(run: PowerRun, status: PowerRun.Status, code: str = "", message: str = "") -> None:
    run.status, run.code, run.message, run.ended_at = status, code, message, timezone.now()
    run.save(update_fields=["status", "code", "message", "ended_at", "result", "progress"])
    details: dict[str, object] = {"power": run.pk, "status": status.value, "code": code}
    ledger.record(by=run.asked_by, at=run.ended_at, side=RESEARCH, act="study.power_ended", details=details)


def _teller(run: PowerRun) -> Callable[[float], None]:
    """Saves how far the simulation is, at most every half second."""
    last = 0.0

    def tell(part: float) -> None:
        nonlocal last
        if time.monotonic() - last >= SAVED_EVERY:
            last = time.monotonic()
            PowerRun.objects.filter(pk=run.pk).update(progress=min(99, round(100 * part)))

    return tell
