"""The database itself refuses to change or delete an event."""

from __future__ import annotations

from typing import Any

SQLITE = [
    f"CREATE TRIGGER ledger_no_{verb} BEFORE {verb} ON ledger_event "
    "BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"
    for verb in ("update", "delete")
]
SQLITE_OFF = [f"DROP TRIGGER IF EXISTS ledger_no_{verb}" for verb in ("update", "delete")]
POSTGRES = [
    "CREATE OR REPLACE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'the ledger is append-only'; END $$",
    "CREATE TRIGGER ledger_no_change BEFORE UPDATE OR DELETE ON ledger_event "
    "FOR EACH ROW EXECUTE FUNCTION ledger_refuse()",
    "CREATE TRIGGER ledger_no_truncate BEFORE TRUNCATE ON ledger_event "
    "FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()",
]
POSTGRES_OFF = [f"DROP TRIGGER IF EXISTS ledger_no_{verb} ON ledger_event" for verb in ("change", "truncate")]


def install(apps: Any, schema_editor: Any) -> None:
    run(schema_editor, SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES)


def remove(apps: Any, schema_editor: Any) -> None:
    run(schema_editor, SQLITE_OFF if schema_editor.connection.vendor == "sqlite" else POSTGRES_OFF)


def run(schema_editor: Any, statements: list[str]) -> None:
    for statement in statements:
        schema_editor.execute(statement)
