"""The programme beside its norm: pillars, for whom, modules, life domains, legal limits, targets."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from werkzaam.web.demo.cast import Stage, moment
from werkzaam.web.journey.actions import intake, programme, programme_parts

AIM = "Meedoen en werk, dichtbij en in eigen tempo, voor mensen die lang zonder werk zijn."
PILLARS = (
    ("neighbourhood", "In de wijk"),
    ("coaching", "Persoonlijke coach"),
    ("group-training", "Groepstraining"),
    ("practice", "Ervaring in de praktijk"),
)
CRITERIA = (
    ("Een jaar of langer zonder werk", True),
    ("Woont in een van de drie wijken", True),
    ("Wil zelf meedoen", True),
)
MODULES = (
    ("persoon", "Wie ben ik en wat kan ik", 12),
    ("beroep", "Welk werk past bij mij", 14),
    ("werknemer", "Werken bij een werkgever", 14),
)
DOMAINS = (
    ("language", "Om een taalles op het goede niveau te vinden."),
    ("learning", "Om een opleiding te vinden die past."),
    ("money", "Omdat schulden het zoeken naar werk in de weg staan."),
    ("health", "Omdat werk bij iemands gezondheid moet passen."),
    ("network", "Omdat veel werk via bekenden komt."),
    ("family", "Om rekening te houden met zorg en opvang."),
)
# Unpaid work on benefit is limited by law; a programme sets its own days (3-domain §3.1).
LIMITS = (
    ("taster", 14, 4, "Afspraak van de gemeente: ten hoogste twee weken meekijken."),
    ("language-placement", 183, 30, "Afspraak van de gemeente: ten hoogste een half jaar."),
    ("work-experience", 183, 30, "Afspraak van de gemeente: ten hoogste een half jaar."),
    ("trial-placement", 61, 14, "Participatiewet artikel 31: in beginsel twee maanden."),
    ("participation-placement", 730, 60, "Participatiewet artikel 10a: in beginsel twee jaar."),
    ("internship", None, 30, ""),
    ("volunteering", None, 30, ""),
    ("paid-work", None, 30, ""),
)
TARGETS = (("", 60), ("paid-part", 6), ("paid-full", 3), ("volunteering", 8), ("work-experience", 10))


def set_up(stage: Stage) -> None:
    start = stage.scenario.start
    before = start - timedelta(days=29)
    base: dict[str, Any] = {
        "by": stage.access("hana", before),
        "at": moment(before),
        "programme": stage.programme,
    }
    programme.change_programme(
        **base,
        name=stage.programme.name,
        starts_on=start,
        ends_on=None,
        caseload_norm=15,
        theme="intensive-guidance",
        aim=AIM,
        months=18,
    )
    for part, facts in _parts(stage):
        programme_parts.add_part(**base, part=part, **facts)
    for domain, reason in DOMAINS:
        intake.switch_on(**base, domain=domain, reason=reason)


def _parts(stage: Stage) -> list[tuple[str, dict[str, Any]]]:
    town, by_on = stage.organisations["voorbeeldstad"], stage.scenario.start + timedelta(days=548)
    return [
        *(("pillars", {"kind": kind, "name": name}) for kind, name in PILLARS),
        *(("criteria", {"text": text, "is_required": required}) for text, required in CRITERIA),
        *(
            ("modules", {"code": code, "name": name, "practical_hours": hours})
            for code, name, hours in MODULES
        ),
        *(
            ("placement-rules", {"kind": kind, "max_days": most, "warn_days": warn, "source": source})
            for kind, most, warn, source in LIMITS
        ),
        *(
            ("targets", {"organisation": town, "outcome": kind, "number": n, "by_on": by_on})
            for kind, n in TARGETS
        ),
        ("channels", {"from_week": 0, "channel": "neighbourhood-place", "contacts_per_week": 0.5}),
        ("channels", {"from_week": 13, "channel": "neighbourhood-place", "contacts_per_week": 0.25}),
    ]
