from datetime import date
from pathlib import Path

import pytest

HERE = Path(__file__).parent
EXPECT = """
[expect]
persons = { programme = 60, control = 60 }
clusters = { programme = 4 }
response = { t1 = 0.6 }
sd = { rung = 1.0 }
share = { paid-work = 0.1 }
"""


@pytest.fixture
def plan_toml() -> str:
    return (HERE / "plan.toml").read_text(encoding="utf-8")


@pytest.fixture
def study(cast, at, plan_toml):
    from werkzaam.web.study import actions

    return actions.open_study(
        by=cast.access("dirk"), at=at, organisation="instituut", programme="via-esdoorn", plan_toml=plan_toml
    )


@pytest.fixture
def expecting(study, cast, at, plan_toml):
    """The same study, with an expectation in its plan."""
    from werkzaam.web.study import actions

    text = plan_toml + EXPECT
    return actions.amend_plan(by=cast.access("dirk"), at=at, study=study, plan_toml=text)


@pytest.fixture
def drawing(study, cast, at, plan_toml):
    """The study as a lottery."""
    from werkzaam.web.study import actions

    text = plan_toml.replace('kind = "matched"', 'kind = "randomised"')
    return actions.amend_plan(by=cast.access("dirk"), at=at, study=study, plan_toml=text)


@pytest.fixture
def people_with_keys(cast, at, study):
    """`(count, district)` more people who consented and have a key; returns their pseudonyms."""
    from werkzaam.web.consent import actions as consent
    from werkzaam.web.people import actions as people

    words = {"text_nl": "Onderzoek", "text_en": "Research", "ground": "consent", "months": 120}
    consent.define_purpose(by="system", at=at, code="research", **words)
    made: dict = {}

    def make(count, district=None):
        if district and district not in made:
            made[district] = people.add_neighbourhood(
                by="system", at=at, organisation=cast.esdoorn, code=district, name=district.title()
            )
        return [one(n, made.get(district)) for n in range(count)]

    def one(number, place):
        person = people.register_person(
            by=cast.access("bram"), at=at, organisation=cast.esdoorn, given_name=f"Niemand{number}",
            family_name="Nergenshuizen", neighbourhood=place,
        )  # fmt: skip
        consent.grant(
            by=cast.access("bram"), at=at, person_id=person.pk, purpose="research", on=date(2026, 3, 2)
        )
        return consent.issue_pseudonym(by=cast.access("ilse"), at=at, study=study.code, person_id=person.pk)

    return make
