"""How fast a researcher codes: over HTTP, signed in, 200 transcripts × 6,000 words, 5,000 codings, 40 codes.

Figures: a transcript painted ≤ 250 ms; passages of a code ≤ 60 ms; add a coding ≤ 25 ms; csv of all codings ≤ 0.6 s;
.qdpx ≤ 3 s; element × perspective matrix ≤ 50 ms; words in all texts ≤ 100 ms. Medians of the clock; beside each what
Taguette needs for the same on the same texts, both taking turns (taguette_beside.py), where it can do it at all.

    python bench/interview.py [--keep FOLDER] [--alone]

Ours is the server that `werkzaam serve` starts. Needs Chromium for what is painted; without it that line is left out.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import taguette_beside as taguette

SOURCES, WORDS, CODES, CODINGS, TURNS = 200, 6_000, 40, 5_000, 21
KEPT = 1.5  # seconds: gunicorn closes a line on which nothing was asked for two
RESEARCHER = "dirk@example.org"
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


def found() -> tuple[Any, Any, list[Any], list[Any]] | None:
    """The world of an earlier run, where its folder was kept."""
    from werkzaam.web.interview.models import Code, Coding, Source
    from werkzaam.web.people.models import Account
    from werkzaam.web.study.models import Study

    Coding.objects.exclude(coded_at=AT).delete()
    account = Account.objects.filter(email=RESEARCHER).first()
    study = Study.objects.first()
    return account and (
        account, study, list(Source.objects.order_by("pk")), list(Code.objects.order_by("pk"))
    )  # fmt: skip


def made() -> tuple[Any, Any, list[Any], list[Any]]:
    """A researcher's account, a study, its sources and its codes."""
    from werkzaam.web.interview import actions
    from werkzaam.web.people import actions as people
    from werkzaam.web.people import queries
    from werkzaam.web.people.rules import RoleKind
    from werkzaam.web.study import actions as studies

    system: dict[str, Any] = {"by": "system", "at": AT}
    home = people.found_organisation(**system, code="instituut", name="Instituut Meetlat", kind="institute")
    account = people.open_account(**system, email=RESEARCHER, name="Dirk")
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
        actions.add_code(**by, study=study, name=f"code {number:02}", kind="working-element")
        for number in range(CODES)
    ]
    code_all(sources, codes, account, rng)
    return account, study, sources, codes


def code_all(sources: list[Any], codes: list[Any], account: Any, rng: random.Random) -> None:
    from werkzaam.web.interview.actions.speakers import with_speakers
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
    Coding.objects.bulk_create(with_speakers(rows), ignore_conflicts=True)


class Browser:
    """A signed-in connection that is kept open."""

    def __init__(self, port: int, account: Any) -> None:
        from django.test import Client

        client = Client()
        client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
        self.session = client.cookies["sessionid"].value
        self.port, self.token = port, "a" * 32
        self.line = http.client.HTTPConnection("127.0.0.1", port)
        self.last = 0.0

    def ask(self, path: str, posted: dict[str, Any] | None = None) -> bytes:
        if time.perf_counter() - self.last > KEPT:
            self.line.close()
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
        self.last = time.perf_counter()
        if answer.status not in (200, 201):
            raise SystemExit(f"{path}: {answer.status}")
        return data


Act = Callable[[int], object]


@dataclass(frozen=True, slots=True)
class Line:
    """One act: how it is done here, there (None: it cannot be), and how long it may take here, in ms."""

    name: str
    ours: Act
    theirs: Act | None
    most: float
    turns: int = TURNS


@dataclass(frozen=True, slots=True)
class Took:
    """Milliseconds: on the clock (median), and of work of the server's processes (mean; None: not told here)."""

    clock: float
    work: float | None = None


def took(acts: list[Act | None], servers: list[int], turns: int) -> list[Took | None]:
    """Of each act in its server, taking turns; the first turn of each does not count."""
    taken: list[list[tuple[float, float]]] = [[] for _ in acts]
    for turn in range(turns + 1):
        for act, server, times in zip(acts, servers, taken, strict=True):
            if act is not None:
                worked, began = work(server), time.perf_counter()
                act(turn)
                times.append(((time.perf_counter() - began) * 1000, work(server) - worked))
    return [_took(times[1:]) if times else None for times in taken]


def _took(times: list[tuple[float, float]]) -> Took:
    clock, worked = zip(*times, strict=True)
    return Took(statistics.median(clock), statistics.fmean(worked) or None)


def work(server: int) -> float:
    """Milliseconds that a process and its children have computed; 0 where the system does not tell (no Linux)."""
    found = [server, *children(server)]
    ticks = 0
    for one in found:
        with suppress(OSError):
            ticks += sum(map(int, Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()[11:13]))
    return ticks * 1000 / os.sysconf("SC_CLK_TCK")


def children(server: int) -> list[int]:
    try:
        return list(map(int, Path(f"/proc/{server}/task/{server}/children").read_text().split()))
    except OSError:
        return []


@contextmanager
def serve() -> Iterator[tuple[int, int]]:
    """The server that `werkzaam serve` starts, on a port of its own: that port, and its process."""
    from werkzaam.web.sites.serve import web_command

    port = taguette.free_port()
    process = subprocess.Popen(web_command("127.0.0.1", port))
    try:
        wait(port)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(timeout=60)


def wait(port: int) -> None:
    for _ in range(300):
        try:
            line = http.client.HTTPConnection("127.0.0.1", port)
            line.request("GET", "/")
            return line.getresponse().close()
        except OSError:
            time.sleep(0.2)
    raise SystemExit("our server did not start")


# the moment after the frame in which what is told by a selector was first there
LOOK = """(() => { const look = () => document.querySelector('%s')
    ? requestAnimationFrame(() => setTimeout(() => { window.painted = performance.now(); }))
    : requestAnimationFrame(look); look(); })()"""


def painter(play: Any, address: str, cookies: dict[str, str], selector: str) -> Callable[[str], float]:
    """Opens an address in a window of its own: ms from asking for it until it is drawn with its passages marked."""
    window = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
    page = window.new_page(viewport={"width": 1280, "height": 800})
    page.context.add_cookies(
        [{"name": name, "value": value, "url": address} for name, value in cookies.items()]
    )
    page.add_init_script(LOOK % selector)

    def opened(path: str) -> float:
        page.goto(address + path)
        page.wait_for_function("() => window.painted")
        return float(page.evaluate("() => window.painted"))

    return opened


def painted(browser: Browser, paths: list[str], other: Any) -> list[Took | None]:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return [None, None]
    here = f"http://127.0.0.1:{browser.port}"
    with sync_playwright() as play:
        ours = painter(play, here, {"sessionid": browser.session}, "#transcript.wz-painted")
        taken = [[], []] if other else [[]]
        if other:
            there = f"http://localhost:{other.port}"
            theirs = painter(play, there, other.cookies, "#document-contents .highlight")
        for number, path in enumerate(paths, 31):
            taken[0].append(ours(path))
            if other:
                taken[1].append(theirs(f"/project/{taguette.CORPUS}/document/{number}"))
    found: list[Took | None] = [Took(statistics.median(times[1:])) for times in taken]
    return found if other else [*found, None]


def lines(browser: Browser, study: Any, sources: list[Any], codes: list[Any], other: Any) -> list[Line]:
    room = f"/research/interviews/{study.code}"
    own = f"/research/interviews/source/{sources[0].pk}"
    spans = sources[0].sentences

    def place(turn: int) -> tuple[int, int]:
        return spans[turn * 3][0] + 1, spans[turn * 3][1]

    def add(turn: int) -> object:
        start, end = place(turn)
        told = {"start": start, "end": end, "code": codes[turn % CODES].pk, "stance": "for"}
        return browser.ask(f"{own}/code/", told)

    def add_there(turn: int) -> object:
        return other.add(taguette.Passage(0, *place(turn), turn % CODES))

    def page(path: str) -> Act:
        return lambda _turn: browser.ask(f"{room}/{path}")

    def there(act: Act) -> Act | None:
        return act if other else None

    return [
        Line(
            "open a transcript, server",
            lambda turn: browser.ask(f"/research/interviews/source/{sources[turn + 1].pk}/"),
            there(lambda turn: other.document(turn + 1)), 250,
        ),
        Line(
            "all passages of a code",
            lambda turn: browser.ask(f"{room}/passages/?code={codes[turn].pk}"),
            there(lambda turn: other.passages(codes[turn].name)), 60,
        ),
        Line("add a coding", add, there(add_there), 25),
        Line("element × perspective", page("matrix/"), None, 50),
        Line("words in all texts", page("search/?words=luistert+naar"), None, 100),
        Line("csv of all codings", page("exchange/codings/"), there(lambda _turn: other.csv()), 600, 5),
        Line("project as .qdpx", page("exchange/qdpx/"), None, 3000, 3),
    ]  # fmt: skip


def tell(name: str, taken: list[Took | None], most: float) -> None:
    ours, theirs = taken
    clocks = [one and one.clock for one in taken]
    works = [one and one.work for one in taken]
    cells = "".join(f"{one:>10.1f}" if one else f"{'–':>10}" for one in (*clocks, *works))
    times = "–" if ours is None or theirs is None else f"{theirs.clock / ours.clock:.1f}"
    met = "" if ours is None else "yes" if ours.clock <= most else "NO"
    print(f"{name:28}{cells}{times:>8}   ≤ {most:<6g}{met}", flush=True)


def measure(account: Any, study: Any, sources: list[Any], codes: list[Any], other: Any) -> None:
    names = ("ours", "Taguette", "ours work", "its work")
    print(f"{'ms':28}{''.join(f'{name:>10}' for name in names)}{'times':>8}   asked")
    with serve() as (port, process):
        browser, servers = Browser(port, account), [process, other.process.pid if other else 0]
        for line in lines(browser, study, sources, codes, other):
            tell(line.name, took([line.ours, line.theirs], servers, line.turns), line.most)
        paths = [f"/research/interviews/source/{one.pk}/" for one in sources[30:42]]
        tell("open a transcript, painted", painted(browser, paths, other), 250)


def beside(folder: Path, sources: list[Any], codes: list[Any]) -> Any:
    """A Taguette with the same in it, after it has read our codebook and we its own; None, loudly, without one."""
    from werkzaam.web.interview.models import Coding

    try:
        other = taguette.start(folder)
    except taguette.Absent as why:
        print(f"!! {why}\n!! Ours is measured alone.")
        return None
    places = ({one.pk: n for n, one in enumerate(sources)}, {one.pk: n for n, one in enumerate(codes)})
    rows = Coding.objects.order_by("pk").values_list("source", "start", "end", "code")
    passages = [taguette.Passage(places[0][s], start, end, places[1][c]) for s, start, end, c in rows]
    other.load([one.text for one in sources], [one.name for one in codes], passages)
    _data, names = taguette.exchanged(other)
    print(f"Taguette {taguette.VERSION} read our codebook and we its .qdc: {', '.join(names)}")
    return other


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--keep", help="a folder for our databases, filled when it is empty")
    options.add_argument("--alone", action="store_true", help="without Taguette")
    told = options.parse_args()
    folder = told.keep or tempfile.mkdtemp()
    os.environ |= {"WERKZAAM_DATA": folder, "DJANGO_SETTINGS_MODULE": "werkzaam.web.settings"}
    import django
    from django.core.management import call_command

    django.setup()
    for alias in ("default", "research"):
        call_command("migrate", database=alias, verbosity=0)
    account, study, sources, codes = found() or made()
    with tempfile.TemporaryDirectory() as apart:
        other = None if told.alone else beside(Path(apart), sources, codes)
        run(account, study, sources, codes, other)


def run(account: Any, study: Any, sources: list[Any], codes: list[Any], other: Any) -> None:
    try:
        measure(account, study, sources, codes, other)
    finally:
        if other:
            other.stop()


if __name__ == "__main__":
    main()
