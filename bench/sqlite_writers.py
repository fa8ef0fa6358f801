"""Twenty writers, each saving at once: how many saves are refused, and how long does one take?

Compares Django's own SQLite settings with ours (and ours without the turn) in one run, on throw-away files.
One save is what an action does: read, write a row, write one ledger event, all in one transaction.

    python bench/sqlite_writers.py [--writers 20] [--saves 50] [--kinds processes,threads]
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles

SETUPS = {
    "Django's defaults": {"ENGINE": "django.db.backends.sqlite3", "OPTIONS": {}},
    "ours, without the turn": {"ENGINE": "werkzaam.web.settings.sqlite", "OPTIONS": {}, "turn": False},
    "ours": {"ENGINE": "werkzaam.web.settings.sqlite", "OPTIONS": {}},
}


def set_up(setup: str, data: Path) -> None:
    """Start Django on a database of this set-up."""
    os.environ.update(WERKZAAM_DATA=str(data), DJANGO_SETTINGS_MODULE="werkzaam.web.settings")
    import django

    from werkzaam.web import settings

    chosen = dict(SETUPS[setup])
    if not chosen.pop("turn", True):
        from werkzaam.web.settings.sqlite.base import DatabaseWrapper

        DatabaseWrapper._take_turn = lambda _self: None  # type: ignore[method-assign]
    settings.DATABASES["default"].update(chosen)
    django.setup()


def write(saves: int, found: list[tuple[float, bool]]) -> None:
    """Save `saves` times; note seconds and whether it was kept."""
    from django.db import OperationalError, connections

    from werkzaam.web.ledger import actions as ledger

    for number in range(saves):
        began = time.perf_counter()
        try:
            ledger.record(by="bench", at=datetime.now(UTC), side="default", act="bench.save", subject=number)
            found.append((time.perf_counter() - began, True))
        except OperationalError:
            found.append((time.perf_counter() - began, False))
    connections.close_all()


def writer(setup: str, data: Path, saves: int, threads: int) -> None:
    """One process of the load, with one or more writing threads; prints its measurements."""
    set_up(setup, data)
    print("ready", flush=True)
    sys.stdin.readline()
    found: list[tuple[float, bool]] = []
    running = [threading.Thread(target=write, args=(saves, found)) for _ in range(threads)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    print(json.dumps(found))


def load(setup: str, *, processes: int, threads: int, saves: int) -> dict[str, float]:
    """Run the whole load on a fresh database: share refused; median, 95th percentile and longest save in ms."""
    with tempfile.TemporaryDirectory() as folder:
        migrate = [sys.executable, __file__, "--migrate", folder, "--setup", setup]
        subprocess.run(migrate, check=True)
        command = [sys.executable, __file__, "--write", folder, "--setup", setup, "--saves", str(saves)]
        command += ["--threads", str(threads)]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        running = [subprocess.Popen(command, **pipes) for _ in range(processes)]
        for child in running:
            child.stdout.readline()  # "ready": all start at one moment, whatever their imports took
        began = time.perf_counter()
        for child in running:
            child.stdin.write("go\n")
            child.stdin.flush()
        found = [pair for child in running for pair in json.loads(child.communicate()[0])]
        took = time.perf_counter() - began
    times = [seconds * 1000 for seconds, kept in found if kept] or [float("nan")]
    return {
        "refused": sum(not kept for _, kept in found) / len(found),
        "median": median(times),
        "p95": quantiles(times, n=20)[-1] if len(times) > 1 else times[0],
        "max": max(times),
        "per second": sum(kept for _, kept in found) / took,
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--writers", type=int, default=20)
    parser.add_argument("--saves", type=int, default=50)
    parser.add_argument("--kinds", default="processes,threads")
    for hidden in ("--migrate", "--write", "--setup", "--threads"):
        parser.add_argument(hidden, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.migrate:
        set_up(asked.setup, Path(asked.migrate))
        from django.core.management import call_command

        call_command("migrate", "ledger", verbosity=0)
    elif asked.write:
        writer(asked.setup, Path(asked.write), asked.saves, int(asked.threads))
    else:
        report(asked.writers, asked.saves, asked.kinds.split(","))


def report(writers: int, saves: int, kinds: list[str]) -> None:
    print("| writers | settings | refused | median ms | 95 % ms | slowest ms | kept per second |")
    print("|---|---|---:|---:|---:|---:|---:|")
    for kind in kinds:
        processes, threads = (writers, 1) if kind == "processes" else (1, writers)
        for setup in SETUPS:
            row = load(setup, processes=processes, threads=threads, saves=saves)
            print(
                f"| {writers} {kind} | {setup} | {row['refused']:.1%} | {row['median']:.0f} | {row['p95']:.0f} "
                f"| {row['max']:.0f} | {row['per second']:.0f} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
