"""The VIP2-like demo: loaded in a folder of its own, gone on with where it broke off, then served."""

from __future__ import annotations

import json
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.utils import timezone, translation

from werkzaam.problem import Problem

ASKED = "scenario.json"
"""What this folder holds: kept from the first run, so that another day goes on with the same scenario."""


class OtherScenario(Problem):
    """The folder holds something else."""

    code = "other-scenario"


def raise_curtain(people: int) -> None:
    """Load whatever is not there yet, and say what there is."""
    django.setup()
    from werkzaam.web.demo import inventory
    from werkzaam.web.sites.chooser import FILE
    from werkzaam.web.sites.migrate import migrate

    asked = _asked(people)
    if not (settings.DATA / FILE).exists():
        migrate()
        _load(asked)
    print("\n".join(inventory.guidance()), flush=True)  # noqa: T201


def _asked(people: int) -> dict[str, Any]:
    """The scenario of this folder: written down now, or found; another number of people is another folder."""
    file = settings.DATA / ASKED
    if not file.exists():
        _require_empty()
        file.parent.mkdir(parents=True, exist_ok=True)
        told = {"scenario": "vip2", "people": people, "today": timezone.localdate().isoformat()}
        file.write_text(json.dumps(told), encoding="utf-8")
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    if found["people"] != people:
        raise OtherScenario(
            f"{settings.DATA} holds this scenario with {found['people']} people. Nothing was changed. "
            f"Ask for --people {found['people']}, or choose another folder with WERKZAAM_DATA."
        )
    return found


def _require_empty() -> None:
    """Other data stay as they are. A new folder may hold the key of the cookies, which the settings make."""
    if any(Path(str(one["NAME"])).exists() for one in settings.DATABASES.values()):
        raise OtherScenario(
            f"{settings.DATA} holds other data. Nothing was changed. Choose an empty folder with WERKZAAM_DATA."
        )


def _load(asked: dict[str, Any]) -> None:
    import numpy as np
    from django.test.utils import override_settings

    from werkzaam.core.simulate.vip2 import figures, vip2
    from werkzaam.web.demo.vip2 import chooser, judge
    from werkzaam.web.demo.vip2.load import load

    today = date.fromisoformat(asked["today"])
    scenario = vip2(np.random.default_rng(figures()["seed"]), today, asked["people"])
    _say(
        f"Loading {asked['people']} people in five regions, group by group. Break off when you like: it goes on."
    )
    began = time.monotonic()
    # Letters to employers who do not exist are not sent.
    with (
        translation.override("nl"),
        override_settings(EMAIL_BACKEND="django.core.mail.backends.dummy.EmailBackend"),
    ):
        for done in load(scenario):
            _say(
                f"  {done.region:<12} {done.people:>5} people, {done.fresh:>5} of them now {done.seconds:>7.1f} s"
            )
    with translation.override("nl"):
        judge.judge(scenario)
    _say("  a study without a comparison group, frozen, run, released by two and published")
    chooser.write(scenario)
    _say(f"Done in {time.monotonic() - began:.0f} s.")


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)  # noqa: T201
