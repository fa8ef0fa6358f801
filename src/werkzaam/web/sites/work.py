"""`werkzaam work`: the process that runs background tasks."""

from __future__ import annotations

import os
import signal
from types import FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from werkzaam.web.sites.worker import Rhythm


def work(rhythm: Rhythm | None = None) -> int:
    """Run tasks until SIGTERM or SIGINT; a running task is finished first. Exit code 0."""
    set_up()
    from werkzaam.web.sites.worker import Rhythm, Worker

    worker = Worker(rhythm or Rhythm())

    def stop(_number: int, _frame: FrameType | None) -> None:
        worker.stopping = True

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    worker.run()
    return 0


def set_up() -> None:
    """Make Django ready, for commands that do not go through `manage`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "werkzaam.web.settings")
    import django

    django.setup()


if __name__ == "__main__":
    raise SystemExit(work())
