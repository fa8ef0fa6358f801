"""A conversation put into words: questions, answers with asides, and here and there a name that must come out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from numpy.random import Generator

from werkzaam.core.simulate.spoken import Interview, Passage, Turn
from werkzaam.core.simulate.talks.cast import Session
from werkzaam.core.simulate.talks.said import Statement
from werkzaam.core.simulate.talks.script import says, words

NAMED = 0.25  # share of answers in which a name or number falls
PARTLY = 0.3  # share of passages that leave out how the sentence opens and ends
Names = Mapping[str, str]  # coach, self, phone


def transcript(
    rng: Generator, session: Session, statements: Sequence[Statement], names: Names, start: date
) -> Interview:
    """The session as it was written down; `names` are those its speakers may let fall."""
    speaker = session.speakers[0]
    spoken = words(speaker.language)
    document = session.kind == "document"
    turns: list[Turn] = []
    passages: list[Passage] = []
    for answer in _answers(rng, statements):
        if not document:
            turns.append(Turn(spoken["asks"], _one(rng, spoken["questions"])))
        sentences, found = _answer(rng, answer, len(turns), "" if document else session.kind)
        turns.append(Turn("" if document else answer[0].speaker.label, " ".join(sentences)))
        passages += found
    told = tuple(_filled(turn, names) for turn in turns)
    fallen = [name for name in names.values() if name and any(name in turn.text for turn in told)]
    return Interview(
        key=session.key,
        kind=session.kind,
        perspective="municipality" if document else speaker.perspective,
        title=session.title,
        language=speaker.language,
        on=start + timedelta(weeks=session.week),
        person=speaker.person,
        asks="" if document else spoken["asks"],
        turns=told,
        passages=tuple(passages),
        names=tuple(fallen),
    )


def _filled(turn: Turn, names: Names) -> Turn:
    return Turn(turn.speaker, turn.text.format_map(names))


def _answers(rng: Generator, statements: Sequence[Statement]) -> list[list[Statement]]:
    """One to three statements of one speaker to an answer, speakers taking turns."""
    order = [statements[index] for index in rng.permutation(len(statements))]
    answers: list[list[Statement]] = []
    for one in order:
        last = answers[-1] if answers else []
        if last and last[0].speaker == one.speaker and len(last) < 3 and rng.random() < 0.5:
            last.append(one)
        else:
            answers.append([one])
    return answers


def _answer(
    rng: Generator, answer: Sequence[Statement], turn: int, kind: str
) -> tuple[list[str], list[Passage]]:
    speaker = answer[0].speaker
    spoken = words(speaker.language)
    asides = [str(one) for one in rng.permutation(spoken["asides"])]
    sentences, passages = [asides.pop()], []
    for one in answer:
        sentence, core = _sentence(rng, spoken, one)
        sentences += [sentence, asides.pop()] if asides and rng.random() < 0.6 else [sentence]
        words_coded = core if rng.random() < PARTLY else sentence
        passages.append(Passage(turn, words_coded, one.code, one.stance))
    lets_fall = spoken["names"].get(speaker.perspective, [])
    if kind == "interview" and lets_fall and rng.random() < NAMED:
        sentences.append(_one(rng, lets_fall))
    return sentences, passages


def _sentence(rng: Generator, spoken: Mapping[str, Any], one: Statement) -> tuple[str, str]:
    """The whole sentence, and the words in it that say it."""
    core = _one(rng, says(one.speaker.language, one.stance, one.code))
    opening, tail = _one(rng, spoken["openings"]), _one(rng, spoken["tails"])
    core = core if opening else core[0].upper() + core[1:]
    return f"{opening}{core}{tail}{spoken.get('stop', '.')}", core


def _one(rng: Generator, among: Sequence[str]) -> str:
    return str(among[int(rng.integers(len(among)))])
