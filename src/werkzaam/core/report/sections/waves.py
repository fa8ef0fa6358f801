"""Differences wave by wave: whether they come, stay or fade, also after the programme has ended."""

from __future__ import annotations

from werkzaam.core.claim.evidence import smallest_in_points
from werkzaam.core.effect.result import Estimate
from werkzaam.core.plan.model import Scale
from werkzaam.core.report.document import Figure, Paragraph, Row, Section, Table, Text, words
from werkzaam.core.report.drawn import figure
from werkzaam.core.report.figures import waves as drawing
from werkzaam.core.report.material import drawable
from werkzaam.core.report.teller import Teller, difference_form

WEEKS_PER_MONTH = 365.25 / 12 / 7


def section(teller: Teller) -> tuple[Section, ...]:
    """Only outcomes that were asked about at more than one wave."""
    courses = [course for course in _courses(teller) if len(course) > 1]
    if not courses:
        return ()
    text = Paragraph(teller.say("waves.text"))
    return (Section("waves", teller.word("waves.title"), (text, _figure(teller, courses))),)


def _courses(teller: Teller) -> list[list[Estimate]]:
    plan = teller.material.plan
    made = [one for one in teller.material.findings.estimates if drawable(one)]
    months = {wave.key: wave.months for wave in plan.waves}
    return [
        sorted((one for one in made if one.outcome == outcome.key), key=lambda one: months[one.wave])
        for outcome in plan.outcomes
    ]


def _figure(teller: Teller, courses: list[list[Estimate]]) -> Figure:
    axis, ended = teller.word("developments.figure_axis"), _ended(teller, courses)
    drawn = [_course(teller, course) for course in courses]
    note = teller.word("waves.figure_note" if ended is None else "waves.figure_note_ended")
    return figure(
        teller,
        "waves",
        lambda width: drawing.draw(drawn, width=width, axis=axis, ended=ended),
        _table(teller, courses),
        title=_title(teller, courses[0]),
        alt=teller.word("waves.figure_alt"),
        note=note,
    )


def _ended(teller: Teller, courses: list[list[Estimate]]) -> float | None:
    """The month of the programme's last contact, where a wave came after it."""
    plan, dose, arm = teller.material.plan, teller.material.findings.dose, teller.material.arms[0]
    weeks = (
        [one.week for one in dose.weeks if one.arm == arm.key and one.planned + one.delivered] if dose else []
    )
    ended = (max(weeks, default=-1) + 1) / WEEKS_PER_MONTH
    last = max(plan.wave(course[-1].wave).months for course in courses)
    return ended if 0 < ended < last else None


def _course(teller: Teller, course: list[Estimate]) -> drawing.Course:
    plan, last = teller.material.plan, course[-1]
    outcome = plan.outcome(last.outcome)
    at = tuple(
        drawing.At(plan.wave(one.wave).months, one.points.value, one.points.low, one.points.high)
        for one in course
    )
    title = f"{teller.outcome(outcome.key)} ({teller.unit(outcome.key)})"
    percent, greyed = outcome.scale is Scale.BINARY, teller.material.greyed(last)
    return drawing.Course(title, smallest_in_points(last, outcome), percent, greyed, at)


def _title(teller: Teller, course: list[Estimate]) -> Text:
    """The first outcome, from its first wave to its last."""
    first, last = course[0], course[-1]
    return teller.say(
        "waves.figure_title",
        outcome=teller.outcome(first.outcome),
        early=first.key,
        late=last.key,
        first=teller.wave(first.wave),
        last=teller.wave(last.wave),
        format=difference_form(teller.material.plan.outcome(first.outcome)),
    )


def _table(teller: Teller, courses: list[list[Estimate]]) -> Table:
    header = (
        teller.word("design.head_outcome"),
        teller.word("design.head_wave"),
        teller.word("effects.head_estimate"),
        teller.word("effects.head_interval"),
    )
    rows = tuple(_row(teller, one) for course in courses for one in course)
    return Table("waves", teller.word("effects.table"), header, (False, False, True, True), rows)


def _row(teller: Teller, one: Estimate) -> Row:
    path, form = f"estimate.{one.key}.points", difference_form(teller.material.plan.outcome(one.outcome))
    named = (words(teller.outcome(one.outcome)), words(teller.wave(one.wave)))
    cells = (*named, (teller.number(f"{path}.value", form),), teller.between(path, form))
    return Row(cells, muted=teller.material.greyed(one))
