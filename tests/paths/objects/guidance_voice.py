"""Amina told what happened at an interview; her coach may know, and she asked for contact with a service."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any
from uuid import UUID


def pages(cast: Any, at: Any) -> dict[str, dict[str, object]]:
    from werkzaam.web.journey.actions import voice, voice_advice

    trajectory = runpy.run_path(str(Path(__file__).parent / "guidance.py"))["trajectory"](cast, at)
    service = voice_advice.save_advice_service(
        by=cast.access("hana"),
        at=at,
        organisation=cast.esdoorn,
        name="Meldpunt Esdoorn",
        phone="010 000 00 00",
    )
    amina = {"by": cast.access("amina"), "at": at}
    told = voice.tell_experience(
        **amina, id=UUID(int=701), trajectory=trajectory, words="لم يسألوني إلا عن حجابي", language="ar",
        setting="job-search", ground="religion", wanted="advice", readers=["coach"],
    )  # fmt: skip
    asked = voice_advice.ask_advice(**amina, experience=told, service=service)
    another = voice_advice.save_advice_service(
        by=cast.access("hana"), at=at, organisation=cast.esdoorn, name="Juridisch Loket Esdoorn"
    )
    one: dict[str, object] = {"pk": told.pk}
    return {
        "journey:voice_one": one,
        "journey:voice_withdraw": one,
        "journey:voice_advice": one | {"service": another.pk},
        "journey:experiences": {"pk": trajectory.pk},
        "journey:experience_advised": {"pk": asked.pk},
        "journey:advice_service": {"pk": service.pk},
    }
