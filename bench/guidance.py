"""How fast is guidance at the size of a nation, and does it hold with fifty coaches at once?

    python bench/guidance.py [--engines sqlite,postgresql] [--rounds 40] [--seconds 60] [--people 50000] [--beside]

Every page goes through the whole of what answers it: middleware, session, gate, look in the ledger, template. It is
measured in one process (with the number of questions), and over HTTP with the server that `werkzaam serve` starts.
`--beside` adds the comparison with django-helpdesk (bench/guidance_beside.py).
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import quantiles
from typing import Any

from guidance_load import at_once, one_by_one, served
from guidance_store import ROOT, store
from guidance_world import Size

HERE = Path(__file__).parent
TARGETS = {"save contact": 100, "search": 80}  # ms at the 95th percentile; any other page 150
PAGE = 150
QUERIES = 15


def percentiles(seconds: list[float]) -> tuple[float, float]:
    """Median and 95th percentile in milliseconds."""
    cuts = quantiles(sorted(seconds), n=100, method="inclusive")
    return 1000 * cuts[49], 1000 * cuts[94]


def inside(rounds: int) -> dict[str, Any]:
    """Each page in this process: seconds of every round, and its questions; pages take turns."""
    from django.db import connections
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from guidance_pages import Visitor, pages

    found: dict[str, Any] = {}
    visitors = {who: Visitor(Client(), who) for who in {page.who for page in pages()}}
    for turn in range(rounds + 1):
        for page in pages():
            visitor = visitors[page.who]
            path, data = page.ask(visitor, turn)
            began, worked = time.perf_counter(), work()
            response = visitor.client.post(path, data) if data else visitor.client.get(path)
            taken, worked = time.perf_counter() - began, work() - worked
            assert response.status_code == page.status, (page.name, response.status_code)
            kept = found.setdefault(page.name, {"seconds": [], "work": [], "queries": 0})
            if turn:
                kept["seconds"].append(taken)
                kept["work"].append(worked)
    for page in pages():
        visitor = visitors[page.who]
        path, data = page.ask(visitor, rounds + 1)
        with CaptureQueriesContext(connections["default"]) as asked:
            _ = visitor.client.post(path, data) if data else visitor.client.get(path)
        found[page.name]["queries"] = len(asked)
        if slow := os.environ.get("BENCH_QUERIES"):
            with Path(slow).open("a") as log:
                for query in asked.captured_queries:
                    log.write(f"{page.name}\t{query['time']}\t{query['sql'][:3000]}\n")
    return found


def work() -> float:
    """Seconds a processor worked so far: this process, and PostgreSQL's process behind its connection."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return time.process_time()
    connection.ensure_connection()
    behind = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat").read_text()
    return time.process_time() + int(behind.split()[0]) / 1e9


def in_process(environment: dict[str, str], rounds: int) -> dict[str, Any]:
    command = [sys.executable, __file__, "--inside", "--rounds", str(rounds)]
    told = subprocess.run(command, env=os.environ | environment, check=True, stdout=subprocess.PIPE)
    return json.loads(told.stdout)  # type: ignore[no-any-return]


def table(inside_found: dict[str, Any], over_http: dict[str, list[float]]) -> list[str]:
    lines = [
        "| page | questions | work p50 ms | work p95 | wall p50 | wall p95 | HTTP p50 | HTTP p95 | asked (wall) |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---|",
    ]
    for name, kept in inside_found.items():
        middle, high = percentiles(kept["seconds"])
        work_middle, work_high = percentiles(kept["work"])
        http_middle, http_high = percentiles(over_http[name])
        target = TARGETS.get(name, PAGE)
        few = kept["queries"] <= QUERIES or name == "save contact"
        good = "yes" if max(high, http_high) <= target and few else "**no**"
        lines.append(
            f"| {name} | {kept['queries']} | {work_middle:.0f} | {work_high:.0f} | "
            f"{middle:.0f} | {high:.0f} | {http_middle:.0f} | {http_high:.0f} "
            f"| ≤ {target} ms: {good} |"
        )
    return lines


def crowd(found: dict[str, Any]) -> str:
    middle, high = percentiles(found["seconds"])
    return (
        f"{found['coaches']} coaches, {found['pause']}: {len(found['seconds'])} answers, {found['errors']} errors, "
        f"p50 {middle:.0f} ms, p95 {high:.0f} ms"
    )


def measure(engine: str, size: Size, rounds: int, seconds: int) -> None:
    with store(engine, size) as environment:
        alone = in_process(environment, rounds)
        with served(environment) as port:
            http = one_by_one(environment, port, rounds)
            crowds = [
                at_once(environment, port, seconds, pause) for pause in ((2.0, 6.0), (0.0, 0.0)) if seconds
            ]
    print(f"\n### {engine}, {size.people} participants, {size.contacts} contacts\n")
    print("\n".join(table(alone, http)))
    print("\n" + "\n".join(f"- {crowd(one)}" for one in crowds))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engines", default="sqlite,postgresql")
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--people", type=int, default=50_000)
    parser.add_argument("--beside", action="store_true")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.inside:
        import django

        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "werkzaam.web.settings")
        django.setup()
        print(json.dumps(inside(asked.rounds)))
        return
    size = Size(asked.people, asked.people * 40, asked.people * 20)
    for engine in asked.engines.split(","):
        measure(engine, size, asked.rounds, asked.seconds)
    if asked.beside:
        subprocess.run(
            [sys.executable, HERE / "guidance_beside.py", "--people", str(asked.people)], check=True, cwd=ROOT
        )


if __name__ == "__main__":
    main()
