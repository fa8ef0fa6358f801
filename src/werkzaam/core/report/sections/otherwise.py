"""One question answered in other ways, and without one coach or group at a time: a picture and its numbers."""

from __future__ import annotations

import math
from collections.abc import Iterator

from werkzaam.core.claim.evidence import smallest_in_points
from werkzaam.core.effect.result import Credibility, Estimate, Interval, LeftOut
from werkzaam.core.plan.model import Scale
from werkzaam.core.report.counts import finite
from werkzaam.core.report.document import Figure, Row, Table, Text, words
from werkzaam.core.report.drawn import figure
from werkzaam.core.report.figures import ways as drawing
from werkzaam.core.report.paths import anchor, lookup
from werkzaam.core.report.teller import Teller, difference_form

MOST = 12
"""So many clusters are drawn at most: those without which the estimate moves furthest."""


def figures(teller: Teller, estimate: Estimate, found: Credibility) -> list[Figure]:
    """Nothing where nothing else was tried."""
    if not found.alternatives and not found.left_out:
        return []
    outcome = teller.material.plan.outcome(estimate.outcome)
    ways, axis = list(_ways(teller, estimate, found)), _axis(teller, estimate)
    delta, greyed = smallest_in_points(estimate, outcome), teller.material.greyed(estimate)
    percent = outcome.scale is Scale.BINARY
    drawn = figure(
        teller,
        f"trust-{found.estimand}",
        lambda width: drawing.draw(ways, width=width, axis=axis, delta=delta, percent=percent, greyed=greyed),
        _table(teller, estimate, found),
        title=_title(teller, estimate, found),
        alt=teller.word("trust.figure_alt"),
        note=_note(teller, ways),
    )
    return [drawn]


def _note(teller: Teller, ways: list[drawing.Way]) -> str:
    """Explains only what is in the picture."""
    there = {"figure_note": True, "figure_note_hollow": any(way.low is None for way in ways)}
    there["figure_note_left"] = any(way.kind == "without" for way in ways)
    return " ".join(teller.word(f"trust.{key}") for key, shown in there.items() if shown)


def _axis(teller: Teller, estimate: Estimate) -> str:
    return f"{teller.word('effects.figure_axis')} ({teller.unit(estimate.outcome)})"


def _ways(teller: Teller, estimate: Estimate, found: Credibility) -> Iterator[drawing.Way]:
    yield _way(teller.word("trust.registered"), "registered", estimate.points)
    for other in found.alternatives:
        if math.isfinite(other.points.value):
            yield _way(way(teller, other.key), "other", other.points)
    for left in _furthest(found, estimate):
        yield _way(_without(teller, left), "without", left.points)


def _way(label: str, kind: str, points: Interval) -> drawing.Way:
    ends = (points.low, points.high) if finite(points) else (None, None)
    return drawing.Way(label, kind, points.value, *ends)


def _furthest(found: Credibility, estimate: Estimate) -> list[LeftOut]:
    """In their own order."""
    moved = sorted(found.left_out, key=lambda one: -abs(one.points.value - estimate.points.value))
    return [one for one in found.left_out if one in moved[:MOST]]


def way(teller: Teller, key: str) -> str:
    """Another way in words; `weighted-nearest` is other weights, by the name of those weights."""
    family, _, rest = key.partition("-")
    if family == "weighted" and rest:
        return f"{teller.word('trust.way_weighted')} {teller.known(f'weights.{rest}')}"
    return teller.known(f"trust.way_{key}").removeprefix("way_")


def _without(teller: Teller, left: LeftOut) -> str:
    return f"{teller.word('trust.without')} {left.name}"


def _title(teller: Teller, estimate: Estimate, found: Credibility) -> Text:
    key = "trust.figure_title" if found.alternatives else "trust.figure_title_left"
    moved = lookup(teller.material.evidence, f"summary.credibility.{found.estimand}.moved")
    key = "trust.figure_title_still" if found.alternatives and not moved else key
    slots = {"e": found.estimand, "outcome": teller.outcome(estimate.outcome)}
    form = difference_form(teller.material.plan.outcome(estimate.outcome))
    return teller.say(key, format=form, unit=teller.unit(estimate.outcome), **slots)


def _table(teller: Teller, estimate: Estimate, found: Credibility) -> Table:
    path = f"credibility.{found.estimand}"
    rows = [_row(teller, estimate, teller.word("trust.registered"), f"estimate.{estimate.key}", home=False)]
    rows += [
        _row(teller, estimate, way(teller, one.key), f"{path}.alternatives.{one.key}")
        for one in found.alternatives
    ]
    rows += [
        _row(teller, estimate, _without(teller, one), f"{path}.left_out.{one.name}") for one in found.left_out
    ]
    names = ("trust.head_way", "effects.head_estimate", "effects.head_interval", "effects.head_p")
    header = tuple(teller.word(name) for name in names)
    caption = f"{teller.word('trust.table')}: {teller.question(estimate.outcome, estimate.wave)}"
    return Table(f"trust-{found.estimand}", caption, header, (False, *(True,) * 3), tuple(rows), dense=True)


def _row(teller: Teller, estimate: Estimate, label: str, path: str, *, home: bool = True) -> Row:
    """`home`: numbers may point here; the registered estimate's own row stands in the table of estimates."""
    form = difference_form(teller.material.plan.outcome(estimate.outcome))
    cells = (
        words(label),
        (teller.number(f"{path}.points.value", form),),
        teller.between(f"{path}.points", form),
        (teller.number(f"{path}.p", "p"),),
    )
    return Row(cells, anchor(path + ".points") if home else None, teller.material.greyed(estimate))
