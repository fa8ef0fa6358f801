"""Response in finer grain, and the flow of people through the waves: counts only, nobody in particular."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F
from django.db.models.functions import Coalesce

from werkzaam.web.consent import queries as consent
from werkzaam.web.study import queries as studies
from werkzaam.web.survey import queries
from werkzaam.web.survey.models import Invitation, Round, Submission

BY = {"language": F("language"), "mode": Coalesce("submission__mode", "mode")}


@dataclass(frozen=True, slots=True)
class Row:
    """One cell of the board; `half_way` opened and did not send (yet). `split` are the values it is split by."""

    wave: str
    arm: str
    split: tuple[str, ...]
    invited: int
    opened: int
    sent: int

    @property
    def half_way(self) -> int:
        return self.opened - self.sent

    @property
    def percent(self) -> int:
        return round(100 * self.sent / self.invited)


def rows(study: studies.Study, by: Collection[str] = ()) -> list[Row]:
    """Wave × arm, split `by` language and mode as asked, in the order of waves and arms (one grouped read)."""
    waves = {one.pk: (place, str(one)) for place, one in enumerate(studies.waves(study))}
    arms = {one.key: (place, str(one)) for place, one in enumerate(studies.arm_list(study))}
    split = {f"by_{name}": BY[name] for name in BY if name in by}
    found = (
        Invitation.objects.filter(round__study=study, round__study__allocations__pseudonym=F("pseudonym"))
        .values(wave=F("round__wave"), arm=F("round__study__allocations__arm__key"), **split)
        .annotate(invited=Count("pk"), opened=Count("opened_at"), sent=Count("submission"))
        .order_by()
    )
    made: list[dict[str, Any]] = [dict(row) for row in found]
    made.sort(key=lambda row: (waves[row["wave"]], arms[row["arm"]], *(row[one] for one in split)))
    return [
        Row(
            waves[row["wave"]][1],
            arms[row["arm"]][1],
            tuple(row[one] for one in split),
            *(row[one] for one in ("invited", "opened", "sent")),
        )
        for row in made
    ]


@dataclass(frozen=True, slots=True)
class Step:
    """What became of everyone in an arm at one wave: the four parts add up to the arm.

    `withdrawn`: their consent did not stand on the wave's last day (or today), and they did not answer. While a wave
    is open, `silent` may still answer.
    """

    wave: str
    answered: int
    silent: int
    withdrawn: int
    uninvited: int
    is_open: bool

    @property
    def invited(self) -> int:
        return self.answered + self.silent


@dataclass(frozen=True, slots=True)
class Branch:
    arm: str
    allocated: int
    steps: list[Step]


@dataclass(frozen=True, slots=True)
class Flow:
    """After CONSORT: who agreed and has a pseudonym, who came into an arm, and what followed in each."""

    agreed: int
    allocated: int
    branches: list[Branch]

    @property
    def not_allocated(self) -> int:
        return self.agreed - self.allocated


def flow(study: studies.Study, *, on: date) -> Flow:
    """Everyone from agreeing to the last wave in the field by `on`."""
    members: dict[str, set[str]] = defaultdict(set)
    for pseudonym, arm in studies.arms(study).items():
        members[arm].add(pseudonym)
    waves = _waves(study, on)
    branches = [
        Branch(str(arm), len(members[arm.key]), [one.step(members[arm.key]) for one in waves])
        for arm in studies.arm_list(study)
    ]
    return Flow(consent.key_count(study.code), sum(map(len, members.values())), branches)


@dataclass(frozen=True, slots=True)
class _Wave:
    """Who did what at one wave, of both arms together."""

    label: str
    invited: set[str]
    answered: set[str]
    allowed: set[str]
    is_open: bool

    def step(self, members: set[str]) -> Step:
        answered = members & self.answered
        withdrawn = members - self.answered - self.allowed
        uninvited = (members & self.allowed) - self.invited - answered
        silent = members - answered - withdrawn - uninvited
        return Step(self.label, len(answered), len(silent), len(withdrawn), len(uninvited), self.is_open)


def _waves(study: studies.Study, on: date) -> list[_Wave]:
    by_wave: dict[str, list[Round]] = defaultdict(list)
    for found in queries.rounds(study):
        if found.opens_on <= on:
            by_wave[str(found.wave)].append(found)
    return [_wave(study, label, rounds, on) for label, rounds in by_wave.items()]


def _wave(study: studies.Study, label: str, rounds: list[Round], on: date) -> _Wave:
    last = max(found.closes_on for found in rounds)
    invited = Invitation.objects.filter(round__in=rounds).values_list("pseudonym", flat=True)
    sent = Submission.objects.filter(invitation__round__in=rounds)
    answered = set(sent.values_list("invitation__pseudonym", flat=True))
    allowed = consent.allowed_pseudonyms(study.code, min(last, on))
    return _Wave(label, set(invited), answered, allowed, last >= on)
