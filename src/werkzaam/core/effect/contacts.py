"""Contacts per person, counted from the rows of the panel."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from werkzaam.core.effect.regression import Floats
from werkzaam.core.panel.model import Panel
from werkzaam.core.panel.wide import numbers


@dataclass(frozen=True, slots=True)
class Contacts:
    """Totals per person (n,), in the order of the panel's persons, over `weeks` weeks."""

    planned: Floats
    delivered: Floats
    weeks: int


def contacts(panel: Panel, before: int | None = None) -> Contacts | None:
    """Everybody's contacts in the weeks before `before` (all weeks seen if None); None where none were kept.

    A person without a row had no contact. Weeks run to the last one seen in either arm, as in `dose`.
    """
    if not panel.dose.num_rows:
        return None
    week = np.asarray(panel.dose["week"].to_numpy(), dtype=np.int64)
    weeks = int(week.max()) + 1 if before is None else min(before, int(week.max()) + 1)
    found = pc.index_in(panel.dose["person"], value_set=panel.persons["person"].combine_chunks())
    place = np.asarray(pc.fill_null(found, pa.scalar(-1, pa.int32())).to_numpy(), dtype=np.int64)
    rows = (place >= 0) & (week < weeks)
    totals: dict[str, Floats] = {}
    for name in ("planned", "delivered"):
        each = numbers(panel.dose[name], name)[rows]
        totals[name] = np.bincount(place[rows], each, panel.persons.num_rows).astype(np.float64)
    return Contacts(totals["planned"], totals["delivered"], weeks)
