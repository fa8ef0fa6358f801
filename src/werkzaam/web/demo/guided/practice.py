"""Forty visits and mock interviews, twenty-two placements (3-domain §3.5), and an agreement that waits for Gert."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from werkzaam.sides import GUIDANCE
from werkzaam.web.demo.cast import Stage, id_of, moment
from werkzaam.web.journey.actions import agreement, agreement_act, agreement_link, practice

ENCOUNTERS = 40
FEEDBACK = "Vriendelijk en duidelijk. Vraag gerust wat meer over het werk zelf."


@dataclass(frozen=True, slots=True)
class Stay:
    """One placement: `since` and `until` in days ago; `why` it ended, empty where it still runs."""

    key: str
    kind: str
    firm: int
    since: int
    until: int
    why: str = ""
    follows: int | None = None


STAYS = (
    Stay("p01", "taster", 5, 330, 318, "as-planned"),
    Stay("p01", "language-placement", 10, 210, 90, "as-planned", follows=0),
    Stay("p05", "work-experience", 1, 31, -60),
    Stay("p09", "trial-placement", 3, 190, 131, "job-here"),
    Stay("p09", "paid-work", 3, 130, -230, follows=3),
    Stay("p13", "volunteering", 12, 240, -20),
    Stay("p17", "work-experience", 8, 170, 120, "illness"),
    Stay("p02", "work-experience", 6, 200, 40, "as-planned"),
    Stay("p06", "volunteering", 11, 150, -100),
    Stay("p10", "work-experience", 13, 95, -30),
    Stay("p14", "trial-placement", 14, 120, 62, "job-elsewhere"),
    Stay("p18", "work-experience", 2, 260, 200, "participant"),
    Stay("p03", "volunteering", 7, 300, 30, "as-planned"),
    Stay("p07", "work-experience", 9, 330, 200, "job-elsewhere"),
    Stay("p11", "trial-placement", 15, 220, 200, "employer"),
    Stay("p15", "work-experience", 16, 28, -90),
    Stay("p19", "volunteering", 17, 180, 60, "care"),
    Stay("p04", "work-experience", 18, 240, 90, "as-planned"),
    Stay("p08", "work-experience", 19, 140, 110, "participant"),
    Stay("p12", "trial-placement", 20, 160, 101, "job-here"),
    Stay("p16", "volunteering", 21, 130, -60),
    Stay("p20", "volunteering", 22, 90, 20, "illness"),
)


def practise(stage: Stage) -> None:
    for number in range(ENCOUNTERS):
        _meet(stage, number)
    made: list[Any] = []
    for number, stay in enumerate(STAYS):
        made.append(_place(stage, stay, number, None if stay.follows is None else made[stay.follows]))
    stage.links["gert"] = _wait_for_gert(stage, made[1])


def _meet(stage: Stage, number: int) -> None:
    key, on = f"p{number % 20 + 1:02}", stage.today - timedelta(days=12 * number + 5)
    on = max(on, stage.scenario.person(key).started_on + timedelta(days=5))
    employer, contact = stage.employers[number % len(stage.employers)]
    practice.log_encounter(
        by=stage.access(stage.coach(key), on),
        at=moment(on, 17),
        id=id_of(key, "encounter", number),
        trajectory=stage.trajectories[key],
        employer=employer,
        contact=contact,
        on=on,
        outcome="held",
        minutes=60,
        kind="company-visit" if number % 2 else "mock-interview",
        feedback="" if number % 2 else FEEDBACK,
    )


def _place(stage: Stage, stay: Stay, number: int, previous: Any) -> Any:
    """Agreed, begun, told about at weeks 1, 4 and 12, and ended."""
    first, last = stage.today - timedelta(days=stay.since), stage.today - timedelta(days=stay.until)
    coach, before = stage.access(stage.coach(stay.key), first), first - timedelta(days=6)
    employer, contact = stage.employers[stay.firm]
    made = practice.place(
        by=coach,
        at=moment(before),
        id=id_of(stay.key, "placement", number),
        employer=employer,
        kind=stay.kind,
        trajectory=stage.trajectories[stay.key],
        starts_on=first,
        ends_on=last,
        hours_per_week=16,
        days=[1, 2, 4],
        tasks="Meewerken in het team, elke week een taak erbij.",
        learns="Nederlands op de werkvloer, op tijd komen, vragen stellen.",
        supervisor=contact,
        previous=previous,
    )
    made = practice.start_placement(by=coach, at=moment(first, 9), placement=made)
    _tell(stage, stay, coach, made)
    if stay.why:
        made = practice.end_placement(
            by=coach, at=moment(last, 17), placement=made, ended_on=last, end_reason=stay.why
        )
    return made


def _tell(stage: Stage, stay: Stay, coach: Any, made: Any) -> None:
    """Check-ins were told in time, but for those of the last days: these are due."""
    for one in made.check_ins.order_by("week"):
        if one.due_on < min(stage.today - timedelta(days=5), stage.today - timedelta(days=stay.until)):
            going = "mixed" if stay.why in ("employer", "participant") else "well"
            agreement_act.record_check_in(
                by=coach,
                at=moment(one.due_on, 16),
                check_in=one,
                party="employer",
                going=going,
                hours=16,
                goes_well="Komt op tijd en helpt de anderen.",
                is_hard="Bellen met klanten." if going == "mixed" else "",
            )


def _wait_for_gert(stage: Stage, previous: Any) -> str:
    """Amina's next placement: she and the agency have signed. Returns the token of Gert's link."""
    from django.utils import timezone

    starts, at = stage.today + timedelta(days=8), timezone.now()
    (employer, gert), bram = stage.employers[0], stage.access("bram", stage.today)
    made = practice.place(
        by=bram,
        at=at,
        id=id_of("p01", "placement", "bakery"),
        employer=employer,
        supervisor=gert,
        kind="work-experience",
        trajectory=stage.trajectories["p01"],
        starts_on=starts,
        ends_on=starts + timedelta(days=61),
        days=[1, 2, 4],
        hours_per_week=12,
        tasks="Deeg maken, vormen, de winkel bijvullen.",
        learns="Werken in een bakkerij, klanten helpen.",
        previous=previous,
    )
    drawn = agreement.draw_up(by=bram, at=at, placement=made, text=_words(starts), signatories=[gert])
    asked = {one.party: one for one in drawn.signatures.all()}
    agreement.sign_own(
        by=stage.access("amina", stage.today),
        at=at,
        signature=asked["participant"],
        name="Amina Voorbeeldsma",
    )
    agreement.sign_for_agency(by=bram, at=at, agreement=drawn, name="Bram Fictiema")
    with transaction.atomic(using=GUIDANCE):
        return next(iter(agreement_link.send_links(at=at, signatures=[asked["employer"]])))


def _words(starts: date) -> str:
    return (
        f"Amina leert werken bij Bakkerij Bloem: 12 uur per week, vanaf {starts:%d-%m-%Y}, twee maanden lang.\n\n"
        "Zij doet mee met deeg maken en vormen, en helpt in de winkel. "
        "Gert werkt haar in en bespreekt elke week hoe het gaat."
        "\n\nHet is onbetaald: leren staat voorop. Wie wil stoppen, zegt dat tegen de ander en tegen Bram."
    )
