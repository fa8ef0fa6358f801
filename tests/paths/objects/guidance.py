"""A participant in the middle of a trajectory: for the pages of guidance."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID


def pages(cast: Any, at: Any) -> dict[str, dict[str, object]]:
    one: dict[str, object] = {"pk": trajectory(cast, at).pk}
    someone: dict[str, object] = {"person_id": cast.amina.pk}
    purpose = {"purpose": "research"}
    deciding = {f"journey:{page}": someone | purpose for page in ("give", "withdraw")} | {
        f"consent:{page}": purpose for page in ("give", "withdraw")
    }
    return (
        deciding
        | {f"journey:{page}": one for page in ("trajectory", "need", "rung", "phase", "end")}
        | {f"journey:{page}": someone for page in ("person", "start", "consents")}
    )


def trajectory(cast: Any, at: Any) -> Any:
    """Amina's trajectory, made once: every topic's objects (`guidance_<topic>.py`) build on it."""
    from werkzaam.web.journey.models import Trajectory

    return Trajectory.objects.filter(person=cast.amina).first() or made(cast, at)


def made(cast: Any, at: Any) -> Any:
    from werkzaam.web.consent import actions as consent
    from werkzaam.web.consent.models import Purpose
    from werkzaam.web.journey import actions
    from werkzaam.web.people import queries as people

    day = at.date()
    programme = actions.start_programme(
        by="system",
        at=at,
        code="buurtwerkt",
        name="Buurt Werkt",
        organisation=cast.esdoorn,
        starts_on=day - timedelta(90),
        norm=[actions.NormStep(0, 1.0), actions.NormStep(13, 0.5)],
        caseload_norm=15,
    )
    if not Purpose.objects.filter(code="research").exists():
        consent.define_purpose(
            by="system",
            at=at,
            code="research",
            text_nl="Onderzoekers gebruiken mijn antwoorden, zonder mijn naam.",
            text_en="Researchers use my answers, without my name.",
            ground="scientific-research",
            months=120,
        )
    bram = cast.access("bram")
    consent.grant(by=bram, at=at, person_id=cast.amina.pk, purpose="research", on=day)
    consent.issue_pseudonym(by=cast.access("ilse"), at=at, study="shown", person_id=cast.amina.pk)
    amina = actions.start_trajectory(
        by=bram,
        at=at,
        person=cast.amina,
        programme=programme,
        coach=people.account(bram.account),
        team=cast.north,
        started_on=day - timedelta(60),
        dream="Een eigen naaiatelier",
        needs=[("language", "Ik wil de brieven van school lezen")],
    )
    for n, (days, channel, outcome) in enumerate(
        [
            (58, "office", "held"),
            (45, "telephone", "no-show"),
            (30, "home-visit", "held"),
            (3, "message", "held"),
        ]
    ):
        actions.log_contact(
            by=bram,
            at=at,
            id=UUID(int=n + 1),
            trajectory=amina,
            on=day - timedelta(days),
            channel=channel,
            outcome=outcome,
            minutes=30,
            note="Belde over het taalhuis" if n == 0 else "",
        )
    actions.rate_rung(by=bram, at=at, trajectory=amina, on=day, rung=2, evidence="Gaat elke week zwemmen")
    return amina
