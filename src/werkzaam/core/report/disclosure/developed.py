"""The counts behind developments: who rose and fell, who stood where, who changed beyond measurement error."""

from __future__ import annotations

from werkzaam.core.claim.tables import step
from werkzaam.core.effect.result import Development, Findings, Movement, Reliable
from werkzaam.core.plan.model import Direction, Plan, Scale
from werkzaam.core.report.disclosure.ties import Ties

_MOVES = ("change", "risen", "same", "fallen", "improved", "worsened", "reliable", "movement")


def developed(made: Ties, findings: Findings, plan: Plan) -> None:
    """Every arm, outcome and wave."""
    first = {(one.arm, one.outcome): one for one in findings.developments if one.wave == plan.baseline.key}
    for one in findings.developments:
        _groups(made, one)
        up = plan.outcome(one.outcome).direction is Direction.UP
        if one.n_change:
            _steps(made, one, up)
        if one.n_change and one.reliable:
            _reliable(made, one, one.reliable, up)
        if plan.outcome(one.outcome).scale is Scale.BINARY:
            _shares(made, one, first.get((one.arm, one.outcome)))
        elif one.movement:
            _moves(made, one, one.movement)
            _means(made, one, one.movement, first.get((one.arm, one.outcome)))


def at(one: Development) -> str:
    return f"development.{one.arm}.{one.outcome}.{one.wave}"


def _groups(made: Ties, one: Development) -> None:
    """Those who answered, and of them those who also did at the start."""
    base = at(one)
    made.group(f"{base}.n", one.n, prints=(f"{base}.n",), follows=(base,))
    moved = (f"{base}.{name}" for name in (*_MOVES, "n_change"))
    made.group(f"{base}.n_change", one.n_change, prints=(f"{base}.n_change",), follows=moved)


def _steps(made: Ties, one: Development, up: bool) -> None:
    base = at(one)
    named = {"risen": ("improved", "worsened")[not up], "fallen": ("worsened", "improved")[not up]}
    for name in ("risen", "same", "fallen"):
        prints = [f"{base}.{name}", *([f"{base}.{named[name]}"] if name in named else [])]
        made.count(f"{base}.{name}", getattr(one, name), prints=prints, table=f"{base}.steps")
    made.sum(f"{base}.n_change", (f"{base}.{name}" for name in ("risen", "same", "fallen")))


def _reliable(made: Ties, one: Development, found: Reliable, up: bool) -> None:
    """Those who rose beyond error are some of those who rose; the rest of them can be worked out."""
    base, table = at(one), f"{at(one)}.reliable"
    better = (
        {"risen": "improved", "fallen": "worsened"} if up else {"risen": "worsened", "fallen": "improved"}
    )
    for name in ("risen", "fallen"):
        key, value = f"{table}.{name}", getattr(found, name)
        made.count(key, value, prints=(key, f"{table}.{better[name]}"), table=table)
        made.follow(key, f"{table}.{name}_share")
        rest = made.silent(f"{key}.within", getattr(one, name) - value, table)
        made.sum(f"{base}.{name}", (key, rest))
    same = made.count(f"{table}.same", found.same, table=table)
    made.sum(f"{base}.n_change", (f"{table}.risen", same, f"{table}.fallen"))
    made.sum(same, (f"{base}.same", f"{table}.risen.within", f"{table}.fallen.within"))


def _shares(made: Ties, one: Development, first: Development | None) -> None:
    """Yes or no: a share is a count, and so is what is left of it. The mean change tells who rose and fell."""
    base = at(one)
    key = f"{base}.level"
    ones = round(one.level.value * one.n)
    made.count(key, ones, prints=(), follows=(key, f"{base}.sd"), table=f"{base}.share")
    rest = made.silent(f"{key}.rest", one.n - ones, f"{base}.share", least=1)
    made.sum(f"{base}.n", (key, rest))
    if one.n_change:
        for name in ("risen", "same", "fallen"):
            # With the baseline's share, the change says how many rose and fell; so they stand or fall together.
            made.follow(f"{base}.{name}", f"{base}.change", f"{base}.movement")
            made.follow(key, f"{base}.{name}", f"{base}.change", f"{base}.movement")
            made.follow(f"{base}.{name}", *made.prints[f"{base}.risen"], *made.prints[f"{base}.fallen"])
        made.follow(key, f"{base}.improved", f"{base}.worsened")
        if first is not None:
            made.follow(f"{at(first)}.level", f"{base}.movement", f"{base}.change")


def _moves(made: Ties, one: Development, found: Movement) -> None:
    """The table of who went from where to where adds up to who rose, stayed and fell."""
    base, table = at(one), f"{at(one)}.movement"
    parts: dict[str, list[str]] = {"risen": [], "same": [], "fallen": []}
    for i, row in enumerate(found.counts):
        for j, count in enumerate(row):
            key = f"{table}.{step(found.levels[i])}.{step(found.levels[j])}"
            made.count(key, count, table=table)
            parts["risen" if j > i else "same" if j == i else "fallen"].append(key)
    for name, keys in parts.items():
        made.sum(f"{base}.{name}", keys)


def _means(made: Ties, one: Development, found: Movement, first: Development | None) -> None:
    """The mean and the spread of the change, and of the level where it is over the same persons, are sums too."""
    table = f"{at(one)}.movement"
    moments = ["change"]
    moments += ["later"] if one.n == one.n_change else []
    moments += ["start"] if first is not None and first.n == one.n_change else []
    for name in moments:
        for power in (1, 2):
            weights, value = {}, 0.0
            for i, start in enumerate(found.levels):
                for j, later in enumerate(found.levels):
                    weight = {"change": later - start, "later": later, "start": start}[name] ** power
                    weights[f"{table}.{step(start)}.{step(later)}"] = weight
                    value += weight * found.counts[i][j]
            made.measure(f"{table}.{name}-{power}", value, weights, table)
