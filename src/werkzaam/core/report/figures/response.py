"""Who still answered at each wave, as a share of all who started, per arm."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from werkzaam.core.report.figures import marks, theme
from werkzaam.core.report.figures.marks import across
from werkzaam.core.report.figures.theme import Spec


@dataclass(frozen=True, slots=True)
class Answered:
    arm: str
    wave: str
    n: int
    share: float


def draw(answered: Sequence[Answered], arms: list[str], labels: list[str], *, width: int) -> Spec:
    """A line per arm with the number of persons at each point; the scale always runs from 0 to 100 %."""
    channels = marks.by_arm(arms, labels, columns=2 if width > 400 else 1)
    waves = list(dict.fromkeys(one.wave for one in answered))
    x_axis = {"title": None, "labelAngle": 0, "grid": False, "labelLimit": width // max(len(waves), 1)}
    y_axis = {"title": None, "format": ".0%", "values": [0, 0.25, 0.5, 0.75, 1], "minExtent": 38}
    encoding = {
        "x": {"field": "wave", "type": "nominal", "sort": waves, "axis": x_axis},
        "y": across("share", scale={"domain": [0, 1.08], "nice": False}, axis=y_axis),
    }
    dots = {"mark": {"type": "point", **theme.HOLLOW}, "encoding": channels}
    return {
        "width": width - 60,
        "height": 190,
        "data": {
            "values": [
                {"arm": one.arm, "wave": one.wave, "n": str(one.n), "share": one.share} for one in answered
            ]
        },
        "encoding": encoding,
        "layer": [*marks.lines(arms, {"color": channels["color"]}), dots, *_counts(answered, arms)],
    }


def _counts(answered: Sequence[Answered], arms: list[str]) -> list[Spec]:
    """Counts stand above the arm that answered more, below the other, so that they do not meet."""
    total = {arm: sum(one.share for one in answered if one.arm == arm) for arm in arms}
    return [
        _count(arm, theme.ROLE_COLOURS[at], total[arm] == max(total.values())) for at, arm in enumerate(arms)
    ]


def _count(arm: str, colour: str, above: bool) -> Spec:
    return {
        "transform": [{"filter": {"field": "arm", "equal": arm}}],
        "mark": {"type": "text", "dy": -16 if above else 18, "fontWeight": 600, "color": colour},
        "encoding": {"text": {"field": "n"}},
    }
