"""What to look for in a corpus. Every question answers with sentences; questions combine with &, | and ~."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from werkzaam.core.coding.coding import Coding, Origin, Stance
from werkzaam.core.coding.corpus import Corpus, Unit
from werkzaam.core.coding.span import overlaps


class Query:
    """A question; `units` gives the sentences for which the answer is yes."""

    __slots__ = ()

    def units(self, corpus: Corpus) -> frozenset[Unit]:
        raise NotImplementedError

    def __and__(self, other: Query) -> Query:
        return And(self, other)

    def __or__(self, other: Query) -> Query:
        return Or(self, other)

    def __invert__(self) -> Query:
        return Not(self)


@dataclass(frozen=True, slots=True)
class And(Query):
    one: Query
    other: Query

    def units(self, corpus: Corpus) -> frozenset[Unit]:
        return self.one.units(corpus) & self.other.units(corpus)


@dataclass(frozen=True, slots=True)
class Or(Query):
    one: Query
    other: Query

    def units(self, corpus: Corpus) -> frozenset[Unit]:
        return self.one.units(corpus) | self.other.units(corpus)


@dataclass(frozen=True, slots=True)
class Not(Query):
    one: Query

    def units(self, corpus: Corpus) -> frozenset[Unit]:
        return corpus.units - self.one.units(corpus)


@dataclass(frozen=True, slots=True)
class Coded(Query):
    """Coded with this code or one below it; narrowed to a coder, origin or stance where given."""

    code: str
    coder: str | None = None
    origin: Origin | None = None
    stance: Stance | None = None
    below: bool = True

    def units(self, corpus: Corpus) -> frozenset[Unit]:
        return corpus.touched(self.codings(corpus))

    def codings(self, corpus: Corpus) -> list[Coding]:
        """The codings themselves, in the order of the codebook's codes and the texts."""
        codes = corpus.codebook.below(self.code) if self.below else {self.code}
        ordered = (code.key for code in corpus.codebook.codes if code.key in codes)
        return [one for code in ordered for one in corpus.by_code.get(code, ()) if self._fits(one)]

    def _fits(self, coding: Coding) -> bool:
        return (
            self.coder in (None, coding.coder)
            and self.origin in (None, coding.origin)
            and self.stance in (None, coding.stance)
        )


@dataclass(frozen=True, slots=True)
class Overlapping(Query):
    """Where codings of two codes share text, not only a sentence: the sentences those codings touch."""

    one: Coded
    other: Coded

    def units(self, corpus: Corpus) -> frozenset[Unit]:
        there = _by_source(self.other.codings(corpus))
        both = [
            coding
            for mine in self.one.codings(corpus)
            for theirs in there.get(mine.source, ())
            if mine.key != theirs.key and overlaps(mine, theirs)
            for coding in (mine, theirs)
        ]
        return corpus.touched(both)


@dataclass(frozen=True, slots=True)
class Near(Query):
    """Sentences of `one` that have a sentence of `other` at most `within` sentences away, before or after."""

    one: Query
    other: Query
    within: int = 1

    def units(self, corpus: Corpus) -> frozenset[Unit]:
        there = self.other.units(corpus)
        steps = range(-self.within, self.within + 1)
        return frozenset(
            (source, index)
            for source, index in self.one.units(corpus)
            if any((source, index + step) in there for step in steps)
        )


@dataclass(frozen=True, slots=True)
class Spoken(Query):
    """Said from this perspective, by this person, or by someone with this attribute; all that are given must hold."""

    perspective: str | None = None
    person: str | None = None
    attribute: tuple[str, str] | None = None

    def units(self, corpus: Corpus) -> frozenset[Unit]:
        wanted = [
            voice for voice in corpus.voices if self._fits(voice.perspective, voice.person, voice.attributes)
        ]
        sources = {voice.source for voice in wanted}
        return frozenset(
            (source, index)
            for source in sources
            for index, sentence in enumerate(corpus.sentences.get(source, ()))
            if any(voice in wanted for voice in corpus.speaking.of(source, sentence))
        )

    def _fits(self, perspective: str, person: str, attributes: object) -> bool:
        return (
            self.perspective in (None, perspective)
            and self.person in (None, person)
            and (self.attribute is None or self.attribute in dict(attributes).items())  # type: ignore[call-overload]
        )


@dataclass(frozen=True, slots=True)
class Words(Query):
    """Sentences that hold these words, case and marks on letters aside."""

    words: str

    def units(self, corpus: Corpus) -> frozenset[Unit]:
        from werkzaam.core.coding.search import holding

        return holding(corpus, self.words)


def _by_source(codings: Iterable[Coding]) -> dict[str, list[Coding]]:
    found: dict[str, list[Coding]] = defaultdict(list)
    for coding in codings:
        found[coding.source].append(coding)
    return found
