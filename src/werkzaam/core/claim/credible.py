"""How far one answer leans on what cannot be checked, and for whom it holds, as nested tables of numbers."""

from __future__ import annotations

from dataclasses import asdict

from werkzaam.core.claim.tables import Evidence, Number, named, nested, step
from werkzaam.core.effect.result import Alternative, Bounds, Credibility, Moderation, Tipping


def credibility(found: Credibility) -> Evidence:
    """Only what was looked at has a place."""
    parts: dict[str, Evidence | Number] = {
        "alternatives": {each.key: _alternative(each) for each in found.alternatives},
        "left_out": {each.name: named(each) for each in found.left_out},
        "span": _span(found),
        "tipping": _tipping(found.tipping) if found.tipping else {},
        "lee": _lee(found.lee) if found.lee else {},
        "trend": named(found.trend) if found.trend else {},
        "honest": {f"m{step(each.m)}": {"m": each.m, **asdict(each.interval)} for each in found.honest},
        "e_value": named(found.e_value) if found.e_value else {},
    }
    return {**{key: part for key, part in parts.items() if part}, **_gamma(found)}


def moderation(found: Moderation) -> Evidence:
    numbers = ("df", "p", "p_adjusted")
    ends = {"points": asdict(found.points), "shrunk": asdict(found.shrunk)}
    return {**ends, **{name: getattr(found, name) for name in numbers}}


def _alternative(each: Alternative) -> Evidence:
    return {
        "points": asdict(each.points),
        "p": each.p,
        "df": each.df,
        "diagnostics": nested(each.diagnostics),
    }


def _span(found: Credibility) -> Evidence:
    """The least and the most that the estimate becomes without one cluster."""
    values = [each.points.value for each in found.left_out]
    return {"least": min(values), "most": max(values), "clusters": len(values)} if values else {}


def _tipping(tipping: Tipping) -> Evidence:
    curve = {str(at): {"shift": shift, **asdict(ends)} for at, (shift, ends) in enumerate(tipping.curve)}
    return {"shift": tipping.shift, "shift_sd": tipping.shift_sd, "curve": curve}


def _lee(bounds: Bounds) -> Evidence:
    return named(bounds)


def _gamma(found: Credibility) -> Evidence:
    return {} if found.gamma is None else {"gamma": found.gamma}
