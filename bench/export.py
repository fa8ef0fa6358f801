"""How long the export of a study takes: 100,000 answers to SPSS files, and the whole bundle.

Figure: 100,000 answers to .sav in less than 10 s. Run: python bench/export.py. Times are the clock's, medians of three.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from datetime import date

import numpy as np
import pyarrow as pa

from werkzaam.core.measure import Kind, shipped
from werkzaam.core.measure.export import Moment, Round, Sent, Source, bundle, returned
from werkzaam.core.measure.export.codes import missing_codes
from werkzaam.core.measure.export.frames import frames
from werkzaam.core.measure.export.sav import as_sav

ON = date(2026, 3, 2)
WAVES = ("t0", "t1", "t2", "t3")
ANSWERS = 100_000


def rows() -> dict[str, list[Sent]]:
    """So many persons at four waves of the shipped battery that they give 100,000 answers to its closed questions."""
    rng = np.random.default_rng(20260302)
    items = [item for item in shipped("core-battery").items if item.kind is not Kind.TEXT]
    persons = -(-ANSWERS // (len(items) * len(WAVES)))
    people = [rng.bytes(16).hex() for _ in range(persons)]
    return {wave: [Sent(one, ON, "self", "nl", _answers(items, rng)) for one in people] for wave in WAVES}


def _answers(items: list, rng: np.random.Generator) -> dict[str, float]:
    return {item.key: float(rng.integers(int(item.low), int(item.high), endpoint=True)) for item in items}


def rounds(sent: dict[str, list[Sent]]) -> tuple[Round, ...]:
    battery = shipped("core-battery")
    return tuple(returned(wave, battery, told) for wave, told in sent.items())


def source(found: tuple[Round, ...]) -> Source:
    people = found[0].answers["person"]
    return Source(
        study="bench",
        title={"nl": "Meting", "en": "Bench"},
        plan="0" * 64,
        on=ON,
        arms={"all": {"nl": "allen", "en": "all"}},
        modes={"self": {"nl": "alleen", "en": "alone"}},
        waves=tuple(Moment(wave, {"nl": wave, "en": wave}) for wave in WAVES),
        persons=pa.table({"person": people, "arm": pa.array(["all"] * len(people))}),
        rounds=found,
    )


def savs(sent: dict[str, list[Sent]]) -> None:
    """From answers as they are kept to both SPSS files, scores and all."""
    told = source(rounds(sent))
    shapes = frames(told)
    for frame in shapes:
        as_sav(frame, title=told.title, language="nl", codes=missing_codes(shapes), on=ON)


def seconds(act: Callable[[], object], times: int = 3) -> float:
    spent = []
    for _ in range(times):
        begin = time.perf_counter()
        act()
        spent.append(time.perf_counter() - begin)
    return statistics.median(spent)


def main() -> None:
    sent = rows()
    answers = sum(len(one.answers) for told in sent.values() for one in told)
    savs(sent)  # warm: libraries are loaded
    size = len(bundle(source(rounds(sent)), language="nl"))
    print(f"{answers:,} answers of {len(sent['t0']):,} people at {len(sent)} waves")
    print(f"to two .sav (long and wide)     {seconds(lambda: savs(sent)):.2f} s")
    print(
        f"the whole bundle                {seconds(lambda: bundle(source(rounds(sent)), language='nl')):.2f} s"
    )
    print(f"the zip                         {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
