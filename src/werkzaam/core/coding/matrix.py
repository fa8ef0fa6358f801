"""Which perspectives speak of which code: persons are counted, not passages; "not asked" is not zero."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from werkzaam.core.coding.coding import Coding, Stance
from werkzaam.core.coding.corpus import Corpus
from werkzaam.core.coding.voice import Voice


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
class Said:
    """So many different passages of one code and stance in which these same voices speak."""

    code: str
    stance: Stance
    voices: tuple[Voice, ...]
    passages: int = 1


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
    """Code × perspective, every code of the codebook, codes below it not included; see `counted`."""
    codes = [code.key for code in corpus.codebook.codes]
    return counted(codes, corpus.voices, said(corpus), perspectives, not_asked=not_asked, by=by)


def said(corpus: Corpus) -> list[Said]:
    """All that was coded, with who speaks there. The same words coded by two coders count once."""
    places = {(one.code, one.stance, one.place): one for one in corpus.codings}
    return [
        Said(code, stance, corpus.speaking.of(one.source, one)) for (code, stance, _), one in places.items()
    ]


def counted(
    codes: Iterable[str],
    voices: Iterable[Voice],
    told: Iterable[Said],
    perspectives: Collection[str] = (),
    *,
    not_asked: Collection[tuple[str, str]] = (),
    by: str | None = None,
) -> Matrix:
    """Code × perspective, of everyone who was asked (`voices`) and all that they said.

    `perspectives` are the columns (default: those heard, sorted); one without any voice is *not asked*. `not_asked`
    names pairs of code and perspective that were no subject of the conversations. `by` counts an attribute (arm,
    region, language) instead of the perspective.
    """
    asked: dict[str, set[str]] = defaultdict(set)
    for voice in voices:
        asked[_column(voice, by)].add(voice.person)
    columns = tuple(perspectives) or tuple(sorted(asked.keys() - {""}))
    tally = _tally(told, by)
    cells = {
        code: {
            column: tally.cell(code, column)
            if asked.get(column) and (code, column) not in not_asked
            else None
            for column in columns
        }
        for code in codes
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


def _column(voice: Voice, by: str | None) -> str:
    """Where a voice counts; "" for nowhere."""
    return voice.perspective if by is None else voice.attributes.get(by, "")


_Place = tuple[str, str, Stance]  # code, column, stance


@dataclass(slots=True)
class _Tally:
    persons: dict[_Place, set[str]] = field(default_factory=lambda: defaultdict(set))
    passages: Counter[_Place] = field(default_factory=Counter)

    def cell(self, code: str, column: str) -> Cell:
        so, contrary = (code, column, Stance.FOR), (code, column, Stance.AGAINST)
        return Cell(
            len(self.persons.get(so, ())),
            len(self.persons.get(contrary, ())),
            self.passages[so],
            self.passages[contrary],
        )


def _tally(told: Iterable[Said], by: str | None) -> _Tally:
    tally = _Tally()
    for one in told:
        here = [((one.code, _column(voice, by), one.stance), voice.person) for voice in one.voices]
        for place, person in here:
            tally.persons[place].add(person)
        for place in {place for place, _person in here}:
            tally.passages[place] += one.passages
    return tally
