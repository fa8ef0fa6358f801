"""The database itself refuses to change a locked plan."""

from __future__ import annotations

from typing import Any

FIXED = ("code", "plan_toml", "plan_hash", "locked_at", "locked_by")
SQLITE = [
    f"CREATE TRIGGER study_locked_plan BEFORE UPDATE OF {', '.join(FIXED)} ON study_study "
    "WHEN OLD.locked_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'a locked plan cannot change'); END"
]
SQLITE_OFF = ["DROP TRIGGER IF EXISTS study_locked_plan"]
POSTGRES = [
    "CREATE OR REPLACE FUNCTION study_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'a locked plan cannot change'; END $$",
    f"CREATE TRIGGER study_locked_plan BEFORE UPDATE OF {', '.join(FIXED)} ON study_study "
    "FOR EACH ROW WHEN (OLD.locked_at IS NOT NULL) EXECUTE FUNCTION study_refuse()",
]
POSTGRES_OFF = ["DROP TRIGGER IF EXISTS study_locked_plan ON study_study"]


def install(apps: Any, schema_editor: Any) -> None:
    run(schema_editor, SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES)


def remove(apps: Any, schema_editor: Any) -> None:
    run(schema_editor, SQLITE_OFF if schema_editor.connection.vendor == "sqlite" else POSTGRES_OFF)


def run(schema_editor: Any, statements: list[str]) -> None:
    for statement in statements:
        schema_editor.execute(statement)
