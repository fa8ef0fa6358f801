"""Who is not in yet: referred, refused with a reason, and someone who came without help."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from werkzaam.web.demo.cast import Stage, id_of, moment
from werkzaam.web.journey.actions import referral

WHO = (
    ("Jamila", "Verzinsel", "self", 2, "Ik zoek werk in de buurt en weet niet hoe ik moet beginnen."),
    (
        "Peer",
        "Lettergreep",
        "femke",
        4,
        "Twee jaar zonder werk, was magazijnmedewerker. Wil graag iets met mensen.",
    ),
    ("Soraya", "Modelstra", "lotte", 9, "Komt elke week in het buurthuis en vraagt naar werk."),
    ("Ties", "Papierwolk", "femke", 40, "Wil een opleiding volgen in een andere stad."),
)
REFUSED = "Ties"


def wait(stage: Stage) -> None:
    for number, (given, family, by, days, reason) in enumerate(WHO):
        on = stage.today - timedelta(days=days)
        base: dict[str, Any] = {
            "at": moment(on), "id": id_of("referral", number), "programme": stage.programme, "reason": reason,
            "organisation": stage.organisations["voorbeeldstad"], "given_name": given, "family_name": family,
            "email": "", "phone": f"06 0000 00{number:02}", "language": "nl",
        }  # fmt: skip
        made = (
            referral.refer_self(**base) if by == "self" else referral.refer(by=stage.access(by, on), **base)
        )
        if given == REFUSED:
            referral.refuse_referral(
                by=stage.access("mila", on), at=moment(on + timedelta(days=3)), referral=made,
                refusal_reason="other-help", explanation="Het regionale leerwerkloket past beter en belt deze week.",
            )  # fmt: skip
