"""Whom to talk to: who takes part, by pseudonym, against who was spoken to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from werkzaam.web.interview.models import Perspective, Source, Talk, TopicGuide
from werkzaam.web.interview.queries import lent, reach
from werkzaam.web.study import queries as studies


@dataclass(frozen=True, slots=True)
class Candidate:
    """Someone of the register. `stopped`: consent for research does not stand; do not approach.

    `answered` and `missed` are waves that are over, in order: who answered one and missed those after it dropped out.
    """

    pseudonym: str
    arm: str
    stopped: bool
    status: str  # of the last talk, "" where none is planned
    texts: int
    answered: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()

    @property
    def dropped_out(self) -> bool:
        return bool(self.answered and self.missed)

    @property
    def spoken_to(self) -> bool:
        return bool(self.texts) or self.status == Talk.Status.HELD


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
    waves = _answered(found_study, on=on)
    rows = [
        Candidate(
            pseudonym, arm, pseudonym not in standing, status.get(pseudonym, ""), texts[pseudonym], *waves(pseudonym)
        )
        for pseudonym, arm in studies.arms(found_study).items()
    ]  # fmt: skip
    return sorted(rows, key=lambda one: (bool(one.texts), bool(one.status), one.arm, one.pseudonym))


Waves = tuple[tuple[str, ...], tuple[str, ...]]  # answered, and missed after the last of these


def _answered(found_study: Any, *, on: date) -> Callable[[str], Waves]:
    """A wave counts once it is over: who may still answer did not drop out."""
    over = [wave.key for wave in studies.waves(found_study) if wave.closes_on and wave.closes_on < on]
    sent = lent.answered(found_study)

    def of(pseudonym: str) -> Waves:
        answered = tuple(key for key in over if key in sent.get(pseudonym, ()))
        last = over.index(answered[-1]) + 1 if answered else len(over)
        return answered, tuple(over[last:])

    return of


@dataclass(frozen=True, slots=True)
class Reached:
    """Per arm: who takes part, who may be approached, and who was spoken to."""

    arm: str
    takes_part: int
    open: int
    planned: int
    spoken: int
    missed: int  # refused, or could not be reached
    dropped_out: int  # answered a wave, and none after it
    dropped_spoken: int  # of these, spoken to


def reached(rows: list[Candidate]) -> list[Reached]:
    """The sample beside the register, so that who is missing is seen."""
    return [
        Reached(
            arm,
            len(of),
            sum(not one.stopped for one in of),
            sum(one.status == Talk.Status.PLANNED for one in of),
            sum(one.spoken_to for one in of),
            sum(one.status in (Talk.Status.REFUSED, Talk.Status.LOST) for one in of),
            sum(one.dropped_out for one in of),
            sum(one.dropped_out and one.spoken_to for one in of),
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
    missed: int  # refused, or could not be reached
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
            talks[key, Talk.Status.REFUSED.value] + talks[key, Talk.Status.LOST.value],
            texts[key],
            guides.get(key),
        )
        for key, label in Perspective.choices
    ]


def talks(found_study: Any, *, on: date) -> list[Talk]:
    """Talks, without those with someone whose consent does not stand any more."""
    standing = reach.allowed(found_study.code, on=on)
    rows = Talk.objects.filter(study=found_study).select_related("source").defer(*_LONG)
    return [row for row in rows if row.pseudonym in standing]


def texts(found_study: Any, *, on: date) -> dict[tuple[str, str], list[Source]]:
    """By perspective and pseudonym: the open texts that no talk is linked to yet."""
    standing = reach.allowed(found_study.code, on=on)
    rows = Source.objects.filter(study=found_study, talks=None).exclude(kind=Source.Kind.DOCUMENT)
    found: dict[tuple[str, str], list[Source]] = {}
    for row in rows.defer(*(name.removeprefix("source__") for name in _LONG)):
        if row.pseudonym in standing:
            found.setdefault((row.perspective, row.pseudonym), []).append(row)
    return found


_LONG = ("source__text", "source__folded", "source__sentences", "source__turns")


def perspectives() -> dict[str, str]:
    """Perspectives by key, in the language of the moment."""
    return {str(key): str(label) for key, label in Perspective.choices}
