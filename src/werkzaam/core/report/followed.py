"""What became of recommendations: a small file beside the editions, as an edition itself never changes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from werkzaam.core.claim.dossier import Text, Uptake
from werkzaam.problem import Problem

SCHEMA = "werkzaam-followed/1"
FOLDER = ".followed"  # on the shelf; a hidden folder is no edition


@dataclass(frozen=True, slots=True)
class Step:
    """What the addressee answered or did on a day; declining says why."""

    on: date
    uptake: Uptake
    reason: Text


Followed = Mapping[str, Sequence[Step]]
"""Steps per claim key, oldest first."""


class FollowedProblem(Problem):
    """A file of follow-up that cannot be read; the publication is shown without it."""

    code = "followed-invalid"
    status = 422


def place(shelf: Path, key: str) -> Path:
    """Where the follow-up of the edition `key` lies."""
    return shelf / FOLDER / f"{key}.json"


def read_followed(path: Path) -> Followed:
    """Steps per recommendation; nothing where nobody followed it up yet. Raises FollowedProblem."""
    if not path.is_file():
        return {}
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        if record["schema"] != SCHEMA:
            raise ValueError(record["schema"])
        return {key: [_step(one) for one in steps] for key, steps in record["recommendations"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise FollowedProblem(f"{path.name} is not readable as follow-up of recommendations.") from error


def write_followed(path: Path, followed: Followed) -> None:
    """Written beside its place, then moved there: a reader sees the old file or the new one."""
    steps = {
        key: [{**asdict(one), "on": one.on.isoformat()} for one in each] for key, each in followed.items()
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".new")
    text = json.dumps({"schema": SCHEMA, "recommendations": steps}, ensure_ascii=False, indent=1)
    beside.write_text(text + "\n", encoding="utf-8")
    beside.replace(path)


def _step(record: Mapping[str, object]) -> Step:
    reason = record["reason"]
    if not isinstance(reason, Mapping):
        raise TypeError(reason)
    return Step(date.fromisoformat(str(record["on"])), Uptake(str(record["uptake"])), dict(reason))
