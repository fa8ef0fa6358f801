"""Els (control group) answers the whole questionnaire on a phone of 360 px, without JavaScript."""

import os
import runpy
import time
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


ARABIC = [
    "أخرج وأرى كثيرًا",
    "لا",
    "٤",
    "نعم",
    2,
    3,
    4,
    2,
    3,
    1,
    4,
    5,
    "نعم",
    "وقت",
    3,
    "٧",
    "دروس اللغة 🙂",
]


def test_els_answers_the_whole_battery_in_arabic_without_javascript(
    link: str, phone: Any, visitor: Any
) -> None:
    """Right to left at 360 px; a yes to question 13 brings one more, with several choices and a constraint."""
    from werkzaam.web.survey.models import Submission

    phone.goto(link)
    phone.get_by_role("button", name="العربية").click()
    assert phone.locator("html").get_attribute("dir") == "rtl"
    assert phone.inner_text("h1") == "كيف حالك؟"
    shoot(phone, "start")
    phone.get_by_role("button", name="ابدأ").click()
    looks = visitor(width=360, language="ar")
    for number, said in enumerate(ARABIC, start=1):
        total = 17 if number > 13 else 16
        assert f"السؤال {number} من {total}" in phone.inner_text("main")
        assert phone.evaluate("document.documentElement.scrollWidth") <= 360
        if number in (1, 3, 14, 17):
            shoot(phone, f"{number}")
            looks.go(phone.url.removeprefix(looks.address))
            assert not looks.axe()
        if number == 14:
            several_in_arabic(phone)
        else:
            answer_in_arabic(phone, said)
    shoot(phone, "check")
    looks.go(phone.url.removeprefix(looks.address))
    assert not looks.axe()
    assert "دروس اللغة 🙂" in phone.inner_text("main")
    phone.get_by_role("button", name="أرسل إجاباتي").click()
    assert phone.inner_text("h1") == "شكرًا لك!"
    shoot(phone, "thanks")
    sent = Submission.objects.get()
    assert sent.answers["treated-where"] == "work street"
    assert [sent.answers[key] for key in ("job-search", "life", "helped")] == [4, 7, "دروس اللغة 🙂"]
    assert (len(sent.answers), sent.invitation.language) == (17, "ar")


def answer_in_arabic(page: Any, said: Any) -> None:
    """Words, or the number of the choice."""
    field = page.locator("#field")
    if field.count():
        field.fill(said)
    elif isinstance(said, int):
        page.locator("label.wz-choice").nth(said - 1).click()
    else:
        page.locator("label.wz-choice", has_text=said).first.click()
    page.get_by_role("button", name="التالي").click()


def several_in_arabic(page: Any) -> None:
    """First what cannot go together: the questionnaire's own words say so, and the ticks stay."""
    boxes = page.locator("input[type=checkbox]")
    values = [box.get_attribute("value") for box in boxes.all()]
    for value in ("work", "unsaid"):
        page.locator("label.wz-choice").nth(values.index(value)).click()
    page.get_by_role("button", name="التالي").click()
    assert "لا يمكن اختيار" in page.inner_text("#error")
    assert page.locator("input:checked").count() == 2
    shoot(page, "14-wrong")
    for value in ("unsaid", "street"):
        page.locator("label.wz-choice").nth(values.index(value)).click()
    page.get_by_role("button", name="التالي").click()


def shoot(page: Any, name: str) -> None:
    """A picture to look at, where WERKZAAM_PICTURES names a folder."""
    if folder := os.environ.get("WERKZAAM_PICTURES"):
        page.screenshot(path=f"{folder}/arabic-{name}.png", full_page=True)


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


@pytest.fixture
def scripted(browser: Any) -> Any:
    """A phone whose browser runs scripts, and that can lose its network."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="nl-NL")
    yield context.new_page()
    context.close()


def take_along(page: Any) -> None:
    """Ask for the questionnaire without network, and wait until the device has it."""
    page.locator("#take").click()
    page.locator("#leave").wait_for(timeout=20_000)
    page.reload()


def test_els_answers_the_whole_battery_in_arabic_without_network(link: str, scripted: Any) -> None:
    """The page is reloaded on the way, a question asked only since then is led to, and nothing counts twice."""
    from werkzaam.web.survey import queries
    from werkzaam.web.survey.models import DraftAnswer, Submission

    page, token = scripted, link.rstrip("/").rsplit("/", 1)[1]
    page.goto(link)
    page.get_by_role("button", name="العربية").click()
    take_along(page)
    page.context.set_offline(True)
    page.locator("main button[value=next]").click()
    said = [one for number, one in enumerate(ARABIC, start=1) if number != 14]  # question 14 is not asked yet
    for number, one in enumerate(said, start=1):
        page.wait_for_url(f"**/{number}/")
        assert page.locator("html").get_attribute("dir") == "rtl"
        if number == 4:
            page.goto(f"{link}3/")
            assert page.input_value("#field") == "٤"
            shoot(page, "offline-3")
            page.goto(f"{link}4/")
        answer_in_arabic(page, one)
    page.wait_for_url("**/offline/")
    shoot(page, "offline-end")
    assert not DraftAnswer.objects.exists()
    page.context.set_offline(False)
    page.locator("#again").click()
    page.wait_for_url("**/14/")
    several_in_arabic(page)
    page.goto(f"{link}check/")
    kept = queries.drafts(queries.invitation(token))
    assert (len(kept), kept["job-search"], kept["treated-where"], kept["life"]) == (17, 4, "work street", 7)
    page.get_by_role("button", name="أرسل إجاباتي").click()
    assert page.inner_text("h1") == "شكرًا لك!"
    sent = Submission.objects.get()
    assert (len(sent.answers), sent.source) == (17, "offline")
    page.wait_for_function("navigator.serviceWorker.getRegistrations().then(all => !all.length)")


def test_what_is_typed_is_kept_before_the_next_page(link: str, scripted: Any) -> None:
    from werkzaam.web.survey import queries

    page, token = scripted, link.rstrip("/").rsplit("/", 1)[1]
    page.goto(f"{link}16/")
    page.locator("#field").fill("De taalles")
    page.get_by_text("Bewaard.", exact=True).wait_for()
    page.locator("#field").fill("De taalles en de buren")
    page.close()
    for _ in range(50):
        if queries.drafts(queries.invitation(token)) == {"helped": "De taalles en de buren"}:
            return
        time.sleep(0.1)
    pytest.fail("what was typed when the page closed is not kept")


def test_els_goes_on_elsewhere_with_a_code(link: str, phone: Any, browser: Any) -> None:
    phone.goto(link)
    phone.get_by_role("button", name="Begin").click()
    answer(phone, "Ik kom buiten")
    phone.get_by_text("Later verder, of op een ander apparaat").click()
    phone.get_by_role("link", name="Uw link en een code").click()
    phone.get_by_role("button", name="Maak een code").click()
    code = phone.inner_text(".wz-code")
    shoot(phone, "code")
    other = browser.new_context(viewport={"width": 1280, "height": 800}, locale="nl-NL")
    laptop = other.new_page()
    laptop.goto(link.rstrip("/").rsplit("/", 1)[0] + "/code/")
    laptop.fill("#code", code)
    laptop.get_by_role("button", name="Ga verder").click()
    assert link not in laptop.url
    laptop.get_by_role("button", name="Ga verder").click()
    assert "Vraag 2 van 16" in laptop.inner_text("main")
    other.close()


def test_a_helper_does_not_see_what_is_for_els_alone(link: str, phone: Any) -> None:
    from werkzaam.web.survey.models import Submission

    phone.goto(link)
    phone.get_by_text("Helpt iemand u?").click()
    phone.select_option("#helper", "interpreter")
    phone.select_option("#tongue", "ti")
    phone.get_by_role("button", name="Begin").click()
    seen = set()
    while "/alone/" not in phone.url:
        seen.add(phone.inner_text("main h1"))
        phone.locator("main button[value=next]").click()
    shoot(phone, "alone")
    phone.get_by_role("button", name="Ik heb het apparaat nu alleen").click()
    assert phone.inner_text("main h1") not in seen
    answer(phone, "Nee")
    answer(phone, "Gaat wel")
    while "/check/" not in phone.url:
        phone.locator("main button[value=next]").click()
    assert "Gaat wel" not in phone.inner_text("main")
    phone.get_by_role("button", name="Verstuur mijn antwoorden").click()
    sent = Submission.objects.get()
    assert (sent.mode, sent.helper_language, sent.answers) == (
        "helped",
        "ti",
        {"treated-worse": 0.0, "health": 3.0},
    )
