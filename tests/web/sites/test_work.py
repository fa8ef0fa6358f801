"""Background work: once, again after a fall, at most three times, and never lost with its worker."""

from __future__ import annotations

import json
import os
import signal
import sys
from datetime import UTC, datetime, timedelta
from types import ModuleType

import pytest
from django.db import OperationalError
from django_tasks import task
from django_tasks.base import TaskResultStatus as Status
from django_tasks_db.models import DBTaskResult

from werkzaam.problem import Problem
from werkzaam.web.sites import lease
from werkzaam.web.sites import worker as worker_module
from werkzaam.web.sites.worker import Rhythm, Worker

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
LATER = AT + timedelta(minutes=1)
both = pytest.mark.django_db(databases=["default", "research"])
ROWS = "SELECT status, worker_ids, return_value FROM django_tasks_database_dbtaskresult ORDER BY enqueued_at"

PROBE = '''
import time
from pathlib import Path
from django_tasks import task

@task()
def note(path, word, seconds=0, first=""):
    """Write a word per attempt; `first` makes only the first attempt slow."""
    slow = not Path(path).exists() or not first
    with open(path, "a") as file:
        file.write(word + "\\n")
    time.sleep(seconds if slow else 0)
    return {"word": word}
'''
WORK = (
    "from werkzaam.web.sites.work import set_up, work; set_up();"
    "from datetime import timedelta; from werkzaam.web.sites import lease;"
    "from werkzaam.web.sites.worker import Rhythm;"
    "lease.BACK_OFF = (timedelta(0), timedelta(0));"
    "raise SystemExit(work(Rhythm(pause=0.05, beat=0.3, silence=2)))"
)


# --- one process, the engine under the test itself


@pytest.fixture
def tasks():
    """Tasks by name, where the worker can import them."""
    module = ModuleType("probe_tasks")
    sys.modules["probe_tasks"] = module

    def add(function):
        function.__module__, function.__qualname__ = "probe_tasks", function.__name__
        made = task()(function)
        setattr(module, function.__name__, made)
        return made

    yield add
    del sys.modules["probe_tasks"]


def row() -> DBTaskResult:
    return DBTaskResult.objects.get()


def run_one() -> DBTaskResult:
    assert Worker(Rhythm(beat=60)).step()
    return row()


def make_ready() -> None:
    DBTaskResult.objects.update(run_after=AT)


@both
def test_a_task_runs_and_its_value_is_kept(tasks):
    tasks(double).enqueue(4)
    assert Worker().step() is True
    assert (row().status, row().return_value, len(row().worker_ids)) == (Status.SUCCESSFUL, 8, 1)
    assert row().finished_at >= row().started_at
    assert Worker().step() is False


def double(number):
    return 2 * number


@both
def test_a_problem_is_an_answer_not_a_crash(tasks):
    def refuse():
        raise Problem("This study has no arms yet. Nothing was frozen; add two arms.", code="no-arms")

    result = tasks(refuse).enqueue()
    assert run_one().status == Status.FAILED
    assert row().traceback == "no-arms: This study has no arms yet. Nothing was frozen; add two arms."
    result.refresh()
    assert result.errors[0].exception_class is Problem


@both
def test_an_exception_is_tried_three_times_with_growing_pauses(tasks):
    def fall():
        raise ValueError("wrong")

    tasks(fall).enqueue()
    for attempt, pause in enumerate(lease.BACK_OFF, 1):
        before = datetime.now(UTC)
        found = run_one()
        assert (found.status, len(found.worker_ids)) == (Status.READY, attempt)
        assert pause <= found.run_after - before < pause + timedelta(seconds=5)
        assert Worker().step() is False  # not before its time
        make_ready()
    found = run_one()
    assert (found.status, len(found.worker_ids)) == (Status.FAILED, lease.ATTEMPTS)
    assert "ValueError: wrong" in found.traceback


@both
def test_a_value_that_is_no_json_fails_the_task_and_not_the_worker(tasks):
    def opaque():
        return object()

    tasks(opaque).enqueue()
    assert run_one().status == Status.READY


@both
def test_a_task_that_is_gone_from_the_code_does_not_stop_the_worker(tasks):
    tasks(double).enqueue(1)
    DBTaskResult.objects.update(task_path="probe_tasks.gone")
    assert run_one().status == Status.READY


@both
def test_the_first_asked_runs_first(tasks):
    note = tasks(double)
    first, second = note.enqueue(1), note.enqueue(2)
    assert [claim().pk for _ in "12"] == [first.db_result.pk, second.db_result.pk]
    assert claim() is None


def claim(worker="w", until=LATER):
    return lease.claim(worker=worker, at=AT, until=until)


@both
def test_a_run_is_dead_only_after_its_lease(tasks):
    tasks(double).enqueue(1)
    claim()
    assert lease.reap(at=LATER) == 0
    assert lease.reap(at=LATER + timedelta(seconds=1)) == 1
    assert row().status == Status.READY


@both
def test_a_heartbeat_keeps_a_run_alive(tasks):
    tasks(double).enqueue(1)
    run = claim()
    assert lease.extend(run, until=LATER + timedelta(minutes=1))
    assert lease.reap(at=LATER + timedelta(seconds=1)) == 0


@both
def test_a_run_that_dies_three_times_ends_with_a_message(tasks):
    tasks(double).enqueue(1)
    for _ in range(lease.ATTEMPTS):
        make_ready()
        assert claim()
        lease.reap(at=LATER + timedelta(days=1))
    assert row().status == Status.FAILED
    assert row().traceback.startswith("The worker stopped without a word 3 times")
    assert row().task_result.errors[0].exception_class is lease.WorkerLost


@both
def test_a_late_worker_cannot_overwrite_its_successor(tasks):
    tasks(double).enqueue(1)
    late = claim("late")
    lease.reap(at=LATER + timedelta(seconds=1))
    make_ready()
    successor = claim("successor")
    assert not lease.succeed(late, at=AT, value="late")
    assert not lease.fail(late, at=AT, error=ValueError, message="late")
    assert not lease.again(late, at=AT, error=ValueError, message="late")
    assert not lease.extend(late, until=LATER)
    assert lease.succeed(successor, at=AT, value="in time")
    assert row().return_value == "in time"


def test_a_database_that_is_away_is_waited_for(monkeypatch):
    worker = Worker(Rhythm(pause=0))
    answers = iter([OperationalError("away"), True, None])

    def step():
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        worker.stopping = answer is None
        return bool(answer)

    monkeypatch.setattr(Worker, "step", lambda self: step())
    monkeypatch.setattr(worker_module, "close_old_connections", lambda: None)  # there is no database here
    worker.run()
    assert next(answers, "all used") == "all used"


# --- real processes, real files


@pytest.fixture
def queue(place):
    (place.folder / "probe.py").write_text(PROBE)

    def ask(*words, **more):
        calls = "; ".join(
            f"probe.note.enqueue({str(place.folder / 'notes')!r}, {word!r}, **{more!r})" for word in words
        )
        place.python(f"from werkzaam.web.sites.work import set_up; set_up(); import probe; {calls}")

    return ask


def notes(place):
    file = place.folder / "notes"
    return file.read_text().split() if file.exists() else []


def found(place):
    def plain(value):
        return json.loads(value) if isinstance(value, str) else value

    return [(status, len(plain(ids)), plain(value)) for status, ids, value in place.rows("research", ROWS)]


def test_a_killed_workers_task_is_finished_by_another_once(place, queue, until):
    queue("hello", seconds=60, first="only")
    worker = place.start("-c", WORK)
    until(lambda: notes(place))
    os.kill(worker.pid, signal.SIGKILL)
    worker.wait()
    assert found(place) == [("RUNNING", 1, None)]
    place.start("-c", WORK)
    until(lambda: found(place)[0][0] == "SUCCESSFUL")
    assert found(place) == [("SUCCESSFUL", 2, {"word": "hello"})]
    assert notes(place) == ["hello", "hello"]


def test_a_long_task_keeps_its_lease(place, queue, until):
    """Longer than the silence after which a run counts as dead; a second worker must leave it alone."""
    queue("long", seconds=5)
    for _ in range(2):
        place.start("-c", WORK)
    until(lambda: found(place)[0][0] == "SUCCESSFUL")
    assert found(place) == [("SUCCESSFUL", 1, {"word": "long"})]
    assert notes(place) == ["long"]


def test_told_to_stop_a_worker_finishes_what_it_does_and_takes_no_more(place, queue, until):
    queue("first", "second", seconds=2)
    worker = place.start("-c", WORK)
    until(lambda: notes(place))
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(20) == 0
    assert [status for status, *_ in found(place)] == ["SUCCESSFUL", "READY"]
    assert notes(place) == ["first"]


def test_two_workers_never_run_one_task_twice(place, queue, until):
    words = [f"w{number}" for number in range(30)]
    queue(*words)
    for _ in range(2):
        place.start("-c", WORK)
    until(lambda: {status for status, *_ in found(place)} == {"SUCCESSFUL"})
    assert sorted(notes(place)) == sorted(words)
