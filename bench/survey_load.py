"""Hundreds of respondents at once, over HTTP: does every answer arrive, and how long does a page take?

    python bench/survey_load.py [--engine postgresql|sqlite] [--people 500] [--seconds 600] [--think 8,16]

The server that `werkzaam serve` starts, the core battery, its own pages without JavaScript: start, each question,
check, send. Between two pages a respondent thinks; who is done makes place for the next, so that `people` are busy.
At the end everything that the server said it kept is held against the database. Asked: 0 errors, 0 lost, p95 < 500 ms.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from random import Random
from statistics import quantiles
from typing import Any
from urllib.parse import urlencode

from guidance_load import HOST, served
from guidance_store import postgres, sqlite

SCREENS = 20  # of the core battery, with its start and its check
P95 = 500  # ms
COLUMNS = (
    "pages", "a second", "errors", "answers kept", "questionnaires sent", "lost", "otherwise", "p50 ms", "p95 ms",
    "p99 ms",
)  # fmt: skip
OF = re.compile(r'name="of" value="([^"]*)"')
RADIO = re.compile(r'<input type="radio" name="(answer[^"]*)" value="([^"]*)"')
BOX = re.compile(r'<input type="checkbox" name="(answer[^"]*)" value="([^"]*)"')
FREE = re.compile(r'<(input|textarea)[^>]* name="(answer[^"]*)"')


@dataclass
class Told:
    """What one respondent was told: answers that the server took, by address, and whether all was sent."""

    path: str
    kept: dict[str, str] = field(default_factory=dict)
    sent: bool = False
    unsure: set[str] = field(default_factory=set)


@dataclass
class Seen:
    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)


class Line:
    """One connection that stays open; a page that is not answered is an error, not tried again."""

    def __init__(self, port: int, seen: Seen) -> None:
        self.port, self.seen = port, seen
        self.reader: asyncio.StreamReader | None = None
        self.writer: asyncio.StreamWriter | None = None
        self.used = 0.0

    async def open(self, path: str, data: list[tuple[str, str]] | None = None) -> tuple[int, str, str]:
        """Status, where it leads, and the page."""
        began = time.monotonic()
        try:
            answer = await asyncio.wait_for(self._ask(path, data), 60)
        except (OSError, asyncio.IncompleteReadError, TimeoutError, ValueError) as error:
            self.close()
            self.seen.errors.append(f"{path.split('/')[-2]}: {type(error).__name__}")
            return 0, "", ""
        self.seen.seconds.append(time.monotonic() - began)
        self.used = time.monotonic()
        return answer

    async def _ask(self, path: str, data: list[tuple[str, str]] | None) -> tuple[int, str, str]:
        if self.writer is None or time.monotonic() - self.used > 1.5:  # our server closes after two
            self.close()
            self.reader, self.writer = await asyncio.open_connection(HOST, self.port)
        assert self.reader is not None
        body = urlencode(data).encode() if data is not None else b""
        head = f"{'GET' if data is None else 'POST'} {path} HTTP/1.1\r\nHost: {HOST}:{self.port}\r\n"
        if data is not None:
            head += f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
        self.writer.write(f"{head}\r\n".encode() + body)
        return await self._answer(self.reader)

    async def _answer(self, reader: asyncio.StreamReader) -> tuple[int, str, str]:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        headers = dict(line.lower().split(": ", 1) for line in head.split("\r\n")[1:] if ": " in line)
        if headers.get("transfer-encoding") == "chunked":
            content = b"".join([chunk async for chunk in _chunks(reader)])
        else:
            content = await reader.readexactly(int(headers.get("content-length", "0")))
        if headers.get("connection") == "close":
            self.close()
        where = re.search(r"(?im)^location: (\S+)", head)
        return int(head.split(" ", 2)[1]), where[1] if where else "", content.decode()

    def close(self) -> None:
        if self.writer is not None:
            self.writer.close()
        self.reader = self.writer = None


async def _chunks(reader: asyncio.StreamReader) -> Any:
    while size := int(await reader.readline(), 16):
        yield await reader.readexactly(size)
        await reader.readline()
    await reader.readline()


async def respond(line: Line, told: Told, think: tuple[float, float], until: float, rng: Random) -> None:
    """From the start to the thanks, or to the end of the time."""
    path, data = told.path, None
    while time.monotonic() < until:
        status, where, page = await line.open(path, data)
        if data is not None:
            _note(told, data, status)
        if status in (302, 303):
            path, data = where, None
            continue
        if status != 200:
            if status:
                line.seen.errors.append(f"{path.replace(told.path, '…/')}: {status}")
            return
        if told.sent:
            return
        await asyncio.sleep(rng.uniform(*think))
        data = _filled(page, rng)


def _note(told: Told, data: list[tuple[str, str]], status: int) -> None:
    """An answer counts as kept when the server led on; when it did not answer, nobody knows."""
    of = dict(data).get("of", "")
    said = " ".join(value for name, value in data if name.startswith("answer"))
    if status in (302, 303):
        if ("go", "send") in data:
            told.sent = True
        elif of and said:
            told.kept[of] = said
    elif status == 0:
        told.unsure.add(of)


def _filled(page: str, rng: Random) -> list[tuple[str, str]]:
    """What a respondent does on a page: begins, answers, or sends."""
    of = OF.search(page)
    if of is None:
        return [("go", "send"), ("mode", "self")] if 'value="send"' in page else [("go", "next")]
    answers = [(name, unescape(value)) for name, value in _answers(page, rng)]
    return [("of", unescape(of[1])), *answers, ("go", "next")]


def _answers(page: str, rng: Random) -> Iterator[tuple[str, str]]:
    if choices := RADIO.findall(page) or BOX.findall(page):
        yield rng.choice(choices)
    elif found := FREE.search(page):
        yield found[2], "Mijn coach. مدربتي 🙂" if found[1] == "textarea" else str(rng.randint(0, 10))


async def place(
    port: int, paths: Iterator[str], seen: Seen, think: tuple[float, float], until: float, rng: Random
) -> None:
    """One chair in the room: one respondent after the other."""
    await asyncio.sleep(rng.uniform(0, think[1]))
    line = Line(port, seen)
    while time.monotonic() < until:
        path = next(paths, None)
        if path is None:
            raise SystemExit("not enough respondents for so long a run")
        told = Told(path)
        seen.told.append(told)
        await respond(line, told, think, until, rng)
    line.close()


async def crowd(port: int, paths: list[str], people: int, seconds: float, think: tuple[float, float]) -> Seen:
    seen, waiting = Seen(), iter(paths)
    await Line(port, Seen()).open(paths[0])  # forms are read once, before anybody comes
    until = time.monotonic() + seconds
    await asyncio.gather(
        *(place(port, waiting, seen, think, until, Random(chair)) for chair in range(people))
    )
    return seen


def make(many: int) -> list[str]:
    """A study in the field with `many` people invited; the address of each one's start."""
    from django.urls import reverse
    from openrosa import world

    from werkzaam.web.survey import rules
    from werkzaam.web.survey.models import Invitation

    world(many)
    found = []
    for asked in Invitation.objects.order_by("pk"):
        asked.token_hash = rules.token_hash(token := rules.new_token())
        asked.save(update_fields=["token_hash"])
        found.append(reverse("respond:start", args=[token]))
    return found


def lost(told: list[dict[str, Any]]) -> dict[str, int]:
    """What the server took and the database does not have, or has otherwise."""
    from werkzaam.web.survey import queries

    counts = {"answers": 0, "sent": 0, "lost": 0, "other": 0}
    for one in told:
        asked = queries.invitation(one["path"].strip("/").rpartition("/")[2])
        assert asked is not None
        sent, counted = queries.submission(asked), queries.questionnaire(asked)
        counts["sent"] += sent is not None
        counts["lost"] += one["sent"] and sent is None
        given = None if sent else queries.given(asked)
        for address, said in one["kept"].items():
            counts["answers"] += 1
            have = sent.answers.get(address) if sent else given.get(address)  # type: ignore[union-attr]
            want = counted.value(address, said) if sent else said
            counts["lost"] += have is None
            counts["other"] += have is not None and have != want
    return counts


@contextmanager
def database(engine: str) -> Iterator[dict[str, str]]:
    """A fresh one of either kind, with safe settings, and the environment of who works on it."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)  # the account of the server reaches it
        kind = contextmanager(sqlite if engine == "sqlite" else postgres)
        with kind(Path(folder)) as found:
            yield {**found, "WERKZAAM_DATA": folder, "DJANGO_SETTINGS_MODULE": "werkzaam.web.settings"}


def inside(environment: dict[str, str], *arguments: str, given: str = "") -> Any:
    """This file in a process of its own: Django is set up once, for one database."""
    command = [sys.executable, __file__, *arguments]
    environment = os.environ | environment
    done = subprocess.run(
        command, env=environment, check=True, input=given, stdout=subprocess.PIPE, text=True
    )
    return json.loads(done.stdout.splitlines()[-1])


def measure(engine: str, people: int, seconds: int, think: tuple[float, float]) -> bool:
    walk = SCREENS * sum(think) / 2
    with database(engine) as environment:
        paths = inside(
            {**environment, "WERKZAAM_SITES": "respond"},
            "--make",
            str(people + int(people * seconds / walk * 1.5)),
        )
        with served({**environment, "WERKZAAM_SITES": "respond"}) as port:
            seen = asyncio.run(crowd(port, paths, people, seconds, think))
        told = [{"path": one.path, "kept": one.kept, "sent": one.sent} for one in seen.told]
        found = inside(environment, "--check", given=json.dumps(told))
    return report(engine, people, seconds, think, seen, found)


def report(
    engine: str, people: int, seconds: int, think: tuple[float, float], seen: Seen, found: dict[str, int]
) -> bool:
    cuts = [1000 * cut for cut in quantiles(seen.seconds, n=100, method="inclusive")]
    good = not seen.errors and not found["lost"] and not found["other"] and cuts[94] < P95
    print(
        f"### {engine}: {people} at once for {seconds} s, {think[0]:g} to {think[1]:g} s between two pages\n"
    )
    print("| " + " | ".join(COLUMNS) + " |")
    print("|" + "---:|" * len(COLUMNS))
    print(
        f"| {len(seen.seconds)} | {len(seen.seconds) / seconds:.0f} | {len(seen.errors)} | {found['answers']} "
        f"| {found['sent']} | {found['lost']} | {found['other']} | {cuts[49]:.0f} | {cuts[94]:.0f} | {cuts[98]:.0f} |"
    )
    for error in sorted(set(seen.errors))[:10]:
        print(f"- {error}: {seen.errors.count(error)}")
    print(f"\nAsked: 0 errors, 0 lost, p95 < {P95} ms: {'yes' if good else '**no**'}")
    return good


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--engine", default="postgresql,sqlite")
    asked.add_argument("--people", type=int, default=500)
    asked.add_argument("--seconds", type=int, default=600)
    asked.add_argument("--think", default="8,16", help="seconds between two pages, from and to")
    asked.add_argument("--make", type=int, help=argparse.SUPPRESS)
    asked.add_argument("--check", action="store_true", help=argparse.SUPPRESS)
    told = asked.parse_args()
    if told.make or told.check:
        import django

        django.setup()
        print(json.dumps(make(told.make) if told.make else lost(json.load(sys.stdin))))
        return 0
    low, high = (float(part) for part in told.think.split(","))
    good = [measure(engine, told.people, told.seconds, (low, high)) for engine in told.engine.split(",")]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
