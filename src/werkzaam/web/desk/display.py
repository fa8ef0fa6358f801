"""The joint display as a table in one language, with what changed under a row that went stale."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from werkzaam.core.claim import joint as core
from werkzaam.core.claim.dossier import Joint, Voices
from werkzaam.core.claim.evidence import Number, find
from werkzaam.core.claim.render import number
from werkzaam.core.report.said import words
from werkzaam.web.desk.dossier import PERSPECTIVES
from werkzaam.web.desk.dossier import joint as as_core
from werkzaam.web.desk.models import JointRow
from werkzaam.web.desk.numbers import differ, listed
from werkzaam.web.desk.picker import hint_of
from werkzaam.web.desk.room import Room
from werkzaam.web.desk.standing import STALE_ROW, row_faults, said
from werkzaam.web.interview.queries.whom import perspectives


@dataclass(frozen=True, slots=True)
class Shown:
    """A row as it is read: each side in words, `faults` and `changes` since it was last looked at."""

    row: JointRow
    element: str
    dose: str
    dose_name: str
    estimate: str
    outcome: str
    level: Any
    voices: list[tuple[str, str]]
    reading: str
    is_stale: bool
    faults: list[str]
    changes: list[str]


def rows(here: Room, language: str) -> list[Shown]:
    return [_shown(here, row, as_core(row), language) for row in here.rows]


def _shown(here: Room, row: JointRow, told: Joint, language: str) -> Shown:
    now, wrong = core.sides(told, here.dossier.elements, here.evidence), row_faults(here, told)
    stale = any(one.code == STALE_ROW for one in wrong)
    return Shown(
        row=row,
        element=words(now.element.label, language) if now.element else row.element,
        dose=_number(row.dose, now.dose, language) if row.dose else "",
        dose_name=row.dose,
        estimate=_interval(now, language) if row.estimand else "",
        outcome=outcome(here, row.estimand, language),
        level=core.level(told, here.computed),
        voices=[_voice(one) for one in (now.element.voices if now.element else ())],
        reading=getattr(row, f"reading_{language}"),
        is_stale=stale,
        faults=[said(one) for one in wrong if one.code != STALE_ROW],
        changes=list(_changes(here, row, told, language)) if stale else [],
    )


def _number(path: str, value: Number, language: str) -> str:
    return number(value, hint_of(path, value), language)


def _interval(now: core.Sides, language: str) -> str:
    return _ends([now.value, now.low, now.high], language)


def outcome(here: Room, estimand: str, language: str) -> str:
    """The question behind an estimate, in the plan's words."""
    verdicts = here.draft.verdicts if here.draft else ()
    found = (words(one.subject, language) for one in verdicts if one.claim == f"effect-{estimand}")
    return next(found, estimand)


def _voice(one: Voices) -> tuple[str, str]:
    label = perspective(one.perspective)
    if not one.asked:
        return label, _("not asked")
    told = _("%(persons)s of %(asked)s") % {"persons": one.persons, "asked": one.asked}
    return label, told + (_(", contrary: %(n)s") % {"n": one.against} if one.against else "")


def perspective(key: str) -> str:
    """What a perspective of the dossier is called."""
    own = next((name for name, told in PERSPECTIVES.items() if told == key), key)
    return perspectives().get(own, _("documents") if key == "document" else key)


def _changes(here: Room, row: JointRow, told: Joint, language: str) -> Iterator[str]:
    """What stood on either side when the row was last looked at, and what stands there now."""
    then, now = row.sides, here.sides(told)
    for key in dict.fromkeys([*then.get("voices", {}), *now["voices"]]):
        before, after = then.get("voices", {}).get(key), now["voices"].get(key)
        if before != after:
            yield _told(perspective(key), _people(before), _people(after))
    if differ(then.get("dose"), now["dose"]):
        yield _told(
            row.dose, _number(row.dose, then.get("dose"), language), _number(row.dose, now["dose"], language)
        )
    old, new = then.get("estimate") or [None] * 3, now["estimate"]
    if any(differ(a, b) for a, b in zip(old, new, strict=True)):
        yield _told(outcome(here, row.estimand, language), _ends(old, language), _ends(new, language))


def _told(what: str, before: str, after: str) -> str:
    return _("%(what)s: was %(before)s, is %(after)s.") % {"what": what, "before": before, "after": after}


def _people(counts: list[int] | None) -> str:
    if not counts or not counts[0]:
        return _("not asked")
    return _("%(persons)s of %(asked)s") % {"persons": counts[1], "asked": counts[0]}


def _ends(values: list[Number], language: str) -> str:
    value, low, high = (number(one, "points", language) for one in values)
    return _("%(value)s (from %(low)s to %(high)s)") % {"value": value, "low": low, "high": high}


def choices(here: Room, language: str) -> dict[str, list[tuple[str, str]]]:
    """What a row may stand on: elements of the report, doses that were found, effects that were estimated."""
    paths = [path for path in listed(here.evidence) if path.startswith(("dose.", "fidelity."))]
    made = [claim.key.removeprefix("effect-") for claim in here.effects()]
    estimated = [key for key in made if find(here.evidence, f"estimate.{key}.points.value") is not None]
    return {
        "elements": [(one.key, words(one.label, language)) for one in here.dossier.elements],
        "doses": [(path, path) for path in paths],
        "estimands": [(key, outcome(here, key, language)) for key in estimated],
    }
