"""Areas as Statistics Netherlands publishes them: codes, levels, and which file holds what."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from werkzaam.web.journey.rules.codes.neighbourhood import AreaLevel

PREFIX = {"GM": AreaLevel.MUNICIPALITY, "WK": AreaLevel.DISTRICT, "BU": AreaLevel.NEIGHBOURHOOD}
CODE = re.compile(r"GM\d{4}|WK\d{6}|BU\d{8}")
# The same field goes by several names over the years (Wijk- en Buurtkaart 2010–now).
NAMES: dict[AreaLevel, tuple[tuple[str, ...], tuple[str, ...]]] = {
    AreaLevel.NEIGHBOURHOOD: (("buurtcode", "bu_code"), ("buurtnaam", "bu_naam")),
    AreaLevel.DISTRICT: (("wijkcode", "wk_code"), ("wijknaam", "wk_naam")),
    AreaLevel.MUNICIPALITY: (("gemeentecode", "gm_code"), ("gemeentenaam", "gm_naam")),
}


@dataclass(frozen=True, slots=True)
class AreaFound:
    """One area as read from a file."""

    code: str
    level: AreaLevel
    name: str
    parent_code: str
    municipality: str
    is_water: bool
    geometry: Any


def level_of(code: str) -> AreaLevel | None:
    """Which level a code is of; None for what is no code of the national statistics."""
    return PREFIX[code[:2]] if CODE.fullmatch(code) else None


def area_of(feature: Mapping[str, Any]) -> AreaFound | None:
    """The area of one GeoJSON feature: the finest level whose code it carries; None where it carries none."""
    facts = {str(key).lower(): value for key, value in (feature.get("properties") or {}).items()}
    for level, (codes, names) in NAMES.items():
        code = str(_first(facts, codes))
        if level_of(code) == level:
            return AreaFound(
                code=code,
                level=level,
                name=str(_first(facts, names)) or code,
                parent_code=_parent(facts, level, code),
                municipality="GM" + code[2:6],
                is_water=str(facts.get("water", facts.get("h2o", ""))).upper() in {"JA", "B"},
                geometry=feature.get("geometry"),
            )
    return None


def _first(facts: Mapping[str, Any], names: Sequence[str]) -> Any:
    return next((facts[name] for name in names if facts.get(name)), "")


def _parent(facts: Mapping[str, Any], level: AreaLevel, code: str) -> str:
    """The code one level up; where the file does not say, the code itself does: BU01530101 lies in WK015301."""
    if level == AreaLevel.MUNICIPALITY:
        return ""
    if level == AreaLevel.DISTRICT:
        return str(_first(facts, NAMES[AreaLevel.MUNICIPALITY][0])) or "GM" + code[2:6]
    return str(_first(facts, NAMES[AreaLevel.DISTRICT][0])) or "WK" + code[2:8]
