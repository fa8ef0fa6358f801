"""A power curve in words, in a table and in a picture."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from textwrap import fill

from werkzaam.core.claim.render import number
from werkzaam.core.effect.power import PowerCurve
from werkzaam.core.plan.model import Outcome, Plan, Scale
from werkzaam.core.report.figures import power as figure
from werkzaam.core.report.figures import theme

WIDTH = 640
WIDE = 8  # pixels that a character of a title takes


@cache
def _words(language: str) -> Mapping[str, str]:
    text = files("werkzaam.core.report").joinpath("words/power.toml").read_text(encoding="utf-8")
    words: Mapping[str, str] = tomllib.loads(text)[language]
    return words


@dataclass(frozen=True, slots=True)
class Told:
    """One question's curve as it is told in `language`; the plan is the one that was simulated."""

    plan: Plan
    curve: PowerCurve
    language: str

    @property
    def outcome(self) -> Outcome:
        return self.plan.outcome(self.curve.outcome)

    @property
    def binary(self) -> bool:
        return self.outcome.scale is Scale.BINARY

    @property
    def unit(self) -> str:
        return _words(self.language)["percent_points"] if self.binary else self.outcome.unit[self.language]

    @property
    def question(self) -> str:
        return f"{self.outcome.label[self.language]}, {self.plan.wave(self.curve.wave).label[self.language]}"

    @property
    def heading(self) -> str:
        return f"{self.question} [{self.curve.estimand}, {self.curve.method}]"

    @property
    def seen(self) -> str:
        """The one sentence: below which difference this study is blind."""
        if math.isnan(self.curve.detectable):
            return self.say("see_beyond")
        return self.say("see_share" if self.binary else "see")

    @property
    def sentences(self) -> list[str]:
        """What is found of what matters, from where it is found, and how wide the interval is."""
        curve = self.curve
        registered = next(each.method for each in self.plan.estimands if each.key == curve.estimand)
        chosen = ["smallest", "beyond" if math.isnan(curve.detectable) else "detectable", "width"]
        chosen += ["unanswered"] if curve.unanswered else []
        chosen += ["stand_in"] if registered != curve.method else []
        return [self.say(key) for key in chosen]

    @property
    def header(self) -> list[str]:
        words = _words(self.language)
        return [f"{words['effect']} ({self.unit})", words["power"], words["between"], words["half"]]

    @property
    def rows(self) -> list[list[str]]:
        """The true difference, how often it is found, how sure the simulation is, the interval."""
        return [
            [
                self.points(point.effect),
                self._percent(point.power.value),
                f"{self._percent(point.power.low)} – {self._percent(point.power.high)}",
                self.points(point.half_width),
            ]
            for point in self.curve.points
        ]

    def points(self, value: float) -> str:
        return number(value, "percentpoints" if self.binary else "points", self.language)

    def say(self, key: str) -> str:
        """One sentence of `power.toml` with this curve's numbers."""
        curve = self.curve
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
        persons = list(self.plan.expect.persons.values()) if self.plan.expect else []
        return _words(self.language)[key].format(
            persons=sum(persons),
            groups=f" {_words(self.language)['and']} ".join(map(str, persons)),
            unit=self.unit,
            outcome=self.outcome.label[self.language],
            wave=self.plan.wave(curve.wave).label[self.language],
            sd=number(self._in_sd(curve.detectable), "sd", self.language),
            **{name: self.points(value) for name, value in points.items()},
            **{name: self._percent(value) for name, value in shares.items()},
        )

    def drawn(self) -> figure.Curve:
        words, curve = _words(self.language), self.curve
        return figure.Curve(
            title=self.say("title_beyond" if math.isnan(curve.detectable) else "title"),
            axis=self.say("axis_effect"),
            percent=self.binary,
            smallest=curve.smallest,
            detectable=curve.detectable,
            smallest_label=words["label_smallest"],
            detectable_label=words["label_detectable"],
            places=tuple(
                figure.Place(point.effect, point.power.value, point.power.low, point.power.high)
                for point in curve.points
            ),
        )

    def _percent(self, value: float) -> str:
        return number(value, "percent", self.language)

    def _in_sd(self, value: float) -> float:
        """Points in expected standard deviations (a share has none of its own)."""
        sd = self.plan.expect.sd.get(self.outcome.key, 0.0) if self.plan.expect else 0.0
        return value / sd if sd else math.nan


def picture(told: Sequence[Told], *, width: int = WIDTH) -> str:
    """All curves as one SVG; each panel's title says what was found."""
    language = told[0].language
    curves = [replace(one.drawn(), title=fill(one.drawn().title, width // WIDE)) for one in told]
    spec = figure.draw(curves, width=width, axis=_words(language)["axis_power"])
    return theme.svg(spec, name=f"power-{told[0].curve.estimand}-{width}", language=language)
