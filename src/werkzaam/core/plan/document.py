"""A plan file as read: its tables, and on which line each key stands, so that a refusal can point there."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from werkzaam.problem import Problem

Path = tuple[str | int, ...]
"""The way to a value: ("outcomes", 1, "scale") is the key `scale` of the second `[[outcomes]]`."""

HEADER = re.compile(r"^\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(#.*)?$")
KEY = re.compile(r"""^\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")
PART = re.compile(r"""[\w-]+|"[^"]*"|'[^']*'""")
AT_LINE = re.compile(r"\(at line (\d+), column \d+\)")


class PlanProblem(Problem):
    """A plan file that cannot be used as it stands. Nothing was read from data, nothing was written."""

    code = "plan-invalid"
    status = 422


@dataclass(frozen=True, slots=True)
class Document:
    """`name` is the file's name as shown to people; `lines` maps each key's way to its line number."""

    name: str
    tables: Mapping[str, object]
    lines: Mapping[Path, int]

    def problem(self, path: Path, code: str, message: str, **details: object) -> PlanProblem:
        """A refusal that names the file, the line and the key."""
        line = self.line(path)
        where = f"{self.name}, line {line}" if line else self.name
        return PlanProblem(
            f"{where}: {spoken(path)} {message}",
            code=code,
            plan=self.name,
            line=line,
            key=dotted(path),
            **details,
        )

    def line(self, path: Path) -> int | None:
        """The line of the key, or of the nearest table around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path)


def read_document(text: str, name: str) -> Document:
    """Parse TOML. Raises PlanProblem (`plan-syntax`) with the line of the mistake."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _syntax_problem(str(error), name) from error
    return Document(name, tables, line_index(text))


def _syntax_problem(message: str, name: str) -> PlanProblem:
    found = AT_LINE.search(message)
    line = int(found[1]) if found else None
    where = f"{name}, line {line}" if line else name
    reason = AT_LINE.sub("", message).strip()
    return PlanProblem(
        f"{where}: this is not valid TOML ({reason}). Nothing was read; correct the line and try again.",
        code="plan-syntax",
        plan=name,
        line=line,
    )


def line_index(text: str) -> dict[Path, int]:
    """Line number of every header and key that starts a line; keys in inline tables count as their parent."""
    lines: dict[Path, int] = {}
    table: Path = ()
    counts: dict[Path, int] = {}
    fence = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if not fence:
            if header := HEADER.match(line):
                table = _table_path(_parts(header[2]), header[1] == "[[", counts)
                lines.setdefault(table, number)
            elif key := KEY.match(line):
                lines.setdefault(table + _parts(key[1]), number)
        fence = _open_fence(line, fence)
    return lines


def _parts(dotted_key: str) -> Path:
    return tuple(part.strip("\"'") for part in PART.findall(dotted_key))


def _table_path(parts: Path, repeated: bool, counts: dict[Path, int]) -> Path:
    """`[[outcomes]]` seen for the second time is ("outcomes", 1); its sub-tables stand under it."""
    path: Path = ()
    for part in parts[:-1]:
        path = (*path, part)
        if path in counts:
            path = (*path, counts[path])
    path = (*path, parts[-1])
    if not repeated:
        return path
    counts[path] = counts.get(path, -1) + 1
    return (*path, counts[path])


def _open_fence(line: str, fence: str) -> str:
    """Which multi-line string is still open after this line."""
    for mark in ('"""', "'''"):
        if fence in ("", mark) and line.count(mark) % 2:
            return "" if fence else mark
    return fence


def spoken(path: Path) -> str:
    """`scale in [[outcomes]] number 2`."""
    if not path:
        return "the plan"
    if len(path) == 1:
        return str(path[0])
    if isinstance(path[1], int):
        table, rest = f"[[{path[0]}]] number {path[1] + 1}", path[2:]
    else:
        table, rest = f"[{path[0]}]", path[1:]
    return f"{dotted(rest)} in {table}" if rest else table


def dotted(path: Path) -> str:
    """`outcomes[1].scale`, counting from 0, for machines."""
    words = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return words.removeprefix(".")


def suggestion(found: str, known: Sequence[str]) -> str:
    """` Did you mean "scale"?`, or nothing when no known word is near."""
    near = get_close_matches(found, known, n=1)
    return f' Did you mean "{near[0]}"?' if near else ""
