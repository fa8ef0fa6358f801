"""SQLite under load: our settings hold, the turn is fair, bounded, and dropped when its holder dies."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from django.db import DatabaseError, connections, transaction
from django.db.utils import load_backend

from werkzaam.web.settings.databases import database
from werkzaam.web.settings.sqlite.lock import Turn

SETTINGS = {
    "ATOMIC_REQUESTS": False,
    "AUTOCOMMIT": True,
    "CONN_MAX_AGE": 0,
    "CONN_HEALTH_CHECKS": False,
    "TIME_ZONE": None,
    "TEST": {},
}


def opened(file: Path, **options):
    """A connection of our own to `file`, outside Django's register."""
    wanted = SETTINGS | database(None, file)
    wanted["OPTIONS"] = options
    return load_backend(wanted["ENGINE"]).DatabaseWrapper(wanted, alias="default")


@pytest.fixture
def file(tmp_path, django_db_blocker):
    with sqlite3.connect(tmp_path / "x.sqlite3") as made:
        made.execute("CREATE TABLE counter (id INTEGER PRIMARY KEY, n INTEGER)")
        made.execute("INSERT INTO counter VALUES (1, 0)")
    made.close()
    with django_db_blocker.unblock():
        yield tmp_path / "x.sqlite3"


@pytest.fixture
def connection(file):
    connection = opened(file)
    yield connection
    connection.close()


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 30_000)],
)
def test_a_connection_is_set_for_load(connection, pragma, value):
    with connection.cursor() as cursor:
        assert cursor.execute(f"PRAGMA {pragma}").fetchone()[0] == value


def test_sqlite_is_new_enough_for_wal():
    """Before 3.51.3 WAL can corrupt: https://www.sqlite.org/wal.html"""
    import pysqlite3

    assert sys.modules["sqlite3"] is pysqlite3
    assert pysqlite3.sqlite_version_info >= (3, 51, 3)


def in_transaction(connection, statement="UPDATE counter SET n = n + 1"):
    connection.ensure_connection()
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_second_writer_waits_for_the_first_and_then_sees_its_work(file, connection):
    in_transaction(connection)
    seen = []

    def second():
        other = opened(file)
        in_transaction(other)
        with other.cursor() as cursor:
            seen.append(cursor.execute("SELECT n FROM counter").fetchone()[0])
        other.commit()
        other.close()

    thread = threading.Thread(target=second)
    thread.start()
    thread.join(0.3)
    assert thread.is_alive() and not seen
    connection.commit()
    thread.join(5)
    assert seen == [2]


@pytest.mark.parametrize("end", ["commit", "rollback", "close"])
def test_every_end_of_a_transaction_gives_the_turn_back(file, connection, end):
    in_transaction(connection)
    getattr(connection, end)()
    other = opened(file, timeout=0.2)
    in_transaction(other)
    other.rollback()
    other.close()


def test_a_begin_that_fails_gives_the_turn_back(file, connection):
    foreign = sqlite3.connect(file, isolation_level=None)  # someone who does not know of the turn
    foreign.execute("BEGIN IMMEDIATE")
    with opened_with_short_wait(file) as impatient, pytest.raises(DatabaseError, match="locked"):
        in_transaction(impatient)
    foreign.execute("ROLLBACK")
    foreign.close()
    in_transaction(connection)
    connection.rollback()


class opened_with_short_wait:
    def __init__(self, file):
        self.connection = opened(file, timeout=0.2)

    def __enter__(self):
        return self.connection

    def __exit__(self, *_):
        self.connection.close()


def test_the_wait_is_bounded_and_the_late_turn_is_not_kept(file, connection):
    in_transaction(connection)
    impatient = opened(file, timeout=0.2)
    began = time.monotonic()
    with pytest.raises(DatabaseError, match="no turn to write within"):
        in_transaction(impatient)
    assert time.monotonic() - began < 5
    connection.commit()
    in_transaction(impatient)  # the abandoned place in the line did not keep the turn
    impatient.rollback()
    impatient.close()


def test_the_kernel_takes_the_turn_from_a_killed_process(tmp_path):
    code = (
        "import sys, time; from pathlib import Path; from werkzaam.web.settings.sqlite.lock import Turn;"
        "Turn(Path(sys.argv[1])).take(seconds=1) or print('held', flush=True); time.sleep(60)"
    )
    holder = subprocess.Popen([sys.executable, "-c", code, str(tmp_path / "lock")], stdout=subprocess.PIPE)
    assert holder.stdout.readline() == b"held\n"
    turn = Turn(tmp_path / "lock")
    with pytest.raises(TimeoutError):
        turn.take(seconds=0.2)
    os.kill(holder.pid, signal.SIGKILL)
    holder.wait()
    holder.stdout.close()
    turn.take(seconds=5)
    turn.close()


def test_taking_a_turn_twice_is_taking_it_once(tmp_path):
    turn, other = Turn(tmp_path / "lock"), Turn(tmp_path / "lock")
    turn.take(seconds=1)
    turn.take(seconds=1)
    turn.give()
    other.take(seconds=1)
    turn.close()
    other.close()


def test_nobody_overtakes_for_long(tmp_path):
    """Ten writers that each hold the turn 20 ms: with a line nobody waits much longer than one round of 200 ms."""
    waits = []

    def writer():
        turn = Turn(tmp_path / "lock")
        for _ in range(10):
            began = time.monotonic()
            turn.take(seconds=30)
            waits.append(time.monotonic() - began)
            time.sleep(0.02)
            turn.give()
        turn.close()

    threads = [threading.Thread(target=writer) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(waits) == 100
    assert max(waits) < 1.5


def test_single_statements_among_transactions_are_not_refused(file):
    """A save outside a transaction takes no turn; the busy timeout must carry it."""
    refused = []

    def save(begin):
        connection = opened(file)
        for _ in range(20):
            try:
                if begin:
                    in_transaction(connection)
                    connection.commit()
                    connection.set_autocommit(True)
                else:
                    with connection.cursor() as cursor:
                        cursor.execute("UPDATE counter SET n = n + 1")
            except DatabaseError as error:
                refused.append(error)
        connection.close()

    threads = [threading.Thread(target=save, args=(number % 2,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    last = sqlite3.connect(file)
    assert not refused
    assert last.execute("SELECT n FROM counter").fetchone() == (160,)
    last.close()


@pytest.mark.django_db(databases=["default", "research"])
def test_in_memory_databases_take_no_turn():
    with transaction.atomic(using="research"):
        wrapper = connections["research"]
        if wrapper.vendor == "sqlite" and wrapper.is_in_memory_db():
            assert wrapper.turn is None
