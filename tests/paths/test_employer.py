"""Gert's way in a real browser at 360 px: no account, a link by e-mail, a signature, and how it goes in two minutes."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(databases=["default", "research"], transaction=True),
]
PRACTICE = Path(__file__).parent / "objects/guidance_practice.py"


@pytest.fixture
def made(cast: Any, at: Any, base: Any) -> dict[str, Any]:
    return runpy.run_path(str(PRACTICE))["practice"](cast, at, base)  # type: ignore[no-any-return]


@pytest.fixture
def gert(visitor: Any) -> Any:
    """Gert on his phone, signed in nowhere."""
    return visitor(width=360, language="en")


def link(at: Any, **what: Any) -> str:
    """The path of a fresh link."""
    from django.utils import timezone

    from werkzaam.web.journey.actions import agreement_link

    (token,) = agreement_link.send_links(at=timezone.now(), **what)
    return reverse("journey:agreement_link", args=[token])


def test_an_employer_signs_and_tells_how_it_goes_without_an_account(gert: Any, made: Any, at: Any) -> None:
    asked = made["signature"].agreement.signatures.get(party="employer")
    path = link(at, signatures=[asked])
    gert.go(path)
    assert "Gert helpt haar." in gert.page.inner_text("main") and gert.axe() == []
    gert.page.get_by_label("Your name").fill("Gert Verzonnen")
    gert.page.get_by_label("I have read the agreement and I agree.").check()
    gert.page.get_by_role("button", name="Sign", exact=True).click()
    gert.page.get_by_role("heading", name="Thank you").wait_for()
    asked.refresh_from_db()
    assert asked.name == "Gert Verzonnen" and asked.sha256 == asked.agreement.sha256
    tells(gert, made, at)
    gert.go(path)  # the link again: thanks, and no name of anyone
    assert "Amina" not in gert.page.inner_text("main")


def tells(gert: Any, made: Any, at: Any) -> None:
    """One tap, one line, send."""
    gert.go(link(at, check_ins=[made["check_in"]]))
    assert gert.axe() == []
    gert.page.locator(".wz-chips label").filter(has_text="It goes well").click()
    gert.page.get_by_label("What goes well?").fill("Ze is er altijd op tijd")
    gert.page.get_by_role("button", name="Send").dblclick()
    gert.page.get_by_role("heading", name="Thank you").wait_for()
    made["check_in"].refresh_from_db()
    assert (made["check_in"].going, made["check_in"].party) == ("well", "employer")


def test_a_lost_link_is_asked_for_again(gert: Any, made: Any) -> None:
    gert.go(reverse("journey:agreement_link", args=["half-a-link"]))
    assert gert.axe() == []
    gert.page.get_by_role("link", name="Ask for a new link").click()
    gert.page.get_by_label("Your e-mail address").fill("gert@example.org")
    gert.page.get_by_role("button", name="Send").click()
    assert "If we know this address" in gert.page.inner_text("main") and gert.axe() == []
