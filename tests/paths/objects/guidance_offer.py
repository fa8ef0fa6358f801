"""A course in the catalogue that was proposed to Amina, and a need that nothing answers."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any
from uuid import UUID


def pages(cast: Any, at: Any) -> dict[str, dict[str, object]]:
    from werkzaam.web.journey.actions import offer as catalogue
    from werkzaam.web.journey.actions import offer_proposal, offer_unmet

    base = runpy.run_path(str(Path(__file__).parent / "guidance.py"))["trajectory"](cast, at)
    bram, need = cast.access("bram"), base.needs.get(domain="language")
    course = catalogue.add_offer(
        by=cast.access("hana"),
        at=at,
        organisation=cast.esdoorn,
        kind="language-course",
        domain="language",
        name="Taalcafé",
        provider="Taalhuis Esdoorn",
        level="a1",
        neighbourhood=cast.centrum,
        days=[2, 4],
        capacity=12,
    )
    who = {"by": bram, "at": at, "trajectory": base}
    proposal = offer_proposal.propose_offer(**who, id=UUID(int=41), offer=course, need=need)
    unmet = offer_unmet.record_unmet(**who, need=need, lack="childcare")
    person = {"pk": base.pk}
    return (
        {f"journey:{page}": person for page in ("fitting", "offer_propose", "unmet_add")}
        | {f"journey:{page}": {"pk": course.pk} for page in ("offer", "offer_edit")}
        | {f"journey:{page}": {"pk": proposal.pk} for page in ("offer_answer", "offer_move", "own_offer")}
        | {"journey:unmet_resolve": {"pk": unmet.pk}}
    )
