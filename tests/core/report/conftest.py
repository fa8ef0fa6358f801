from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from werkzaam.core import simulate
from werkzaam.core.effect.result import (
    Alternative,
    Bounds,
    Completeness,
    Credibility,
    DoseResponse,
    EValue,
    Fidelity,
    Honest,
    Interval,
    LeftOut,
    Moderation,
    Movement,
    Reliable,
    Tipping,
    Trend,
    Weighed,
)
from werkzaam.core.panel import build_panel
from werkzaam.core.plan.model import Deviation, Moderator
from werkzaam.core.report.compose import compose
from werkzaam.core.report.disclosure.guard import guarded
from werkzaam.core.report.evaluation import evaluate
from werkzaam.core.report.material import Material

ON = date(2021, 6, 1)
NAN = float("nan")
ARMS = ("participants", "controls")


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
def published(material):
    """The documents as they leave the house: without what may not be told."""
    shown, _ = guarded(material)
    return {language: compose(shown, language, "werkzaam test") for language in ("nl", "en")}


@pytest.fixture(scope="session")
def edition(study, tmp_path_factory):
    return study.write(tmp_path_factory.mktemp("editions") / "enschede", on=ON)


@pytest.fixture(scope="session")
def full(study):
    """The same study with everything that can be found, also what this one lacks; numbers made up here."""
    findings = study.findings
    made = replace(
        findings,
        developments=tuple(_moved(one) for one in findings.developments),
        estimates=(*map(_more, findings.estimates), _earlier(findings.estimates[0])),
        completeness=tuple(
            Completeness(arm, f"t{n}", 60, 48 - 5 * n, 40 - 6 * n) for arm in ARMS for n in (0, 1, 2)
        ),
        weighed=(_weighed(),),
        credibility=(_credibility("rung-t2"),),
        moderations=(MODERATION,),
        fidelity=tuple(Fidelity(str(n), 15, 0.75, 0.15 * n, 0.2 * n) for n in (1, 2, 3, 4)),
        dose_response=(DoseResponse("rung", "t2", 34, Interval(0.8, -0.4, 2.0), 0.21),),
    )
    plan = replace(
        study.plan,
        deviations=(
            Deviation(
                "lockdown", {"nl": "Eerste lockdown", "en": "First lockdown"}, date(2020, 3, 16), 17, 28
            ),
            Deviation("coach-left", {"nl": "Een coach vertrok", "en": "A coach left"}, date(2020, 6, 1), 28),
            Deviation("law", {"nl": "Nieuwe regels", "en": "New rules"}, date(2020, 1, 1)),
        ),
        moderators=(Moderator("dutch", "rung", "t2"),),
    )
    return Material(plan, study.panel, made, study.claims, ON)


MODERATION = Moderation(
    "rung-t2-dutch",
    "dutch",
    "rung",
    "t2",
    Interval(-0.32, -0.82, 0.19),
    Interval(-0.04, -0.21, 0.14),
    9.0,
    0.2,
    0.2,
)


def _moved(one):
    if one.change is None or one.outcome not in ("rung", "self-efficacy"):
        return one
    if one.outcome == "rung":
        return replace(one, movement=Movement((1.0, 2.0, 3.0), ((3, 5, 0), (1, 5, 4), (0, 1, 6))))
    share = Interval(0.2, 0.1, 0.4)
    return replace(one, reliable=Reliable(2.52, 6, 25, 3, share, share))


def _more(one):
    ratios = {"odds-ratio": Interval(1.4, 0.7, 2.9), "superiority": Interval(0.55, 0.42, 0.67)}
    return replace(one, weights="entropy", ratios=ratios if one.outcome == "rung" else {})


def _earlier(one):
    return replace(one, key="rung-t1", estimand="rung-t1", wave="t1", points=Interval(0.41, -0.1, 0.92))


def _weighed():
    return Weighed(
        "rung-t2",
        "entropy",
        dict.fromkeys(ARMS, 30),
        {"participants": 29.5, "controls": 17.4},
        {"participants": 0.04, "controls": 0.14},
        {"participants": (0.6, 0.9, 1.0, 1.1, 1.5), "controls": (0.1, 0.5, 0.7, 1.1, 3.4)},
    )


def _credibility(estimand):
    return Credibility(
        estimand,
        alternatives=(
            Alternative("cr3", Interval(0.22, -0.34, 0.79), 0.39),
            Alternative("permutation", Interval(0.2, NAN, NAN), 0.41),
            Alternative("imputed", Interval(0.27, -0.85, 1.39), 0.4),
            Alternative("weighted-nearest", Interval(-0.05, -0.6, 0.5), 0.8),
        ),
        left_out=tuple(
            LeftOut(str(n), 20 - n, Interval(n / 10, n / 10 - 0.6, n / 10 + 0.6)) for n in (1, 2, 3, 4)
        ),
        tipping=Tipping(
            0.83, 0.7, tuple((n / 5, Interval(0.2 - n / 9, -0.5 - n / 9, 0.9 - n / 9)) for n in range(7))
        ),
        lee=Bounds(-0.24, 0.48, Interval(NAN, -0.63, 0.86), 0.29),
        trend=Trend(0.22, 0.75, 0.3),
        honest=(Honest(0.5, Interval(0.2, -0.6, 1.0)), Honest(1.0, Interval(0.2, -1.2, 1.6))),
        e_value=EValue(1.74, 1.0),
        gamma=1.35,
    )
