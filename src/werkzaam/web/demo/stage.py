"""From an empty folder to a demo that can be walked through; a second start finds it as it was left."""

from __future__ import annotations

import shutil
import sys
import time
from datetime import timedelta

import django
from django.conf import settings

from werkzaam.problem import Problem


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
    from werkzaam.web.demo import desk, field, guide, personas, settle, talk
    from werkzaam.web.demo.cast import DAYS_IN, SEED, Stage

    today = timezone.localdate()
    stage = Stage(enschede(np.random.default_rng(SEED), today - timedelta(days=DAYS_IN)), today)
    with translation.override("nl"):
        with transaction.atomic(using=GUIDANCE), transaction.atomic(using=RESEARCH):
            for step in (settle.settle, field.register, guide.guide, field.measure, talk.talk):
                _step(step.__doc__ or "", step, stage)
        _step(desk.judge.__doc__ or "", desk.judge, stage)
        personas.write(stage)


def _step(words: str, step: object, stage: object) -> None:
    started = time.monotonic()
    step(stage)  # type: ignore[operator]
    print(f"  {words.splitlines()[0]:<72} {time.monotonic() - started:5.1f} s", file=sys.stderr, flush=True)  # noqa: T201


def _tell() -> None:
    from werkzaam.web.demo.inventory import lines

    print("\n".join(lines()), flush=True)  # noqa: T201
