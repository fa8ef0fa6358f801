"""How fast a researcher codes: over HTTP, signed in, 200 transcripts × 6,000 words, 5,000 codings, 40 codes.

Figures (issue 7): a transcript painted ≤ 250 ms; passages of a code ≤ 60 ms; add a coding ≤ 25 ms; csv of all codings
≤ 0.6 s; .qdpx ≤ 3 s; element × perspective matrix ≤ 50 ms. Medians of the wall clock on this machine.
Run: python bench/interview.py [--keep FOLDER]. Needs Chromium for the painted figure; without it that line is left out.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import shutil
import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

SOURCES, WORDS, CODES, CODINGS, TURNS = 200, 6_000, 40, 5_000, 21
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
PERSPECTIVES = ("participant", "job-coach", "employer", "municipality", "project-leader")
SPOKEN = "ik bel elke week en dat helpt want iemand luistert dan ook naar wat ik zelf wil leren op het werk"
SOME = tuple(SPOKEN.split(" "))
ROOT = Path(__file__).resolve().parents[1]


def transcript(rng: random.Random) -> str:
    """Turns of about sixty words in sentences of twelve."""
    lines = []
    for turn in range(WORDS // 60):
        told = (" ".join(rng.choices(SOME, k=12)).capitalize() + "." for _ in range(5))
        lines.append(f"{'Interviewer' if turn % 2 else 'Spreker'}: {' '.join(told)}")
    return "\n".join(lines)


def world() -> tuple[Any, Any, list[Any], list[Any]]:
    """A researcher's account, a study, its sources and its codes."""
    from werkzaam.web.interview import actions
    from werkzaam.web.people import actions as people
    from werkzaam.web.people import queries
    from werkzaam.web.people.rules import RoleKind
    from werkzaam.web.study import actions as studies

    system: dict[str, Any] = {"by": "system", "at": AT}
    home = people.found_organisation(**system, code="instituut", name="Instituut Meetlat", kind="institute")
    account = people.open_account(**system, email="dirk@example.org", name="Dirk")
    people.give_role(
        **system, account=account, kind=RoleKind.RESEARCHER, organisation=home, since_on=AT.date()
    )
    by: dict[str, Any] = {"by": queries.access(account.pk, on=AT.date()), "at": AT}
    plan = (ROOT / "tests/web/study/plan.toml").read_text(encoding="utf-8")
    study = studies.open_study(**by, organisation="instituut", programme="via", plan_toml=plan)
    rng = random.Random(7)
    sources = [
        actions.add_source(
            **by, study=study, kind="interview", perspective=PERSPECTIVES[number % 5], title=f"Gesprek {number}",
            text=transcript(rng), asking=["Interviewer"],
        )
        for number in range(SOURCES)
    ]  # fmt: skip
    codes = [
        actions.add_code(**by, study=study, name=f"code {number}", kind="working-element")
        for number in range(CODES)
    ]
    code_all(sources, codes, account, rng)
    return account, study, sources, codes


def code_all(sources: list[Any], codes: list[Any], account: Any, rng: random.Random) -> None:
    from werkzaam.web.interview.models import Coding

    rows = []
    for number in range(CODINGS):
        source = sources[number % len(sources)]
        start, end, _ = rng.choice(source.sentences)
        stance = "against" if number % 20 == 0 else "for"
        rows.append(
            Coding(
                source=source, code=codes[number % CODES], start=start, end=end, stance=stance,
                coder=str(account.pk), coded_at=AT,
            )
        )  # fmt: skip
    Coding.objects.bulk_create(rows, ignore_conflicts=True)


class Browser:
    """A signed-in connection that is kept open."""

    def __init__(self, port: int, account: Any) -> None:
        from django.test import Client

        client = Client()
        client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
        self.session = client.cookies["sessionid"].value
        self.port, self.token = port, "a" * 32
        self.line = http.client.HTTPConnection("127.0.0.1", port)

    def ask(self, path: str, posted: dict[str, Any] | None = None) -> bytes:
        headers = {"Cookie": f"sessionid={self.session}; csrftoken={self.token}; django_language=nl"}
        headers |= {"Connection": "keep-alive"}
        body = None
        if posted is not None:
            headers |= {"X-CSRFToken": self.token, "Accept": "application/json"}
            headers |= {"Content-Type": "application/x-www-form-urlencoded"}
            body = urlencode(posted)
        self.line.request("POST" if body else "GET", path, body, headers)
        answer = self.line.getresponse()
        data = answer.read()
        if answer.status not in (200, 201):
            raise SystemExit(f"{path}: {answer.status}")
        return data


def timed(work: Callable[[int], object], turns: int = TURNS) -> float:
    """Median of the wall clock in ms."""
    taken = []
    for turn in range(turns):
        began = time.perf_counter()
        work(turn)
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken)


def serve() -> Any:
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
    from django.core.wsgi import get_wsgi_application

    class Quiet(WSGIRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_told: Any) -> None:
            pass

    server = ThreadedWSGIServer(("127.0.0.1", 0), Quiet)
    server.set_app(StaticFilesHandler(get_wsgi_application()))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def painted(browser: Browser, paths: list[str]) -> float | None:
    """Median ms from asking for a page until its highlights are set and the frame after is drawn."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    address = f"http://127.0.0.1:{browser.port}"
    with sync_playwright() as play:
        window = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = window.new_page(viewport={"width": 1280, "height": 800})
        page.context.add_cookies([{"name": "sessionid", "value": browser.session, "url": address}])
        page.add_init_script(
            "addEventListener('load', () => requestAnimationFrame("
            "() => setTimeout(() => { window.painted = performance.now(); })))"
        )
        taken = []
        for path in paths:
            page.goto(address + path)
            page.wait_for_function("() => window.painted && document.querySelector('[role=listbox]')")
            taken.append(page.evaluate("() => window.painted"))
        window.close()
    return statistics.median(taken[1:])


def measure(account: Any, study: Any, sources: list[Any], codes: list[Any]) -> None:
    server = serve()
    browser = Browser(server.server_port, account)
    room = f"/research/interviews/{study.code}"
    own = f"/research/interviews/source/{sources[0].pk}"
    spans = sources[0].sentences

    def add(turn: int) -> object:
        start, end, _ = spans[turn * 3]
        told = {"start": start + 1, "end": end, "code": codes[turn % CODES].pk, "stance": "for"}
        return browser.ask(f"{own}/code/", told)

    def opened(turn: int) -> object:
        return browser.ask(f"/research/interviews/source/{sources[turn + 1].pk}/")

    rows: list[tuple[str, float | None, float]] = [
        ("open a transcript, server", timed(opened), 250),
        ("passages of a code", timed(lambda turn: browser.ask(f"{room}/passages/?code={codes[turn].pk}")), 60),
        ("add a coding", timed(add), 25),
        ("matrix code × perspective", timed(lambda _turn: browser.ask(f"{room}/matrix/"), 9), 50),
        ("search a word in all texts", timed(lambda _turn: browser.ask(f"{room}/search/?words=luistert+naar"), 5), 250),
        ("csv of all codings", timed(lambda _turn: browser.ask(f"{room}/exchange/codings/"), 5), 600),
        ("project as .qdpx", timed(lambda _turn: browser.ask(f"{room}/exchange/qdpx/"), 3), 3000),
    ]  # fmt: skip
    paths = [f"/research/interviews/source/{one.pk}/" for one in sources[30:38]]
    rows.append(("open a transcript, painted", painted(browser, paths), 250))
    server.shutdown()
    for name, taken, most in rows:
        print(f"{name:32} {'–' if taken is None else f'{taken:8.1f} ms'}   (≤ {most:g} ms)")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--keep", help="a folder for the databases; made anew when it is empty")
    folder = options.parse_args().keep or tempfile.mkdtemp()
    os.environ |= {"WERKZAAM_DATA": folder, "DJANGO_SETTINGS_MODULE": "werkzaam.web.settings"}
    import django
    from django.core.management import call_command

    django.setup()
    for alias in ("default", "research"):
        call_command("migrate", database=alias, verbosity=0)
    measure(*world())


if __name__ == "__main__":
    main()
