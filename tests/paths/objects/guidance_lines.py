"""A commitment, a question about Amina to whoever answers at Esdoorn, and a hand-over of a colleague of Amina's.

The hand-over waits for Chaima: it is of Badr, who cannot sign in, and said yes to Bram."""

from __future__ import annotations

import runpy
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID


def pages(cast: Any, at: Any) -> dict[str, dict[str, object]]:
    from werkzaam.web.journey.actions import hand_over, lines, lines_question

    base = runpy.run_path(str(Path(__file__).parent / "guidance.py"))["trajectory"](cast, at)
    bram, day = cast.access("bram"), at.date()
    commitment = lines.agree_commitment(
        by=cast.access("hana"),
        at=at,
        programme=base.programme,
        organisation=cast.esdoorn,
        what="Een vaste klantmanager voor alle deelnemers",
        who="Teamleider inkomen",
        agreed_on=day - timedelta(30),
        due_on=day + timedelta(30),
    )
    line = lines_question.ask_short_line(
        by=bram,
        at=at,
        id=UUID(int=51),
        trajectory=base,
        whom=str(cast.esdoorn.pk),
        topic="civic-integration",
        question="Mag iemand in de avond naar de les?",
        working_days=3,
        shares=["language"],
    )
    south = f"{cast.accounts['chaima'].pk}:{cast.south.pk}"
    asked = {"by": bram, "at": at, "receiver": south, "page": "Ik wil graag naaien.", "working_days": 5}
    own = hand_over.ask_hand_over(trajectory=base, **asked)
    other = hand_over.ask_hand_over(trajectory=colleague(cast, at, base), **asked)
    hand_over.approve_page(by=bram, at=at, hand_over=other, approved=True)
    return (
        {f"journey:{page}": {"pk": base.pk} for page in ("lines", "short_line_ask", "hand_over_ask")}
        | {f"journey:{page}": {"pk": other.pk} for page in ("hand_over", "hand_over_withdraw")}
        | {
            "journey:commitment_settle": {"pk": commitment.pk},
            "journey:short_line": {"pk": line.pk},
            "journey:own_hand_over": {"pk": own.pk},
        }
    )


def colleague(cast: Any, at: Any, base: Any) -> Any:
    """Someone else whom Bram guides, without an account."""
    from werkzaam.web.journey import actions
    from werkzaam.web.people import actions as people

    bram = cast.access("bram")
    badr = people.register_person(
        by=bram, at=at, organisation=cast.esdoorn, given_name="Badr", family_name="Verzonnen"
    )
    return actions.start_trajectory(
        by=bram,
        at=at,
        person=badr,
        programme=base.programme,
        coach=cast.accounts["bram"],
        team=cast.north,
        started_on=at.date() - timedelta(20),
    )
