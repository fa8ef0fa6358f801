from datetime import date
from pathlib import Path

import pytest


@pytest.fixture
def study(cast, at):
    from werkzaam.web.study import actions

    plan_toml = (Path(__file__).parents[1] / "study" / "plan.toml").read_text(encoding="utf-8")
    return actions.open_study(
        by=cast.access("dirk"), at=at, organisation="instituut", programme="via-esdoorn", plan_toml=plan_toml
    )


@pytest.fixture
def amina(cast, at, study) -> str:
    """The pseudonym of Amina, who consents to research."""
    from werkzaam.web.consent import actions as consent

    consent.define_purpose(
        by="system",
        at=at,
        code="research",
        text_nl="Onderzoek",
        text_en="Research",
        ground="consent",
        months=120,
    )
    consent.grant(
        by=cast.access("bram"), at=at, person_id=cast.amina.pk, purpose="research", on=date(2026, 3, 1)
    )
    return consent.issue_pseudonym(by=cast.access("ilse"), at=at, study=study.code, person_id=cast.amina.pk)


@pytest.fixture
def add(cast, at, study):
    """Add a source; by default an interview with a job coach."""
    from werkzaam.web.interview import actions

    def source(text="Ik bel elke week. Dat helpt. Soms niet.", **more):
        values = {"kind": "interview", "perspective": "job-coach", "title": "Gesprek", "text": text} | more
        return actions.add_source(by=cast.access("dirk"), at=at, study=study, **values)

    return source


@pytest.fixture
def code(cast, at, study):
    """Add a code to the codebook."""
    from werkzaam.web.interview import actions

    def named(name="bellen", kind="working-element", definition="Vaak bellen."):
        return actions.add_code(
            by=cast.access("dirk"), at=at, study=study, name=name, kind=kind, definition=definition
        )

    return named


@pytest.fixture
def mark(cast, at):
    """Put a code on a passage, as Dirk."""
    from werkzaam.web.interview import actions

    def coded(source, code, start=0, end=10):
        return actions.code_segment(
            by=cast.access("dirk"), at=at, source=source, code=code, start=start, end=end
        )

    return coded


@pytest.fixture
def ria(cast, at):
    """A second researcher at the institute."""
    from werkzaam.web.people import actions as people
    from werkzaam.web.people.rules import RoleKind

    system = {"by": "system", "at": at}
    cast.accounts["ria"] = people.open_account(**system, email="ria@example.org", name="Ria")
    people.give_role(
        **system,
        account=cast.accounts["ria"],
        kind=RoleKind.RESEARCHER,
        organisation=cast.instituut,
        since_on=date(2026, 1, 1),
    )
    return cast.access("ria")


@pytest.fixture
def by(cast, at):
    """Dirk, now."""
    return {"by": cast.access("dirk"), "at": at}
