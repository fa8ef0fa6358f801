"""From an empty folder to a demo that can be walked through; a second start finds it as it was left."""

from __future__ import annotations

import inspect
import logging
import shutil
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import django
from django.conf import settings

from werkzaam.problem import Problem

if TYPE_CHECKING:
    from werkzaam.web.demo.cast import Stage


class DemoRefused(Problem):
    """The demo would have to write over something it did not make."""

    code = "demo-refused"


def raise_curtain() -> None:
    """Load whatever is not there yet, and say what there is."""
    django.setup()
    from werkzaam.web.demo import personas
    from werkzaam.web.sites.migrate import migrate

    if not personas.file().exists():
        _sweep()
        migrate()
        _load()
    _tell()


def _sweep() -> None:
    """Clear away a demo that broke off half-way: only files in the demo's own folder."""
    if any("postgresql" in database["ENGINE"] for database in settings.DATABASES.values()):
        return
    if settings.DATA.exists() and not settings.DEMO:
        raise DemoRefused(f"{settings.DATA} holds data that are not the demo's. Nothing was changed.")
    for database in settings.DATABASES.values():
        for rest in ("", "-wal", "-shm", ".lock"):
            (settings.DATA / (str(database["NAME"]) + rest)).unlink(missing_ok=True)
    for folder in (settings.PANELS, settings.EDITIONS):
        shutil.rmtree(folder, ignore_errors=True)


def _load() -> None:
    import numpy as np
    from django.db import transaction
    from django.utils import timezone, translation

    from werkzaam.core.simulate import enschede
    from werkzaam.sides import GUIDANCE, RESEARCH
    from werkzaam.web.demo import desk, field, guide, guided, lottery, personas, settle, talk
    from werkzaam.web.demo.cast import DAYS_IN, SEED, Stage

    logging.getLogger("werkzaam.work").setLevel(logging.WARNING)  # each step is told below
    _say("Loading the reference scenario; this takes about half a minute, once.")
    today = timezone.localdate()
    stage = Stage(enschede(np.random.default_rng(SEED), today - timedelta(days=DAYS_IN)), today)
    with translation.override("nl"):
        with transaction.atomic(using=GUIDANCE), transaction.atomic(using=RESEARCH):
            for act in (
                settle.settle,
                field.register,
                guide.guide,
                guided.accompany,
                field.measure,
                lottery.draw,
                talk.talk,
            ):
                _play(act, stage)
        _play(desk.judge, stage)
        personas.write(stage)


def _play(act: Callable[[Stage], None], stage: Stage) -> None:
    """One act of the load, told by the first line of its own description."""
    started = time.monotonic()
    act(stage)
    _say(f"  {inspect.getdoc(act) or act.__name__:<82} {time.monotonic() - started:5.1f} s")


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)  # noqa: T201


def _tell() -> None:
    from werkzaam.web.demo.inventory import lines

    print("\n".join(lines()), flush=True)  # noqa: T201
