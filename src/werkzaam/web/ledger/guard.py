"""What the database itself refuses: some rows are never changed, whoever asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Guard:
    """Refuses `verbs` on the rows of `table` (of `columns`, and `where` a condition on OLD holds), and says why.

    A migration runs `install` and `remove`. PostgreSQL knows an emptying of its own kind (TRUNCATE) as well.
    """

    name: str
    table: str
    says: str
    verbs: tuple[str, ...] = ("UPDATE",)
    columns: tuple[str, ...] = ()
    where: str = ""

    def install(self, apps: Any, schema_editor: Any) -> None:
        sqlite = schema_editor.connection.vendor == "sqlite"
        run(schema_editor, self._sqlite() if sqlite else self._postgres())

    def remove(self, apps: Any, schema_editor: Any) -> None:
        on = "" if schema_editor.connection.vendor == "sqlite" else f" ON {self.table}"
        run(schema_editor, [f"DROP TRIGGER IF EXISTS {self._trigger(verb)}{on}" for verb in self.verbs])

    def _sqlite(self) -> list[str]:
        return [
            f"{self._create(verb)} {self._when()} BEGIN SELECT RAISE(ABORT, '{self.says}'); END"
            for verb in self.verbs
            if verb != "TRUNCATE"
        ]

    def _postgres(self) -> list[str]:
        refuse = f"CREATE OR REPLACE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS "
        each = {"TRUNCATE": "STATEMENT"}
        return [
            f"{refuse} $$ BEGIN RAISE EXCEPTION '{self.says}'; END $$",
            *(
                f"{self._create(verb)} FOR EACH {each.get(verb, 'ROW')} {self._when()} EXECUTE FUNCTION {self.name}()"
                for verb in self.verbs
            ),
        ]

    def _create(self, verb: str) -> str:
        of = f" OF {', '.join(self.columns)}" if self.columns else ""
        return f"CREATE TRIGGER {self._trigger(verb)} BEFORE {verb}{of} ON {self.table}"

    def _trigger(self, verb: str) -> str:
        return f"{self.name}_{verb.lower()}"

    def _when(self) -> str:
        return f"WHEN ({self.where})" if self.where else ""


def run(schema_editor: Any, statements: list[str]) -> None:
    for statement in statements:
        schema_editor.execute(statement)
