"""The simulated study as it will go: who answers what at which wave, in which language and way, and who does not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from werkzaam.core.simulate.scenario import Person, Scenario

START = date(2024, 6, 3)
WAVES = ("t0", "t1", "t2")
OPENS = {wave: START + timedelta(days=days) for wave, days in zip(WAVES, (0, 183, 457), strict=True)}
DAYS = 60
CLOSES = {wave: first + timedelta(days=DAYS) for wave, first in OPENS.items()}
STUMBLES = {
    "self": (
        *("plain", "elsewhere", "language", "twice", "back"),
        *("later", "check", "wrong", "oldest", "offline"),
    ),
    "helped": ("plain", "told-at-the-end", "passes-alone", "twice"),
    "telephone": ("plain", "called"),
    "paper": ("plain",),
}


@dataclass(frozen=True, slots=True)
class Member:
    """One person; `reach` is how messages come (email, sms or letter)."""

    person: Person
    language: str
    reach: str
    number: int

    @property
    def email(self) -> str:
        return f"{self.person.key}@voorbeeld.example" if self.reach == "email" else ""

    @property
    def phone(self) -> str:
        return "" if self.reach == "letter" else f"+31600000{self.number:03}"


@dataclass(frozen=True, slots=True)
class Turn:
    """What one person does at one wave. Who `sends` does so on the day `on`; else it ends after `seen` questions.

    `language` and `mode` as they stand in the end; `answers` None for a question passed over.
    """

    person: str
    wave: str
    on: date
    mode: str
    language: str
    stumble: str
    answers: Mapping[str, object] = field(default_factory=dict)
    sends: bool = True
    seen: int = 99
    began: date | None = None


@dataclass(slots=True)
class Truth:
    """`withdrew` and `returned`: the day on which consent went and came back; `opted_out` by person: wave."""

    scenario: Scenario
    members: dict[str, Member]
    turns: dict[tuple[str, str], Turn]
    withdrew: dict[str, date]
    returned: dict[str, date]
    opted_out: dict[str, str]

    def stands(self, person: str, on: date) -> bool:
        gone, back = self.withdrew.get(person), self.returned.get(person)
        return gone is None or on < gone or (back is not None and on >= back)

    def halts(self, person: str, how: str) -> bool:
        """Whether something comes between while this person answers."""
        return any(turn.stumble == how for key, turn in self.turns.items() if key[0] == person)
