"""A small plan and panels made of plain records."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from werkzaam.core.panel import Panel, build_panel
from werkzaam.core.plan.model import (
    Arm,
    Design,
    Direction,
    Estimand,
    Method,
    Outcome,
    Plan,
    Role,
    Scale,
    Wave,
    Weighting,
)

REFERENCE = Path(__file__).parents[2] / "reference" / "effect"
Words = Mapping[str, str]


def text(words: str) -> Words:
    return {"nl": words, "en": words}


@pytest.fixture
def plan() -> Plan:
    """Two arms, two waves, one outcome, adjusted with difference in differences beside it; nobody is weighted."""
    return Plan(
        key="pilot",
        title=text("Pilot"),
        design=Design.MATCHED,
        arms=(
            Arm("programme", Role.PROGRAMME, text("Pilot"), planned_contacts_per_week=1.0),
            Arm("control", Role.COMPARISON, text("Control")),
        ),
        waves=(Wave("t0", 0, text("start")), Wave("t1", 12, text("end"))),
        outcomes=(
            Outcome("score", text("Score"), Scale.SCALE, Direction.UP, 0.5, in_sd=False, unit=text("points")),
        ),
        estimands=(Estimand("score-t1", "score", "t1", Method.ANCOVA, Method.DID),),
        weights=Weighting.NONE,
        attrition_weights=False,
    )


Build = Callable[..., Panel]


@pytest.fixture
def build(plan: Plan) -> Build:
    """A panel from (arm, baseline, later) or (arm, baseline, later, cluster) per person; None is unanswered."""

    def panel(rows: list[tuple[Any, ...]], asked: Plan = plan, **covariates: list[float | None]) -> Panel:
        asked = replace(asked, covariates=tuple(covariates))
        persons, values = [], []
        for place, (arm, first, later, *cluster) in enumerate(rows):
            person = f"p{place:04}"
            own = {name: column[place] for name, column in covariates.items()}
            persons.append({"person": person, "arm": arm, "cluster": cluster[0] if cluster else None, **own})
            answers = {"t0": first, "t1": later}
            values += [
                {"person": person, "wave": wave, "outcome": "score", "value": value}
                for wave, value in answers.items()
                if value is not None
            ]
        return build_panel(asked, persons, values)

    return panel


@pytest.fixture(scope="session")
def pilot() -> list[dict[str, float]]:
    """The rows of the reference study."""
    with (REFERENCE / "pilot.csv").open(encoding="utf-8") as file:
        return [{name: float(cell) for name, cell in row.items()} for row in csv.DictReader(file)]
