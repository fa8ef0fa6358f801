"""`werkzaam synthesise`: editions of several pilots side by side."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from werkzaam.cli.exits import OK, UsageProblem
from werkzaam.cli.place import refuse_occupied, writing
from werkzaam.cli.telling import say, say_json

if TYPE_CHECKING:
    from werkzaam.core.report.synthesis import Question

MARK = "synthesis.json"
"""The file by which an earlier synthesis is known."""


def synthesise(options: argparse.Namespace) -> int:
    """Lay editions of several pilots side by side and pool what they asked alike."""
    from werkzaam.core.report.synthesis import Spec, ask, read_spec
    from werkzaam.core.report.synthesis.pilot import read_pilots
    from werkzaam.core.report.synthesis.write import write_synthesis

    if len(options.editions) < 2:
        raise UsageProblem("Name two editions at least: one pilot has nothing beside it.")
    refuse_occupied(options.out, mark=MARK)
    pilots = read_pilots(options.editions)
    known = frozenset(one.key for one in pilots)
    spec = read_spec(options.with_, known) if options.with_ else Spec()
    questions = ask(pilots, spec)
    with writing(options.out):
        files = write_synthesis(pilots, questions, spec, options.out, on=options.on, draft=options.draft)
    if options.json:
        say_json(
            {"ok": True, "synthesis": str(options.out), "questions": _records(questions), "files": files}
        )
    else:
        for one in questions:
            say(_line(one))
        say(f"Synthesis: {options.out}\nPage:      {options.out / 'report.html'}")
    return OK


def _line(one: Question) -> str:
    out = [f"{each.pilot} ({each.out})" for each in one.members if each.out]
    left = f"; left out: {', '.join(out)}" if out else ""
    if one.pooled is None:
        return f"{one.key}: fewer than two pilots to pool{left}"
    ends = one.pooled.hartung_knapp
    return (
        f"{one.key}: {ends.value:,.2f} ({one.pooled.level:.0%} from {ends.low:,.2f} to {ends.high:,.2f}), "
        f"{len(one.pooled.studies)} pilots, I2 {one.pooled.heterogeneity.i2.value:.0%}{left}"
    )


def _records(questions: tuple[Question, ...]) -> list[dict[str, object]]:
    return [
        {
            "key": one.key,
            "scale": one.scale,
            "pilots": [each.pilot for each in one.members if not each.out],
            "left_out": {each.pilot: each.out for each in one.members if each.out},
            "value": one.pooled.hartung_knapp.value if one.pooled else None,
            "low": one.pooled.hartung_knapp.low if one.pooled else None,
            "high": one.pooled.hartung_knapp.high if one.pooled else None,
        }
        for one in questions
    ]
