"""Amina's way in a real browser: her phone, in Arabic. Her plan, a proposal, an offer, who looked, her data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils.translation import gettext, override

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(databases=["default", "research"], transaction=True),
]
GOAL = "أريد أن أعمل في مشغل خياطة (2026)"
ASKED = "لا أعرف هذا الاسم"


@pytest.fixture
def amina(wearing: Any, made: Any) -> Any:
    """Amina on her phone, with a proposal for her plan, an offer, and a look at her file."""
    for topic in ("plan", "offer", "own"):
        made(topic)
    return wearing("amina", width=360, language="ar")


def ar(message: str, **values: str) -> str:
    """What stands on the page in Arabic."""
    with override("ar"):
        return gettext(message) % values


def right(amina: Any) -> None:
    """The page as it stands: Arabic from right to left, nothing that axe would refuse, nothing too wide."""
    root = amina.page.locator("html")
    assert (root.get_attribute("lang"), root.get_attribute("dir")) == ("ar", "rtl")
    assert amina.axe() == []


def opened(amina: Any, link: str) -> None:
    amina.page.get_by_role("main").get_by_role("link", name=link).first.click()
    amina.page.wait_for_load_state("load")
    right(amina)


def pressed(amina: Any, button: str) -> None:
    amina.page.get_by_role("main").get_by_role("button", name=button).first.click()
    amina.page.wait_for_load_state("load")
    right(amina)


def test_her_plan_is_hers_in_arabic(amina: Any, cast: Any) -> None:
    amina.go(reverse("journey:own"))
    right(amina)
    opened(amina, ar("Add a goal"))
    amina.page.get_by_label(ar("What do you want?")).fill(GOAL)
    pressed(amina, ar("Save"))
    amina.go(reverse("journey:own"))
    opened(amina, GOAL)
    assert amina.page.get_by_role("heading", level=1).inner_text() == GOAL
    amina.go(reverse("journey:own"))
    opened(amina, ar("A new step"))
    pressed(amina, ar("Yes, put it in my plan"))
    assert "Een keer meelopen bij een kleermaker" in amina.page.inner_text("main")


def test_she_answers_an_offer(amina: Any) -> None:
    from werkzaam.web.journey.models import OfferProposal

    amina.go(reverse("journey:own_offers"))
    right(amina)
    opened(amina, ar("Read and answer"))
    amina.page.get_by_label(ar("Yes, I want this")).check(force=True)
    pressed(amina, ar("Send my answer"))
    assert OfferProposal.objects.get().status != "proposed"


def test_she_sees_who_looked_and_asks_why(amina: Any, cast: Any, at: Any) -> None:
    from werkzaam.sides import GUIDANCE
    from werkzaam.web.ledger import actions as ledger
    from werkzaam.web.people.models import Objection

    looker = cast.access("lotte").account
    ledger.looked(by=looker, at=at, side=GUIDANCE, act="journey.see_plan", subjects=[cast.amina.pk])
    amina.go(reverse("people:who_looked"))
    right(amina)
    opened(amina, ar("Ask why"))
    amina.page.get_by_label(ar("Do you want to say something about it?")).fill(ASKED)
    pressed(amina, ar("Ask why"))
    assert Objection.objects.filter(person=cast.amina, words=ASKED, answered_at=None).exists()


def test_she_takes_her_data_and_stops_the_research(amina: Any) -> None:
    amina.go(reverse("journey:own_data"))
    right(amina)
    for ending, link in (("pdf", "To read (PDF)"), ("json", "For a computer (JSON)")):
        with amina.page.expect_download() as started:
            amina.page.get_by_role("link", name=ar(link)).click()
        body = Path(started.value.path()).read_bytes()
        assert body.startswith(b"%PDF") if ending == "pdf" else json.loads(body)["people.person"]
    opened(amina, ar("Choose what I share"))
    pressed(amina, ar("Stop"))
    assert ar("Say yes again") in amina.page.inner_text("main")
