"""A contributor knows their own amount: what can they make of a total that is printed, about anybody else's?"""

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest

from werkzaam.core.report.disclosure import Cell, Rules
from werkzaam.core.report.disclosure.account import Why
from werkzaam.core.report.disclosure.guard import guarded


def guess(held, me):
    """What `me` can say at most of anybody else: the total less one's own, as nobody's amount is below nought."""
    return sum(held) - held[me]


@pytest.mark.parametrize("share", [1.0, 0.85])
def test_no_insider_comes_within_a_tenth_of_another(share):
    """By trying every pair of persons; p% alone (share 1.0) and together with dominance."""
    rng, rules = np.random.default_rng(4), Rules(share=share)
    printed = withheld = 0
    for _ in range(400):
        held = tuple(rng.pareto(rng.uniform(0.3, 3), int(rng.integers(10, 20))).tolist())
        pairs = [(me, other) for me in range(len(held)) for other in range(len(held)) if me != other]
        near = any(guess(held, me) < 1.1 * held[other] - 1e-9 for me, other in pairs)
        if rules.reach(Cell("total", sum(held), held)) is None:
            printed += 1
            assert not near
        else:
            withheld += 1
            assert near or share < 1
    assert min(printed, withheld) > 20


def test_hours_that_two_persons_work_are_no_mean(material):
    """Of all in the programme at the last wave two work, thirty-two and twenty-four hours; the rest do not."""
    panel = material.panel
    arm = dict(zip(panel.persons["person"].to_pylist(), panel.persons["arm"].to_pylist(), strict=True))
    rows, seen = panel.values.to_pylist(), []
    for row in rows:
        if (row["outcome"], row["wave"], arm.get(row["person"])) == ("life", "t2", "participants"):
            row["value"] = {0: 32.0, 1: 24.0}.get(len(seen), 0.0)
            seen.append(row["person"])
    values = pa.Table.from_pylist(rows, schema=panel.values.schema)
    told, account = guarded(replace(material, panel=replace(panel, values=values)))
    path = "development.participants.life.t2.level.value"
    assert len(seen) > 30
    assert told.withheld[path] == Why.DOMINATED
    assert "development.controls.life.t2.level.value" not in told.withheld
    assert account.by_reason[Why.DOMINATED] >= 3
