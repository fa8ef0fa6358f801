"""Whom to talk to: who takes part, by pseudonym, against who was spoken to."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from werkzaam.web.interview.models import Perspective, Source, Talk, TopicGuide
from werkzaam.web.interview.queries import reach
from werkzaam.web.study import queries as studies


@dataclass(frozen=True, slots=True)
class Candidate:
    """Someone of the register. `stopped`: consent for research does not stand; do not approach."""

    pseudonym: str
    arm: str
    stopped: bool
    status: str  # of the last talk, "" where none is planned
    texts: int


def candidates(found_study: Any, *, on: date) -> list[Candidate]:
    """Everyone who was allocated: those who were not spoken to first, then by arm."""
    standing = reach.allowed(found_study.code, on=on)
    texts = Counter(
        Source.objects.filter(study=found_study).exclude(pseudonym="").values_list("pseudonym", flat=True)
    )
    status = dict(
        Talk.objects.filter(study=found_study)
        .exclude(pseudonym="")
        .order_by("pk")
        .values_list("pseudonym", "status")
    )
    rows = [
        Candidate(pseudonym, arm, pseudonym not in standing, status.get(pseudonym, ""), texts[pseudonym])
        for pseudonym, arm in studies.arms(found_study).items()
    ]
    return sorted(rows, key=lambda one: (bool(one.texts), bool(one.status), one.arm, one.pseudonym))


@dataclass(frozen=True, slots=True)
class Reached:
    """Per arm: who takes part, who may be approached, and who was spoken to."""

    arm: str
    takes_part: int
    open: int
    planned: int
    spoken: int
    missed: int  # refused, or could not be reached


def reached(rows: list[Candidate]) -> list[Reached]:
    """The sample beside the register, so that who is missing is seen."""
    return [
        Reached(
            arm,
            len(of),
            sum(not one.stopped for one in of),
            sum(one.status == Talk.Status.PLANNED for one in of),
            sum(bool(one.texts) or one.status == Talk.Status.HELD for one in of),
            sum(one.status in (Talk.Status.REFUSED, Talk.Status.LOST) for one in of),
        )
        for arm in sorted({one.arm for one in rows})
        for of in [[one for one in rows if one.arm == arm]]
    ]


@dataclass(frozen=True, slots=True)
class Progress:
    """Per perspective: talks planned and held, texts in hand, and the guide."""

    perspective: str
    label: str
    planned: int
    held: int
    texts: int
    guide: TopicGuide | None


def progress(found_study: Any) -> list[Progress]:
    talks = Counter(Talk.objects.filter(study=found_study).values_list("perspective", "status"))
    texts = Counter(
        Source.objects.filter(study=found_study)
        .exclude(kind=Source.Kind.DOCUMENT)
        .values_list("perspective", flat=True)
    )
    guides = {guide.perspective: guide for guide in TopicGuide.objects.filter(study=found_study)}
    return [
        Progress(
            key,
            str(label),
            talks[key, Talk.Status.PLANNED.value],
            talks[key, Talk.Status.HELD.value],
            texts[key],
            guides.get(key),
        )
        for key, label in Perspective.choices
    ]


def talks(found_study: Any, *, on: date) -> list[Talk]:
    """Talks, without those with someone whose consent does not stand any more."""
    standing = reach.allowed(found_study.code, on=on)
    rows = Talk.objects.filter(study=found_study)
    return [row for row in rows if row.pseudonym in standing]
