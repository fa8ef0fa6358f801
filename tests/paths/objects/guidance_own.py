"""A look at Amina and her question about it: for the pages of who looked."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any


def pages(cast: Any, at: Any) -> dict[str, dict[str, object]]:
    from werkzaam.sides import GUIDANCE
    from werkzaam.web.ledger import actions as ledger
    from werkzaam.web.ledger import queries
    from werkzaam.web.people import actions
    from werkzaam.web.people.models import Objection

    runpy.run_path(str(Path(__file__).parent / "guidance.py"))["trajectory"](cast, at)
    asked = Objection.objects.filter(person=cast.amina).first()
    if asked is None:
        by = cast.access("mila").account
        ledger.looked(by=by, at=at, side=GUIDANCE, act="journey.see_trajectory", subjects=[cast.amina.pk])
        event = queries.looks_at(cast.amina.pk, side=GUIDANCE)[0].pk
        asked = actions.object_to_look(by=cast.access("amina"), at=at, event=event, words="Ik ken haar niet")
    return {"people:object_to_look": {"event": asked.event}, "people:answer_objection": {"pk": asked.pk}}
