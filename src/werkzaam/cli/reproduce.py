"""`werkzaam reproduce`: an edition made again, every number compared."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import TYPE_CHECKING

from werkzaam.cli.exits import DIFFERENT, OK, UsageProblem
from werkzaam.cli.telling import progress, say, say_json, warn

if TYPE_CHECKING:
    from werkzaam.core.report.reproduce import Reproduction

_TOLD = 20
"""So many differences are told as lines; --json holds all."""


def reproduce(options: argparse.Namespace) -> int:
    """Make an edition again from its plan and a panel, and compare every number (exit 6 where one differs)."""
    from werkzaam.core.panel import read_panel
    from werkzaam.core.report import read_edition, software
    from werkzaam.core.report import reproduce as again

    if not 0 <= options.tolerance < 1:
        raise UsageProblem(
            f"--tolerance is {options.tolerance:g}; a share from 0 to below 1 is meant, such as 1e-9."
        )
    edition = read_edition(options.edition)
    panel = read_panel(again.plan_of(edition), options.panel)
    with progress(quiet=options.json) as tell:
        found = again.reproduce(
            edition, panel, software=software.running(), tolerance=options.tolerance, progress=tell
        )
    if options.json:
        say_json({"ok": found.same, **asdict(found)})
    else:
        _tell(found)
    return OK if found.same else DIFFERENT


def _tell(found: Reproduction) -> None:
    for line in _notes(found):
        warn(line)
    for one in found.differences[:_TOLD]:
        say(f"{one.path}: published {one.published}, again {one.again}")
    if len(found.differences) > _TOLD:
        say(f"… and {len(found.differences) - _TOLD} more (--json tells all)")
    for key, published, again in found.verdicts:
        say(f"{key}: published {published}, again {again}")
    said = f"{found.compared:,} numbers compared, {len(found.differences):,} differ"
    say(f"{said} (relative tolerance {found.tolerance:g}); {len(found.verdicts)} verdicts differ.")


def _notes(found: Reproduction) -> list[str]:
    notes = []
    if not found.same_panel:
        notes.append("This panel is not the one the edition was made from: its hash differs.")
    if found.same_code is False:
        notes.append(
            f"The edition was made by other code ({found.published_by}) than runs now ({found.made_by})."
        )
    if found.same_code is None:
        notes.append("The edition does not record the code that made it.")
    return notes
