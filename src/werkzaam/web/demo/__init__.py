"""The reference scenario, loaded through the rooms' own actions: what the demo shows really happened here."""

from __future__ import annotations

import os

PEOPLE = 1500
"""How many people the VIP2-like scenario has when nobody asks for fewer."""


def run(
    *, check: bool = False, port: int = 8000, scenario: str = "enschede", people: int | None = None
) -> int:
    """Load the scenario (the first time), then serve on 127.0.0.1 with a chooser of personas.

    `scenario` is `enschede` or `vip2`, each in a folder of its own; `people` asks for a smaller `vip2`.
    `check` does everything, prints what it made, and returns without serving. Returns an exit code.
    """
    vip2 = scenario == "vip2"
    os.environ.setdefault("WERKZAAM_DEMO", "1")
    os.environ.setdefault("WERKZAAM_DATA", "var/demo-vip2" if vip2 else "var/demo")
    os.environ.setdefault("WERKZAAM_RESPOND_URL", f"http://127.0.0.1:{port}/r/")
    os.environ.setdefault("WERKZAAM_COLLECT_URL", f"http://127.0.0.1:{port}/collect/")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "werkzaam.web.settings")
    if vip2:
        from werkzaam.web.demo.vip2.stage import raise_curtain as raise_vip2

        raise_vip2(people or PEOPLE)
    else:
        from werkzaam.web.demo.stage import raise_curtain

        raise_curtain()
    if check:
        return 0
    from werkzaam.web.sites.serve import serve

    return serve("127.0.0.1", port)
