"""Was the programme given as it was meant? Contacts held against contacts planned, per coach or group."""

from __future__ import annotations

import numpy as np

from werkzaam.core.effect.contacts import Contacts, contacts
from werkzaam.core.effect.regression import Floats
from werkzaam.core.effect.result import Fidelity
from werkzaam.core.effect.sample import Flags
from werkzaam.core.panel.wide import Wide
from werkzaam.core.plan.model import Arm, Plan, Role


def fidelity(wide: Wide, plan: Plan) -> tuple[Fidelity, ...]:
    """One per coach or group of the programme, in order of the panel's names and called by number alone.

    Empty where no contacts were kept, nobody has a coach, or no plan of contacts is known. Where the rows
    hold no planned contacts for the programme, the plan's own norm stands in, as in `dose`. `share` is NaN
    for a coach for whom nothing was planned.
    """
    arm, kept = plan.arm(Role.PROGRAMME), contacts(wide.panel)
    if arm is None or kept is None or kept.weeks < 1:
        return ()
    of_arm = wide.arm == arm.key
    planned = _planned(arm, kept, of_arm)
    if planned is None:
        return ()
    names = [name for name in np.unique(wide.names[of_arm]).tolist() if name]
    return tuple(
        _share(str(number), planned, kept, of_arm & (wide.names == name))
        for number, name in enumerate(names, start=1)
    )


def _planned(arm: Arm, kept: Contacts, of_arm: Flags) -> Floats | None:
    """Planned contacts per person over all weeks (n,)."""
    if kept.planned[of_arm].any():
        return kept.planned
    norm = arm.planned_contacts_per_week
    return np.full(len(of_arm), norm * kept.weeks) if norm else None


def _share(name: str, planned: Floats, kept: Contacts, mine: Flags) -> Fidelity:
    meant, held = (float(total[mine].mean()) / kept.weeks for total in (planned, kept.delivered))
    return Fidelity(name, int(mine.sum()), meant, held, held / meant if meant else float("nan"))
