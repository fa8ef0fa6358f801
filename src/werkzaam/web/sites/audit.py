"""`werkzaam audit verify`: is every record in both ledgers as it was written, and is none missing?"""

from __future__ import annotations

import sys

from werkzaam.sides import SIDES
from werkzaam.web.sites.migrate import NAMES, require_migrated
from werkzaam.web.sites.work import set_up

BROKEN = 6  # exit code, docs/exit-codes.md


def verify() -> int:
    """Walk both chains; say per side how many records there are and whether the chain is whole. 0, or 6."""
    set_up()
    require_migrated()
    return BROKEN if [side for side in SIDES if not _whole(side)] else 0


def _whole(side: str) -> bool:
    from werkzaam.web.ledger import queries as ledger

    found = ledger.first_break(side=side)
    if found is None:
        verdict = "whole"
    elif found.event is None:
        verdict = f"BROKEN at the end: {found.reason}"
    else:
        verdict = f"BROKEN at record {found.event}: {found.reason}"
    sys.stdout.write(f"{NAMES[side]}: {ledger.count(side=side)} records, {verdict}\n")
    return found is None
