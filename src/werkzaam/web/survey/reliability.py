"""How well the items of each scale hang together, per wave, arm and language: of those whose consent stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Any

from django.core.cache import cache
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from numpy.random import default_rng

from werkzaam.core import measure
from werkzaam.core.measure.reliability import Estimate, Reliability, reliability
from werkzaam.web.consent import queries as consent
from werkzaam.web.study import queries as studies
from werkzaam.web.survey import queries
from werkzaam.web.survey.instrument_page import spoken

FEWEST = 10  # complete answers; of fewer an alpha says nothing, and could say something of somebody
DRAWS = 200
KEPT = 60 * 60  # seconds
Key = tuple[str, str, str]
"""Instrument, version and wave."""


@dataclass(frozen=True, slots=True)
class Group:
    """Everyone of a wave, an arm, or those who answered in a language; `found` is None where too few answered."""

    name: str
    answered: int
    found: Reliability | None


@dataclass(frozen=True, slots=True)
class Block:
    """One wave: its groups, the first being everyone. `rest`: item, its words, and its item–rest correlation.

    `is_shut`: outcomes of the wave stay shut until the plan is locked, so there are no groups.
    """

    wave: str
    version: str
    sha256: str
    groups: tuple[Group, ...] = ()
    rest: tuple[tuple[str, str, float], ...] = ()
    is_shut: bool = False


@dataclass
class Answers:
    """What was answered to one version at one wave."""

    instrument: measure.Instrument
    everyone: list[dict[str, measure.Answer]] = field(default_factory=list)
    arms: dict[str, list[dict[str, measure.Answer]]] = field(default_factory=lambda: defaultdict(list))
    languages: dict[str, list[dict[str, measure.Answer]]] = field(default_factory=lambda: defaultdict(list))

    def groups(self, arms: dict[str, str]) -> Iterator[tuple[str, list[dict[str, measure.Answer]]]]:
        yield _("everyone"), self.everyone
        for key, label in arms.items():
            if key in self.arms:
                yield label, self.arms[key]
        for code, rows in sorted(self.languages.items()) if len(self.languages) > 1 else ():
            yield spoken(code), rows


def scales(study: studies.Study) -> list[str]:
    """Every scale of more than one item that this study asks, in the order of asking."""
    asked = [queries.parsed(one.instrument.definition) for one in queries.rounds(study)]
    return list(
        dict.fromkeys(scale.outcome for told in asked for scale in told.scales if len(scale.items) > 1)
    )


def blocks(study: studies.Study, outcome: str, *, on: date) -> list[Block]:
    """Kept for an hour per set of answers: a bootstrap over every group takes a second.

    How an arm answered later is a look at outcomes: waves that are still sealed are named, and nothing is worked out.
    """
    members = studies.arms(study)
    standing = set(members) & consent.allowed_pseudonyms(study.code, on)
    gathered, shut = _gathered(study, members, standing), sorted(studies.sealed(study))
    counts = sorted((key, len(found.everyone)) for key, found in gathered.items())
    mark = sha256(repr((outcome, counts, shut, sorted(standing), get_language())).encode()).hexdigest()
    key = f"survey-reliability-{study.pk}-{mark}"
    kept: list[Block] | None = cache.get(key)
    if kept is None:
        kept = list(_blocks(study, gathered, outcome))
        cache.set(key, kept, KEPT)
    return kept


def _gathered(study: studies.Study, members: dict[str, str], standing: set[str]) -> dict[Key, Answers]:
    found: dict[Key, Answers] = {}
    for one in queries.responses(study):
        if one.pseudonym in standing:
            key = (one.instrument.key, one.instrument.version, one.wave)
            here = found.setdefault(key, Answers(one.instrument))
            here.everyone.append(one.answers)
            here.arms[members[one.pseudonym]].append(one.answers)
            here.languages[one.language].append(one.answers)
    return found


def _blocks(study: studies.Study, gathered: dict[Key, Answers], outcome: str) -> Iterator[Block]:
    arms, shut = {arm.key: str(arm) for arm in studies.arm_list(study)}, studies.sealed(study)
    for one in queries.rounds(study):
        told = queries.parsed(one.instrument.definition)
        scale = next((scale for scale in told.scales if scale.outcome == outcome), None)
        if scale is None or len(scale.items) < 2:
            continue
        if one.wave.key in shut:
            yield Block(str(one.wave), told.version, one.instrument.sha256, is_shut=True)
            continue
        here = gathered.get((told.key, told.version, one.wave.key), Answers(told))
        groups = tuple(_group(told, scale, name, rows) for name, rows in here.groups(arms))
        yield Block(str(one.wave), told.version, one.instrument.sha256, groups, _rest(told, groups[0]))


def _group(told: measure.Instrument, scale: measure.Scale, name: str, rows: list[Any]) -> Group:
    complete = sum(all(isinstance(row.get(key), int | float) for key in scale.items) for row in rows)
    if complete < FEWEST:
        return Group(name, complete, None)
    found = reliability(told, scale, rows, default_rng(20260302), draws=DRAWS)
    return Group(name, complete, found)


def _rest(told: measure.Instrument, everyone: Group) -> tuple[tuple[str, str, float], ...]:
    if everyone.found is None:
        return ()
    return tuple((key, _words(told.item(key).text), value) for key, value in everyone.found.rest.items())


def _words(text: measure.Text) -> str:
    return text.get("nl") or next(iter(text.values()), "")


WIDE, LEFT, LINE = 320, 8, 26  # the figure's own points: from 0 to 1, its margin, a line per group


@dataclass(frozen=True, slots=True)
class Mark:
    """A line of the figure: an interval and a dot, from 0 (left) to 1."""

    label: str
    y: int
    low: int
    high: int
    dot: int


def marks(found: list[Block]) -> list[Mark]:
    """Alpha of every group that is shown, wave by wave."""
    shown = [
        (f"{block.wave} · {group.name}", group.found.alpha)
        for block in found
        for group in block.groups
        if group.found and group.found.alpha
    ]
    return [_mark(label, estimate, place) for place, (label, estimate) in enumerate(shown)]


def _mark(label: str, estimate: Estimate, place: int) -> Mark:
    low, high, dot = (
        LEFT + round(WIDE * min(1, max(0, x))) for x in (estimate.low, estimate.high, estimate.value)
    )
    return Mark(label, (2 * place + 2) * LINE, low, high, dot)
