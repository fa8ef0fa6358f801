"""What a newcomer does: start the demo, and walk its whole way in a browser, from the chooser to the publication."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

WAIT = 240  # seconds a server may take to answer, and a task of the desk to end
pytestmark = [pytest.mark.browser, pytest.mark.slow]


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def werkzaam(*words: str) -> list[str]:
    return [sys.executable, "-m", "werkzaam.cli", *words]


@pytest.fixture(scope="module")
def surroundings(tmp_path_factory: Any) -> dict[str, str]:
    """The demo in a folder of its own; databases of this test run are not its databases."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("WERKZAAM_", "DJANGO_"))}
    return kept | {"WERKZAAM_DATA": str(tmp_path_factory.mktemp("demo")), "WERKZAAM_DEMO": "1"}


@pytest.fixture(scope="module")
def made(surroundings: dict[str, str]) -> str:
    """What `werkzaam demo --check` says it made."""
    done = subprocess.run(
        werkzaam("demo", "--check"),
        env=surroundings,
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


@pytest.fixture(scope="module")
def address(made: str, surroundings: dict[str, str]) -> Iterator[str]:
    port = free_port()
    server = subprocess.Popen(werkzaam("demo", "--port", str(port)), env=surroundings, stderr=subprocess.PIPE)
    try:
        yield wait_for(f"http://127.0.0.1:{port}", server)
    finally:
        server.send_signal(signal.SIGTERM)
        server.communicate(timeout=60)


def wait_for(address: str, server: subprocess.Popen[bytes]) -> str:
    until = time.monotonic() + WAIT
    while time.monotonic() < until and server.poll() is None:
        try:
            urlopen(address, timeout=5).close()
        except OSError:
            time.sleep(0.3)
        else:
            return address
    raise AssertionError(f"the demo does not answer (code {server.poll()})")


def test_the_demo_says_what_it_made(made: str, surroundings: dict[str, str]) -> None:
    assert re.search(r"people\.Person +120\n", made) and re.search(r"survey\.Submission +230\n", made)
    assert "insufficient-ground" in made and "indications-of-effect" not in made
    verified = subprocess.run(
        werkzaam("audit", "verify"), env=surroundings, capture_output=True, text=True, timeout=60, check=False
    )
    assert verified.returncode == 0, verified.stdout + verified.stderr


def test_a_second_start_makes_nothing_anew(made: str, surroundings: dict[str, str]) -> None:
    left = Path(surroundings["WERKZAAM_DATA"], "demo.json").read_text()
    again = subprocess.run(
        werkzaam("demo", "--check"), env=surroundings, capture_output=True, text=True, timeout=60, check=True
    )
    assert re.search(r"people\.Person +120\n", again.stdout) and "  edition enschede\n" in again.stdout
    assert "journey: trajectories" not in again.stderr  # nothing is loaded again
    assert Path(surroundings["WERKZAAM_DATA"], "demo.json").read_text() == left
    assert len(json.loads(left)) == 14


class Newcomer:
    """Someone at the chooser."""

    def __init__(self, browser: Any, address: str) -> None:
        self.page, self.address = browser.new_context(locale="nl-NL").new_page(), address

    def become(self, name: str) -> Any:
        self.page.goto(self.address)
        self.page.locator("button, a").filter(has_text=f"Ik ben {name}").click()
        return self.page

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name).first.click()

    def tap(self, label: str) -> None:
        """Touch the first thing in sight that carries this word."""
        things = self.page.locator("main summary, main button, .wz-chips label").filter(has_text=label)
        things.locator("visible=true").first.click()

    def says(self, words: str) -> bool:
        return words in self.page.inner_text("body")


@pytest.fixture
def newcomer(browser: Any, address: str) -> Newcomer:
    return Newcomer(browser, address)


def test_the_whole_way(newcomer: Newcomer) -> None:
    log_a_contact_with_amina(newcomer)
    see_it_as_amina(newcomer)
    stay_out_as_chaima(newcomer)
    answer_as_els(newcomer)
    freeze_run_and_publish_as_dirk(newcomer)
    read_the_page(newcomer)


def log_a_contact_with_amina(newcomer: Newcomer) -> None:
    page = newcomer.become("Bram")
    page.get_by_role("link", name="Amina Voorbeeldsma").first.click()
    newcomer.file = page.url  # type: ignore[attr-defined]
    for label in ("Contact vastleggen", "Telefoon", "45", "Contact bewaren"):
        newcomer.tap(label)
    assert newcomer.says("Contact bewaard")


def see_it_as_amina(newcomer: Newcomer) -> None:
    page = newcomer.become("Amina")
    assert newcomer.says("Telefoon, 45 minuten")
    page.locator("summary", has_text="Meer").click()
    page.get_by_role("link", name="Wie keek").locator("visible=true").first.click()
    assert newcomer.says("Bram")


def stay_out_as_chaima(newcomer: Newcomer) -> None:
    page = newcomer.become("Chaima")
    assert page.goto(newcomer.file).status == 403  # type: ignore[attr-defined]
    assert not newcomer.says("Amina")


def answer_as_els(newcomer: Newcomer) -> None:
    page = newcomer.become("Els")
    newcomer.press("Begin")
    for _ in range(40):  # more pages than any questionnaire has
        if not page.get_by_role("button", name="Volgende").count():
            break
        choice = page.locator("main input[type=radio]")
        if choice.count():
            choice.nth(1).check(force=True)
        elif page.locator("main input[type=number], main input[inputmode]").count():
            page.locator("main input[type=number], main input[inputmode]").first.fill("3")
        newcomer.press("Volgende")
    newcomer.press("Verstuur mijn antwoorden")
    assert newcomer.says("Dank")


def freeze_run_and_publish_as_dirk(newcomer: Newcomer) -> None:
    """A newer answer asks for everything anew; what would give it away beside the first edition is not published."""
    page = newcomer.become("Dirk")
    desk = f"{newcomer.address}/research/desk/enschede/"
    for button in ("Opnieuw bevriezen", "Doe de geregistreerde analyse"):
        step(newcomer, desk, button)
    for room in ("claims/", "joint/"):
        page.goto(desk + room)
        while page.get_by_role("button", name="Het klopt nog").count():
            page.get_by_role("button", name="Het klopt nog").first.click()
            page.goto(desk + room)
    step(newcomer, desk, "Schrijf het rapport opnieuw")
    page.goto(desk + "release/")
    newcomer.press("Vraag een andere onderzoeker om te kijken")
    page = newcomer.become("Vera")
    page.goto(desk + "release/")
    newcomer.press("Ik heb gekeken: het kan naar buiten")
    newcomer.become("Dirk")
    page.goto(desk)
    newcomer.press("Publiceer dit rapport")
    # One answer more than what was published: from the two together a reader could work out what it was.
    page.get_by_text("disclosure-difference").first.wait_for(timeout=WAIT * 1000)
    page.goto(desk)
    assert newcomer.says("231")


def step(newcomer: Newcomer, desk: str, button: str) -> None:
    """Press a button of the desk and wait until the work is done; where it is not offered there is nothing to do."""
    page = newcomer.page
    page.goto(desk)
    if page.get_by_role("button", name=button).count():
        newcomer.press(button)
        page.get_by_text("klaar", exact=False).first.wait_for(timeout=WAIT * 1000)


def read_the_page(newcomer: Newcomer) -> None:
    page = newcomer.page
    page.goto(f"{newcomer.address}/publications/")
    page.get_by_role("link", name="Intensieve begeleiding in de wijk").first.click()
    assert newcomer.says("onvoldoende grond om te concluderen")
    assert newcomer.says("iets anders dan dat de aanpak niet werkt")
