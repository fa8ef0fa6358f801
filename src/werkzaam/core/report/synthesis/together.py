"""What pilots say together on one question: the forest plot, the numbers, and what cannot be said."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from werkzaam.core.plan.model import Scale
from werkzaam.core.report.document import Figure, Paragraph, Row, Section, Table, Text, Words, words
from werkzaam.core.report.figures import forest, theme
from werkzaam.core.report.figures.forest import Line, Together
from werkzaam.core.report.synthesis.model import Member, Question
from werkzaam.core.report.synthesis.voice import Voice
from werkzaam.core.report.teller import vocabulary

_WIDE, _NARROW = 640, 320


def section(voice: Voice, questions: Sequence[Question], names: Mapping[str, str]) -> Section:
    told = [_question(voice, one, names) for one in questions]
    text = voice.word("questions_text" if told else "questions_none")
    return Section("together", voice.word("questions"), (Paragraph(words(text)), *told))


def _question(voice: Voice, one: Question, names: Mapping[str, str]) -> Section:
    label = _label(voice, one)
    shown = [_figure(voice, one, names)] if any(_drawable(each) for each in one.members) else []
    return Section(f"q-{one.key}", label, (*_sentences(voice, one), *_silent(voice, one, names), *shown))


def _silent(voice: Voice, one: Question, names: Mapping[str, str]) -> list[Paragraph]:
    told = voice.word("unanswered", names="; ".join(names[key] for key in one.silent))
    return [Paragraph(words(told), "note")] if one.silent else []


def _label(voice: Voice, one: Question) -> str:
    return f"{voice.label(one.label)} ({one.months:g} {'maanden' if voice.language == 'nl' else 'months'})"


def _sentences(voice: Voice, one: Question) -> list[Paragraph]:
    if one.pooled is None:
        return [Paragraph(words(voice.word("not_pooled")), "note")]
    slots = {"path": f"question.{one.key}", "form": _form(one), "unit": _unit(voice, one)}
    anchor, ends = _anchor(one, "together"), one.pooled.hartung_knapp
    known = "prediction" if math.isfinite(one.pooled.prediction.low) else "prediction_none"
    clear = "pooled_zero" if ends.low <= 0 <= ends.high else "pooled_clear"
    mean = voice.say("pooled", anchor=anchor, k=str(len(one.pooled.studies)), **slots)
    widened = ["widened"] if one.pooled.widened else []
    rest = [known, "heterogeneity", *widened]
    return [
        Paragraph((*mean, Words(" " + voice.word(clear))), "lead"),
        *(Paragraph(voice.say(key, **slots)) for key in rest),
    ]


def _form(one: Question) -> str:
    if one.scale == "standardised":
        return "sd"
    return "percentpoints" if one.outcome.scale is Scale.BINARY else "points"


def _unit(voice: Voice, one: Question) -> str:
    if one.scale == "standardised":
        return voice.word("unit_sd")
    if one.outcome.scale is Scale.BINARY:
        return vocabulary(voice.language)["page"]["percentage_points"]
    return voice.label(one.unit)


def _drawable(one: Member) -> bool:
    return all(math.isfinite(each) for each in (one.value, one.low, one.high))


def _figure(voice: Voice, one: Question, names: Mapping[str, str]) -> Figure:
    lines = _lines(one, names)
    axis = voice.word("axis", unit=_unit(voice, one))
    percent = _form(one) == "percentpoints"
    key = f"forest-{one.key}"

    def svg(width: int) -> str:
        chart = forest.draw(lines, _together(voice, one), width=width, axis=axis, percent=percent)
        return theme.svg(chart, name=f"{key}-{width}", language=voice.language)

    title = voice.say("figure_title", path=f"question.{one.key}", label=_label(voice, one))
    words_ = (voice.word("figure_alt"), voice.word("figure_note"))
    return Figure(key, title, *words_, svg(_WIDE), svg(_NARROW), _table(voice, one, names))


def _lines(one: Question, names: Mapping[str, str]) -> list[Line]:
    shares = {each.key: each.share for each in one.pooled.studies} if one.pooled else {}
    return [
        Line(names[each.pilot], each.value, each.low, each.high, shares.get(each.pilot, 0.2), bool(each.out))
        for each in one.members
        if _drawable(each)
    ]


def _together(voice: Voice, one: Question) -> Together | None:
    if one.pooled is None:
        return None
    ends, next_one = one.pooled.hartung_knapp, one.pooled.prediction
    wide = (next_one.low, next_one.high) if math.isfinite(next_one.low) else None
    return Together(voice.word("together"), ends.value, ends.low, ends.high, wide)


def _table(voice: Voice, one: Question, names: Mapping[str, str]) -> Table:
    heads = ("pilot", "difference", "interval", "n", "weight", "verdict")
    rows = [_row(voice, one, each, names[each.pilot]) for each in one.members]
    if one.pooled:
        path, form = f"question.{one.key}.mean", _form(one)
        mean = (
            words(voice.word("together")),
            (voice.number(f"{path}.value", form),),
            _between(voice, path, form),
        )
        rows.append(Row((*mean, (), (), ()), _anchor(one, "together")))
    header = tuple(voice.word(f"head_{key}") for key in heads)
    caption = voice.word("table", label=_label(voice, one))
    numeric = (False, True, True, True, True, False)
    return Table(f"forest-{one.key}", caption, header, numeric, tuple(rows))


def _row(voice: Voice, one: Question, member: Member, name: str) -> Row:
    path, form = f"question.{one.key}.{member.pilot}", _form(one)
    verdict = vocabulary(voice.language)["verdict"].get(member.verdict, member.verdict)
    weight: Text = () if member.out else (voice.number(f"{path}.weight", "percent"),)
    cells = (
        words(name),
        (voice.number(f"{path}.value", form),),
        _between(voice, path, form),
        (voice.number(f"{path}.n", "count"),),
        weight,
        words(verdict),
    )
    return Row(cells, _anchor(one, member.pilot), muted=bool(member.out))


def _between(voice: Voice, path: str, form: str) -> Text:
    to = Words(f" {vocabulary(voice.language)['page']['to']} ")
    return (voice.number(f"{path}.low", form), to, voice.number(f"{path}.high", form))


def _anchor(one: Question, row: str) -> str:
    return "s-" + "".join(each if each.isalnum() else "_" for each in f"{one.key}-{row}")
