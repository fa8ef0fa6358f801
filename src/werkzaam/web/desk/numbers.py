"""The numbers a sentence may refer to: what a run found, and what was said of elements."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from werkzaam.core.claim.dossier import Dossier
from werkzaam.core.claim.evidence import Evidence, Number, find
from werkzaam.core.claim.tables import element
from werkzaam.core.report.paths import flat


def place(folder: Path) -> Path:
    """Beside the draft in `folder`: every number as it was found, also what a reader may not know."""
    return folder.with_name(f"{folder.name}.numbers.json")


def keep(folder: Path, values: Mapping[str, Number]) -> None:
    """Lay down what the draft in `folder` was written from."""
    place(folder).write_text(json.dumps(values), encoding="utf-8")


def table(folder: Path | None, dossier: Dossier) -> Evidence:
    """The evidence of the draft in `folder` (none: nothing was run yet), with the elements as they stand today."""
    found = dict(_found(place(folder), _changed(place(folder)))) if folder else {}
    return {**found, "element": {one.key: element(one) for one in dossier.elements}}


def _changed(path: Path) -> int:
    return path.stat().st_mtime_ns if path.exists() else 0


@lru_cache(maxsize=8)
def _found(path: Path, changed: int) -> Mapping[str, Any]:
    """`changed` is part of the key: a draft that was written again is read again."""
    if not changed:
        return {}
    return nest(json.loads(path.read_text(encoding="utf-8")))


def nest(values: Mapping[str, Number]) -> dict[str, Any]:
    """`{"dose.contrast": 1}` as `{"dose": {"contrast": 1}}`."""
    whole: dict[str, Any] = {}
    for path, value in values.items():
        *steps, last = path.split(".")
        inner = whole
        for step in steps:
            inner = inner.setdefault(step, {})
        inner[last] = value
    return whole


def listed(evidence: Evidence) -> dict[str, Number]:
    """Every path with its number, in the evidence's own order."""
    return flat(evidence)


def present(paths: Iterable[str], evidence: Evidence) -> dict[str, Number]:
    """The number at each path today; None where there is none."""
    return {path: find(evidence, path) for path in paths}


def differ(then: Number, now: Number) -> bool:
    """Whether a number changed by more than rounding in its last digits."""
    if then is None or now is None:
        return then is not now
    return abs(then - now) > 1e-9 * max(abs(then), abs(now), 1e-9)
