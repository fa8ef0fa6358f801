"""The database itself refuses to change a locked plan, a prepared lottery and a lot that was drawn."""

from __future__ import annotations

from werkzaam.web.ledger.guard import Guard

GUARD = Guard(
    "study_locked_plan",
    "study_study",
    "a locked plan cannot change",
    columns=("code", "plan_toml", "plan_hash", "locked_at", "locked_by"),
    where="OLD.locked_at IS NOT NULL",
)

LOTTERY = Guard(
    "study_fixed_lottery",
    "study_lottery",
    "a lottery is prepared once",
    columns=("study_id", "algorithm", "by_cluster", "strata", "slots", "seed", "seed_hash", "list_hash"),
)
TICKET = Guard(
    "study_drawn_ticket",
    "study_lotteryticket",
    "a lot is drawn once",
    columns=("pseudonym", "stratum", "cluster", "batch", "place", "slot"),
    where="OLD.place IS NOT NULL",
)
