from datetime import date

import numpy as np
import pytest

from werkzaam.core import simulate
from werkzaam.core.panel import build_panel
from werkzaam.core.report.compose import compose
from werkzaam.core.report.evaluation import evaluate
from werkzaam.core.report.material import Material

ON = date(2021, 6, 1)


@pytest.fixture(scope="session")
def study():
    """The reference study, analysed and judged by the real rooms."""
    plan = simulate.plan(registered_on=date(2019, 11, 1))
    scenario = simulate.enschede(np.random.default_rng(7), date(2019, 11, 18))
    return evaluate(plan, build_panel(plan, *simulate.records(scenario)))


@pytest.fixture(scope="session")
def material(study):
    return Material(study.plan, study.panel, study.findings, study.claims, ON)


@pytest.fixture(scope="session")
def documents(material):
    return {language: compose(material, language, "werkzaam test") for language in ("nl", "en")}


@pytest.fixture(scope="session")
def edition(study, tmp_path_factory):
    return study.write(tmp_path_factory.mktemp("editions") / "enschede", on=ON)
