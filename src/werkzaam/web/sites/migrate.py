"""Are both databases as this version of the code needs them?"""

from __future__ import annotations

from werkzaam.problem import Problem
from werkzaam.sides import GUIDANCE, RESEARCH, SIDES

NAMES = {GUIDANCE: "guidance", RESEARCH: "research"}


class NotMigrated(Problem):
    """The tables are older than the code, or not there yet."""

    code = "not-migrated"
    status = 503


def migrate() -> None:
    """Bring both databases up to this version. Django must be ready."""
    from django.core.management import call_command

    for side in SIDES:
        call_command("migrate", database=side, interactive=False, verbosity=0)


def missing() -> dict[str, int]:
    """How many migrations each side still needs; sides that need none are left out."""
    return {NAMES[side]: count for side in SIDES if (count := _missing(side))}


def _missing(side: str) -> int:
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connections[side])
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def require_migrated() -> None:
    """Refuse to go on before both databases are up to date."""
    if lacking := missing():
        sides = " and ".join(
            f"{side} ({count} step{'' if count == 1 else 's'})" for side, count in lacking.items()
        )
        raise NotMigrated(
            f"The database is not ready for this version: {sides}. Nothing was changed. Make a back-up, then "
            "run: werkzaam manage migrate && werkzaam manage migrate --database research",
            steps=lacking,
        )
