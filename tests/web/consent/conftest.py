from datetime import date

import pytest


@pytest.fixture
def purposes(cast, at):
    """Research (a choice) and guidance (a public task)."""
    from werkzaam.web.consent import actions

    system = {"by": "system", "at": at}
    actions.define_purpose(
        **system,
        code="research",
        text_nl="Onderzoek",
        text_en="Research",
        ground="scientific-research",
        months=120,
    )
    actions.define_purpose(
        **system, code="guidance", text_nl="Begeleiding", text_en="Guidance", ground="public-task", months=24
    )


@pytest.fixture
def given(cast, at, purposes):
    """Amina and Els said yes to research on 1 March."""
    from werkzaam.web.consent import actions

    on = date(2026, 3, 1)
    actions.grant(by=cast.access("bram"), at=at, person_id=cast.amina.pk, purpose="research", on=on)
    actions.grant(by=cast.access("ilse"), at=at, person_id=cast.els.pk, purpose="research", on=on)
