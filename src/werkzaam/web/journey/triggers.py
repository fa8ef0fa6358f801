"""The database itself refuses to change what a plan said: a revision is written once."""

from __future__ import annotations

from typing import Any

SQLITE = [
    "CREATE TRIGGER journey_revision_fixed BEFORE UPDATE ON journey_revision "
    "BEGIN SELECT RAISE(ABORT, 'a revision never changes'); END"
]
SQLITE_OFF = ["DROP TRIGGER IF EXISTS journey_revision_fixed"]
POSTGRES = [
    "CREATE OR REPLACE FUNCTION journey_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'a revision never changes'; END $$",
    "CREATE TRIGGER journey_revision_fixed BEFORE UPDATE ON journey_revision "
    "FOR EACH ROW EXECUTE FUNCTION journey_refuse()",
]
POSTGRES_OFF = ["DROP TRIGGER IF EXISTS journey_revision_fixed ON journey_revision"]


def install(apps: Any, schema_editor: Any) -> None:
    run(schema_editor, SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES)


def remove(apps: Any, schema_editor: Any) -> None:
    run(schema_editor, SQLITE_OFF if schema_editor.connection.vendor == "sqlite" else POSTGRES_OFF)


def run(schema_editor: Any, statements: list[str]) -> None:
    for statement in statements:
        schema_editor.execute(statement)
