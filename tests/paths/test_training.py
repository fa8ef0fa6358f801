"""Karim calls the roll on a bad network: every tap is kept in the browser, sent later, and saved once."""

from __future__ import annotations

import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(databases=["default", "research"], transaction=True),
]
CUT = ("ERR_INTERNET_DISCONNECTED", "ERR_FAILED")  # what the browser says of a network that is not there


@pytest.fixture
def session(cast: Any, at: Any) -> Any:
    """A session of today with Amina and two others."""
    from werkzaam.web.journey.actions import training_enrol, trajectory
    from werkzaam.web.people import actions as people
    from werkzaam.web.people import queries

    made = runpy.run_path(str(Path(__file__).parent / "objects/guidance_training.py"))
    group, enrolment, today = made["running"](cast, at)
    by = {"by": cast.access("bram"), "at": at}
    for name in ("Bilal", "Chinara"):
        person = people.register_person(
            **by, organisation=cast.esdoorn, given_name=name, family_name="Verzonnen"
        )
        about = {"programme": enrolment.trajectory.programme, "team": cast.north}
        coach = queries.account(cast.access("bram").account)
        one = trajectory.start_trajectory(**by, person=person, coach=coach, started_on=at.date(), **about)
        training_enrol.enrol(**by, group=group, trajectory=one)
    return today


@pytest.fixture
def karim(visitor: Callable[..., Any], sign_in: Any, session: Any) -> Any:
    """Karim on his phone, with the roll before him."""
    window = visitor(width=360, language="en")
    window.wear(sign_in("karim"))
    window.go(reverse("journey:group_roll", args=[session.pk]))
    yield window
    window.faults[:] = [fault for fault in window.faults if not any(word in fault for word in CUT)]


def tap(page: Any, name: str, presence: str) -> None:
    """One tap beside a name."""
    page.get_by_role("group", name=name).locator("label", has_text=presence).click(timeout=5000)


def told(page: Any, words: str) -> None:
    page.locator("[data-roll-count]", has_text=words).wait_for(timeout=10_000)


def kept() -> dict[str, str]:
    from werkzaam.web.journey.models import Attendance

    found = Attendance.objects.select_related("enrolment__trajectory__person")
    return {one.enrolment.trajectory.person.given_name: one.presence for one in found}


def acts(word: str) -> int:
    from werkzaam.sides import GUIDANCE
    from werkzaam.web.ledger.models import Event

    return Event.objects.using(GUIDANCE).filter(act=f"journey.{word}").count()


def test_taps_without_a_network_are_sent_when_it_is_back_and_saved_once(karim: Any) -> None:
    before = acts("call_roll")
    karim.context.set_offline(True)
    tap(karim.page, "Amina", "Present")
    told(karim.page, "1 not yet sent")
    tap(karim.page, "Bilal", "Absent")
    tap(karim.page, "Chinara", "Late")
    told(karim.page, "3 not yet sent")
    assert "Bilal" not in karim.page.evaluate(
        "() => JSON.stringify(localStorage)"
    )  # no name stays in the browser
    assert len(kept()) == 0 or "Bilal" not in kept()
    karim.context.set_offline(False)
    told(karim.page, "Everything is saved")
    assert {name: kept()[name] for name in ("Amina", "Bilal", "Chinara")} == {
        "Amina": "present", "Bilal": "absent", "Chinara": "late",
    }  # fmt: skip
    assert acts("call_roll") == before + 3 and not karim.axe()


def test_a_lost_answer_is_asked_again_and_nothing_is_doubled(karim: Any, session: Any) -> None:
    """The server keeps the tap, but its answer never arrives: sent again, still one attendance."""
    lost = []

    def lose_the_answer(route: Any) -> None:
        if lost:
            route.continue_()
            return
        lost.append(route.fetch().status)
        route.abort()

    karim.page.route("**/marks/", lose_the_answer)
    before = acts("call_roll")
    tap(karim.page, "Bilal", "Present")
    told(karim.page, "1 not yet sent")
    told(karim.page, "Everything is saved")
    assert lost == [200] and kept()["Bilal"] == "present" and acts("call_roll") == before + 1


def test_taps_survive_a_closed_page_and_leave_from_any_page_of_groups(karim: Any) -> None:
    karim.context.set_offline(True)
    tap(karim.page, "Chinara", "Excused")
    told(karim.page, "1 not yet sent")
    karim.page.close()
    karim.context.set_offline(False)
    karim.page = karim.context.new_page()
    with karim.page.expect_response("**/marks/") as answer:
        karim.go(reverse("journey:groups"))
    assert answer.value.status == 200
    karim.page.locator("[data-roll-status]").wait_for(state="hidden")
    assert kept()["Chinara"] == "excused"


def test_whoever_was_signed_out_keeps_the_taps(karim: Any, sign_in: Any) -> None:
    karim.context.clear_cookies(name="sessionid")
    tap(karim.page, "Bilal", "Late")
    told(karim.page, "1 not yet sent")
    expect(karim.page.locator("[data-roll-note]")).to_contain_text("signed out", timeout=10_000)
    karim.wear(sign_in("karim"))
    karim.page.reload()
    told(karim.page, "Everything is saved")
    assert kept()["Bilal"] == "late"


def test_the_roll_works_without_script(browser: Any, live_server: Any, sign_in: Any, session: Any) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    cookie = sign_in("karim").cookies["sessionid"].value
    for name, value in (("sessionid", cookie), ("django_language", "en")):
        context.add_cookies([{"name": name, "value": value, "url": live_server.url}])
    page = context.new_page()
    page.goto(live_server.url + reverse("journey:group_roll", args=[session.pk]))
    tap(page, "Amina", "Late")
    tap(page, "Bilal", "Present")
    page.get_by_role("button", name="Save the roll").click()
    assert "The roll is saved" in page.inner_text("main")
    assert {name: kept()[name] for name in ("Amina", "Bilal")} == {"Amina": "late", "Bilal": "present"}
    context.close()
