"""A real browser against a real server: nothing outside this machine, no error in the console, no axe violation."""

from __future__ import annotations

import os
import runpy
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules/axe-core/axe.min.js"
OBJECTS = Path(__file__).parent / "objects"
FLAGS = ["--no-sandbox", "--disable-background-networking"]
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],  # the full tree of what passed would take most of the time
    "preload": False,  # only for the rule on sound that plays by itself: no page has sound
}


def chromium() -> str | None:
    """The browser to drive: named in the environment, else the system's, else (None) Playwright's own."""
    found = (shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))
    return os.environ.get("WERKZAAM_CHROMIUM") or next(filter(None, found), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    from playwright.sync_api import Error, sync_playwright

    # Playwright's loop runs in this thread; the tests' own reads of the database are still ordinary ones.
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        try:
            opened = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        except Error as error:
            pytest.skip(f"NO BROWSER: Chromium does not start here ({error.message.splitlines()[0]})")
        yield opened
        opened.close()


@pytest.fixture(autouse=True)
def _own_folders(settings: Any, tmp_path: Path) -> None:
    settings.PANELS = tmp_path / "panels"
    settings.EDITIONS = tmp_path / "editions"


@pytest.fixture(autouse=True, scope="session")
def _one_at_a_time() -> Iterator[None]:
    """A database in memory has one connection, which all threads of the live server share: requests take turns."""
    from django.core.handlers.wsgi import WSGIHandler

    turn, respond = threading.RLock(), WSGIHandler.__call__

    def in_turn(handler: WSGIHandler, environ: Any, start: Any) -> Any:
        with turn:
            return respond(handler, environ, start)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WSGIHandler, "__call__", in_turn)
        yield


class Visitor:
    """One browser window; everything that goes wrong in it is kept in `faults`."""

    def __init__(self, browser: Any, address: str, language: str = "nl", width: int = 1280) -> None:
        self.address, self.faults = address, list[str]()
        self.context = browser.new_context(viewport={"width": width, "height": 800}, reduced_motion="reduce")
        self.context.add_init_script(path=AXE)
        self.context.route(lambda url: not url.startswith((address, "data:")), self._outside)
        self.page = self.context.new_page()
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.faults.append(f"{self.page.url}: {error}"))
        self.speak(language)

    def _outside(self, route: Any) -> None:
        self.faults.append(f"{self.page.url}: asked for {route.request.url}, outside this server")
        route.abort()

    def _heard(self, message: Any) -> None:
        # A refused page is a page too: only its status is told on the console.
        if message.type == "error" and "status of 4" not in message.text:
            self.faults.append(f"{self.page.url}: {message.text}")

    def speak(self, language: str) -> None:
        self.context.add_cookies([{"name": "django_language", "value": language, "url": self.address}])

    def wear(self, client: Any) -> None:
        """Take over the session of a signed-in test client."""
        if session := client.cookies.get("sessionid"):
            self.context.add_cookies([{"name": "sessionid", "value": session.value, "url": self.address}])

    def go(self, path: str) -> Any:
        return self.page.goto(self.address + path, wait_until="load")

    def fill(self, **typed: Any) -> None:
        """Fill in the form on the page by the names of its fields: a list ticks boxes, True ticks the one box."""
        for name, value in typed.items():
            field = self.page.locator(f'main [name="{name}"]:not([type=hidden])')
            kind = field.first.evaluate("one => one.type")
            if kind in {"radio", "checkbox"}:
                for each in value if isinstance(value, list) else [value]:
                    box = (
                        field if each is True else self.page.locator(f'main [name="{name}"][value="{each}"]')
                    )
                    box.locator("xpath=..").click()
            elif kind == "select-one":
                field.select_option(value)
            else:
                field.fill(str(value))

    def send(self) -> None:
        """Press the button of the form on the page."""
        self.page.locator("main form button.utrecht-button--primary-action").last.click()

    def follow(self, address: str) -> None:
        """Click the link to this address in the page itself, and wait until it is there."""
        self.page.locator(f'main a[href="{address}"]').first.click()
        self.arrives(address)

    def arrives(self, address: str) -> None:
        from playwright.sync_api import expect

        expect(self.page).to_have_url(self.address + address)
        self.page.wait_for_load_state("load")

    def calm(self) -> list[str]:
        """`axe` on a desk and on a phone."""
        found = list[str]()
        for width in (1280, 360):
            self.resize(width)
            found += self.axe()
        return found

    def resize(self, width: int) -> None:
        self.page.set_viewport_size({"width": width, "height": 800})

    def axe(self) -> list[str]:
        """Violations on the page as it stands, one line each; also what does not fit its width."""
        self.page.wait_for_load_state("load")  # also behind a button: without its style it is another page
        found = self.page.evaluate("rules => axe.run(document, rules)", RULES)["violations"]
        lines = [
            f"{self.where}: {v['id']}: {v['help']}: {n['html'][:160]}" for v in found for n in v["nodes"]
        ]
        return lines + self.fits()

    def fits(self) -> list[str]:
        """One line if the page is wider than the window."""
        wide = self.page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")
        return [f"{self.where}: {wide} px wider than the window"] if wide > 0 else []

    @property
    def where(self) -> str:
        return f"{self.page.url} at {self.page.viewport_size['width']} px"


@pytest.fixture
def visitor(browser: Any, live_server: Any) -> Iterator[Callable[..., Visitor]]:
    """Opens windows on the live server; at the end of the test none of them may have met a fault."""
    opened: list[Visitor] = []

    def open_window(**options: Any) -> Visitor:
        opened.append(Visitor(browser, live_server.url, **options))
        return opened[-1]

    yield open_window
    faults = [fault for window in opened for fault in window.faults]
    for window in opened:
        window.context.close()
    assert not faults, "\n".join(faults)


@pytest.fixture
def wearing(visitor: Callable[..., Visitor], sign_in: Any) -> Callable[..., Visitor]:
    """Opens a window in which this persona is signed in."""

    def open_window(name: str, **options: Any) -> Visitor:
        window = visitor(**options)
        window.wear(sign_in(name))
        return window

    return open_window


@pytest.fixture
def made(cast: Any, at: Any) -> Callable[[str], dict[str, dict[str, Any]]]:
    """Makes the things of one topic of guidance through the actions: arguments of pages by name."""
    return lambda topic: runpy.run_path(str(OBJECTS / f"guidance_{topic}.py"))["pages"](cast, at)


@pytest.fixture
def base(cast: Any, at: Any) -> Any:
    """Amina's trajectory, with what others saw of it."""
    return runpy.run_path(str(OBJECTS / "guidance.py"))["trajectory"](cast, at)
