"""`werkzaam evaluate --earlier`: what would give somebody away is a refusal to write, with its own code."""

from pathlib import Path

import pytest

from werkzaam.cli.arguments import parser
from werkzaam.cli.exits import EDITION, WRITE, exit_code
from werkzaam.cli.main import main
from werkzaam.core.report.disclosure.earlier import DifferenceProblem
from werkzaam.core.report.disclosure.inspected import LeakProblem

PLAN = Path(__file__).parents[1] / "examples/nsw/experiment.toml"


def test_several_editions_can_be_named():
    options = parser().parse_args(
        ["evaluate", str(PLAN), "--out", "o", "--earlier", "first", "--earlier", "second"]
    )
    assert options.earlier == [Path("first"), Path("second")]


@pytest.mark.parametrize("problem", [DifferenceProblem("x"), LeakProblem("x")])
def test_a_refusal_is_one_of_writing(problem):
    assert exit_code(problem) == WRITE


def test_an_edition_that_is_not_there_is_told_before_the_long_work(tmp_path, capsys):
    (tmp_path / "empty").mkdir()
    code = main(["evaluate", str(PLAN), "--out", str(tmp_path / "o"), "--earlier", str(tmp_path / "empty")])
    assert code == EDITION
    assert "[edition-missing]" in capsys.readouterr().err
    assert not (tmp_path / "o").exists()
