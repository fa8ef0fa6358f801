"""Earlier editions of the same study: what they printed, and which new numbers may not stand beside it.

Persons who were added or taken out between two editions are a group of their own. Where they are fewer than the
threshold, a reader who subtracts learns what they answered: so a number over a group that changed by so few is not
printed again. An estimate that would have to go cannot be missed: then the edition is refused, with the list.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from werkzaam.core.report.disclosure.account import Why
from werkzaam.core.report.disclosure.protect import DisclosureProblem
from werkzaam.core.report.disclosure.rules import Rules
from werkzaam.core.report.edition import Edition
from werkzaam.core.report.material import Material

Values = Mapping[str, float | None]

_CLOSE = 1e-9


class DifferenceProblem(DisclosureProblem):
    """Beside an earlier edition the new one would give a small group away."""

    code = "disclosure-difference"


@dataclass(frozen=True, slots=True)
class Earlier:
    """An edition that is out: its numbers by path, and those of them that it withheld."""

    digest: str
    values: Values
    withheld: frozenset[str] = frozenset()


def printed(edition: Edition) -> Earlier:
    """What an edition told. One made before anything was withheld told all."""
    record = json.loads(edition.path("estimates.json").read_text(encoding="utf-8"))
    return Earlier(edition.digest, record["evidence"], frozenset(record.get("withheld", ())))


def beside(values: Values, material: Material, out: Collection[Earlier], rules: Rules) -> Mapping[str, Why]:
    """Of the numbers that would be told, those that go because of what is out.

    Raises DifferenceProblem where an estimate would.
    """
    found = {path: Why.EARLIER for one in out for path in _given(values, one, rules)}
    made = (
        f"estimate.{one.key}.points" for one in (*material.findings.estimates, *material.findings.partners)
    )
    told = {path for path in made if values.get(f"{path}.value") is not None}
    lost = sorted(told & found.keys())
    if lost:
        message = (
            "Persons were added or taken out since an earlier edition, and they are fewer than "
            f"{rules.threshold}: from the two editions together a reader could work out what they answered. Nothing "
            f"was written. It concerns {', '.join(lost)}. Publish again when more persons have changed, or leave "
            "these questions out."
        )
        raise DifferenceProblem(message, paths=lost)
    return found


def _given(values: Values, out: Earlier, rules: Rules) -> Iterator[str]:
    """Numbers over a group that grew or shrank by too few; counts that themselves changed by too few."""
    for size, rests in _sizes(values):
        before, now = out.values.get(size), values[size]
        if _few(before, now, rules):
            yield from (path for path in rests if _changed(path, values, out))
    for path in values:
        told = values[path] is not None and _COUNTS.search(path)
        if told and (path in out.withheld or _few(out.values.get(path), values[path], rules)):
            yield from _together(path)


def _together(path: str) -> Iterator[str]:
    """Who rose, stayed and fell add up to a number that is told: so they go together, and all tables of them."""
    yield path
    if found := re.match(r"(development\.[^.]+\.[^.]+\.[^.]+)\.", path):
        yield from (f"{found[1]}.{name}" for name in _STEPS)


_STEPS = ("risen", "same", "fallen", "improved", "worsened", "reliable", "movement")
_COUNTS = re.compile(
    r"^development\..*\.(risen|same|fallen|improved|worsened)$|\.movement\.|^element\..*\.(persons|against)$"
)


def _sizes(values: Values) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every number of persons with the paths of what is told of them."""
    for path in values:
        if found := re.match(r"(development\..*)\.n$", path):
            base = found[1]
            yield path, tuple(f"{base}.{name}" for name in ("level", "sd"))
        elif found := re.match(r"(development\..*)\.n_change$", path):
            base = found[1]
            yield path, tuple(f"{base}.{name}" for name in ("change", "reliable", "movement"))
        elif found := re.match(r"estimate\.(.*)\.n\.[^.]+$", path):
            key = found[1]
            yield path, (f"estimate.{key}.points", f"estimate.{key}.diagnostics", f"balance.{key}.rows")


def _few(before: float | None, now: float | None, rules: Rules) -> bool:
    return before is not None and now is not None and 0 < abs(now - before) < rules.threshold


def _changed(path: str, values: Values, out: Earlier) -> bool:
    """Whether anything under the path differs from what is out."""
    own = [each for each in values if each == path or each.startswith(f"{path}.")]
    return any(not _same(values[each], out.values.get(each)) for each in own)


def _same(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= _CLOSE * max(1.0, abs(one), abs(other))
