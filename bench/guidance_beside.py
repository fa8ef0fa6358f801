"""Side by side with django-helpdesk: the same machine, the same PostgreSQL, as many cases and notes, taking turns.

    python bench/guidance_beside.py [--people 50000] [--rounds 60]

django-helpdesk (https://github.com/django-helpdesk/django-helpdesk) is what a small team would take from the shelf:
cases, notes, a list. It lives in an environment of its own, `var/bench/helpdesk`, made on first use. Both answer in
their own process through the whole of their middleware; ours also writes every look into the ledger.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from typing import Any

from guidance_store import KEPT, address, store
from guidance_world import Size

HERE = Path(__file__).parent
VERSION = "2.6.1"
# what both do, by the name django-helpdesk's side knows it by, and our page
PAIRS = {
    "case list": "Today",
    "case list, rows alone": "Today",
    "add note": "save contact",
    "timeline": "person's page and timeline",
}
ASKED = 3.0


def environment_of_helpdesk() -> Path:
    """Its Python, with nothing of ours."""
    python = KEPT / "helpdesk" / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", KEPT / "helpdesk"], check=True)
        wanted = [f"django-helpdesk=={VERSION}", "psycopg[binary]"]
        subprocess.run([python, "-m", "pip", "install", "--quiet", *wanted], check=True)
    return python


class Side:
    """A process that opens one page when it is told to, and says how long that took."""

    def __init__(self, command: list[Any], environment: dict[str, str]) -> None:
        self.process = subprocess.Popen(
            command,
            env=os.environ | environment,
            cwd=HERE,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert self.process.stdout is not None
        assert self.process.stdout.readline().strip() == "ready"

    def __enter__(self) -> Side:
        return self

    def __exit__(self, *_why: object) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(timeout=60)

    def seconds(self, what: str, turn: int) -> float:
        assert self.process.stdin is not None and self.process.stdout is not None
        print(json.dumps([what, turn]), file=self.process.stdin, flush=True)
        return float(json.loads(self.process.stdout.readline()))


def ours() -> None:
    """Our side of the pair, in a process of its own."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "werkzaam.web.settings")
    django.setup()
    from django.test import Client
    from guidance_pages import COACH, Visitor, pages

    visitor, known = Visitor(Client(), COACH), {page.name: page for page in pages()}
    print("ready", flush=True)
    for line in sys.stdin:
        what, turn = json.loads(line)
        page = known[PAIRS[what]]
        path, data = page.ask(visitor, turn)
        began = time.perf_counter()
        response = visitor.client.post(path, data) if data else visitor.client.get(path)
        print(json.dumps(time.perf_counter() - began), flush=True)
        assert response.status_code == page.status, response.status_code


def measure(size: Size, rounds: int) -> list[str]:
    """A table: medians of both over rounds in which they took turns."""
    took: dict[str, tuple[list[float], list[float]]] = {what: ([], []) for what in PAIRS}
    with ExitStack() as stack:
        environment = stack.enter_context(store("postgresql", size))
        theirs = {"HELPDESK_DATABASE_URL": address(Path(environment["WERKZAAM_DATA"]) / "data", "helpdesk")}
        other = stack.enter_context(
            Side([environment_of_helpdesk(), HERE / "helpdesk_side.py", str(size.people)], theirs)
        )
        own = stack.enter_context(Side([sys.executable, __file__, "--ours"], environment))
        for turn in range(rounds + 2):
            for what, (mine, others) in took.items():
                pair = own.seconds(what, turn), other.seconds(what, turn)
                if turn > 1:
                    mine.append(pair[0])
                    others.append(pair[1])
    return [line(what, median(mine), median(others)) for what, (mine, others) in took.items()]


def line(what: str, mine: float, other: float) -> str:
    good = "yes" if other / mine >= ASKED else "**no**"
    return f"| {what} | {1000 * mine:.0f} | {1000 * other:.0f} | {other / mine:.1f} | ≥ {ASKED:.0f}: {good} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=50_000)
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--ours", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.ours:
        ours()
        return
    found = measure(Size(asked.people, asked.people * 40, asked.people * 20), asked.rounds)
    print(f"\n### Beside django-helpdesk {VERSION}\n")
    print("| what | ours, ms | django-helpdesk, ms | times faster | asked |\n|---|---:|---:|---:|---|")
    print("\n".join(found))


if __name__ == "__main__":
    main()
