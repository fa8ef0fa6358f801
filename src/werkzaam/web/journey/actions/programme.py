"""Setting up a programme, changing it, and copying it to another place."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from werkzaam.sides import GUIDANCE
from werkzaam.web.journey import queries
from werkzaam.web.journey.actions.gate import JourneyProblem
from werkzaam.web.journey.models import (
    ChannelNorm,
    Criterion,
    Module,
    Norm,
    Pillar,
    PlacementRule,
    Programme,
)
from werkzaam.web.journey.models.labels.programme import THEMES
from werkzaam.web.journey.rules.dose import NormStep
from werkzaam.web.journey.rules.programme import is_outside
from werkzaam.web.ledger import actions as ledger
from werkzaam.web.people.access import require
from werkzaam.web.people.rules import Access

SET_UP = "journey.set_up_programme"
COPIED: tuple[type[models.Model], ...] = (Norm, ChannelNorm, Pillar, Criterion, Module, PlacementRule)
"""What a copy takes along. Not the targets (they name regions), not the life domains (each programme gives its
own reason to ask), and of course nobody's trajectory."""


@transaction.atomic(using=GUIDANCE)
def start_programme(
    *,
    by: str,
    at: datetime,
    code: str,
    name: str,
    organisation: Any,
    starts_on: date,
    norm: Iterable[NormStep],
    caseload_norm: int,
    ends_on: date | None = None,
) -> Programme:
    """Set up a programme with its planned intensity: done at installation, by `by` = "system"."""
    programme = Programme.objects.create(
        code=code,
        name=name,
        organisation=organisation,
        starts_on=starts_on,
        ends_on=ends_on,
        caseload_norm=caseload_norm,
    )
    Norm.objects.bulk_create(
        Norm(programme=programme, from_week=step.from_week, contacts_per_week=step.contacts_per_week)
        for step in norm
    )
    ledger.record(by=by, at=at, side=GUIDANCE, act="journey.start_programme", details={"programme": code})
    return programme


@transaction.atomic(using=GUIDANCE)
def set_up_programme(*, by: Access, at: datetime, organisation: Any, code: str, **facts: Any) -> Programme:
    """Begin a programme of an organisation where `by` may; its parts are added one by one."""
    require(organisation.pk in by.organisations(SET_UP))
    _free(code)
    programme = Programme(organisation=organisation, code=code, **_checked(facts))
    programme.save()
    tell(by, at, "set_up_programme", programme)
    return programme


@transaction.atomic(using=GUIDANCE)
def change_programme(*, by: Access, at: datetime, programme: Programme, **facts: Any) -> Programme:
    """Change the facts of a programme; no trajectory may fall outside its period."""
    require(programme.organisation_id in by.organisations(SET_UP))
    for name, value in _checked(facts).items():
        setattr(programme, name, value)
    first = programme.trajectories.aggregate(
        first=models.Min("started_on"), last=models.Max("started_on")
    ).values()
    days = [day for day in first if day]
    if is_outside(days, starts_on=programme.starts_on, ends_on=programme.ends_on):
        message = _(
            "Someone started in this programme on a day outside this period. Nothing was changed. "
            "Choose a longer period."
        )
        raise JourneyProblem(message, code="outside")
    programme.save()
    tell(by, at, "change_programme", programme)
    return programme


@transaction.atomic(using=GUIDANCE)
def copy_programme(
    *,
    by: Access,
    at: datetime,
    programme: Programme,
    organisation: Any,
    code: str,
    name: str,
    starts_on: date,
    ends_on: date | None,
) -> Programme:
    """Use a programme that `by` can see as the template of a new one at `organisation`."""
    require(queries.programmes(by, SET_UP).filter(pk=programme.pk).exists())
    facts = {field: getattr(programme, field) for field in ("theme", "aim", "months", "caseload_norm")}
    days = {"starts_on": starts_on, "ends_on": ends_on}
    made = set_up_programme(by=by, at=at, organisation=organisation, code=code, name=name, **facts, **days)
    made.copied_from = programme
    made.save(update_fields=["copied_from"])
    for kind in COPIED:
        _copy(kind, programme, made)
    tell(by, at, "copy_programme", made, template=programme.code)
    return made


def tell(by: Access, at: datetime, act: str, programme: Programme, **details: object) -> None:
    """The one ledger line of an act on a programme."""
    told = {"programme": programme.code, **details}
    ledger.record(by=by.account, at=at, side=GUIDANCE, act=f"journey.{act}", details=told)


def _copy(kind: type[models.Model], programme: Programme, made: Programme) -> None:
    rows = list(kind._default_manager.filter(programme=programme))
    for row in rows:
        row.pk = None
        row.programme = made  # type: ignore[attr-defined]
    kind._default_manager.bulk_create(rows)


def _free(code: str) -> None:
    if Programme.objects.filter(code=code).exists():
        message = _("Another programme has this code. Nothing was saved. Choose another code.")
        raise JourneyProblem(message, code="code-taken")


def _checked(facts: dict[str, Any]) -> dict[str, Any]:
    """The facts of a programme, refused where they cannot be."""
    if facts.get("ends_on") and facts["ends_on"] < facts["starts_on"]:
        message = _("The programme ends before it starts. Nothing was saved. Choose a later last day.")
        raise JourneyProblem(message, code="ends-before-start")
    if facts.get("theme") and facts["theme"] not in dict(THEMES):
        raise JourneyProblem(_("This theme is not known. Nothing was saved."), code="theme")
    return facts
