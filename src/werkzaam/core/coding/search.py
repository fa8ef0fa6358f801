"""Words found in sources, with what stands around them."""

from __future__ import annotations

from dataclasses import dataclass

from werkzaam.core.coding.corpus import Corpus, Unit
from werkzaam.core.coding.fold import fold

AROUND = 60  # code points on either side


@dataclass(frozen=True, slots=True)
class Hit:
    """Sentence `number` (from 1) of a source, with `before` and `after` it."""

    source: str
    number: int
    start: int
    end: int
    before: str
    text: str
    after: str


def holding(corpus: Corpus, words: str) -> frozenset[Unit]:
    """Sentences that hold `words`, case and marks on letters aside; none for no words."""
    wanted = " ".join(fold(words).split())
    if not wanted:
        return frozenset()
    return frozenset(
        (source.key, index)
        for source in corpus.sources
        if wanted.split()[0] in fold(source.text)
        for index, sentence in enumerate(corpus.sentences[source.key])
        if wanted in " ".join(fold(source.text[sentence.start : sentence.end]).split())
    )


def search(corpus: Corpus, words: str) -> tuple[Hit, ...]:
    """Every sentence with `words` in its surroundings, in the order of the texts."""
    place = {source.key: number for number, source in enumerate(corpus.sources)}
    units = sorted(holding(corpus, words), key=lambda unit: (place[unit[0]], unit[1]))
    return tuple(_hit(corpus, key, index) for key, index in units)


def _hit(corpus: Corpus, key: str, index: int) -> Hit:
    text, sentence = corpus.source[key].text, corpus.sentences[key][index]
    before = text[max(0, sentence.start - AROUND) : sentence.start]
    after = text[sentence.end : sentence.end + AROUND]
    return Hit(
        key, sentence.number, sentence.start, sentence.end, before, text[sentence.start : sentence.end], after
    )
