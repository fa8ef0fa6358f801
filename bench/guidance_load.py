"""Over HTTP: the server that `werkzaam serve` starts, one visitor at a time, and fifty coaches at once."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from typing import Any
from urllib.parse import urlencode

COACHES = 50
HOST = "127.0.0.1"
IDLE = 1.5  # seconds; our server closes a connection that is not used for two


@contextmanager
def served(environment: dict[str, str]) -> Iterator[int]:
    """`werkzaam serve` on a free port of this machine, stopped by its own number."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "werkzaam.cli", "serve", "--port", str(port)]
    process = subprocess.Popen(command, env=os.environ | environment)
    try:
        wait(port, process)
        yield int(port)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=60)


def wait(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        assert process.poll() is None, "the server did not start"
        try:
            socket.create_connection((HOST, port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError


class Browser:
    """One connection that stays open, with the cookies of someone who signed in."""

    def __init__(self, port: int, cookies: dict[str, str]) -> None:
        self.connection = http.client.HTTPConnection(HOST, port, timeout=60)
        self.used = time.monotonic()
        self.origin, self.token = f"http://{HOST}:{port}", cookies["csrftoken"]
        self.headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
            "Accept-Encoding": "gzip",
        }

    def open(self, path: str, data: dict[str, Any] | None = None) -> tuple[int, float]:
        """Status, and seconds until the last byte."""
        body = urlencode(data) if data else None
        headers = dict(self.headers)
        if data:
            headers |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "X-CSRFToken": self.token,
                "Origin": self.origin,
            }
        began = time.perf_counter()
        if time.monotonic() - self.used > IDLE:
            self.connection.close()  # the server did so too: the next request opens another, as a browser does
        self.connection.request("POST" if data else "GET", path, body, headers)
        response = self.connection.getresponse()
        response.read()
        self.used = time.monotonic()
        return response.status, time.perf_counter() - began


def browser(port: int, visitor: Any) -> Browser:
    cookies = {name: morsel.value for name, morsel in visitor.client.cookies.items()}
    return Browser(port, cookies | {"csrftoken": "a" * 32})


def one_by_one(environment: dict[str, str], port: int, rounds: int) -> dict[str, list[float]]:
    """Seconds of every round per page, one visitor at a time."""
    return told(environment, ["alone", str(port), str(rounds)])  # type: ignore[no-any-return]


def at_once(
    environment: dict[str, str], port: int, seconds: int, pause: tuple[float, float]
) -> dict[str, Any]:
    """Fifty coaches who each do their work for `seconds`; between two pages each waits within `pause`."""
    found = told(environment, ["crowd", str(port), str(seconds), *map(str, pause)])
    words = (
        f"{pause[0]:.0f} to {pause[1]:.0f} s between two pages" if pause[1] else "no pause between two pages"
    )
    return {**found, "coaches": COACHES, "pause": words}


def told(environment: dict[str, str], arguments: list[str]) -> Any:
    command = [sys.executable, __file__, *arguments]
    done = subprocess.run(command, env=os.environ | environment, check=True, stdout=subprocess.PIPE)
    return json.loads(done.stdout)


def alone(port: int, rounds: int) -> dict[str, list[float]]:
    from django.test import Client
    from guidance_pages import Visitor, pages

    visitors = {who: Visitor(Client(), who) for who in {page.who for page in pages()}}
    browsers = {who: browser(port, visitor) for who, visitor in visitors.items()}
    found: dict[str, list[float]] = {}
    for turn in range(rounds + 2):
        for page in pages():
            status, seconds = browsers[page.who].open(*page.ask(visitors[page.who], turn))
            assert status == page.status, (page.name, status)
            if turn > 1:  # each of the two server processes has been asked once
                found.setdefault(page.name, []).append(seconds)
    return found


def crowd(port: int, seconds: int, pause: tuple[float, float]) -> dict[str, Any]:
    """What fifty coaches saw, each on a thread and a connection of its own."""
    from django.test import Client
    from guidance_pages import Visitor

    visitors = [Visitor(Client(), ("coach", number * 4 + 1)) for number in range(COACHES)]
    kept: list[tuple[int, float]] = []
    until = time.monotonic() + seconds
    threads = [threading.Thread(target=work, args=(port, one, until, pause, kept)) for one in visitors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    good = [taken for status, taken in kept if status in (200, 302)]
    return {"seconds": good, "errors": len(kept) - len(good)}


def work(
    port: int, visitor: Any, until: float, pause: tuple[float, float], kept: list[tuple[int, float]]
) -> None:
    """One coach's day: Today, someone's page, the plan, a search, and often a contact that is saved."""
    from guidance_pages import at, of_person, save, search

    day = (
        at("today/"),
        of_person(""),
        save,
        of_person("plan/"),
        search,
        of_person(""),
        save,
        of_person("placements/"),
    )
    rng, mine, turn = Random(visitor.who[1]), browser(port, visitor), 0
    time.sleep(rng.uniform(0, pause[1]))
    while time.monotonic() < until:
        try:
            kept.append(mine.open(*day[turn % len(day)](visitor, turn)))
        except (OSError, http.client.HTTPException):
            kept.append((0, 0.0))
            mine = browser(port, visitor)
        turn += 1
        time.sleep(rng.uniform(*pause))


def main() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "werkzaam.web.settings")
    django.setup()
    what, port, number, *pause = sys.argv[1:]
    if what == "alone":
        found: Any = alone(int(port), int(number))
    else:
        found = crowd(int(port), int(number), (float(pause[0]), float(pause[1])))
    print(json.dumps(found))


if __name__ == "__main__":
    main()
