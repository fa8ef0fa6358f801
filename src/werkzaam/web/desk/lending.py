"""What the desk lends to the interview room: the band of contact someone had, and who answered at which wave.

The band comes from the last frozen panel, so that nothing reaches research that was not frozen before; it is as wide as
it takes to hold five people or more.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyarrow.compute as pc

from werkzaam.core.panel import Panel, PanelProblem, thaw
from werkzaam.web.desk import queries
from werkzaam.web.survey import queries as survey

BANDS, FEWEST = 3, 5


def attributes(study: Any) -> Mapping[str, Mapping[str, str]]:
    """`dose` by pseudonym, from the fewest contacts to the most; nobody where nothing was frozen."""
    last = queries.freezes(study).filter(status="done").exclude(panel_hash="").first()
    return _of_panel(queries.panel_folder(study.code, last.panel_hash)) if last else {}


def answered(study: Any) -> Mapping[str, frozenset[str]]:
    return survey.answered(study)


@lru_cache(maxsize=8)
def _of_panel(folder: Path) -> Mapping[str, Mapping[str, str]]:
    """What was frozen never changes, so it is read once."""
    try:
        contacts = delivered(thaw(folder))
    except PanelProblem:  # the desk's own pages say what is wrong with it
        return {}
    return {person: {"dose": band} for person, band in bands(contacts).items()}


def delivered(panel: Panel) -> dict[str, int]:
    """Contacts held per person, 0 for who had none."""
    held = panel.dose.filter(pc.not_equal(panel.dose["channel"], "planned"))
    sums = held.group_by("person").aggregate([("delivered", "sum")]).to_pylist()
    had = {row["person"]: round(row["delivered_sum"]) for row in sums}
    return {person: had.get(person, 0) for person in panel.persons["person"].to_pylist()}


def bands(contacts: Mapping[str, int]) -> dict[str, str]:
    """ "0–4", "5–20", "21–60": three bands of about as many people, fewer where one would hold less than five."""
    order = sorted(contacts.items(), key=lambda one: (one[1], one[0]))
    wanted = max(FEWEST, -(-len(order) // BANDS))
    groups: list[list[tuple[str, int]]] = []
    for one in order:
        full = groups and len(groups[-1]) >= wanted and groups[-1][-1][1] != one[1]
        if not groups or full:
            groups.append([])
        groups[-1].append(one)
    if len(groups) > 1 and len(groups[-1]) < FEWEST:
        groups[-2:] = [groups[-2] + groups[-1]]
    if groups and len(groups[0]) < FEWEST:
        return {}
    return {person: f"{group[0][1]}–{group[-1][1]}" for group in groups for person, _count in group}
