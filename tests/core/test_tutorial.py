"""The tutorial as a new researcher would follow it: every block runs, in order, and shows what the page shows."""

from __future__ import annotations

import contextlib
import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

import pytest

from werkzaam.core.plan import parse_plan

DOCS = Path(__file__).parents[2] / "docs"
PAGE = DOCS / "how-to/analyse-a-pilot.md"
BLOCK = re.compile(r"^```(python|sh|toml|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PLAN = "pilot.toml"
HASH = re.compile(r"\b[0-9a-f]{64}\b")


@dataclass
class Reader:
    """Somebody with the page in an empty folder; Python stays open between its blocks."""

    folder: Path
    names: dict[str, Any] = field(default_factory=dict)

    def follow(self, kind: str, block: str) -> str:
        """What one block prints on standard output."""
        if kind == "toml":
            (self.folder / PLAN).write_text(block, encoding="utf-8")
            return ""
        return self.python(block) if kind == "python" else self.shell(block)

    def python(self, block: str) -> str:
        said = io.StringIO()
        with contextlib.chdir(self.folder), contextlib.redirect_stdout(said):
            exec(compile(block, PAGE.name, "exec"), self.names)
        return said.getvalue()

    def shell(self, block: str) -> str:
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        done = subprocess.run(
            ["sh", "-e", "-c", block],
            cwd=self.folder,
            env={**os.environ, "PATH": path, "PYTHONWARNINGS": "error"},
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


def steps() -> Iterator[tuple[str, str, str | None]]:
    """(kind, block, what the page shows for it) in order."""
    blocks = BLOCK.findall(PAGE.read_text(encoding="utf-8"))
    for (kind, block), (following, shown) in zip(blocks, [*blocks[1:], ("", "")], strict=True):
        if kind != "text":
            yield kind, block, shown if following == "text" else None


def comparable(said: str) -> list[str]:
    """Lines without the seal of a plan, which changes with every word of it, and without trailing space."""
    return [line.rstrip() for line in HASH.sub("…", said).strip().splitlines()]


@pytest.mark.slow
def test_every_block_shows_what_the_page_shows(tmp_path: Path) -> None:
    reader = Reader(tmp_path)
    compared = 0
    for kind, block, shown in steps():
        said = reader.follow(kind, block)
        if shown is not None:
            assert comparable(said) == comparable(shown), block
            compared += 1
    assert compared >= 8
    assert (tmp_path / "report/report.html").is_file()


def test_the_truth_that_was_put_in_lies_in_the_interval_shown() -> None:
    """The page says "8 points": the interval it shows holds them."""
    page = PAGE.read_text(encoding="utf-8")
    low, high = map(float, re.search(r"95% from (-?[\d.]+) to ([\d.]+)", page).groups())  # type: ignore[union-attr]
    assert "adds 8\npoints" in page
    assert low < 8 < high


ELSEWHERE = {"folder", "event"}
"""Not of the file, or shown on another outcome."""


def test_the_plan_that_explains_every_key_is_a_plan() -> None:
    """docs/plan.md shows one plan with all keys in it; a key that a plan may hold and the page does not is missed."""
    kind, block = BLOCK.findall((DOCS / "plan.md").read_text(encoding="utf-8"))[0]
    assert kind == "toml"
    plan = parse_plan(block, "plan.md")
    assert plan.lottery
    assert [wave.key for wave in plan.earlier] == ["before"]
    assert [each.key for each in plan.estimands if each.primary] == ["rung-t1"]
    for part in (
        plan,
        plan.allocation,
        plan.moderators[0],
        plan.expect,
        plan.deviations[0],
        plan.outcomes[0],
    ):
        for each in fields(part):  # type: ignore[arg-type]
            assert getattr(part, each.name) not in (None, (), {}) or each.name in ELSEWHERE, each.name
