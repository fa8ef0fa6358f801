"""The database itself refuses to change an instrument: answers must keep their meaning."""

from __future__ import annotations

from typing import Any

SQLITE = [
    "CREATE TRIGGER survey_instrument_fixed BEFORE UPDATE ON survey_instrument "
    "BEGIN SELECT RAISE(ABORT, 'an instrument never changes'); END"
]
SQLITE_OFF = ["DROP TRIGGER IF EXISTS survey_instrument_fixed"]
POSTGRES = [
    "CREATE OR REPLACE FUNCTION survey_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'an instrument never changes'; END $$",
    "CREATE TRIGGER survey_instrument_fixed BEFORE UPDATE ON survey_instrument "
    "FOR EACH ROW EXECUTE FUNCTION survey_refuse()",
]
POSTGRES_OFF = ["DROP TRIGGER IF EXISTS survey_instrument_fixed ON survey_instrument"]


def install(apps: Any, schema_editor: Any) -> None:
    run(schema_editor, SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES)


def remove(apps: Any, schema_editor: Any) -> None:
    run(schema_editor, SQLITE_OFF if schema_editor.connection.vendor == "sqlite" else POSTGRES_OFF)


def run(schema_editor: Any, statements: list[str]) -> None:
    for statement in statements:
        schema_editor.execute(statement)
