"""Interviews with their codes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from werkzaam.core.simulate.scenario import Interview, Passage
from werkzaam.web.demo.cast import Stage, moment
from werkzaam.web.interview import actions as interview


def talk(stage: Stage) -> None:
    """interview: transcripts, a codebook, coded passages"""
    dirk = stage.access("dirk", stage.today)
    codes = {
        one.key: interview.add_code(
            by=dirk, at=moment(stage.today, 7), study=stage.study, name=one.label["nl"], kind=one.kind,
            definition=one.label["en"],
        )
        for one in stage.scenario.codes
    }  # fmt: skip
    for told in stage.scenario.interviews:
        _add(stage, told, codes)
    _plan(stage)


GUIDES = {
    "participant": "Contact met de coach\nWat u zelf wilde\nTaal\nWat beter kan",
    "employer": "De eerste kennismaking\nBegeleiding op het werk\nNazorg",
}


def _plan(stage: Stage) -> None:
    """Topic guides, and a talk with an employer that is still to come."""
    by: dict[str, Any] = {"by": stage.access("dirk", stage.today), "at": moment(stage.today, 8)}
    for perspective, text in GUIDES.items():
        interview.write_guide(**by, study=stage.study, perspective=perspective, text=text)
    interview.plan_talk(**by, study=stage.study, perspective="employer", planned_on=stage.today)


def _add(stage: Stage, told: Interview, codes: Mapping[str, Any]) -> None:
    text, starts = _transcript(told)
    dirk = stage.access("dirk", told.on)
    source = interview.add_source(
        by=dirk, at=moment(told.on), study=stage.study, kind="interview", perspective=told.perspective,
        title=told.key.replace("-", " ").capitalize(), text=text,
        pseudonym=stage.pseudonyms[told.person] if told.person else "", asking=("Interviewer",),
    )  # fmt: skip
    for passage in told.passages:
        start = _place(told, passage, starts)
        interview.code_segment(
            by=dirk, at=moment(told.on), source=source, code=codes[passage.code], start=start,
            end=start + len(passage.text),
        )  # fmt: skip


def _transcript(told: Interview) -> tuple[str, list[int]]:
    """The text, a turn a paragraph, and where the words of each turn begin (code points)."""
    text, starts = "", []
    for turn in told.turns:
        text += f"{turn.speaker.capitalize()}: "
        starts.append(len(text))
        text += f"{turn.text}\n\n"
    return text.strip(), starts


def _place(told: Interview, passage: Passage, starts: list[int]) -> int:
    return starts[passage.turn] + told.turns[passage.turn].text.index(passage.text)
