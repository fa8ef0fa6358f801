"""Developments: level and change of every outcome in both arms. None of it is an effect."""

from __future__ import annotations

import math

from werkzaam.core.effect.result import Development
from werkzaam.core.plan.model import Outcome
from werkzaam.core.report.document import Figure, Paragraph, Row, Section, Table, Text, Words, plain, words
from werkzaam.core.report.drawn import figure
from werkzaam.core.report.figures import development as drawing
from werkzaam.core.report.paths import anchor
from werkzaam.core.report.sections import movement, reliable
from werkzaam.core.report.teller import Teller, difference_form, level_form


def section(teller: Teller) -> Section:
    title = teller.word("developments.title")
    caution = Paragraph(teller.say("developments.caution"), "warning")
    if not any(_drawable(one) for one in teller.material.findings.developments):
        return Section("developments", title, (caution, Paragraph(teller.say("developments.none"), "note")))
    beside = (*movement.section(teller), *reliable.section(teller))
    return Section("developments", title, (caution, _figure(teller), *beside))


def _drawable(one: Development) -> bool:
    return one.n > 0 and math.isfinite(one.level.value)


def _figure(teller: Teller) -> Figure:
    arms = [arm.key for arm in teller.material.arms]
    series = [
        one for one in (_series(teller, outcome) for outcome in teller.material.plan.outcomes) if one.points
    ]
    axis = teller.word("developments.figure_axis")
    labels = [teller.arm(arm) for arm in arms]
    return figure(
        teller,
        "developments",
        lambda width: drawing.draw(series, arms, labels, width=width, axis=axis),
        _table(teller),
        title=_title(teller, arms),
        alt=teller.word("developments.figure_alt"),
        note=plain(teller.say("developments.figure_note")),
    )


def _series(teller: Teller, outcome: Outcome) -> drawing.Series:
    points = tuple(_point(teller, one) for one in _ordered(teller, outcome) if _drawable(one))
    return drawing.Series(teller.outcome(outcome.key), level_form(outcome) == "percent", points)


def _point(teller: Teller, one: Development) -> drawing.Point:
    level = one.level
    # Where there is no interval (one person), the point stands alone.
    low, high = (x if math.isfinite(x) else level.value for x in (level.low, level.high))
    return drawing.Point(one.arm, teller.material.plan.wave(one.wave).months, level.value, low, high)


def _ordered(teller: Teller, outcome: Outcome) -> list[Development]:
    plan = teller.material.plan
    arms = [arm.key for arm in teller.material.arms]
    waves = [wave.key for wave in plan.waves]
    own = [one for one in teller.material.findings.developments if one.outcome == outcome.key]
    return sorted(own, key=lambda one: (arms.index(one.arm), waves.index(one.wave)))


def _title(teller: Teller, arms: list[str]) -> Text:
    """The change in the first outcome, in both arms; the level where no change is known."""
    plan = teller.material.plan
    outcome, last = plan.outcomes[0], plan.waves[-1].key
    found = {one.arm: one for one in _ordered(teller, outcome) if one.wave == last}
    if not all(arm in found and found[arm].change is not None for arm in arms):
        return teller.say("developments.figure_title_level")
    slots = {"key": outcome.key, "last": last, "format": difference_form(outcome), "programme": arms[0]}
    slots |= {
        "outcome": teller.outcome(outcome.key),
        "from": teller.wave(plan.baseline.key),
        "wave": teller.wave(last),
    }
    if len(arms) == 1:
        return teller.say("developments.figure_title_one", first=teller.arm(arms[0]), **slots)
    pair = {"first": teller.arm(arms[0]), "second": teller.arm(arms[1]), "comparison": arms[1]}
    return teller.say("developments.figure_title", **pair, **slots)


def _table(teller: Teller) -> Table:
    rows = tuple(
        _row(teller, outcome, one)
        for outcome in teller.material.plan.outcomes
        for one in _ordered(teller, outcome)
    )
    header = (
        teller.word("design.head_outcome"),
        teller.word("design.head_arm"),
        teller.word("design.head_wave"),
        *(
            teller.word(f"developments.{key}")
            for key in ("head_level", "head_n", "head_change", "head_moved")
        ),
    )
    numeric = (False, False, False, True, True, True, True)
    return Table("developments", teller.word("developments.table"), header, numeric, rows, dense=True)


def _row(teller: Teller, outcome: Outcome, one: Development) -> Row:
    path = f"development.{one.arm}.{one.outcome}.{one.wave}"
    return Row(
        (
            words(teller.outcome(outcome.key)),
            words(teller.arm(one.arm)),
            words(teller.wave(one.wave)),
            teller.interval(f"{path}.level", level_form(outcome)),
            (teller.number(f"{path}.n", "count"),),
            teller.interval(f"{path}.change", difference_form(outcome))
            if one.change
            else words(teller.word("page.missing")),
            _moved(teller, path) if one.change else words(teller.word("page.missing")),
        ),
        anchor(path),
    )


def _moved(teller: Teller, path: str) -> Text:
    names = ("risen", "same", "fallen")
    risen, same, fallen = (teller.number(f"{path}.{each}", "count") for each in names)
    if all(teller.material.withheld.get(f"{path}.{each}", "few") != "few" for each in names):
        return (risen,)
    return (risen, Words(" / "), same, Words(" / "), fallen)
