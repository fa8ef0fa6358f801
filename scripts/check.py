"""Everything that must hold before a change is good, and a summary that says loudly what did not run.

python scripts/check.py            all of it
python scripts/check.py --quick    without tests of pages, browsers and PostgreSQL
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

BIN = Path(sys.executable).parent
PYTHON = sys.executable
SKIPPED = 77  # a step's exit code for "cannot run here" (tests/postgres.py)
WORKERS = str(min(os.cpu_count() or 1, 4))
SPREAD = ["-n", WORKERS, "--dist", "worksteal"]
STATIC = {
    "style": [BIN / "ruff", "check"],
    "layout": [BIN / "ruff", "format", "--check"],
    "types": [BIN / "mypy"],
    "walls": [BIN / "lint-imports", "--no-cache"],
    "house": [PYTHON, "-m", "pytest", "tests/house", "-q", "-rs"],
}
QUICK = {"tests of the core": [PYTHON, "-m", "pytest", "tests/core", "-q", "-rs", *SPREAD]}
ALIKE = [
    f"--ignore=tests/web/{name}"  # on either engine
    for name in ("test_matrix.py", "test_page_queries.py", "test_tongues.py", "survey/waves")
]
FULL = {
    "tests on SQLite": [
        *(PYTHON, "-m", "pytest", "tests", "--ignore=tests/house", "-q", "-rs", *SPREAD),
        *("--cov", "--cov-report=term:skip-covered"),
    ],
    "tests on PostgreSQL": [
        *(PYTHON, "tests/postgres.py", PYTHON, "-m", "pytest", "tests/web", *ALIKE, "-q", "-rs", *SPREAD),
    ],
}


@dataclass(frozen=True, slots=True)
class Outcome:
    step: str
    code: int
    seconds: float
    last: str
    skipped: tuple[str, ...]

    def __str__(self) -> str:
        word = {0: "ok", SKIPPED: "SKIPPED"}.get(self.code, "FAILED")
        return f"{word:8} {self.step:22} {self.seconds:5.0f} s  {self.last}"


def run(step: str, command: list[str | Path]) -> Outcome:
    """Run one step, show what it says, and remember its last line and what it skipped."""
    print(
        f"\n=== {step}: {' '.join(Path(part).name if '/' in str(part) else str(part) for part in command[:4])} …",
        flush=True,
    )
    began = time.monotonic()
    last, skipped = "", []
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            last = line.strip() or last
            if line.startswith("SKIPPED"):
                skipped.append(line.strip())
    return Outcome(
        step, process.returncode, time.monotonic() - began, re.sub(r"\s+", " ", last)[:90], tuple(skipped)
    )


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--quick", action="store_true")
    steps = STATIC | (QUICK if asked.parse_args().quick else FULL)
    outcomes = [run(step, command) for step, command in steps.items()]
    print("\n=== summary")
    for outcome in outcomes:
        print(outcome)
    unrun = [f"{o.step}: {line}" for o in outcomes for line in o.skipped]
    unrun += [f"{o.step}: the whole step" for o in outcomes if o.code == SKIPPED]
    if unrun:
        print("\n!!! NOT RUN ON THIS MACHINE:")
        print("\n".join(f"!!! {line}" for line in unrun))
    return int(any(outcome.code not in {0, SKIPPED} for outcome in outcomes))


if __name__ == "__main__":
    sys.exit(main())
