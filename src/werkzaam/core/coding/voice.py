"""Voices: who speaks in a source, from which perspective."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from werkzaam.core.coding.coding import Span
from werkzaam.core.coding.source import Source, Turn
from werkzaam.core.coding.span import touched


@dataclass(frozen=True, slots=True)
class Voice:
    """A person (by pseudonym) in a source; `perspective` as in the list of perspectives, or any other word.

    With a `speaker` they speak in the turns under that name only (a group interview); without, in the whole source
    but for turns of speakers who have a voice of their own. Whoever has no voice, such as the interviewer, speaks for
    nobody where speakers are named. A document is a voice whose person is the source's own key.
    """

    person: str
    source: str
    perspective: str
    speaker: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)


class Voices:
    """Answers whose words a passage holds."""

    def __init__(self, sources: Iterable[Source], voices: Iterable[Voice]) -> None:
        self._turns = {source.key: source.turns for source in sources}
        self._of: dict[str, list[Voice]] = defaultdict(list)
        for voice in voices:
            self._of[voice.source].append(voice)

    def all(self) -> tuple[Voice, ...]:
        """Every voice, source by source."""
        return tuple(voice for voices in self._of.values() for voice in voices)

    def of(self, source: str, span: Span) -> tuple[Voice, ...]:
        """The voices of those whose turns `span` touches."""
        voices = self._of.get(source, ())
        if not any(voice.speaker for voice in voices):
            return tuple(voices)
        return among(voices, speakers(self._turns.get(source, ()), span))


def speakers(turns: Sequence[Turn], span: Span) -> frozenset[str]:
    """The names before the turns that `span` touches."""
    return frozenset(turns[index].speaker for index in touched(turns, span))


def among(voices: Iterable[Voice], heard: Collection[str]) -> tuple[Voice, ...]:
    """Which of the voices of one source speak where turns under the names `heard` stand."""
    voices = tuple(voices)
    rest = not heard or not {voice.speaker for voice in voices}.issuperset(heard)
    return tuple(voice for voice in voices if voice.speaker in heard or (not voice.speaker and rest))
