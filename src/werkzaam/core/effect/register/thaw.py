"""A frozen panel as the analysis reads it."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import numpy as np

from werkzaam.core.effect.register.blocks import Known, Wide
from werkzaam.core.effect.register.moments import RegisterProblem
from werkzaam.core.effect.register.persons import read_persons

SCHEMA = "werkzaam-register/1"
MANIFEST, PERSONS = "panel.json", "persons.arrow"


def thaw_register(folder: Path) -> Wide:
    """Raises RegisterProblem for a folder that is no frozen panel of this version."""
    try:
        told = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if told["schema"] != SCHEMA:
            raise ValueError(told["schema"])
        return Wide(
            periods=tuple(told["periods"]),
            covariates=tuple(told["covariates"]),
            clusters=int(told["clusters"]),
            source=partial(read_persons, folder / PERSONS),
            known=Known(tuple(told["cohorts"]), np.array(told["centre"]), np.array(told["spread"])),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise RegisterProblem(f"{folder.name} is no frozen register.", code="register-folder") from error
