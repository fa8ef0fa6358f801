"""Who may be lost at the next wave: by what was seen with others in this very study, never by what they answered.

No model is fitted: people are set beside those who showed as many signs before an earlier wave, and it is counted how
many of those did not answer then. That is all the data of a pilot can bear, and everyone can check it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from werkzaam.web.consent import queries as consent
from werkzaam.web.study import queries as studies
from werkzaam.web.survey import queries
from werkzaam.web.survey.models import Invitation, Message, Round

LATE = timedelta(days=14)  # from invitation to answer: only after reminders
ENOUGH, ENOUGH_ALIKE = 40, 10  # earlier cases in all, and with as many signs: below that nothing is said


class Sign(StrEnum):
    """What is known of someone before a wave; of an answer only whether and when it came."""

    MISSED = "missed"
    HALF_WAY = "half-way"
    LATE = "late"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class Seen:
    """One person at one wave."""

    invited_at: datetime
    opened: bool
    sent_at: datetime | None
    by_letter: bool


@dataclass(frozen=True, slots=True)
class Odds:
    """Of `total` earlier cases with as many signs, `lost` did not answer."""

    signs: int
    lost: int
    total: int

    @property
    def percent(self) -> int:
        return round(100 * self.lost / self.total) if self.total else 0


@dataclass(frozen=True, slots=True)
class AtRisk:
    pseudonym: str
    signs: list[Sign]
    odds: Odds


@dataclass(frozen=True, slots=True)
class Forecast:
    """`wave` is what is foretold; `enough` is false when too little was seen to say anything."""

    wave: str
    odds: list[Odds]
    people: list[AtRisk] = field(default_factory=list)
    enough: bool = False


History = Mapping[str, Seen]


def signs(earlier: Sequence[History], pseudonym: str) -> list[Sign]:
    """The signs before a wave, from the waves before it in order of time."""
    seen = [wave[pseudonym] for wave in earlier if pseudonym in wave]
    if not seen:
        return []
    last = seen[-1]
    known = {
        Sign.MISSED: last.sent_at is None,
        Sign.HALF_WAY: any(one.opened and one.sent_at is None for one in seen),
        Sign.LATE: last.sent_at is not None and last.sent_at - last.invited_at >= LATE,
        Sign.LETTER: last.by_letter,
    }
    return [sign for sign, stands in known.items() if stands]


def odds(waves: Sequence[History]) -> list[Odds]:
    """How many were lost at the waves after the first, by the number of signs they showed before."""
    counts: dict[int, list[bool]] = defaultdict(list)
    for number, wave in enumerate(waves[1:], start=1):
        for pseudonym, seen in wave.items():
            if any(pseudonym in one for one in waves[:number]):
                counts[len(signs(waves[:number], pseudonym))].append(seen.sent_at is None)
    return [Odds(count, sum(lost), len(lost)) for count, lost in sorted(counts.items())]


def foretell(wave: str, waves: Sequence[History], asked: Iterable[str]) -> Forecast:
    """Who of `asked` may be lost at `wave`, the most likely first; `waves` are over."""
    found = odds(waves)
    lost, total = sum(one.lost for one in found), sum(one.total for one in found)
    if total < ENOUGH or not 0 < lost < total:
        return Forecast(wave, found)
    alike = {one.signs: one for one in found if one.total >= ENOUGH_ALIKE}
    people = [
        AtRisk(pseudonym, shown, alike[len(shown)])
        for pseudonym in asked
        if (shown := signs(waves, pseudonym)) and len(shown) in alike
    ]
    return Forecast(
        wave, found, sorted(people, key=lambda one: (-one.odds.percent, one.pseudonym)), enough=True
    )


def forecast(study: studies.Study, *, on: date) -> Forecast | None:
    """For the wave in the field, or the next to come; None when every wave is over or none has begun."""
    rounds = queries.rounds(study)
    ahead = next((found for found in rounds if found.closes_on >= on), None)
    wave = str(ahead.wave) if ahead else _next_wave(study, rounds)
    if wave is None or not rounds:
        return None
    over = [found for found in rounds if found.closes_on < on and found != ahead]
    return foretell(wave, [_history(found) for found in over], _still_to_answer(study, ahead, on))


def _next_wave(study: studies.Study, rounds: Sequence[Round]) -> str | None:
    done = {found.wave_id for found in rounds}
    return next((str(wave) for wave in studies.waves(study) if wave.pk not in done), None)


def _still_to_answer(study: studies.Study, ahead: Round | None, on: date) -> list[str]:
    allowed = set(studies.arms(study)) & consent.allowed_pseudonyms(study.code, on)
    sent = ahead.invitations.filter(submission__isnull=False) if ahead else Invitation.objects.none()
    return sorted(allowed - set(sent.values_list("pseudonym", flat=True)))


def _history(found: Round) -> History:
    letters = set(found.messages.filter(channel=Message.Channel.LETTER).values_list("pseudonym", flat=True))
    rows = found.invitations.values_list("pseudonym", "created_at", "opened_at", "submission__submitted_at")
    return {who: Seen(asked, opened is not None, sent, who in letters) for who, asked, opened, sent in rows}
