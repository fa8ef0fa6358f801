"""Who answered at which wave: counted from the panel itself, per arm."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from werkzaam.core.panel.model import Panel
from werkzaam.core.plan.model import Plan


@dataclass(frozen=True, slots=True)
class Responded:
    """`n` persons of `of` in this arm gave at least one value at this wave."""

    arm: str
    wave: str
    n: int
    of: int

    @property
    def share(self) -> float:
        return self.n / self.of if self.of else 0.0


def responded(panel: Panel, plan: Plan) -> tuple[Responded, ...]:
    """One row per arm and wave in the plan's order.

    Only outcomes that are compared count: what a coach rates of participants alone is no answer of theirs.
    """
    answered = panel.values.filter(_counting(panel, plan)).select(["person", "wave"])
    joined = (
        answered.group_by(["person", "wave"])
        .aggregate([])
        .join(panel.persons.select(["person", "arm"]), "person")
    )
    counts = _counted(joined.group_by(["arm", "wave"]).aggregate([([], "count_all")]).to_pylist())
    sizes = {arm.key: pc.sum(pc.equal(panel.persons["arm"], arm.key)).as_py() or 0 for arm in plan.arms}
    return tuple(
        Responded(arm.key, wave.key, counts.get((arm.key, wave.key), 0), sizes[arm.key])
        for arm in plan.arms
        for wave in plan.waves
    )


def _counting(panel: Panel, plan: Plan) -> pa.ChunkedArray:
    compared = {one.outcome for one in plan.estimands} or {one.key for one in plan.outcomes}
    known = pc.is_in(panel.values["outcome"], value_set=pa.array(sorted(compared)))
    return pc.and_(known, pc.is_valid(panel.values["value"]))


def _counted(rows: list[dict[str, object]]) -> dict[tuple[str, str], int]:
    return {(str(row["arm"]), str(row["wave"])): int(str(row["count_all"])) for row in rows}
