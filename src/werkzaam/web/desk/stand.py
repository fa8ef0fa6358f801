"""Where the claims room of a study stands, in a few counts for the cards of the desk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from werkzaam.web.desk.models import Release
from werkzaam.web.desk.room import Room
from werkzaam.web.desk.standing import FAULT, FINE, QUESTION, STALE, obstacles, row_faults, standings

STATES = (FAULT, QUESTION, STALE, FINE)


@dataclass(frozen=True, slots=True)
class Stand:
    """`claims` per state; rows of the joint display and how many of them need a look; the release of this draft."""

    claims: Mapping[str, int]
    rows: int
    open_rows: int
    rewritten: bool
    obstacles: int
    release: Release | None

    @property
    def open_claims(self) -> int:
        return sum(times for state, times in self.claims.items() if state != FINE)

    @property
    def released(self) -> bool:
        return self.release is not None and self.release.decision == Release.Decision.APPROVED


def stand(here: Room) -> Stand:
    states = [one.state for one in standings(here)]
    return Stand(
        claims={state: states.count(state) for state in STATES},
        rows=len(here.dossier.joint),
        open_rows=sum(bool(row_faults(here, row)) for row in here.dossier.joint),
        rewritten=here.rewritten,
        obstacles=len(obstacles(here)),
        release=here.release(),
    )
