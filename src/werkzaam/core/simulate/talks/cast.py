"""Who is spoken to, and when: twelve participants (eight twice), eight professionals (two groups), six employers,
three managers (3-domain §3.5), and a policy document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from numpy.random import Generator

from werkzaam.core.simulate.people import PROGRAMME
from werkzaam.core.simulate.scenario import Person
from werkzaam.core.simulate.talks.script import words

PARTICIPANTS, TWICE = 12, 8
OTHER_TONGUES = ("ar", "ar", "ar", "ti", "ti", "tr", "en")  # for those with the least Dutch
LEVELS = ("Alfa", "A0", "A1", "A2", "B1", "B2", "C1")
COACHES, DISTRICT, EMPLOYERS, MANAGERS = 5, 3, 6, 3
ALONE = {"job-coach": 2, "other-professional": 1}  # the others of them in a group
DOCUMENTS = "documents"


@dataclass(frozen=True, slots=True)
class Speaker:
    """`person` is the scenario's own key, of participants alone."""

    key: str
    perspective: str
    language: str
    label: str
    person: str | None = None


@dataclass(frozen=True, slots=True)
class Session:
    key: str
    kind: str
    title: str
    week: int
    speakers: tuple[Speaker, ...]


def participants(rng: Generator, persons: Sequence[Person]) -> list[Speaker]:
    """The first of all, and eleven drawn; who has the least Dutch speaks another language."""
    able = [one for one in persons if one.arm == PROGRAMME]
    drawn = [0, *(1 + rng.choice(len(able) - 1, PARTICIPANTS - 1, replace=False))]
    spoken_to = sorted((able[index] for index in drawn), key=lambda one: LEVELS.index(one.language_level))
    tongues = [*OTHER_TONGUES, *["nl"] * PARTICIPANTS][:PARTICIPANTS]
    return [
        Speaker(one.key, "participant", tongue, words(tongue)["title"]["participant"], one.key)
        for one, tongue in zip(spoken_to, tongues, strict=True)
    ]


def others() -> list[Speaker]:
    """Everyone else, all in Dutch; a policy document is a voice as well."""
    counts = {
        "job-coach": COACHES, "other-professional": DISTRICT, "employer": EMPLOYERS, "municipality": MANAGERS,
        DOCUMENTS: 1,
    }  # fmt: skip
    return [
        Speaker(f"{perspective}-{number}", perspective, "nl", _label(perspective, number))
        for perspective, count in counts.items()
        for number in range(1, count + 1)
    ]


def _label(perspective: str, number: int) -> str:
    title: str = words("nl")["title"][perspective]
    return f"{title} {number}" if number > ALONE.get(perspective, number) else title


def sessions(rng: Generator, speakers: Sequence[Speaker]) -> list[Session]:
    return [*_of_participants(rng, speakers), *_of_others(rng, speakers)]


def _of_participants(rng: Generator, speakers: Sequence[Speaker]) -> list[Session]:
    found = [one for one in speakers if one.person]
    twice = {found[index].key for index in rng.choice(len(found), TWICE, replace=False)}
    sessions = []
    for number, one in enumerate(found, 1):
        week = int(rng.integers(34, 47))
        sessions.append(Session(f"participant-{number}", "interview", f"Deelnemer {number}", week, (one,)))
        if one.key in twice:
            later = week + int(rng.integers(16, 22))
            title = f"Deelnemer {number}, tweede gesprek"
            sessions.append(Session(f"participant-{number}-again", "interview", title, later, (one,)))
    return sessions


def _of_others(rng: Generator, speakers: Sequence[Speaker]) -> list[Session]:
    sessions, groups = [], dict[str, list[Speaker]]()
    for one in speakers:
        number = int(one.key.rpartition("-")[2]) if not one.person else 0
        if one.person or number > ALONE.get(one.perspective, number):
            groups.setdefault(one.perspective, []).append(one)
            continue
        kind = "document" if one.perspective == DOCUMENTS else "interview"
        title = words("nl")["title"][one.perspective]
        sessions.append(Session(one.key, kind, f"{title} {number}", int(rng.integers(44, 68)), (one,)))
    groups.pop("participant", None)
    return sessions + [
        Session(f"{perspective}-group", "group-interview", f"{words('nl')['title'][perspective]}s samen",
                int(rng.integers(44, 68)), tuple(members))
        for perspective, members in groups.items()
    ]  # fmt: skip
