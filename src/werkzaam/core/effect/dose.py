"""What was planned and what was delivered, in both arms: contacts and minutes, per week and channel."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from werkzaam.core.effect.regression import Floats, Integers
from werkzaam.core.effect.result import Dose, DoseWeek
from werkzaam.core.effect.sample import Flags
from werkzaam.core.panel.model import Panel
from werkzaam.core.panel.wide import numbers, texts
from werkzaam.core.plan.model import Arm, Plan


def dose(panel: Panel, plan: Plan) -> Dose | None:
    """None where the panel holds no contacts at all.

    Everybody in an arm counts in every week up to the last one seen in either arm: a person without a
    contact in a week had none. Where no planned contacts were recorded for an arm, the plan's own norm
    stands in.
    """
    if not panel.dose.num_rows:
        return None
    week = np.asarray(panel.dose["week"].to_numpy(), dtype=np.int64)
    length = int(week.max()) + 1
    size = {arm.key: int((texts(panel.persons["arm"]) == arm.key).sum()) for arm in plan.arms}
    arm_of_row = _arm_of_row(panel)
    weeks = tuple(
        found
        for arm in plan.arms
        if size[arm.key]
        for found in _weeks(arm, panel, arm_of_row == arm.key, week, length, size[arm.key])
    )
    return Dose(
        weeks=weeks,
        per_week=_per_week(weeks, "delivered"),
        planned_per_week=_per_week(weeks, "planned"),
        minutes_per_week=_per_week(weeks, "minutes"),
        channels={arm.key: _channels(panel, arm_of_row == arm.key) for arm in plan.arms if size[arm.key]},
    )


def _arm_of_row(panel: Panel) -> np.ndarray[tuple[int], np.dtype[np.str_]]:
    persons, arms = texts(panel.persons["person"]), texts(panel.persons["arm"])
    order = np.argsort(persons)
    rows = texts(panel.dose["person"])
    place = np.minimum(np.searchsorted(persons, rows, sorter=order), len(persons) - 1)
    return np.where(persons[order[place]] == rows, arms[order[place]], "")


def _weeks(arm: Arm, panel: Panel, rows: Flags, week: Integers, length: int, persons: int) -> list[DoseWeek]:
    planned, delivered, minutes = (
        np.bincount(week[rows], weights=numbers(panel.dose[name], name)[rows], minlength=length) / persons
        for name in ("planned", "delivered", "minutes")
    )
    if not planned.any() and arm.planned_contacts_per_week is not None:
        planned = np.full(length, arm.planned_contacts_per_week)
    return [
        DoseWeek(
            arm.key, number, persons, float(planned[number]), float(delivered[number]), float(minutes[number])
        )
        for number in range(length)
    ]


def _per_week(weeks: tuple[DoseWeek, ...], name: str) -> Mapping[str, float]:
    arms = dict.fromkeys(week.arm for week in weeks)
    return {arm: float(np.mean([getattr(week, name) for week in weeks if week.arm == arm])) for arm in arms}


def _channels(panel: Panel, rows: Flags) -> Mapping[str, float]:
    """Each channel's share of the contacts held."""
    channel = texts(panel.dose["channel"])[rows]
    delivered: Floats = numbers(panel.dose["delivered"], "delivered")[rows]
    total = delivered.sum()
    if not total:
        return {}
    shares = {name: float(delivered[channel == name].sum() / total) for name in sorted(set(channel.tolist()))}
    return {name: share for name, share in shares.items() if share}
