"""CPU that a respondent's page costs the server (4-looks §4.4: at most 10 ms, at most 15 kB).

    python bench/survey_respond.py [--json] [--profile]

Every page of the core battery is opened and answered in Arabic through the whole stack (middleware, database,
template) of Django's test client; the median of the process's own time per page, so that other work on the machine
does not count. A database of its own, in memory of a temporary folder.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import os
import pstats
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

ROUNDS = 12
WARM = 3
CPU_MS, BYTES = 10.0, 15_000
OF = re.compile(r'name="of" value="([^"]+)"')


def prepared(folder: Path) -> None:
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "werkzaam.web.settings",
        "WERKZAAM_DATA": str(folder),
        "WERKZAAM_SITES": "respond",
        "WERKZAAM_SECRET_KEY": "only-for-this-measurement",
    }
    import django
    from django.core.management import call_command

    django.setup()
    for alias in ("default", "research"):
        call_command("migrate", database=alias, verbosity=0)


def tokens(count: int) -> list[str]:
    """Invitations in a round that is open: only what the pages read is made."""
    from django.utils import timezone

    from werkzaam.web.consent import models as consent
    from werkzaam.web.people import models as people
    from werkzaam.web.study.models import Study, Wave
    from werkzaam.web.survey import actions, queries
    from werkzaam.web.survey.models import Round

    now, today = timezone.now(), timezone.localdate()
    place = people.Organisation.objects.create(code="bench", name="Bench")
    purpose = consent.Purpose.objects.create(
        code="research", text_nl="-", text_en="-", ground="scientific-research", months=120
    )
    study = Study.objects.create(
        code="bench", organisation="bench", plan_toml="", plan_hash="", created_at=now, created_by="bench"
    )
    wave = Wave.objects.create(study=study, key="t0", months=0)
    sheet = actions.add_instrument(by="system", at=now, csv_text=queries.shipped_text("core-battery"))
    span = {"opens_on": today - timedelta(days=1), "closes_on": today + timedelta(days=30)}
    found = Round.objects.create(study=study, wave=wave, instrument=sheet, **span)
    return [invited(found, place, purpose, number, now, today) for number in range(count)]


def invited(found: Any, place: Any, purpose: Any, number: int, now: datetime, today: date) -> str:
    from werkzaam.web.consent.models import Grant, Key
    from werkzaam.web.people.models import Person
    from werkzaam.web.survey import rules
    from werkzaam.web.survey.models import Invitation

    person = Person.objects.create(
        origin="participant", organisation=place, given_name="B", family_name=f"{number}", created_at=now
    )
    Grant.objects.create(person=person, purpose=purpose, given_on=today, given_by="bench")
    pseudonym, token = f"{number:032x}", rules.new_token()
    Key.objects.create(study="bench", person=person, pseudonym=pseudonym)
    Invitation.objects.create(
        round=found,
        pseudonym=pseudonym,
        token_hash=rules.token_hash(token),
        language="ar",
        created_at=now,
    )
    return token


def spent(act: Callable[[], Any]) -> tuple[float, Any]:
    """Milliseconds of CPU, and what came of it."""
    before = time.process_time()
    made = act()
    return (time.process_time() - before) * 1000, made


def walk(client: Any, token: str, told: dict[str, list[float]]) -> None:
    answers = ["3", "0", "4", "1", "2", "3", "4", "2", "3", "1", "4", "5", "0", "3", "7", "دروس اللغة 🙂"]
    for number, said in enumerate(answers, start=1):
        where = f"/r/{token}/{number}/"
        cost, page = spent(partial(client.get, where))
        assert page.status_code == 200
        told["get"].append(cost)
        told["bytes"].append(len(page.content))
        shown = int(time.time())
        of = OF.search(page.content.decode())
        form = {"go": "next", "of": of[1] if of else "", "shown": shown, "answer": said}
        cost, page = spent(partial(client.post, where, form))
        assert page.status_code == 302
        told["post"].append(cost)


def measured(rounds: int) -> dict[str, float]:
    from django.test import Client

    told: dict[str, list[float]] = {"get": [], "post": [], "bytes": []}
    client = Client()
    for number, token in enumerate(tokens(rounds + WARM)):
        walk(client, token, told)
        if number < WARM:
            told = {name: [] for name in told}
    return {
        "get_ms": round(statistics.median(told["get"]), 2),
        "post_ms": round(statistics.median(told["post"]), 2),
        "most_bytes": max(told["bytes"]),
        "pages": len(told["get"]),
    }


def main() -> int:
    asked = argparse.ArgumentParser()
    asked.add_argument("--json", action="store_true")
    asked.add_argument("--profile", action="store_true")
    wanted = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        prepared(Path(folder))
        if wanted.profile:
            watch = cProfile.Profile()
            told = watch.runcall(measured, ROUNDS)
            pstats.Stats(watch).sort_stats("cumulative").print_stats(90)
        else:
            told = measured(ROUNDS)
    held = told["get_ms"] <= CPU_MS and told["post_ms"] <= CPU_MS and told["most_bytes"] <= BYTES
    print(json.dumps({**told, "held": held}) if wanted.json else f"{told}  {'held' if held else 'NOT HELD'}")
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
