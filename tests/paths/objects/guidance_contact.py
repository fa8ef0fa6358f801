"""An appointment, a draft and a calendar address: for the pages of the contact log."""

from __future__ import annotations

import runpy
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID


def pages(cast: Any, at: Any) -> dict[str, dict[str, object]]:
    from django.utils import timezone

    from werkzaam.web.journey.actions import appointment, appointment_feed, draft

    base = runpy.run_path(str(Path(__file__).parent / "guidance.py"))["trajectory"](cast, at)
    bram, soon = cast.access("bram"), timezone.now() + timedelta(days=2)
    meeting = appointment.plan_appointment(
        by=bram,
        at=timezone.now(),
        id=UUID(int=901),
        trajectory=base,
        starts_at=soon,
        ends_at=soon + timedelta(hours=1),
        channel="neighbourhood-place",
        where="Bibliotheek",
    )
    begun = draft.keep_contact_draft(
        by=bram, at=at, id=UUID(int=902), trajectory=base, content={"note": "Belde over het taalhuis"}
    )
    token = appointment_feed.open_feed(by=bram, at=at)
    one: dict[str, object] = {"pk": base.pk}
    return {
        "journey:due": {"about": "work"},
        "journey:history": {**one, "about": "colleagues"},
        "journey:appointments": one,
        "journey:appointment_plan": one,
        "journey:appointment_move": {"pk": meeting.pk},
        "journey:appointment_cancel": {"pk": meeting.pk},
        "journey:draft_drop": {"pk": begun.pk},
        "journey:feed": {"token": token},
    }
