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
    pillar = add_part(**who, kind="pillars", name="Persoonlijke coach", **{"kind_": None}) if False else None
    return pillar
