"""Passages that answer a question, each with who speaks there and what it was coded with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from werkzaam.core.coding.coding import Coding
from werkzaam.core.coding.corpus import Corpus, Unit
from werkzaam.core.coding.query import Query
from werkzaam.core.coding.span import overlaps
from werkzaam.core.coding.voice import Voice


@dataclass(frozen=True, slots=True)
class Found:
    """Sentences `first` to `last` (from 1, both with) of a source: text[start:end]."""

    source: str
    first: int
    last: int
    start: int
    end: int
    text: str
    voices: tuple[Voice, ...]
    codings: tuple[Coding, ...]


def retrieve(corpus: Corpus, query: Query) -> tuple[Found, ...]:
    """The answer in the order of the sources; sentences in a row, said by the same, are one passage."""
    units = query.units(corpus)
    there: dict[str, list[int]] = defaultdict(list)
    for source, index in units:
        there[source].append(index)
    by_source = _by_source(corpus.codings)
    return tuple(
        _found(corpus, source.key, run, by_source.get(source.key, []))
        for source in corpus.sources
        for run in _runs(corpus, source.key, sorted(there.get(source.key, ())))
    )


def distinct(found: Iterable[Found]) -> frozenset[str]:
    """The persons who speak in these passages."""
    return frozenset(voice.person for one in found for voice in one.voices)


def _runs(corpus: Corpus, source: str, indices: list[int]) -> Iterator[tuple[int, int]]:
    """First and last of indices in a row whose sentences are said by the same."""
    sentences = corpus.sentences[source]

    def together(pair: tuple[int, int]) -> tuple[int, tuple[Voice, ...]]:
        return pair[1] - pair[0], corpus.speaking.of(source, sentences[pair[1]])

    for _, run in groupby(enumerate(indices), key=together):
        members = [index for _, index in run]
        yield members[0], members[-1]


def _found(corpus: Corpus, source: str, run: tuple[int, int], codings: list[Coding]) -> Found:
    sentences = corpus.sentences[source]
    first, last = sentences[run[0]], sentences[run[1]]
    whole = _Piece(first.start, last.end)
    return Found(
        source=source,
        first=first.number,
        last=last.number,
        start=first.start,
        end=last.end,
        text=corpus.source[source].text[first.start : last.end],
        voices=corpus.speaking.of(source, whole),
        codings=tuple(coding for coding in codings if overlaps(coding, whole)),
    )


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int


def _by_source(codings: Iterable[Coding]) -> dict[str, list[Coding]]:
    found: dict[str, list[Coding]] = defaultdict(list)
    for coding in codings:
        found[coding.source].append(coding)
    return found


__all__ = ["Found", "Unit", "distinct", "retrieve"]
