"""Who still answered at each wave, as a share of all who started, per arm."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from werkzaam.core.report.figures import theme


@dataclass(frozen=True, slots=True)
class Answered:
    arm: str
    wave: str
    n: int
    share: float


def draw(answered: Sequence[Answered], arms: list[str], labels: list[str], *, width: int) -> Any:
    """A line per arm with the number of persons at each point; the scale always runs from 0 to 100 %."""
    rows = [{"arm": one.arm, "wave": one.wave, "n": str(one.n), "share": one.share} for one in answered]
    waves = list(dict.fromkeys(one.wave for one in answered))
    channels = theme.by_role(arms, labels, columns=2 if width > 400 else 1)
    x_axis = alt.Axis(title=None, labelAngle=0, grid=False, labelLimit=width // max(len(waves), 1))
    x = alt.X("wave:N", sort=waves, axis=x_axis)
    y_axis = alt.Axis(title=None, format=".0%", tickCount=5, minExtent=38)
    y = alt.Y("share:Q", scale=alt.Scale(domain=[0, 1.05], nice=False), axis=y_axis)
    base = alt.Chart(alt.Data(values=rows)).encode(x=x, y=y, color=channels["color"])
    lines = base.mark_line(strokeWidth=2).encode(strokeDash=theme.dashes(arms))
    dots = base.mark_point(size=80, fill="white", strokeWidth=2, opacity=1).encode(shape=channels["shape"])
    layers = [lines, dots, *(_counts(base, arm, arms) for arm in arms)]
    return alt.layer(*layers).properties(width=width - 60, height=190)


def _counts(base: Any, arm: str, arms: list[str]) -> Any:
    above = arms.index(arm) == 0
    label = base.mark_text(dy=-16 if above else 18, fontWeight=600).encode(text="n:N")
    return label.transform_filter(alt.FieldEqualPredicate(field="arm", equal=arm))
