"""Who says what, and in which conversation: drawn so that the planted numbers of persons hold."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from numpy.random import Generator

from werkzaam.core.simulate.talks.cast import Session, Speaker
from werkzaam.core.simulate.talks.script import planted, says

AGAIN = 0.15  # share of what is said that is said in the second conversation as well


@dataclass(frozen=True, slots=True)
class Statement:
    speaker: Speaker
    code: str
    stance: str


def said(
    rng: Generator, speakers: Sequence[Speaker], sessions: Sequence[Session]
) -> Mapping[str, list[Statement]]:
    """Statements by session."""
    where: dict[str, list[str]] = defaultdict(list)
    for session in sessions:
        for one in session.speakers:
            where[one.key].append(session.key)
    found: dict[str, list[Statement]] = defaultdict(list)
    for statement in _statements(rng, speakers):
        keys = [str(key) for key in rng.permutation(where[statement.speaker.key])]
        for key in keys[: 2 if rng.random() < AGAIN else 1]:
            found[key].append(statement)
    return found


def _statements(rng: Generator, speakers: Sequence[Speaker]) -> list[Statement]:
    """The least heard of those whose language has the words come first, so that nobody stays silent."""
    heard: Counter[str] = Counter()
    found = []
    for (code, perspective), counts in planted().items():
        for stance, count in zip(("for", "against"), counts, strict=True):
            able = [
                one for one in speakers if one.perspective == perspective and says(one.language, stance, code)
            ]
            order = sorted(rng.permutation(len(able)), key=lambda index: heard[able[index].key])
            chosen = [able[index] for index in order[:count]]
            heard.update(one.key for one in chosen)
            found += [Statement(one, code, stance) for one in chosen]
    return found
