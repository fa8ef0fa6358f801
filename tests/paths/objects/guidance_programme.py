"""A programme with one of every part."""

from __future__ import annotations

import runpy
from datetime import timedelta
from pathlib import Path
from typing import Any


def pages(cast: Any, at: Any) -> dict[str, dict[str, object]]:
    base = runpy.run_path(str(Path(__file__).parent / "guidance.py"))["trajectory"](cast, at)
    part = filled(cast, at, base.programme)
    one = {"pk": base.programme_id}
    named = {f"journey:{name}": one for name in ("programme", "programme_edit", "programme_copy")}
    return named | {
        "journey:programme_part": one | {"kind": "targets"},
        "journey:programme_part_remove": one | {"kind": "pillars", "part": part.pk},
    }


def filled(cast: Any, at: Any, programme: Any) -> Any:
    """The pillar of a programme in which every part is there once."""
    from werkzaam.web.journey.actions.programme_parts import add_part
    from werkzaam.web.journey.models import Pillar

    if made := Pillar.objects.filter(programme=programme).first():
        return made
    who = {"by": cast.access("hana", on=at.date()), "at": at, "programme": programme}
    add_part(**who, part="channels", from_week=0, channel="office", contacts_per_week=0.5)
    add_part(**who, part="criteria", text="Woont in de wijk", is_required=True)
    add_part(**who, part="modules", code="beroepen", name="Beroepen leren kennen", practical_hours=12)
    add_part(**who, part="placement-rules", kind="participation-placement", max_days=730, warn_days=60)
    region = {"organisation": cast.esdoorn, "outcome": "paid-part", "number": 18}
    add_part(**who, part="targets", by_on=at.date() + timedelta(365), **region)
    return add_part(**who, part="pillars", kind="coaching", name="Een vaste coach")
