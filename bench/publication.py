"""How heavy publication pages are and how long they take: 200 editions on the shelf, no database, no figures fetched.

Figures: a publication page ≤ 50 kB compressed without figures; p95 ≤ 20 ms. Run: python bench/publication.py.
Times are what the processor did for this process (process_time), through every middleware, so that other work on the
machine does not count. *First* is the first time that a page is asked for: its edition read and every file of it
hashed, the page written. *Again* is every time after that, until an edition changes.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from zlib import crc32

EDITIONS, ROUNDS = 200, 20


def edition(out: Path) -> None:
    """The reference study with its dossier: two main questions, eight elements, four recommendations."""
    import numpy as np

    from werkzaam.core import simulate
    from werkzaam.core.claim.evidence import evidence
    from werkzaam.core.panel import build_panel
    from werkzaam.core.report.evaluation import evaluate
    from werkzaam.core.simulate.dossier import dossier

    plan = simulate.plan(registered_on=date(2019, 11, 1))
    scenario = simulate.enschede(np.random.default_rng(7), date(2019, 11, 18))
    done = evaluate(plan, build_panel(plan, *simulate.records(scenario)))
    done.write(out, on=date(2021, 6, 1), dossier=dossier(evidence(done.findings, plan, dossier())))


def shelf(printed: Path, out: Path, number: int) -> None:
    """As many editions as asked for, each with a title, a date and a seal of its own; their files are shared."""
    from werkzaam.core.report.edition import digest

    told = json.loads((printed / "edition.json").read_text())
    for at in range(number):
        shutil.copytree(printed, out / f"study-{at:03d}", copy_function=os.link)
        title = {language: f"{text} ({at})" for language, text in told["title"].items()}
        on = date(2021, 6, 1) + timedelta(days=at)
        record = told | {"title": title, "key": f"study-{at}", "published_on": on.isoformat()}
        manifest = out / f"study-{at:03d}" / "edition.json"
        manifest.unlink()
        manifest.write_text(json.dumps(record | {"digest": digest(record)}, ensure_ascii=False))


def spent(addresses: Iterable[str]) -> list[float]:
    """Milliseconds of the processor per answer, a reader without cookies each time."""
    from django.test import Client

    found = []
    for address in addresses:
        reader = Client(headers={"accept-language": ("nl", "en")[crc32(address.encode()) % 2]})
        begun = time.process_time()
        answer = reader.get(address)
        found.append(1000 * (time.process_time() - begun))
        assert answer.status_code == 200, address
    return found


def line(what: str, times: list[float]) -> str:
    ordered = sorted(times)
    at95 = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    return f"| {what} | {len(times)} | {statistics.median(times):.1f} | {at95:.1f} | {ordered[-1]:.1f} |"


def weigh(address: str) -> str:
    from django.test import Client

    page = Client(headers={"accept-language": "nl"}).get(address).content
    return f"| {address} | {len(page) / 1000:.0f} kB | {len(gzip.compress(page, 6)) / 1000:.1f} kB |"


def main() -> None:
    wanted = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    wanted.add_argument("--editions", type=int, default=EDITIONS)
    number = wanted.parse_args().editions
    with tempfile.TemporaryDirectory(prefix="werkzaam-bench-") as folder:
        place = Path(folder)
        os.environ |= {"WERKZAAM_DATA": folder, "WERKZAAM_SITES": "public"}
        os.environ["DJANGO_SETTINGS_MODULE"] = "werkzaam.web.settings"
        import django

        django.setup()
        edition(place / "printed")
        shelf(place / "printed", place / "editions", number)
        measure(number)


def measure(number: int) -> None:
    start, first = "/publications/", "/publications/study-000/"
    print("| page | as it is | compressed |\n|---|---:|---:|")
    warm = spent([start, start])  # the process itself wakes up, and all editions are read
    kinds = (first, f"{first}claims/effect-rung-t2/", f"{first}numbers/estimate.rung-t2/", start)
    print("\n".join(weigh(address) for address in kinds))
    pages = [f"/publications/study-{at:03d}/" for at in range(1, min(number, 60))]
    claims = [f"{address}claims/effect-rung-t2/" for address in pages]
    print("\n| what | answers | median ms | p95 ms | slowest ms |\n|---|---:|---:|---:|---:|")
    print(line("every edition read and hashed, for the first list", warm[:1]))
    print(line("a publication, first", spent(pages)))
    print(line("a publication, again", spent(pages * 2)))
    print(line("what a sentence rests on, first", spent(claims)))
    print(line("what a sentence rests on, again", spent(claims * 2)))
    print(line("the list", spent([start] * ROUNDS * 5)))
    print(line("pages of the list, first", spent(f"{start}?page={at}" for at in range(2, 11))))
    print(
        line("search, a new question each time", spent(f"{start}?q=vaste+{at}" for at in range(ROUNDS * 3)))
    )
    print(line("the feed", spent([f"{start}feed.xml"] * ROUNDS)))


if __name__ == "__main__":
    main()
