"""De Naald, Gert, and Amina's placements there: one running, one that waits for signatures, an open link."""

from __future__ import annotations

import runpy
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

TASTER, EXPERIENCE = UUID(int=601), UUID(int=602)


def pages(cast: Any, at: Any) -> dict[str, dict[str, object]]:
    trajectory = runpy.run_path(str(Path(__file__).parent / "guidance.py"))["trajectory"](cast, at)
    made = practice(cast, at, trajectory)
    one: dict[str, object] = {"pk": trajectory.pk}
    employer: dict[str, object] = {"pk": made["employer"].pk}
    places = {
        "placement_start": made["next"],
        "placement_cancel": made["next"],
        "agreement_sign": made["next"],
    }
    places |= dict.fromkeys(("placement", "placement_end"), made["running"])
    places |= {"agreement_draw_up": made["next"]}
    return (
        {f"journey:{page}": one for page in ("placements", "placement_add", "encounter_add")}
        | {f"journey:{page}": {"pk": placement.pk} for page, placement in places.items()}
        | dict.fromkeys(
            (
                "journey:employer",
                "journey:employer_edit",
                "journey:employer_contact_add",
                "journey:vacancy_add",
            ),
            employer,
        )
        | {
            "journey:employer_contact": {"pk": made["gert"].pk},
            "journey:vacancy": {"pk": made["vacancy"].pk},
            "journey:check_in": {"pk": made["check_in"].pk},
            "journey:own_check_in": {"pk": made["check_in"].pk},
            "journey:check_in_ask": {"pk": made["check_in"].pk},
            "journey:own_agreement": {"pk": made["signature"].pk},
            "journey:agreement_link": {"token": made["token"]},
        }
    )


def practice(cast: Any, at: Any, trajectory: Any) -> dict[str, Any]:
    """Everything of practice, made through the actions; the link is of today, or it would have run out."""
    from django.utils import timezone

    from werkzaam.web.journey.actions import agreement, agreement_act, agreement_link
    from werkzaam.web.journey.actions import employer as employers
    from werkzaam.web.journey.actions import practice as actions

    day, bram = at.date(), {"by": cast.access("bram"), "at": at}
    employer = employers.save_employer(
        **bram, organisation=cast.esdoorn, name="Atelier De Naald", sector="Kleding", address="Draadplein 1"
    )
    gert = employers.save_contact(
        **bram, employer=employer, name="Gert Verzonnen", job="Meewerkend eigenaar", email="gert@example.org"
    )
    vacancy = employers.save_vacancy(
        **bram, employer=employer, kind="work-experience", title="Naaister", opens_on=day, hours_per_week=16
    )
    actions.log_encounter(
        **bram, id=UUID(int=600), trajectory=trajectory, employer=employer, kind="company-visit",
        on=day - timedelta(50), outcome="held", minutes=60, feedback="Ze naait snel en netjes",
    )  # fmt: skip
    shared = {"trajectory": trajectory, "employer": employer, "supervisor": gert}
    running = actions.place(
        **bram, **shared, id=TASTER, kind="taster", starts_on=day - timedelta(40), ends_on=day + timedelta(20),
        hours_per_week=8, days=[1, 2], tasks="Zomen en knippen", learns="Werken met een team",
    )  # fmt: skip
    running = actions.start_placement(**bram, placement=running)
    weeks = list(running.check_ins.all())
    told = {"going": "well", "goes_well": "Komt op tijd", "hours": 8}
    agreement_act.record_check_in(**bram, check_in=weeks[0], party="employer", **told)
    following = actions.place(
        **bram, **shared, id=EXPERIENCE, kind="work-experience", starts_on=day, ends_on=day + timedelta(90),
        hours_per_week=16, days=[3, 4], previous=running, vacancy=vacancy,
    )  # fmt: skip
    drawn = agreement.draw_up(
        **bram, placement=following, text="Amina naait.\n\nGert helpt haar.", signatories=[gert]
    )
    fresh = agreement_link.send_links(at=timezone.now(), signatures=drawn.signatures.filter(contact=gert))
    return {
        "employer": employer, "gert": gert, "vacancy": vacancy, "running": running, "next": following,
        "check_in": weeks[1], "signature": drawn.signatures.get(party="participant"), "token": next(iter(fresh)),
    }  # fmt: skip
