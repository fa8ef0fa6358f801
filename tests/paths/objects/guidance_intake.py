"""A referral that waits, and what was learnt of Amina: for the pages of intake."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any
from uuid import UUID

REFERRAL = UUID(int=41)


def pages(cast: Any, at: Any) -> dict[str, dict[str, object]]:
    base = runpy.run_path(str(Path(__file__).parent / "guidance.py"))["trajectory"](cast, at)
    referred(cast, at, base.programme)
    skill = learnt(cast, at, base)
    asked = ("referral", "referral_accept", "referral_refuse", "referral_withdraw")
    about = ("profile", "profile_skill", "profile_language", "profile_circumstances", "own_access")
    return (
        {f"journey:{name}": {"pk": REFERRAL} for name in asked}
        | {f"journey:{name}": {"pk": base.pk} for name in about}
        | {"journey:domains": {"pk": base.programme_id}, "journey:profile_skill_remove": {"pk": skill.pk}}
        | {"journey:domain_off": {"pk": base.programme_id, "domain": "language"}}
    )


def referred(cast: Any, at: Any, programme: Any) -> None:
    from werkzaam.web.journey.actions import intake, referral
    from werkzaam.web.journey.models import Referral

    if Referral.objects.filter(pk=REFERRAL).exists():
        return
    yara = {
        "given_name": "Yara",
        "family_name": "Verzonnen",
        "phone": "0600000000",
        "email": "",
        "language": "ar",
    }
    referral.refer(
        by=cast.access("femke"),
        at=at,
        id=REFERRAL,
        programme=programme,
        organisation=cast.esdoorn,
        reason="Zoekt werk in de wijk",
        **yara,
    )
    intake.switch_on(
        by=cast.access("hana"), at=at, programme=programme, domain="language", reason="Taal hoort bij werk"
    )


def learnt(cast: Any, at: Any, base: Any) -> Any:
    from werkzaam.web.journey.actions import intake

    found = base.skills.first()
    if found:
        return found
    bram = {"by": cast.access("bram"), "at": at, "trajectory": base}
    on = at.date()
    for level, source in [("a1", "self"), ("a2", "exam")]:
        intake.record_level(**bram, language="nl", skill="speaking", level=level, source=source, on=on)
    intake.record_circumstance(**bram, days=[1, 3], hours_per_week=16, travel_km=10, needs_childcare=True)
    return intake.add_skill(**bram, words="Kleding naaien", source="self", on=on)
