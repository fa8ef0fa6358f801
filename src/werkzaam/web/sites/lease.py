"""A run is held by a lease: who runs a task keeps moving its `run_after` ahead; when that stops, it is free.

No heartbeat table or file: the lease is a column of the task's own row, so that one UPDATE decides, on both
engines and from any number of machines (docs/adr/0006-a-run-is-held-by-a-lease.md).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django_tasks.base import TaskResultStatus as Status
from django_tasks_db.models import DBTaskResult

from werkzaam.problem import Problem
from werkzaam.sides import RESEARCH

Run = DBTaskResult[Any, Any]  # one task with its state
ATTEMPTS = 3
BACK_OFF = (timedelta(seconds=10), timedelta(minutes=1))  # before the second and the third attempt


class WorkerLost(Problem):
    """The process that ran a task stopped without a word, as often as we try."""

    code = "worker-lost"
    status = 500


def claim(*, worker: str, at: datetime, until: datetime) -> Run | None:
    """Take the first task that may run, under a lease `until`; None when there is none."""
    if not DBTaskResult.objects.ready().exists():  # a look costs no write lock
        return None
    with transaction.atomic(using=RESEARCH):
        run = DBTaskResult.objects.ready().get_locked()
        if run is None:
            return None
        run.status, run.started_at, run.run_after = Status.RUNNING, at, until
        run.worker_ids = [*run.worker_ids, worker]
        run.save(update_fields=["status", "started_at", "run_after", "worker_ids"])
    return run


def held(run: Run) -> Any:
    """The row of this very attempt, if still ours: a late worker cannot overwrite its successor's result."""
    return DBTaskResult.objects.filter(pk=run.pk, status=Status.RUNNING, worker_ids=run.worker_ids)


def extend(run: Run, *, until: datetime) -> bool:
    """Move the lease ahead; False when it was lost."""
    return bool(held(run).update(run_after=until))


def succeed(run: Run, *, at: datetime, value: object) -> bool:
    """Keep the result; False when the lease was lost, then the result counts for nothing."""
    return _end(run, at, status=Status.SUCCESSFUL, return_value=value)


def fail(run: Run, *, at: datetime, error: type[BaseException], message: str) -> bool:
    """End the task for good, with a message that a person can act on."""
    path = f"{error.__module__}.{error.__qualname__}"
    return _end(run, at, status=Status.FAILED, exception_class_path=path, traceback=message)


def _end(run: Run, at: datetime, **fields: object) -> bool:
    return bool(held(run).update(finished_at=at, run_after=at, **fields))


def again(run: Run, *, at: datetime, error: type[BaseException], message: str) -> bool:
    """Let the task run once more after a pause, or end it after the last attempt; whether it runs again."""
    attempt = len(run.worker_ids)
    if attempt >= ATTEMPTS:
        fail(run, at=at, error=error, message=message)
        return False
    return bool(held(run).update(status=Status.READY, run_after=at + BACK_OFF[attempt - 1]))


def reap(*, at: datetime) -> int:
    """Free the runs whose worker fell silent; how many there were."""
    lost = list(DBTaskResult.objects.running().filter(run_after__lt=at))
    message = (
        f"The worker stopped without a word {ATTEMPTS} times while it ran this. Nothing was half-written. "
        "Look in the log for the cause (memory is the usual one), then start it again."
    )
    for run in lost:
        again(run, at=at, error=WorkerLost, message=message)
    return len(lost)
