"""Those who do the study, at their own pages: Dirk (researcher), Ilse (keys), Nora (telephone and paper)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse

from werkzaam.core.simulate import plan_text

from .browser import Browser, Page
from .truth import CLOSES, OPENS, WAVES, Truth

STUDY = "enschede"
ARMS = {
    "lindeveld": "participants",
    "vlierhoek": "participants",
    "wilgenpoort": "participants",
    "esdoornrade": "controls",
    "meidoornkamp": "controls",
}
Desk = Callable[[str], Browser]
"""A browser in which this persona signed in just now."""


def signed_in(site: Any, pause: Callable[[], None], account: Any) -> Browser:
    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return Browser(site, pause, {name: one.value for name, one in client.cookies.items()})


def set_up(desk: Desk) -> None:
    """The plan with its lock, everyone's key and arm, the days of three waves, and the questionnaire."""
    dirk = desk("dirk")
    new = dirk.open(reverse("study:new"))
    said = {"organisation": "onderzoek", "programme": "enschede", "plan_toml": plan_text()}
    done(dirk.press(new, main_button(new), **said))
    page = dirk.open(reverse("study:lock", args=[STUDY]))
    done(dirk.press(page, main_button(page)))
    _keys(desk("ilse"))
    page = dirk.open(reverse("study:districts", args=[STUDY]))
    done(dirk.press(page, main_button(page), **{f"district-{place}": arm for place, arm in ARMS.items()}))
    for wave in WAVES:
        page = dirk.open(reverse("study:schedule", args=[STUDY, wave]))
        days = {"opens_on": f"{OPENS[wave]}", "closes_on": f"{CLOSES[wave]}"}
        done(dirk.press(page, main_button(page), **days))
    page = dirk.open(reverse("survey:instruments"))
    done(dirk.press(page, main_button(page)))


def _keys(ilse: Browser) -> None:
    page = ilse.open(reverse("consent:keys"))
    page = ilse.press(page, page.form(f"http://testserver{reverse('consent:issue')}"), study=STUDY)
    done(ilse.press(page, main_button(page)))


def open_round(dirk: Browser, wave: str) -> Page:
    """Open, set reminders and a thank-you, and ask everybody; the page of the round."""
    field = reverse("survey:field", args=[STUDY])
    page = dirk.open(field)
    page = dirk.press(
        page, page.form(f"http://testserver{reverse('survey:open_round', args=[STUDY])}"), wave=wave
    )
    done(page)
    links = page.tree.xpath("//section[contains(@class, 'wz-card')]//a[contains(@class, 'utrecht-button')]")
    page = dirk.open(links[-1].get("href"))
    said = {"reminders": "7, 14, 28", "incentive": "10"}
    return done(dirk.press(page, page.button(name="go", value="invite"), **said))


def letters_due(dirk: Browser) -> bytes:
    """The letters that lie ready, as one file; nothing where the outbox shows no button for them."""
    page = dirk.open(reverse("survey:outbox", args=[STUDY]))
    buttons = page.tree.xpath("//form[contains(@action, '/letters/')]//button")
    return dirk.press(page, buttons[0]).body if buttons else b""


def envelopes(ilse: Browser, truth: Truth) -> Callable[[list[str]], dict[str, str]]:
    """The key-holder finds the persons behind the numbers."""
    names = {f"{one.person.given} {one.person.family}": key for key, one in truth.members.items()}

    def whose(numbers: list[str]) -> dict[str, str]:
        page = ilse.open(reverse("consent:envelopes"))
        page = ilse.press(page, main_button(page), study=STUDY, numbers="\n".join(numbers))
        return {number: names[name] for number, name in page.rows(0)}

    return whose


def renew(dirk: Browser, number: int) -> None:
    page = dirk.open(reverse("survey:round", args=[STUDY, number]))
    done(dirk.press(page, page.form(f"http://testserver{reverse('survey:renew', args=[STUDY, number])}")))


def main_button(page: Page) -> Any:
    """The first button of the page's own part."""
    return page.tree.xpath("//main//form//button[not(@name)]")[0]


def done(page: Page) -> Page:
    assert page.status == 200, f"{page.address}: {page.status} {page.words[:600]}"
    return page


def case(nora: Browser, number: str, phone: str, mode: str) -> Page:
    """A case by its number; the telephone that rings is the person's own; then the first of the questions."""
    page = nora.open(reverse("survey:cases"))
    page = done(nora.press(page, main_button(page), case=number))
    if mode == "telephone":
        page = done(nora.press(page, page.form(page.address + "call/")))
        assert page.tree.xpath("//a[starts-with(@href, 'tel:')]/@href") == [f"tel:{phone}"]
    page = done(nora.press(page, page.button(name="mode", value=mode)))
    return done(nora.press(page, page.button(name="go", value="next", type="submit")))
