"""A study in the field: Amina in the programme, Els in the control group, both consented."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone


@dataclass
class Field:
    study: Any
    round: Any
    instrument: Any
    amina: str  # pseudonyms
    els: str
    dirk: Any  # access


@pytest.fixture
def study(cast, at):
    from werkzaam.web.study import actions

    plan_toml = (Path(__file__).parents[1] / "study" / "plan.toml").read_text(encoding="utf-8")
    return actions.open_study(
        by=cast.access("dirk"), at=at, organisation="instituut", programme="via-esdoorn", plan_toml=plan_toml
    )


@pytest.fixture
def instrument(cast, at):
    from werkzaam.web.survey import actions, queries

    return actions.add_instrument(by="system", at=at, csv_text=queries.shipped_text("core-battery"))


@pytest.fixture
def field(cast, at, study, instrument) -> Field:
    """The baseline round is open today, and was when `at` was; nobody is invited yet."""
    from werkzaam.web.consent import actions as consent
    from werkzaam.web.study import actions as studies
    from werkzaam.web.survey import actions

    consent.define_purpose(
        by="system",
        at=at,
        code="research",
        text_nl="Onderzoek",
        text_en="Research",
        ground="scientific-research",
        months=120,
    )
    pseudonyms = {}
    for name, recorder in (("amina", "bram"), ("els", "ilse")):
        person = getattr(cast, name)
        consent.grant(
            by=cast.access(recorder), at=at, person_id=person.pk, purpose="research", on=date(2026, 3, 1)
        )
        pseudonyms[name] = consent.issue_pseudonym(
            by=cast.access("ilse"), at=at, study=study.code, person_id=person.pk
        )
    dirk = cast.access("dirk")
    arms = {pseudonyms["amina"]: "programme", pseudonyms["els"]: "control"}
    studies.allocate(by=dirk, at=at, study=study, arms=arms)
    last = timezone.localdate() + timedelta(days=30)
    studies.schedule_wave(by=dirk, at=at, study=study, wave="t0", opens_on=date(2026, 3, 1), closes_on=last)
    found = actions.open_round(by=dirk, at=at, study=study, wave="t0", instrument=instrument)
    return Field(study, found, instrument, pseudonyms["amina"], pseudonyms["els"], dirk)


@pytest.fixture
def tokens(field, at):
    """The tokens of Amina and Els, by pseudonym."""
    from werkzaam.web.survey import actions

    return actions.invite(by=field.dirk, at=at, round=field.round, pseudonyms=[field.amina, field.els])


@pytest.fixture(autouse=True)
def _no_memory():
    """The brake on guessing remembers addresses: every test begins anew."""
    from django.core.cache import cache

    cache.clear()
