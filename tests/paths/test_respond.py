"""Els (control group) answers the whole questionnaire on a phone of 360 px, without JavaScript."""

import runpy
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(databases=["default", "research"], transaction=True),
]
ANSWERS = [
    "Ik kom buiten",
    "Nee",
    "4",
    "Ja",
    "Met losse woorden",
    "Klopt best wel",
    "Klopt helemaal",
    "Klopt niet",
    "Klopt best wel",
    "Klopt niet",
    "Klopt helemaal",
    "Heel tevreden",
    "Nee",
    "Gaat wel",
    "7",
    "De taalles 🙂",
]


@pytest.fixture
def link(cast: Any, at: Any, live_server: Any, settings: Any) -> str:
    """The link as it stands in the letter."""
    from werkzaam.web.survey import letters

    settings.RESPOND_URL = f"{live_server.url}/r/"
    made = runpy.run_path(str(Path(__file__).parent / "objects/survey.py"))["pages"](cast, at)
    return letters.link(made["respond:start"]["token"])


@pytest.fixture
def phone(browser: Any) -> Any:
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, java_script_enabled=False, locale="nl-NL"
    )
    yield context.new_page()
    context.close()


def answer(page: Any, said: str) -> None:
    field = page.locator("#field")
    if field.count():
        field.fill(said)
    else:
        page.locator("label.wz-choice", has_text=said).first.click()
    page.get_by_role("button", name="Volgende").click()


def test_els_answers_everything_without_javascript(link: str, phone: Any) -> None:
    from werkzaam.web.survey.models import Submission

    phone.goto(link)
    assert "veranderen niets aan uw uitkering" in phone.inner_text("main")
    phone.get_by_role("button", name="Begin").click()
    for number, said in enumerate(ANSWERS, start=1):
        assert f"Vraag {number} van 16" in phone.inner_text("main")
        answer(phone, said)
    assert "De taalles 🙂" in phone.inner_text("main")
    phone.get_by_text("Iemand hielp mij.").click()
    phone.select_option("#helper", "ti")
    phone.get_by_role("button", name="Verstuur mijn antwoorden").click()
    assert phone.inner_text("h1") == "Dank u wel!"
    phone.goto(link)
    assert phone.inner_text("h1") == "Dank u wel!"
    sent = Submission.objects.get()
    assert list(sent.answers.values()) == [2, 0, 4, 1, 2, 3, 4, 1, 3, 1, 4, 5, 0, 3, 7, "De taalles 🙂"]
    assert (sent.mode, sent.helper_language) == ("helped", "ti")


def test_els_stops_changes_language_and_goes_on_elsewhere(link: str, phone: Any, browser: Any) -> None:
    phone.goto(link)
    phone.get_by_role("button", name="Begin").click()
    answer(phone, "Ik kom buiten")
    answer(phone, "Nee")
    phone.locator("#field").fill("vier")
    phone.locator("#field").press(
        "Enter"
    )  # as the phone's own "go" key: the next question, not another language
    assert "Vul een getal in" in phone.inner_text("main")
    assert phone.input_value("#field") == "vier"
    phone.locator("#field").fill("4")
    phone.get_by_role("button", name="English").click()
    assert phone.input_value("#field") == "4"
    assert "Question 3 of 16" in phone.inner_text("main")
    other = browser.new_context(viewport={"width": 1280, "height": 800}, java_script_enabled=False)
    laptop = other.new_page()
    laptop.goto(link)
    laptop.get_by_role("button", name="Go on").click()
    assert "Question 4 of 16" in laptop.inner_text("main")
    other.close()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_page_of_the_door_is_accessible(link: str, visitor: Any, language: str) -> None:
    """The pages that only appear on the way: a wrong answer, thanks, a link that does not work."""
    window = visitor(width=360)
    start = link.removeprefix(window.address)
    found = []

    def look() -> None:
        for width in (360, 1280):
            window.resize(width)
            found.extend(window.axe())

    window.go(start)
    window.page.click(f"button[value={language}]")
    look()
    for number in range(1, 17):
        window.go(f"{start}{number}/")
        look()
    window.go(f"{start}15/")
    window.page.fill("#field", "99")
    window.page.click("main button[value=next]")
    window.page.wait_for_selector("#error")
    look()
    window.page.fill("#field", "9")
    window.page.click("main button[value=next]")
    window.page.click("main button[value=next]")
    look()
    window.page.click("button[value=send]")
    with translation.override(language):
        assert window.page.inner_text("h1") == translation.gettext("Thank you!")
    look()
    window.go("/r/guess/")
    look()
    window.go("/r/")
    look()
    assert not found, "\n".join(found)
