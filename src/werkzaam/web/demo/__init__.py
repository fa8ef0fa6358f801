"""The reference scenario, loaded through the rooms' own actions: what the demo shows really happened here."""

from __future__ import annotations

import os


def run(*, check: bool = False, port: int = 8000) -> int:
    """Load the scenario (the first time), then serve on 127.0.0.1 with a chooser of personas.

    `check` does everything, prints what it made, and returns without serving. Returns an exit code.
    """
    os.environ.setdefault("WERKZAAM_DEMO", "1")
    os.environ.setdefault("WERKZAAM_DATA", "var/demo")
    os.environ.setdefault("WERKZAAM_RESPOND_URL", f"http://127.0.0.1:{port}/r/")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "werkzaam.web.settings")
    from werkzaam.web.demo.stage import raise_curtain

    raise_curtain()
    if check:
        return 0
    from werkzaam.web.sites.serve import serve

    return serve("127.0.0.1", port)
