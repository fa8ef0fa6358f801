"""A whole edition of the reference study with a full dossier, and a report of sixty pages: processor time per step.

python bench/edition.py [--repeat 3]

The machine is shared, so processor seconds are told (all threads together), the best of the repeats; start-up
(loading packages) stands apart, as a desk that keeps running pays it once. Whether two editions are the same bytes is
told too.
"""

from __future__ import annotations

import argparse
import hashlib
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf

from werkzaam.core import simulate
from werkzaam.core.claim import evidence
from werkzaam.core.panel import build_panel
from werkzaam.core.report.document import Document
from werkzaam.core.report.evaluation import Evaluation, evaluate
from werkzaam.core.simulate.dossier import dossier

ON, START, SEED = date(2021, 6, 1), date(2019, 11, 18), 7


def study() -> Evaluation:
    plan = simulate.plan(registered_on=date(2019, 11, 1))
    scenario = simulate.enschede(np.random.default_rng(SEED), START)
    return evaluate(plan, build_panel(plan, *simulate.records(scenario)))


class Clock:
    """Adds up processor seconds per step of the writing."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = defaultdict(float)

    def timed(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any, **more: Any) -> Any:
            start = time.process_time()
            try:
                return call(*args, **more)
            finally:
                self.spent[name] += time.process_time() - start

        return run


def steps(clock: Clock) -> Callable[[], None]:
    """Puts a clock on each step; the answer takes them off again."""
    from werkzaam.core.report import letter, page, sheet, write

    places = (
        (write, "compose"),
        (write, "guarded"),
        (write, "inspected"),
        (page, "html"),
        (sheet, "pdf"),
        (letter, "word"),
    )
    kept = [(place, name, getattr(place, name)) for place, name in places if hasattr(place, name)]
    for place, name, call in kept:
        setattr(place, name, clock.timed(name, call))

    def undo() -> None:
        for place, name, call in kept:
            setattr(place, name, call)

    return undo


def whole(done: Evaluation, folder: Path) -> tuple[float, dict[str, float], str]:
    """Processor seconds of a whole edition, of its steps, and a hash over all its bytes."""
    clock = Clock()
    undo = steps(clock)
    brought = dossier(evidence(done.findings, done.plan, dossier()))
    start = time.process_time()
    try:
        done.write(folder, on=ON, dossier=brought)
    finally:
        undo()
    return time.process_time() - start, dict(clock.spent), _hashed(folder)


def _hashed(folder: Path) -> str:
    told = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            told.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
    return told.hexdigest()


def sixty(done: Evaluation) -> tuple[int, float, bool]:
    """Pages, processor seconds to typeset them, and whether twice gives the same bytes: chapters set over again."""
    from werkzaam.core.report import sheet

    document = _long(done)
    start = time.process_time()
    first = sheet.pdf(document, on=ON)
    spent = time.process_time() - start
    with pikepdf.open(BytesIO(first)) as made:
        pages = len(made.pages)
    return pages, spent, sheet.pdf(document, on=ON) == first


def _long(done: Evaluation) -> Document:
    """The report with its chapters on results and experiences told for two more groups, each with keys of its own."""
    from werkzaam.core.report.compose import compose
    from werkzaam.core.report.material import Material

    brought = dossier(evidence(done.findings, done.plan, dossier()))
    material = Material.of(done.plan, done.panel, done.findings, done.claims, ON, brought)
    document = compose(material, "nl", "werkzaam")
    body = document.sections[1:]
    more = tuple(_again(one, f"{at}-") for at, told in enumerate((body, body[:5])) for one in told)
    return replace(document, sections=(*document.sections, *more))


def _again(block: Any, before: str) -> Any:
    """A block with keys and anchors of its own."""
    changes: dict[str, Any] = {}
    if hasattr(block, "key"):
        changes["key"] = before + block.key
    if hasattr(block, "blocks"):
        changes["blocks"] = tuple(_again(one, before) for one in block.blocks)
    if hasattr(block, "table"):
        changes["table"] = _again(block.table, before)
    for name in ("rows", "items"):
        if hasattr(block, name):
            changes[name] = tuple(_anchored(one, before) for one in getattr(block, name))
    return replace(block, **changes)


def _anchored(one: Any, before: str) -> Any:
    anchor = getattr(one, "anchor", None)
    return replace(one, anchor=before + anchor) if anchor else one


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--repeat", type=int, default=3)
    repeat = options.parse_args().repeat
    start = time.process_time()
    done = study()
    print(f"| the analysis itself | {time.process_time() - start:.1f} |")
    with tempfile.TemporaryDirectory() as room:
        first, *again = [whole(done, Path(room) / str(at)) for at in range(repeat + 1)]
        spent, parts, _ = min(again, key=lambda one: one[0])
        print(f"| a whole edition, the first in a process | {first[0]:.1f} |")
        print(f"| a whole edition after that | {spent:.1f} |")
        for name, seconds in sorted(parts.items(), key=lambda one: -one[1]):
            print(f"| of which {name} | {seconds:.1f} |")
        print(f"the same bytes every time: {len({one[2] for one in (first, *again)}) == 1}")
    sixty(done)
    pages, seconds, same = min((sixty(done) for _ in range(repeat)), key=lambda one: one[1])
    print(f"| a report of {pages} pages, typeset | {seconds:.2f} ({1000 * seconds / pages:.0f} ms a page) |")
    print(f"the same bytes twice: {same}")


if __name__ == "__main__":
    main()
