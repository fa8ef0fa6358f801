"""The registered question: what will be compared, how, and which difference would matter."""

from werkzaam.core.plan.canonical import plan_hash
from werkzaam.core.plan.document import PlanProblem
from werkzaam.core.plan.lock import lock_plan, locked_text
from werkzaam.core.plan.model import (
    Allocation,
    Arm,
    Columns,
    DataSource,
    Design,
    Deviation,
    Direction,
    DoseSource,
    Estimand,
    Expectation,
    Gates,
    Inference,
    Layout,
    Lock,
    Method,
    Moderator,
    Outcome,
    Plan,
    Role,
    Scale,
    Text,
    Unit,
    Wave,
    Weighting,
)
from werkzaam.core.plan.parse import parse_plan
from werkzaam.core.plan.read import read_plan
from werkzaam.core.plan.write import has_comments, plan_text

__all__ = [
    "Allocation",
    "Arm",
    "Columns",
    "DataSource",
    "Design",
    "Deviation",
    "Direction",
    "DoseSource",
    "Estimand",
    "Expectation",
    "Gates",
    "Inference",
    "Layout",
    "Lock",
    "Method",
    "Moderator",
    "Outcome",
    "Plan",
    "PlanProblem",
    "Role",
    "Scale",
    "Text",
    "Unit",
    "Wave",
    "Weighting",
    "has_comments",
    "lock_plan",
    "locked_text",
    "parse_plan",
    "plan_hash",
    "plan_text",
    "read_plan",
]
