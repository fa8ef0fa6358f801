"""Everything that is coded, laid out once to be asked many things."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from werkzaam.core.coding.codebook import Codebook
from werkzaam.core.coding.coding import Coding, in_order
from werkzaam.core.coding.sentence import Sentence, sentences
from werkzaam.core.coding.source import Source
from werkzaam.core.coding.span import touched
from werkzaam.core.coding.voice import Voice, Voices

Unit = tuple[str, int]  # key of a source, and the index (from 0) of a sentence in it


@dataclass(frozen=True)
class Corpus:
    """Sources with their codings and voices. Sentences are found when first asked for."""

    codebook: Codebook
    sources: tuple[Source, ...]
    codings: tuple[Coding, ...]
    voices: tuple[Voice, ...] = ()

    @cached_property
    def source(self) -> Mapping[str, Source]:
        """Sources by key."""
        return {source.key: source for source in self.sources}

    @cached_property
    def sentences(self) -> Mapping[str, tuple[Sentence, ...]]:
        """Sentences by source."""
        return {source.key: sentences(source.text) for source in self.sources}

    @cached_property
    def speaking(self) -> Voices:
        """Whose words a passage holds."""
        return Voices(self.sources, self.voices)

    @cached_property
    def by_code(self) -> Mapping[str, tuple[Coding, ...]]:
        """Codings by code, in the order of the texts."""
        found: dict[str, list[Coding]] = defaultdict(list)
        for coding in in_order(self.codings):
            found[coding.code].append(coding)
        return {code: tuple(codings) for code, codings in found.items()}

    @cached_property
    def units(self) -> frozenset[Unit]:
        """Every sentence of every source."""
        return frozenset((key, index) for key, found in self.sentences.items() for index in range(len(found)))

    def touched(self, codings: Iterable[Coding]) -> frozenset[Unit]:
        """The sentences that codings touch."""
        return frozenset(
            (coding.source, index)
            for coding in codings
            for index in touched(self.sentences[coding.source], coding)
        )
