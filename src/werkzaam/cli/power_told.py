"""A power curve in words, in a table and in a picture, in the plan's language."""

from __future__ import annotations

import json
import math
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

from werkzaam.cli.place import writing
from werkzaam.core.claim.render import number
from werkzaam.core.effect.power import PowerCurve
from werkzaam.core.plan.model import Plan, Scale
from werkzaam.core.report.figures import power as figure
from werkzaam.core.report.figures import theme

WIDTH = 640


@cache
def _words(language: str) -> Mapping[str, str]:
    text = files("werkzaam.cli").joinpath("power.toml").read_text(encoding="utf-8")
    words: Mapping[str, str] = tomllib.loads(text)[language]
    return words


def _unit(plan: Plan, curve: PowerCurve) -> str:
    outcome = plan.outcome(curve.outcome)
    if outcome.scale is Scale.BINARY:
        return _words(plan.language)["percent_points"]
    return outcome.unit[plan.language]


def _points(plan: Plan, curve: PowerCurve, value: float) -> str:
    binary = plan.outcome(curve.outcome).scale is Scale.BINARY
    return number(value, "percentpoints" if binary else "points", plan.language)


def _told(plan: Plan, curve: PowerCurve, key: str) -> str:
    """One sentence of `power.toml` with this curve's numbers."""
    points = {
        "smallest": curve.smallest,
        "detectable": curve.detectable,
        "top": curve.points[-1].effect,
        "half": curve.at(0.0).half_width,
    }
    shares = {
        "power": curve.at(curve.smallest).power.value,
        "nothing": curve.false_positive.value,
        "unanswered": curve.unanswered,
    }
    people = sum(plan.expect.persons.values()) if plan.expect else 0
    return _words(plan.language)[key].format(
        persons=people,
        unit=_unit(plan, curve),
        outcome=plan.outcome(curve.outcome).label[plan.language],
        wave=plan.wave(curve.wave).label[plan.language],
        **{name: _points(plan, curve, value) for name, value in points.items()},
        **{name: number(value, "percent", plan.language) for name, value in shares.items()},
    )


def lines(plan: Plan, curve: PowerCurve) -> list[str]:
    """The sentence and the table of one question."""
    said = [_told(plan, curve, key) for key in _sentences(plan, curve)]
    return [f"{_heading(plan, curve)}", " ".join(said), "", *_table(plan, curve), ""]


def _heading(plan: Plan, curve: PowerCurve) -> str:
    outcome, wave = plan.outcome(curve.outcome), plan.wave(curve.wave)
    return f"{outcome.label[plan.language]}, {wave.label[plan.language]} [{curve.estimand}, {curve.method}]"


def _sentences(plan: Plan, curve: PowerCurve) -> list[str]:
    registered = next(each.method for each in plan.estimands if each.key == curve.estimand)
    chosen = ["smallest", "beyond" if math.isnan(curve.detectable) else "detectable", "width"]
    if curve.unanswered:
        chosen.append("unanswered")
    return chosen if registered == curve.method else [*chosen, "stand_in"]


def _table(plan: Plan, curve: PowerCurve) -> list[str]:
    """Aligned columns: the true difference, how often it is found, how sure the simulation is, the interval."""
    words, language = _words(plan.language), plan.language
    head = [f"{words['effect']} ({_unit(plan, curve)})", words["power"], words["between"], words["half"]]
    rows = [
        [
            _points(plan, curve, point.effect),
            number(point.power.value, "percent", language),
            f"{number(point.power.low, 'percent', language)} – {number(point.power.high, 'percent', language)}",
            _points(plan, curve, point.half_width),
        ]
        for point in curve.points
    ]
    widths = [max(len(row[place]) for row in [head, *rows]) for place in range(len(head))]
    return [
        "  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)) for row in [head, *rows]
    ]


def write(out: Path, record: Mapping[str, object], plan: Plan, curves: Sequence[PowerCurve]) -> None:
    """`curve.svg` and `power.json` in a folder; both are made before either is put there. Raises WriteProblem."""
    svg = picture(plan, curves)
    text = json.dumps(record, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
    with writing(out):
        out.mkdir(parents=True, exist_ok=True)
        for name, content in (("curve.svg", svg), ("power.json", text)):
            beside = out / f".{name}.new"
            beside.write_text(content, encoding="utf-8")
            beside.replace(out / name)


def picture(plan: Plan, curves: Sequence[PowerCurve]) -> str:
    """All curves as one SVG; each panel's title says what was found."""
    spec = figure.draw(
        [_drawn(plan, curve) for curve in curves], width=WIDTH, axis=_words(plan.language)["axis_power"]
    )
    return theme.svg(spec, name="power", language=plan.language)


def _drawn(plan: Plan, curve: PowerCurve) -> figure.Curve:
    words = _words(plan.language)
    return figure.Curve(
        title=_told(plan, curve, "title_beyond" if math.isnan(curve.detectable) else "title"),
        axis=_told(plan, curve, "axis_effect"),
        percent=plan.outcome(curve.outcome).scale is Scale.BINARY,
        smallest=curve.smallest,
        detectable=curve.detectable,
        smallest_label=words["label_smallest"],
        detectable_label=words["label_detectable"],
        places=tuple(
            figure.Place(point.effect, point.power.value, point.power.low, point.power.high)
            for point in curve.points
        ),
    )
