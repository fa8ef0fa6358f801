"""Who withdraws, comes back, or wants no more messages, each by the pages that are there for it."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils import timezone

from werkzaam.web.consent import actions as consent
from werkzaam.web.people import queries as people

from . import office
from .run import Run


def leave(run: Run, on: date) -> None:
    """Who withdraws, or says yes again: participants by their own page; for the control group the key-holder."""
    run.clock.set(on, 8)
    for key, gone in run.truth.withdrew.items():
        if gone == on and not run.truth.halts(key, "withdraws"):
            withdraw(run, key)
    for key, back in run.truth.returned.items():
        if back == on:
            _decide(run, key, "give")


def withdraw(run: Run, key: str) -> None:
    if key in run.accounts:
        _decide(run, key, "withdraw")
        return
    ilse = people.access(run.accounts["ilse"].pk, on=timezone.localdate())
    consent.withdraw(by=ilse, at=run.clock.now, person_id=run.persons[key].pk, purpose="research")


def _decide(run: Run, key: str, what: str) -> None:
    own = run.desk(key)
    page = own.open(reverse("consent:own"))
    where = reverse(f"consent:{what}", args=["research"])
    office.done(own.press(page, page.form(f"http://testserver{where}")))


def opt_out(run: Run) -> None:
    """By the button of the mail program, or by the page behind the link."""
    for number, key in enumerate(run.truth.opted_out):
        stop, browser = run.post.boxes[key][-1].stop, run.device()
        if number % 2 == 0 and stop:
            browser.send(stop, b"List-Unsubscribe=One-Click")
            continue
        page = browser.open(stop or run.post.newest(key) + "stop/")
        office.done(browser.press(page, office.main_button(page)))
