"""Which perspectives speak of which code: persons are counted, not passages; "not asked" is not zero."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from werkzaam.core.coding.coding import Coding, Stance
from werkzaam.core.coding.corpus import Corpus


@dataclass(frozen=True, slots=True)
class Cell:
    """Distinct persons who say so, and who say the contrary (someone may do both), and passages of each."""

    persons: int
    against: int
    passages: int
    passages_against: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """`cells[code][perspective]`, None where nobody was asked; `asked[perspective]` is how many persons were."""

    perspectives: tuple[str, ...]
    asked: Mapping[str, int]
    cells: Mapping[str, Mapping[str, Cell | None]]


@dataclass(frozen=True, slots=True)
class Evidence:
    """The passages of one code: for, and beside them against, each in the order of the texts."""

    code: str
    supporting: tuple[Coding, ...]
    contradicting: tuple[Coding, ...]


def matrix(
    corpus: Corpus,
    perspectives: Collection[str] = (),
    *,
    not_asked: Collection[tuple[str, str]] = (),
    by: str | None = None,
) -> Matrix:
    """Code × perspective, every code of the codebook, codes below it not included.

    `perspectives` are the columns (default: those heard, sorted); one without any voice is *not asked*. `not_asked`
    names pairs of code and perspective that were no subject of the conversations. `by` counts an attribute (arm,
    region, language) instead of the perspective. The same words coded by two coders count once, as one person.
    """
    asked = _asked(corpus, by)
    columns = tuple(perspectives) or tuple(sorted(asked))
    said = _said(corpus, by)
    cells = {
        code.key: {
            column: _cell(said.get((code.key, column), []))
            if asked.get(column) and (code.key, column) not in not_asked
            else None
            for column in columns
        }
        for code in corpus.codebook.codes
    }
    return Matrix(columns, {column: len(asked.get(column, ())) for column in columns}, cells)


def evidence(corpus: Corpus, code: str) -> Evidence:
    """What speaks for a code and what against. Raises CodingProblem (`code-unknown`)."""
    found = corpus.by_code.get(corpus.codebook.code(code).key, ())
    return Evidence(
        code,
        tuple(coding for coding in found if coding.stance is Stance.FOR),
        tuple(coding for coding in found if coding.stance is Stance.AGAINST),
    )


def _asked(corpus: Corpus, by: str | None) -> dict[str, set[str]]:
    asked: dict[str, set[str]] = defaultdict(set)
    for voice in corpus.voices:
        column = voice.perspective if by is None else voice.attributes.get(by)
        if column is not None:
            asked[column].add(voice.person)
    return asked


_Said = tuple[Stance, str, tuple[str, int, int]]


def _said(corpus: Corpus, by: str | None) -> dict[tuple[str, str], list[_Said]]:
    said: dict[tuple[str, str], list[_Said]] = defaultdict(list)
    for coding in corpus.codings:
        for voice in corpus.speaking.of(coding.source, coding):
            column = voice.perspective if by is None else voice.attributes.get(by)
            if column is not None:
                said[coding.code, column].append((coding.stance, voice.person, coding.place))
    return said


def _cell(said: list[_Said]) -> Cell:
    def persons(stance: Stance) -> int:
        return len({person for one, person, _ in said if one is stance})

    def passages(stance: Stance) -> int:
        return len({place for one, _, place in said if one is stance})

    return Cell(persons(Stance.FOR), persons(Stance.AGAINST), passages(Stance.FOR), passages(Stance.AGAINST))
