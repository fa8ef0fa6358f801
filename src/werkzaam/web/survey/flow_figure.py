"""The flow of people as boxes and arrows: where each stands, in the figure's own points."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import wrap

from django.utils.translation import gettext as _

from werkzaam.web.survey.board import Branch, Flow, Step

WIDE, GAP = 182, 14  # a box, and the air between two arms
LETTERS = 21  # that fit beside each other in a box
LINE, PAD, DOWN = 19, 12, 26  # a line of text, the air in a box, the arrow below it


@dataclass(frozen=True, slots=True)
class Box:
    """`lines` are (y, text), the first in bold; `arrow` says whether one leads here from above."""

    x: int
    y: int
    width: int
    height: int
    lines: list[tuple[int, str]]
    arrow: bool = True

    @property
    def middle(self) -> int:
        return self.x + self.width // 2

    @property
    def text_x(self) -> int:
        return self.x + PAD

    @property
    def arrow_y(self) -> int:
        return self.y - DOWN


@dataclass(frozen=True, slots=True)
class FlowFigure:
    boxes: list[Box]
    width: int
    height: int
    from_x: int
    to_x: int
    beam_y: int


def draw(flow: Flow) -> FlowFigure:
    """Agreed and allocated on top, then a column for each arm with a box for each wave."""
    width = len(flow.branches) * (WIDE + GAP) - GAP + 2
    top = _box(
        1,
        1,
        width - 2,
        [
            _("Agreed to the research: %(n)d") % {"n": flow.agreed},
            _("not in an arm: %(n)d") % {"n": flow.not_allocated},
        ],
        arrow=False,
    )
    start = top.y + top.height + 2 * DOWN
    columns = [
        list(_column(branch, 1 + place * (WIDE + GAP), start)) for place, branch in enumerate(flow.branches)
    ]
    boxes = [top, *(box for column in columns for box in column)]
    firsts = [column[0].middle for column in columns] or [top.middle]
    bottom = max(box.y + box.height for box in boxes) + 1
    return FlowFigure(boxes, width, bottom, min(firsts), max(firsts), start - DOWN)


def _column(branch: Branch, x: int, y: int) -> Iterator[Box]:
    for lines in [
        [*_wrapped(branch.arm), _("allocated: %(n)d") % {"n": branch.allocated}],
        *map(_told, branch.steps),
    ]:
        box = _box(x, y, WIDE, lines)
        yield box
        y += box.height + DOWN


def _told(step: Step) -> list[str]:
    silent = _("no answer yet: %(n)d") if step.is_open else _("did not answer: %(n)d")
    return [
        *_wrapped(step.wave),
        _("invited: %(n)d") % {"n": step.invited},
        _("answered: %(n)d") % {"n": step.answered},
        silent % {"n": step.silent},
        _("withdrew: %(n)d") % {"n": step.withdrawn},
        _("not invited: %(n)d") % {"n": step.uninvited},
    ]


def _wrapped(label: str) -> list[str]:
    """A long name over several lines."""
    return wrap(label, LETTERS) or [label]


def _box(x: int, y: int, width: int, lines: list[str], arrow: bool = True) -> Box:
    places = [(y + PAD + 4 + LINE * number + LINE // 2, text) for number, text in enumerate(lines)]
    return Box(x, y, width, 2 * PAD + LINE * len(lines), places, arrow)
