"""The programme, what the comparison got, and the contact that was really delivered in both arms."""

from __future__ import annotations

from werkzaam.core.effect.result import Dose
from werkzaam.core.report.document import Figure, Paragraph, Row, Section, Table, Text, words
from werkzaam.core.report.drawn import figure
from werkzaam.core.report.figures import dose as drawing
from werkzaam.core.report.paths import anchor, lookup
from werkzaam.core.report.sections import deviations, fidelity
from werkzaam.core.report.teller import Teller


def section(teller: Teller) -> Section:
    plan = teller.material.plan
    parts = [
        _told(teller, "what", teller.label(plan.programme)),
        _told(teller, "comparison", teller.label(plan.comparison)),
        _delivered(teller),
        *deviations.section(teller),
        *fidelity.section(teller),
        *fidelity.response(teller),
    ]
    return Section("programme", teller.word("programme.title"), tuple(part for part in parts if part))


def _told(teller: Teller, key: str, text: str) -> Section | None:
    if not text:
        return None
    return Section(f"programme-{key}", teller.word(f"programme.{key}"), (Paragraph(words(text)),))


def _delivered(teller: Teller) -> Section:
    dose = teller.material.findings.dose
    title = teller.word("programme.dose")
    if dose is None or not dose.weeks:
        return Section("dose", title, (Paragraph(teller.say("programme.dose_none"), "note"),))
    told = [_sentence(teller, arm.key, dose) for arm in teller.material.arms if _known(arm.key, dose)]
    # The contrast between the arms comes first: without one there is nothing to compare.
    if _contrast(teller):
        told.insert(0, teller.say("programme.contrast"))
    return Section("dose", title, (*map(Paragraph, told), _figure(teller, dose), *_channels(teller, dose)))


def _contrast(teller: Teller) -> bool:
    return lookup(teller.material.evidence, "dose.contrast") is not None


def _known(arm: str, dose: Dose) -> bool:
    return arm in dose.per_week


def _sentence(teller: Teller, arm: str, dose: Dose) -> Text:
    planned = dose.planned_per_week.get(arm, 0.0) > 0
    key = "programme.dose_text" if planned else "programme.dose_unplanned"
    return teller.say(key, key=arm, arm=teller.arm(arm))


def _figure(teller: Teller, dose: Dose) -> Figure:
    arms = [arm.key for arm in teller.material.arms if _known(arm.key, dose)]
    labels = [teller.arm(arm) for arm in arms]
    axis, events = teller.word("programme.figure_axis"), deviations.events(teller)
    return figure(
        teller,
        "dose",
        lambda width: drawing.draw(dose.weeks, arms, labels, width=width, axis=axis, events=events),
        _table(teller, arms),
        title=teller.say("programme.figure_title", key=arms[0], arm=labels[0]),
        alt=teller.word("programme.figure_alt"),
        note=teller.word("programme.figure_note_events" if events else "programme.figure_note"),
    )


def _table(teller: Teller, arms: list[str]) -> Table:
    columns = ("head_arm", "head_planned", "head_held", "head_minutes")
    rows = tuple(
        Row(
            (
                words(teller.arm(arm)),
                _planned(teller, arm),
                (teller.number(f"dose.per_week.{arm}", "points"),),
                (teller.number(f"dose.minutes_per_week.{arm}", "points"),),
            ),
            anchor(f"dose.per_week.{arm}"),
        )
        for arm in arms
    )
    if _contrast(teller):
        held = (teller.number("dose.contrast", "points"),)
        rows += (Row((words(teller.word("programme.head_contrast")), (), held, ()), anchor("dose.contrast")),)
    header = tuple(teller.word(f"programme.{column}") for column in columns)
    return Table("dose", teller.word("programme.table"), header, (False, True, True, True), rows)


def _planned(teller: Teller, arm: str) -> Text:
    """Nothing planned is a dash, not a nought that looks like a plan."""
    dose = teller.material.findings.dose
    none = dose is None or not dose.planned_per_week.get(arm)
    return (
        words(teller.word("page.missing"))
        if none
        else (teller.number(f"dose.planned_per_week.{arm}", "points"),)
    )


def _channels(teller: Teller, dose: Dose) -> tuple[Table, ...]:
    arms = [arm.key for arm in teller.material.arms if dose.channels.get(arm.key)]
    shares = [dose.channels[arm] for arm in arms]
    names = sorted(
        {name for own in shares for name in own},
        key=lambda name: (-sum(own.get(name, 0) for own in shares), name),
    )
    rows = tuple(
        Row(
            (
                words(teller.known(f"channel.{name}")),
                *((teller.number(f"dose.channels.{arm}.{name}", "percent"),) for arm in arms),
            )
        )
        for name in names
    )
    header = (teller.word("programme.head_channel"), *(teller.arm(arm) for arm in arms))
    numeric = (False, *(True for _ in arms))
    return (Table("channels", teller.word("programme.channels"), header, numeric, rows),) if rows else ()
