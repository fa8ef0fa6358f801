"""The main job in one call, from paths or from values: what the command and `werkzaam.evaluate` share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from werkzaam.core.panel import Panel
    from werkzaam.core.plan import Plan
    from werkzaam.core.report.evaluation import Evaluation

Paths = str | Path | Sequence[str | Path]


def evaluate(
    plan: Plan | str | Path,
    panel: Panel | Paths | None = None,
    *,
    progress: Callable[[str, float], None] | None = None,
) -> Evaluation:
    """Judge a panel by its plan: the twin of `werkzaam evaluate`.

    `plan` is a Plan or its path; `panel` a Panel, data files, a frozen panel's folder, or None for
    the data that the plan names. Raises `werkzaam.problem.Problem`. Nothing is written until you ask:

        import werkzaam
        werkzaam.evaluate("examples/nsw/experiment.toml").write("report", on=date.today())
    """
    from werkzaam.core.panel import Panel, read_panel
    from werkzaam.core.plan import Plan, read_plan
    from werkzaam.core.report.evaluation import evaluate as judge

    plan = plan if isinstance(plan, Plan) else read_plan(Path(plan))
    panel = panel if isinstance(panel, Panel) else read_panel(plan, _paths(panel))
    return judge(plan, panel, progress)


def _paths(data: Paths | None) -> list[Path]:
    if data is None:
        return []
    return [Path(data)] if isinstance(data, str | Path) else [Path(path) for path in data]
