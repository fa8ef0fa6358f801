"""Interviews, as they are worked on: written down, without names, coded, some by two who do not see one another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from werkzaam.core.simulate.spoken import Interview, Marking, Passage
from werkzaam.web.demo.cast import Stage, moment
from werkzaam.web.interview import actions as interview

GUIDES = {
    "participant": "Contact met de coach\nWat u zelf wilde\nTaal\nWat beter kan",
    "employer": "De eerste kennismaking\nBegeleiding op het werk\nNazorg",
}
TOGETHER = ("participant-6", "participant-7", "job-coach-1", "employer-1", "municipality-1")
LEFT_OPEN = 4  # differences that the two coders still have to settle


def talk(stage: Stage) -> None:
    """interview: 34 transcripts and a letter, forty codes, a blind round settled in part"""
    codes = _codebook(stage)
    sources = {told.key: _source(stage, told) for told in stage.scenario.talks.interviews}
    _plan(stage, sources)
    _two_coders(stage, sources, codes)
    for told in stage.scenario.talks.interviews:
        if told.key not in TOGETHER:
            for passage in told.passages:
                _code(stage, "dirk", sources[told.key], passage, codes)


def by(stage: Stage, name: str, hour: int = 10) -> dict[str, Any]:
    return {"by": stage.access(name, stage.today), "at": moment(stage.today, hour)}


def _codebook(stage: Stage) -> dict[str, Any]:
    codes: dict[str, Any] = {}
    for one in stage.scenario.talks.codes:
        codes[one.key] = interview.add_code(
            **by(stage, "dirk", 7), study=stage.study, name=one.label["nl"], kind=one.kind,
            definition=one.label["en"], parent=codes.get(one.below or ""),
        )  # fmt: skip
    return codes


def _source(stage: Stage, told: Interview) -> Any:
    """Marks decided as a reader would: a name is replaced, a word of what was coded that only looks like one stays."""
    dirk: dict[str, Any] = {"by": stage.access("dirk", told.on), "at": moment(told.on)}
    pending = interview.import_text(
        **dirk, study=stage.study, kind=told.kind, perspective=told.perspective, title=told.title, text=told.text,
        pseudonym=stage.pseudonyms[told.person] if told.person else "", language=told.language,
    )  # fmt: skip
    coded = [passage.text for passage in told.passages]
    choices = {
        mark.pk: "keep" if any(pending.text[mark.start : mark.end] in one for one in coded) else "replace"
        for mark in pending.marks.all()
    }
    interview.decide(**dirk, pending=pending, choices=choices, words={})
    return interview.sign_off(**dirk, pending=pending, asking=(told.asks,))


def _plan(stage: Stage, sources: Mapping[str, Any]) -> None:
    """Topic guides, a talk that was held with its text, one who did not want to, and one still to come."""
    dirk = by(stage, "dirk", 8)
    for perspective, text in GUIDES.items():
        interview.write_guide(**dirk, study=stage.study, perspective=perspective, text=text)
    for told in stage.scenario.talks.interviews:
        if told.person and not told.key.endswith("again"):
            held = interview.plan_talk(
                **dirk, study=stage.study, perspective="participant", pseudonym=stage.pseudonyms[told.person],
                planned_on=told.on,
            )  # fmt: skip
            interview.settle_talk(**dirk, talk=held, status="held", source=sources[told.key])
    refused = interview.plan_talk(**dirk, study=stage.study, perspective="employer")
    interview.settle_talk(**dirk, talk=refused, status="refused")
    interview.plan_talk(**dirk, study=stage.study, perspective="employer", planned_on=stage.today)


def _two_coders(stage: Stage, sources: Mapping[str, Any], codes: Mapping[str, Any]) -> None:
    """A blind round over a few texts; what differs is settled, but for the last few."""
    coders = ("dirk", "vera")
    opened = interview.open_round(
        **by(stage, "dirk"), study=stage.study, name="Ronde 1", sources=[sources[key].pk for key in TOGETHER],
        coders=[stage.access(one, stage.today).account for one in coders],
    )  # fmt: skip
    put = [one for one in stage.scenario.talks.markings if one.interview in TOGETHER]
    for one in put:
        _code(stage, coders[one.coder], sources[one.interview], one.passage, codes)
    for coder in coders:
        interview.finish(**by(stage, coder, 11), round=opened)
    opened.refresh_from_db()
    times = [(one.interview, one.passage) for one in put]
    alone = [one for one in put if times.count((one.interview, one.passage)) == 1]
    for one in alone[:-LEFT_OPEN]:
        _settle(stage, opened, sources[one.interview], one, codes)


def _settle(stage: Stage, opened: Any, source: Any, one: Marking, codes: Mapping[str, Any]) -> None:
    start = _place(source, one.passage)
    sentence = next(index for index, (_from, end, _line) in enumerate(source.sentences) if start < end)
    interview.settle(
        **by(stage, "dirk", 12), round=opened, source=source, sentence=sentence, code=codes[one.passage.code],
        applies=one.holds,
    )  # fmt: skip


def _code(stage: Stage, name: str, source: Any, passage: Passage, codes: Mapping[str, Any]) -> None:
    start = _place(source, passage)
    interview.code_segment(
        **by(stage, name), source=source, code=codes[passage.code], start=start, end=start + len(passage.text),
        stance=passage.stance,
    )  # fmt: skip


def _place(source: Any, passage: Passage) -> int:
    """Where the words of a passage begin (code points); a document has no turns."""
    turn = source.turns[passage.turn] if source.turns else (0, 0, 0)
    found: int = source.text.index(passage.text, turn[1])
    return found
