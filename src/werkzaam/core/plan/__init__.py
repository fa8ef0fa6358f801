"""The registered question: what will be compared, how, and which difference would matter."""

from werkzaam.core.plan.canonical import plan_hash
from werkzaam.core.plan.document import PlanProblem
from werkzaam.core.plan.lock import lock_plan, locked_text
from werkzaam.core.plan.model import (
    Arm,
    Columns,
    DataSource,
    Design,
    Direction,
    DoseSource,
    Estimand,
    Gates,
    Layout,
    Lock,
    Method,
    Outcome,
    Plan,
    Role,
    Scale,
    Text,
    Wave,
)
from werkzaam.core.plan.parse import parse_plan
from werkzaam.core.plan.read import read_plan

__all__ = [
    "Arm",
    "Columns",
    "DataSource",
    "Design",
    "Direction",
    "DoseSource",
    "Estimand",
    "Gates",
    "Layout",
    "Lock",
    "Method",
    "Outcome",
    "Plan",
    "PlanProblem",
    "Role",
    "Scale",
    "Text",
    "Wave",
    "lock_plan",
    "locked_text",
    "parse_plan",
    "plan_hash",
    "read_plan",
]
