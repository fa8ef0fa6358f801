"""Bram's day in a real browser: an intake, and a contact in six taps on a phone, with and without script."""

from __future__ import annotations

import re
import statistics
import time
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(databases=["default", "research"], transaction=True),
]
TAPS, RUNS = 6, 9


@pytest.fixture
def bram(wearing: Any) -> Any:
    """Bram on his phone, signed in."""
    return wearing("bram", width=360)


@pytest.fixture
def made(cast: Any, at: Any) -> dict[str, dict[str, object]]:
    """Amina in the middle of her trajectory."""
    import runpy
    from pathlib import Path

    return runpy.run_path(str(Path(__file__).parent / "objects/guidance.py"))["pages"](cast, at)


def tap(page: Any, *labels: str) -> int:
    """Tap what carries these words, one after the other; how many taps it took."""
    for label in labels:
        page.locator("summary, button, a.utrecht-button, .wz-chips label").filter(has_text=label).locator(
            "visible=true"
        ).first.click()
    return len(labels)


def test_a_contact_is_saved_within_six_taps(bram: Any, made: Any, cast: Any, at: Any, capsys: Any) -> None:
    """Nine times; how long it took is told, not asserted: that depends on the machine."""
    from werkzaam.web.journey.models import Contact
    from werkzaam.web.people import actions as people

    another = people.register_person(
        by=cast.access("bram"), at=at, organisation=cast.esdoorn, given_name="Bilal", family_name="Verzonnen"
    )
    start(bram, another)
    mine = Contact.objects.filter(trajectory=made["journey:trajectory"]["pk"])
    before, seconds = mine.count(), list[float]()
    for _ in range(RUNS):
        bram.go(reverse("journey:today"))
        began = time.perf_counter()
        taps = tap(bram.page, "Contact vastleggen", "Amina Voorbeeldsma", "Telefoon", "15", "Contact bewaren")
        bram.page.wait_for_url("**/trajectories/**")
        seconds.append(time.perf_counter() - began)
        assert taps <= TAPS and "Contact bewaard" in bram.page.inner_text("main")
    assert mine.count() == before + RUNS
    assert mine.filter(channel="telephone", minutes=15).count() >= RUNS
    with capsys.disabled():
        print(f"\nquick contact: {taps} taps, median {statistics.median(seconds):.2f} s over {RUNS} runs")


def test_what_was_typed_survives_leaving_the_page(bram: Any, made: Any) -> None:
    from werkzaam.web.journey.models import Draft

    bram.go(reverse("journey:trajectory", kwargs=made["journey:trajectory"]))
    tap(bram.page, "Contact vastleggen")
    with bram.page.expect_response(f"**{reverse('journey:draft_keep')}"):
        bram.page.get_by_label("Notitie").fill("Halverwege gestoord")
    bram.go(reverse("journey:today"))
    kept = Draft.objects.get()
    bram.go(reverse("journey:quick"))
    bram.page.locator(f'a[href="?draft={kept.pk}"]').click()
    assert bram.page.get_by_label("Notitie").input_value() == "Halverwege gestoord"
    tap(bram.page, "Telefoon", "Contact bewaren")
    bram.page.wait_for_url("**/trajectories/**")
    assert not Draft.objects.exists()


def start(window: Any, person: Any) -> None:
    """Take someone in, on the page that registering leads to."""
    window.go(reverse("journey:start", args=[person.pk]))
    window.page.get_by_label("Wat wil deze persoon het liefst doen?").fill("Weer vrachtwagens rijden")
    window.page.get_by_role("button", name="Traject starten").click()


def test_an_intake_leads_to_the_persons_page(bram: Any, cast: Any, at: Any) -> None:
    from werkzaam.web.journey import actions

    actions.start_programme(
        by="system",
        at=at,
        code="buurtwerkt",
        name="Buurt Werkt",
        organisation=cast.esdoorn,
        starts_on=at.date(),
        norm=[actions.NormStep(0, 1.0)],
        caseload_norm=15,
    )
    bram.go(reverse("journey:today"))
    bram.page.get_by_role("link", name="Start met Amina Voorbeeldsma").click()
    start(bram, cast.amina)
    text = bram.page.inner_text("main")
    assert "Het traject is gestart" in text and "Weer vrachtwagens rijden" in text


def test_a_mistake_keeps_what_was_typed_and_a_double_click_saves_once(bram: Any, made: Any) -> None:
    from werkzaam.web.journey.models import Contact

    before = Contact.objects.count()
    bram.go(reverse("journey:trajectory", kwargs=made["journey:trajectory"]))
    tap(bram.page, "Contact vastleggen")
    bram.page.get_by_label("Notitie").fill("Belt maandag het taalhuis")
    bram.page.locator(".wz-quick form").evaluate("form => form.noValidate = true")
    tap(bram.page, "Contact bewaren")
    assert Contact.objects.count() == before
    assert bram.page.get_by_label("Notitie").input_value() == "Belt maandag het taalhuis"
    tap(bram.page, "Telefoon")
    bram.page.get_by_role("button", name="Contact bewaren").dblclick()
    expect(bram.page).to_have_url(
        re.compile("/trajectories/")
    )  # the second click cancels the first one's way
    assert Contact.objects.count() == before + 1
    assert "Belt maandag het taalhuis" in bram.page.inner_text("main")


def test_it_works_without_script(browser: Any, live_server: Any, made: Any, sign_in: Any) -> None:
    from werkzaam.web.journey.models import Contact

    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    session = sign_in("bram").cookies["sessionid"].value
    for name, value in (("sessionid", session), ("django_language", "nl")):
        context.add_cookies([{"name": name, "value": value, "url": live_server.url}])
    before, page = Contact.objects.count(), context.new_page()
    page.goto(live_server.url + reverse("journey:today"))
    tap(page, "Contact vastleggen", "Telefoon", "45", "Contact bewaren")
    assert Contact.objects.count() == before + 1 and "Contact bewaard" in page.inner_text("main")
    context.close()
