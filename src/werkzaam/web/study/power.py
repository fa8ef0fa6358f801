"""What a study could see: by formula at once, and by simulation as it was kept."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from werkzaam.core.claim.render import number
from werkzaam.core.effect.analyse import chance
from werkzaam.core.effect.power import PowerCurve, PowerPoint, foreseen_difference, simulate_power
from werkzaam.core.effect.result import Interval
from werkzaam.core.plan import Estimand, Plan, Scale, parse_plan
from werkzaam.core.report.power import Told, picture
from werkzaam.problem import NotSupported
from werkzaam.web.study.models import PowerRun

LANGUAGES = ("nl", "en")
WIDTHS = {"wide": 640, "narrow": 320}


def read(text: str, code: str) -> Plan:
    """Raises PlanProblem."""
    return parse_plan(text, f"{code}.toml")


def asked(plan: Plan) -> list[Estimand]:
    """The main questions, or every question where none is called so."""
    return [one for one in plan.estimands if one.primary] or list(plan.estimands)


def foreseen(plan: Plan) -> dict[str, float]:
    """By formula, the smallest difference (points) each main question can show, by its key.

    Raises NotSupported where no main question has one: the reason of the first.
    """
    found, refused = {}, []
    for one in asked(plan):
        try:
            found[one.key] = foreseen_difference(plan, one)
        except NotSupported as problem:
            refused.append(problem)
    if not found and refused:
        raise refused[0]
    return found


def simulated(plan: Plan, draws: int, tell: Any) -> dict[str, Any]:
    """The curve of every main question that has one, as it is kept, with its picture in both languages."""
    possible = foreseen(plan)
    questions = [one for one in asked(plan) if one.key in possible]

    def one_of(number: int, estimand: Estimand) -> PowerCurve:
        def told(_key: str, part: float) -> None:
            tell((number + part) / len(questions))

        return simulate_power(plan, estimand, draws=draws, rng=chance(plan, estimand), progress=told)

    curves = [one_of(number, one) for number, one in enumerate(questions)]
    return {"curves": [_kept(plan, curve) for curve in curves]}


def _kept(plan: Plan, curve: PowerCurve) -> dict[str, Any]:
    drawn = {
        language: {
            name: picture([Told(plan, curve, language)], width=width) for name, width in WIDTHS.items()
        }
        for language in LANGUAGES
    }
    return {"curve": _finite(asdict(curve)), "drawn": drawn}


def _finite(value: Any) -> Any:
    """What is not a number has no place in JSON: null stands for it."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {key: _finite(one) for key, one in value.items()}
    return [_finite(one) for one in value] if isinstance(value, list | tuple) else value


def _curve(record: Mapping[str, Any]) -> PowerCurve:
    points = tuple(
        PowerPoint(one["effect"], Interval(**one["power"]), _number(one["half_width"]))
        for one in record["points"]
    )
    return PowerCurve(**{**record, "points": points, "detectable": _number(record["detectable"])})


def _number(value: float | None) -> float:
    return math.nan if value is None else value


@dataclass(frozen=True, slots=True)
class Shown:
    """One question's kept result as a page shows it."""

    told: Told
    svg: str
    narrow: str


def shown(run: PowerRun, language: str) -> list[Shown]:
    """The results of a run that is done, in one language."""
    plan = read(run.plan_toml, run.study.code)
    return [
        Shown(
            Told(plan, _curve(one["curve"]), language),
            one["drawn"][language]["wide"],
            one["drawn"][language]["narrow"],
        )
        for one in (run.result or {}).get("curves", [])
    ]


def sentences(run: PowerRun | None, language: str) -> tuple[str, ...]:
    """Per main question what this study can and cannot see."""
    if run is None or not run.done:
        return ()
    return tuple(f"{one.told.question}: {one.told.seen}" for one in shown(run, language))


def foreseen_row(plan: Plan, key: str, value: float, language: str) -> dict[str, str]:
    """A formula's answer in words: the question and the smallest difference it can see, with its unit."""
    one = next(each for each in plan.estimands if each.key == key)
    outcome = plan.outcome(one.outcome)
    binary = outcome.scale is Scale.BINARY
    sd = plan.expect.sd.get(outcome.key) if plan.expect and not binary else None
    return {
        "question": f"{outcome.label[language]}, {plan.wave(one.wave).label[language]}",
        "value": number(value, "percentpoints" if binary else "points", language),
        "unit": "" if binary else outcome.unit[language],
        "sd": number(value / sd, "sd", language) if sd else "",
    }
