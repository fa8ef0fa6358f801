"""A group of team north: Amina completed one and takes part in another, with a session today and one to come."""

from __future__ import annotations

import runpy
import uuid
from datetime import time, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone


def pages(cast: Any, at: Any) -> dict[str, dict[str, object]]:
    group, enrolment, session = running(cast, at)
    paper = certificate(cast, at)
    here: dict[str, object] = {"pk": group.pk}
    return {
        **{
            f"journey:{name}": here
            for name in ("group", "group_edit", "group_series", "session_new", "group_enrol")
        },
        **{f"journey:{name}": {"pk": session.pk} for name in ("session_edit", "group_roll", "group_marks")},
        **{f"journey:enrolment_{name}": {"pk": enrolment.pk} for name in ("place", "stop")},
        **{f"journey:{name}": {"pk": paper.enrolment_id} for name in ("certificate", "certificate_new")},
        "journey:own_certificate": {"pk": paper.pk},
    }


def opened(cast: Any, at: Any, name: str, first_on: Any) -> tuple[Any, Any]:
    """A group of team north by Karim, with one session, and Amina in it."""
    from werkzaam.web.journey.actions import training, training_enrol
    from werkzaam.web.people import queries as people

    amina = runpy.run_path(str(Path(__file__).parent / "guidance.py"))["trajectory"](cast, at)
    by = {"by": cast.access("karim"), "at": at}
    karim = people.account(cast.access("karim").account)
    about = {"organisation": cast.esdoorn, "team": cast.north, "trainer": karim}
    days = {"starts_on": first_on, "ends_on": None}
    group = training.open_group(**by, programme=amina.programme, name=name, capacity=12, **days, **about)
    hours = {"starts": time(9), "ends": time(11)}
    training.plan_session(**by, group=group, on=first_on, **hours)
    return group, training_enrol.enrol(**by, group=group, trajectory=amina)


def running(cast: Any, at: Any) -> tuple[Any, Any, Any]:
    """A group with a session on the day the pages are opened, and one to come."""
    from werkzaam.web.journey.actions import training

    today = timezone.localdate()
    group, enrolment = opened(cast, at, "Groep lente", today)
    by = {"by": cast.access("karim"), "at": at}
    training.plan_session(**by, group=group, on=today + timedelta(7), starts=time(9), ends=time(11))
    return group, enrolment, group.sessions.first()


def certificate(cast: Any, at: Any) -> Any:
    """Amina's certificate of an earlier group."""
    from werkzaam.web.journey.actions import training_certificate, training_roll

    group, enrolment = opened(cast, at, "Groep winter", at.date() - timedelta(30))
    by = {"by": cast.access("karim"), "at": at}
    mark = training_roll.Mark(uuid.uuid4(), enrolment.pk, "present", at)
    training_roll.call_roll(**by, session=group.sessions.get(), marks=[mark])
    return training_certificate.issue_certificate(**by, enrolment=enrolment)
