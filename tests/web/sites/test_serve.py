"""`werkzaam serve` and `werkzaam audit verify` as real processes on real databases."""

from __future__ import annotations

import os
import signal
import socket
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from werkzaam.problem import Problem
from werkzaam.web.sites import serve
from werkzaam.web.sites.migrate import NotMigrated, missing, require_migrated

both = pytest.mark.django_db(databases=["default", "research"])


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def children(pid: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def answers(port: int) -> bool:
    """Whether the web server answers at all; which page is for other tests."""
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/static/none", timeout=2).close()
    except urllib.error.HTTPError as answer:
        answer.close()
        return answer.code < 500
    except OSError:
        return False
    return True


SERVE = "import sys; from werkzaam.web.sites.serve import serve; sys.exit(serve(port=int(sys.argv[1])))"


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_it_serves_restarts_what_falls_and_stops_all(place, until, port):
    supervisor = place.start("-c", SERVE, str(port))
    until(lambda: answers(port))
    first = children(supervisor.pid)
    assert len(first) == 2
    for child in first:
        os.kill(child, signal.SIGKILL)
    until(lambda: len(new := children(supervisor.pid)) == 2 and not set(new) & set(first))
    until(lambda: answers(port))
    last = children(supervisor.pid)
    supervisor.send_signal(signal.SIGTERM)
    assert supervisor.wait(40) == 0
    assert not any(Path(f"/proc/{child}").exists() for child in last)
    assert "started again in 1 s" in place.log()


def test_a_taken_port_is_told_before_anything_starts(port):
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        with pytest.raises(Problem, match="Nothing was started") as refusal:
            serve.require_free("127.0.0.1", port)
    assert refusal.value.code == "port-taken"


def test_a_child_that_keeps_falling_ends_the_supervisor(monkeypatch):
    monkeypatch.setattr(serve, "FALLS", 2)
    monkeypatch.setattr(serve, "LOOK", 0.01)
    falling = serve.Child("web", [sys.executable, "-c", "raise SystemExit(3)"])
    steady = serve.Child("worker", [sys.executable, "-c", "import time; time.sleep(60)"])
    assert serve.Supervisor([falling, steady]).run() == 1
    assert steady.process is not None
    assert steady.process.returncode == -signal.SIGTERM


def test_a_child_that_does_not_stop_is_ended(monkeypatch, tmp_path):
    monkeypatch.setattr(serve, "GRACE", 0.3)
    deaf = "import signal, sys, time; signal.signal(15, signal.SIG_IGN); open(sys.argv[1], 'w').close(); time.sleep(60)"
    child = serve.Child("deaf", [sys.executable, "-c", deaf, str(tmp_path / "deaf")])
    child.look(0.0)
    while not (tmp_path / "deaf").exists():
        pass
    serve.Supervisor([child]).stop_children()
    assert child.process is not None
    assert child.process.returncode == -signal.SIGKILL


def test_falls_in_a_row_wait_longer_each_time():
    child = serve.Child("web", [sys.executable, "-c", ""])
    waits = []
    now = 0.0
    for _ in range(3):
        child.look(now)
        assert child.process is not None
        child.process.wait()
        child.look(now)
        waits.append(child.due - now)
        now = child.due
    assert waits == [1, 2, 4]
    child.look(now)
    assert child.process is not None
    child.process.wait()
    child.look(now + serve.STEADY + 1)
    assert child.falls == 1


@both
def test_an_up_to_date_database_is_served():
    assert missing() == {}
    require_migrated()


@both
def test_an_older_database_is_refused_with_what_to_do(monkeypatch):
    from django.db import connections
    from django.db.migrations.recorder import MigrationRecorder

    MigrationRecorder(connections["research"]).record_unapplied("ledger", "0002_append_only")
    with pytest.raises(NotMigrated, match=r"research \(1 step\)") as refusal:
        require_migrated()
    assert "werkzaam manage migrate" in refusal.value.message


VERIFY = "import sys; from werkzaam.web.sites.audit import verify; sys.exit(verify())"
WRITE = (
    "from werkzaam.web.sites.work import set_up; set_up();"
    "from datetime import UTC, datetime; from werkzaam.web.ledger import actions;"
    "[actions.record(by='a', at=datetime.now(UTC), side='research', act='x.y', subject=n) for n in '123']"
)


def test_the_first_altered_record_is_named(place):
    place.python(WRITE)
    process = place.start("-c", VERIFY)
    assert process.wait(60) == 0
    assert "3 records, whole" in place.log()
    second = place.rows("research", "SELECT id FROM ledger_event ORDER BY id")[1][0]
    off = "from werkzaam.web.sites.work import set_up; set_up(); from django.db import connections;"
    off += "from werkzaam.web.ledger import triggers\n"
    off += "with connections['research'].schema_editor() as editor: triggers.GUARD.remove(None, editor)"
    place.python(off)
    place.rows("research", f"UPDATE ledger_event SET subject = '9' WHERE id = {second}")
    process = place.start("-c", VERIFY)
    assert process.wait(60) == 6
    assert f"research: 3 records, BROKEN at record {second}: this event was changed" in place.log()
