"""How claims and rows stand: what is wrong, what is asked, what changed since; and what keeps a report from leaving."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from werkzaam.core.claim import guard
from werkzaam.core.claim.dossier import Joint, Written
from werkzaam.core.claim.evidence import Number
from werkzaam.core.claim.fault import Fault, fault
from werkzaam.core.claim.kinds import known, of_claim
from werkzaam.core.claim.model import Claim
from werkzaam.core.claim.render import render
from werkzaam.core.claim.review import of_row
from werkzaam.core.report.said import words
from werkzaam.problem import Problem
from werkzaam.web.desk.room import Room

FAULT, QUESTION, STALE, FINE = "fault", "question", "stale", "fine"
STALE_ROW = "joint-stale"


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One thing in the way of a release, and the page where it can be mended."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A written claim: its sentence as printed, what is wrong, what the guard asks, which numbers changed.

    `is_open`: nobody said yet why the words that were asked about may stand.
    """

    claim: Written
    row: Any
    printed: Mapping[str, str]
    faults: tuple[str, ...]
    questions: tuple[str, ...]
    is_open: bool
    changed: Mapping[str, tuple[Number, Number]]

    @property
    def state(self) -> str:
        if self.faults:
            return FAULT
        if self.is_open:
            return QUESTION
        return STALE if self.changed else FINE


def standings(here: Room) -> list[Standing]:
    """Every written claim of the study, in the order they were written."""
    return [standing(here, claim) for claim in here.dossier.claims]


def standing(here: Room, claim: Written) -> Standing:
    """One claim, saved or not."""
    have = known(here.dossier, here.computed, here.evidence)
    return Standing(
        claim=claim,
        row=here.written.get(claim.key),
        printed={language: printed(text, here, language) for language, text in claim.sentence.items()},
        faults=tuple(said(one) for one in of_claim(claim, have)),
        questions=tuple(_asked(claim)),
        is_open=guard.is_open(claim),
        changed=here.changed(claim),
    )


def _asked(claim: Written) -> Iterator[str]:
    for one in guard.findings(claim):
        yield said(fault("guard-open", claim.key, found=one.words, instead=one.instead))


def printed(text: str, here: Room, language: str) -> str:
    """The sentence as a reader will see it; where a reference leads nowhere it stands as it was written."""
    try:
        return render(text, here.evidence, language)
    except Problem:
        return text


def row_faults(here: Room, row: Joint) -> list[Fault]:
    """Why a row of the joint display cannot be published as it is."""
    return list(of_row(row.element, row, here.dossier, here.judged, here.evidence))


def obstacles(here: Room) -> list[Obstacle]:
    """Everything that must be settled before the report can leave."""
    return [*_claims(here), *_others(here), *_rows(here), *_report(here)]


def _claims(here: Room) -> Iterator[Obstacle]:
    for one in standings(here):
        href = reverse("desk:claim", args=[one.row.pk])
        for text in (*one.faults, *(one.questions if one.is_open else ())):
            yield Obstacle(f"{one.claim.key}: {text}", href)
        if one.changed:
            text = _("A number changed since this was written. Look again.")
            yield Obstacle(f"{one.claim.key}: {text}", href)


def _others(here: Room) -> Iterator[Obstacle]:
    """Faults of what is no claim in words: a lowered verdict, an element."""
    own = {claim.key for claim in here.dossier.claims}
    elements = {one.key for one in here.dossier.elements}
    for one in here.faults:
        if one.about not in own:
            page = "desk:elements" if one.about in elements else "desk:claims"
            yield Obstacle(f"{one.about}: {said(one)}", reverse(page, args=[here.study.code]))


def _rows(here: Room) -> Iterator[Obstacle]:
    href = reverse("desk:joint", args=[here.study.code])
    for row in here.dossier.joint:
        for one in row_faults(here, row):
            yield Obstacle(f"{row.element}: {said(one)}", href)


def _report(here: Room) -> Iterator[Obstacle]:
    desk = reverse("desk:study", args=[here.study.code])
    if here.run is None:
        yield Obstacle(_("There is no finished run yet. Run the analysis first."), desk)
    elif here.rewritten:
        yield Obstacle(
            _("Something was brought or changed since the report was written. Write the report again."), desk
        )


def said(one: Fault) -> str:
    return words(one.text, (get_language() or "nl")[:2])


def lowerable(here: Room) -> Iterable[Claim]:
    """Computed claims whose verdict could be lowered."""
    return [claim for claim in here.effects() if here.lower_than(claim.key)]
