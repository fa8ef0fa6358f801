"""Runs background tasks one by one: claim, keep the lease, run, and write down how it ended."""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Event, Thread
from traceback import format_exception
from typing import Any, cast

from django.db import DatabaseError, close_old_connections, connections
from django.utils import timezone
from django_tasks.base import TaskContext, TaskResult
from django_tasks.utils import normalize_json

from werkzaam.problem import Problem
from werkzaam.web.sites import lease
from werkzaam.web.sites.duties import Duty, look_round, usual_duties
from werkzaam.web.sites.lease import Run

log = logging.getLogger("werkzaam.work")


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Seconds between two looks for work, between two heartbeats, and of silence until a run counts as dead."""

    pause: float = 1.0
    beat: float = 10.0
    silence: float = 60.0


@dataclass(slots=True)
class Worker:
    """One process that runs tasks until `stopping`; a running task is always finished first."""

    rhythm: Rhythm = Rhythm()
    name: str = field(default_factory=lambda: secrets.token_hex(8))
    stopping: bool = False
    duties: list[Duty] = field(default_factory=usual_duties)

    def run(self) -> None:
        """Work until told to stop. A database that is away for a moment is waited for."""
        while not self.stopping:
            try:
                look_round(self.duties, now=time.monotonic())
                worked = self.step()
            except DatabaseError as error:
                log.warning("the database did not answer (%s); trying again", type(error).__name__)
                worked = False
            close_old_connections()
            if not worked and not self.stopping:
                time.sleep(self.rhythm.pause)

    def step(self) -> bool:
        """Free dead runs, then run one task if there is one; whether there was."""
        now = timezone.now()
        if freed := lease.reap(at=now):
            log.warning("%d task(s) of a worker that fell silent", freed)
        run = lease.claim(worker=self.name, at=now, until=now + timedelta(seconds=self.rhythm.silence))
        if run is None:
            return False
        with beating(run, self.rhythm):
            finish(run)
        return True


def finish(run: Run) -> None:
    """Run the task and write down how it ended. A Problem is an answer; another exception is tried again."""
    log.info("task %s %s: attempt %d", run.pk, run.task_path, len(run.worker_ids))
    try:
        value = called(run)
    except Problem as problem:
        lease.fail(run, at=timezone.now(), error=type(problem), message=f"{problem.code}: {problem.message}")
        log.info("task %s refused: %s", run.pk, problem.code)
    except Exception as error:
        message = "".join(format_exception(error))
        more = lease.again(run, at=timezone.now(), error=type(error), message=message)
        log.error(
            "task %s stopped on %s; %s", run.pk, type(error).__name__, "again later" if more else "given up"
        )
    else:
        kept = lease.succeed(run, at=timezone.now(), value=value)
        log.info("task %s %s", run.pk, "done" if kept else "done too late: another worker has it")


def called(run: Run) -> object:
    """Call the task's function; its value must be JSON."""
    task, result = run.task, cast(TaskResult[Any], run.task_result)
    context = (TaskContext(task_result=result),) if task.takes_context else ()
    return normalize_json(task.call(*context, *result.args, **result.kwargs))


@contextmanager
def beating(run: Run, rhythm: Rhythm) -> Iterator[None]:
    """Keep the lease of `run` from a thread of its own, with a connection of its own."""
    ended = Event()
    thread = Thread(target=beat, args=(run, rhythm, ended), daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def beat(run: Run, rhythm: Rhythm, ended: Event) -> None:
    while not ended.wait(rhythm.beat):
        try:
            if not lease.extend(run, until=timezone.now() + timedelta(seconds=rhythm.silence)):
                log.warning("task %s is no longer ours", run.pk)
        except DatabaseError as error:
            log.warning("heartbeat missed (%s)", type(error).__name__)
    connections.close_all()
