"""The command as a person or a script meets it: exit codes, one message, one JSON object, nothing half-written."""

import json
import os
import re
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import werkzaam
from werkzaam.cli.exits import OK, UnexpectedProblem, UsageProblem, exit_code, missing_web
from werkzaam.cli.main import main
from werkzaam.core.panel import PanelProblem
from werkzaam.core.plan import PlanProblem
from werkzaam.problem import NotSupported, Problem

ROOT = Path(__file__).parents[1]
EXPERIMENT = ROOT / "examples/nsw/experiment.toml"
CPS = ROOT / "examples/nsw/cps.toml"
SMALL = ROOT / "tests/core/plan/small.toml"


def run(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "error", "-m", "werkzaam.cli", *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, **environment}, timeout=300
    )


# The whole job, on the two published comparisons


@pytest.fixture(scope="module")
def experiment(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], Path, str]:
    out = tmp_path_factory.mktemp("nsw") / "experiment"
    done = run("evaluate", EXPERIMENT, "--out", out, "--on", "2026-01-31", "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout), out, done.stderr


@pytest.mark.slow
def test_the_lottery_shows_the_published_difference(experiment: tuple[dict[str, Any], Path, str]) -> None:
    """Dehejia & Wahba (1999, table 3): 1,794 dollars, standard error 633 (unequal variances: 671)."""
    told, out, errors = experiment
    assert told["ok"]
    assert told["registered"]
    assert told["warnings"] == []
    assert errors == ""
    found = {estimate["key"]: estimate for estimate in told["estimates"]}
    assert found["earnings-y1978"]["value"] == pytest.approx(1794.34, abs=0.01)
    assert found["earnings-y1978"]["low"] < 1794 < found["earnings-y1978"]["high"]
    assert found["earnings-y1978"]["n"] == {"programme": 185, "control": 260}
    page = (out / "report.html").read_text(encoding="utf-8")
    assert "1,794" in page
    assert "1.794" in (out / "report.nl.html").read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_edition_is_whole(experiment: tuple[dict[str, Any], Path, str]) -> None:
    from werkzaam.core.report import read_edition

    told, out, _ = experiment
    assert {"edition.json", "report.html", "report.pdf", "estimates.json", "plan.toml"} <= set(told["files"])
    assert (out / "plan.toml").read_text(encoding="utf-8") == EXPERIMENT.read_text(encoding="utf-8")
    edition = read_edition(out)
    assert edition.plan_hash == told["plan_hash"]
    assert edition.published_on == date(2026, 1, 31)
    assert [entry.name for entry in out.parent.iterdir()] == ["experiment"]


@pytest.mark.slow
def test_the_survey_is_shown_and_refused(tmp_path: Path) -> None:
    done = run("evaluate", CPS, "--out", tmp_path / "cps", "--on", "2026-01-31", "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    raw = next(estimate for estimate in told["estimates"] if estimate["key"] == "earnings-y1978")
    assert raw["value"] == pytest.approx(-8497.5, abs=0.1)
    verdicts = {verdict["key"]: verdict["verdict"] for verdict in told["verdicts"]}
    assert set(verdicts.values()) <= {"not-comparable", "not-examined"}
    assert "not-comparable" in verdicts.values()


@pytest.mark.slow
def test_an_edition_is_replaced_and_a_changed_plan_is_said_to_be(
    experiment: tuple[dict[str, Any], Path, str], tmp_path: Path
) -> None:
    import shutil

    out = tmp_path / "edition"
    shutil.copytree(experiment[1], out)
    changed = tmp_path / "changed.toml"
    text = EXPERIMENT.read_text(encoding="utf-8").replace("smallest_effect = 1000", "smallest_effect = 10")
    changed.write_text(text, encoding="utf-8")
    done = run("evaluate", changed, "--out", out, "--on", "2026-02-01")
    assert done.returncode == 0, done.stderr
    assert "has been changed since" in done.stderr
    assert f"Edition: {out}" in done.stdout
    record = json.loads((out / "edition.json").read_text(encoding="utf-8"))
    assert {verdict["verdict"] for verdict in record["verdicts"]} == {"not-examined"}
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["changed.toml", "edition"]


# Refusals


@pytest.fixture
def data(tmp_path: Path) -> Path:
    lines = ["person,arm,wave,rung,age"]
    for number in range(12):
        arm = "participants" if number < 6 else "control"
        lines += [
            f"p{number},{arm},{wave},{1 + (number + len(wave)) % 5},{30 + number}" for wave in ("t0", "t1")
        ]
    path = tmp_path / "data.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def broken(name: str, content: bytes) -> Any:
    def made(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(content)
        return path

    return made


PLANS = [
    (lambda folder: folder / "none.toml", "plan-not-found"),
    (broken("a.toml", b"\xff"), "plan-not-utf8"),
    (broken("a.toml", b"schema = "), "plan-syntax"),
    (broken("a.toml", b'schema = "werkzaam-plan/9"'), "plan-schema"),
    (broken("a.toml", SMALL.read_bytes().replace(b"direction", b"directoin")), "plan-missing-key"),
]


@pytest.mark.parametrize(("make", "code"), PLANS, ids=[code for _, code in PLANS])
def test_a_plan_problem_is_exit_3(
    tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str], make: Any, code: str
) -> None:
    assert main(["evaluate", str(make(tmp_path)), str(data), "--out", str(tmp_path / "out")]) == 3
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.strip().splitlines()) == 1
    assert said.err.strip().endswith(f"[{code}]")
    assert not (tmp_path / "out").exists()


def test_a_refusal_as_a_script_meets_it(tmp_path: Path) -> None:
    done = run("evaluate", tmp_path / "none.toml", "--out", tmp_path / "out", "--json")
    assert (done.returncode, done.stderr) == (3, "")
    assert json.loads(done.stdout)["problem"]["code"] == "plan-not-found"


DATA = [
    ("rung", "trede", "missing-column"),
    ("control", "regular", "unknown-arm"),
    ("p1,participants,t1,", "p1,participants,t1,x", "text-in-number"),
    ("p1,participants,t1,", "p1,participants,t1,-inf,#", "data-ragged"),
    ("p1,participants,t1", "p1,participants,t0", "duplicate-person-wave"),
    ("control", "participants", "empty-arm"),
]


@pytest.mark.parametrize(("right", "wrong", "code"), DATA, ids=[code for *_, code in DATA])
def test_a_data_problem_is_exit_4(
    tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str], right: str, wrong: str, code: str
) -> None:
    text = data.read_text(encoding="utf-8")
    assert right in text
    data.write_text(text.replace(right, wrong), encoding="utf-8")
    assert main(["evaluate", str(SMALL), str(data), "--out", str(tmp_path / "out"), "--json"]) == 4
    said = capsys.readouterr()
    told = json.loads(said.out)
    assert (told["ok"], told["problem"]["code"]) == (False, code)
    assert said.err == ""
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["data.csv"]


def test_an_occupied_folder_is_exit_5_before_the_work(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/letter.txt").write_text("dear")
    done = run("evaluate", EXPERIMENT, "--out", tmp_path / "mine")
    assert done.returncode == 5
    assert "[out-occupied]" in done.stderr
    assert [entry.name for entry in (tmp_path / "mine").iterdir()] == ["letter.txt"]


def test_a_file_is_no_folder(tmp_path: Path, data: Path) -> None:
    assert main(["evaluate", str(SMALL), str(data), "--out", str(data)]) == 5
    assert main(["evaluate", str(SMALL), str(data), "--out", str(data / "under")]) == 5


USAGE = [("evaluate",), ("evaluate", "a.toml"), ("nonsense",), ("plan",), ("plan", "lock", "a.toml")]


@pytest.mark.parametrize("arguments", USAGE, ids=" ".join)
def test_wrong_arguments_are_exit_2(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    assert "[usage]" in capsys.readouterr().err
    assert main([*arguments, "--json"]) == 2
    assert json.loads(capsys.readouterr().out)["problem"]["code"] == "usage"


def test_a_date_is_a_date(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", "a.toml", "--out", "x", "--on", "31-01-2026"]) == 2
    assert "no date such as" in capsys.readouterr().err


def test_no_arguments_show_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == OK
    assert "evaluate" in capsys.readouterr().out


ROOMS = ("core/plan", "core/panel", "cli")
EVERYTHING = sorted((ROOT / "src/werkzaam").rglob("*.py"))
SOURCE = "\n".join(
    path.read_text("utf-8")
    for path in EVERYTHING
    if str(path.parent).endswith(tuple(f"werkzaam/{r}" for r in ROOMS))
)
DOCUMENTED = set(re.findall(r"`([a-z]+(?:-[a-z0-9]+)+)`", (ROOT / "docs/exit-codes.md").read_text("utf-8")))
MADE_FROM_PARTS = {"unknown-wave", "not-supported"}


@pytest.mark.parametrize("code", sorted(DOCUMENTED - MADE_FROM_PARTS))
def test_every_documented_code_exists(code: str) -> None:
    assert any(f'"{code}"' in path.read_text("utf-8") for path in EVERYTHING)


@pytest.mark.parametrize("code", sorted(set(re.findall(r'\bcode="([a-z-]+)"', SOURCE))))
def test_every_code_is_documented(code: str) -> None:
    assert code in DOCUMENTED | {"web-not-installed"}


def test_each_kind_of_problem_has_its_code() -> None:
    assert exit_code(UsageProblem("x")) == 2
    assert exit_code(PlanProblem("x")) == 3
    assert exit_code(NotSupported("x")) == 3
    assert exit_code(PanelProblem("x")) == 4
    assert exit_code(Problem("x")) == 1


def test_a_missing_extra_is_named_and_another_missing_module_is_our_mistake() -> None:
    assert missing_web(ModuleNotFoundError(name="django.conf")).code == "web-not-installed"
    try:
        raise ModuleNotFoundError(name="werkzaam.lost")
    except ModuleNotFoundError as error:
        assert isinstance(missing_web(error), UnexpectedProblem)


def test_without_the_web_part_one_message(tmp_path: Path) -> None:
    (tmp_path / "django.py").write_text('raise ModuleNotFoundError("No module named django", name="django")')
    done = run("manage", "check", PYTHONPATH=str(tmp_path))
    assert done.returncode == 2
    assert "werkzaam[web]" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_mistake_of_ours_quotes_no_data(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ValueError("Amina Voorbeeld")

    monkeypatch.setattr("werkzaam.core.plan.read_plan", fail)
    assert main(["plan", "check", "a.toml"]) == 1
    errors = capsys.readouterr().err
    assert "unexpected ValueError" in errors
    assert "Amina" not in errors


# Plans


def test_check_says_what_is_registered() -> None:
    done = run("plan", "check", EXPERIMENT, "--json")
    told = json.loads(done.stdout)
    assert (done.returncode, told["registered"], told["estimands"]) == (0, True, ["earnings-y1978"])
    done = run("plan", "check", SMALL)
    assert "not registered" in done.stdout
    assert "not locked" in done.stderr


def test_lock_registers_once(tmp_path: Path) -> None:
    path = tmp_path / "small.toml"
    path.write_bytes(SMALL.read_bytes())
    done = run("plan", "lock", path, "--by", "Dirk", "--on", "2026-01-15", "--json")
    assert (done.returncode, json.loads(done.stdout)["registered"]) == (0, True)
    again = run("plan", "lock", path, "--by", "Dirk")
    assert again.returncode == 3
    assert "[plan-locked]" in again.stderr


# Speed and the Python twin


def test_the_command_starts_at_once() -> None:
    """0.3 s is felt as waiting. The best of five, since other work may share the machine."""
    code = "import werkzaam.cli, werkzaam, sys; sys.exit(any(m in sys.modules for m in ('numpy', 'pyarrow', 'django')))"

    def seconds() -> float:
        start = time.perf_counter()
        assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
        return time.perf_counter() - start

    assert min(seconds() for _ in range(5)) < 0.3


def test_the_python_twin_takes_a_path_or_values() -> None:
    from werkzaam.core.panel import read_panel
    from werkzaam.core.plan import read_plan

    plan = read_plan(EXPERIMENT)
    steps: list[str] = []
    one = werkzaam.evaluate(str(EXPERIMENT), progress=lambda step, _fraction: steps.append(step))
    two = werkzaam.evaluate(plan, read_panel(plan))
    assert one.findings.estimates[0].points.value == pytest.approx(1794.34, abs=0.01)
    assert one.findings == two.findings
    assert steps


def test_the_python_twin_takes_files(data: Path) -> None:
    one = werkzaam.evaluate(SMALL, data)
    two = werkzaam.evaluate(SMALL, [data])
    assert one.panel.hash == two.panel.hash
    assert not one.plan.registered
