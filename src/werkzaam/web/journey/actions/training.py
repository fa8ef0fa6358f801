"""Training groups and their sessions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from werkzaam.sides import GUIDANCE
from werkzaam.web.journey.actions.gate import JourneyProblem
from werkzaam.web.journey.models import Module, Programme, Session, TrainingGroup
from werkzaam.web.journey.queries import training_groups as queries
from werkzaam.web.journey.queries.reach import programmes
from werkzaam.web.journey.rules import training as rules
from werkzaam.web.journey.rules.codes.training import GroupStatus, SessionStatus
from werkzaam.web.ledger import actions as ledger
from werkzaam.web.people.access import require
from werkzaam.web.people.rules import Access

RUN = "journey.run_groups"


@transaction.atomic(using=GUIDANCE)
def open_group(
    *, by: Access, at: datetime, programme: Programme, organisation: Any, team: Any = None, **values: Any
) -> TrainingGroup:
    """Open a group of a programme: `name`, `capacity`, `starts_on`, `ends_on`, `trainer`, `place`.

    The same post twice opens one group; another group under the same name is refused.
    """
    group = TrainingGroup(programme=programme, organisation=organisation, team=team, **values)
    require_group(by, RUN, group)
    require(programmes(by, RUN).filter(pk=programme.pk).exists())
    _check(group)
    before = TrainingGroup.objects.filter(organisation=organisation, name=group.name).first()
    if before and all(getattr(before, name) == getattr(group, name) for name in ("starts_on", "capacity")):
        return before
    _require_free_name(group, before)
    group.save()
    _note(by, at, "open_group", group)
    return group


@transaction.atomic(using=GUIDANCE)
def change_group(*, by: Access, at: datetime, group: TrainingGroup, **values: Any) -> TrainingGroup:
    """Change a group; its programme and organisation stay, and nobody who takes part loses the place."""
    require_group(by, RUN, group)
    changed = TrainingGroup.objects.select_for_update().get(pk=group.pk)
    for name, value in values.items():
        setattr(changed, name, value)
    changed.status = GroupStatus(changed.status).value
    require_group(by, RUN, changed)
    _check(changed)
    others = TrainingGroup.objects.filter(organisation=group.organisation_id, name=changed.name)
    _require_free_name(changed, others.exclude(pk=group.pk).first())
    if changed.capacity < (taken := queries.taken(group)):
        message = _("%(n)d people take part, so there must be at least as many places. Nothing was changed.")
        raise JourneyProblem(message % {"n": taken}, code="capacity")
    changed.save()
    _note(by, at, "change_group", changed)
    return changed


@transaction.atomic(using=GUIDANCE)
def plan_series(
    *, by: Access, at: datetime, group: TrainingGroup, series: rules.Series, modules: Iterable[Module]
) -> list[Session]:
    """Plan the sessions of a group in one go, from the modules of its programme. Twice the same plans them once."""
    require_group(by, RUN, group)
    by_id = {module.pk: module for module in modules}
    days = rules.planned(series, list(by_id) or [None])
    if not 0 < len(days) <= rules.LONGEST:
        message = _("Plan 1 to %(n)d sessions in one go. Nothing was planned.")
        raise JourneyProblem(message % {"n": rules.LONGEST}, code="series")
    made = [_session(group, day, series.starts, series.ends, by_id.get(pk or 0)) for day, pk in days]
    before = {one.starts_at: one for one in group.sessions.all()}
    if all(_same(before.get(one.starts_at), one) for one in made):
        return [before[one.starts_at] for one in made]
    for one in made:
        _require_free_hour(one, before.get(one.starts_at))
    Session.objects.bulk_create(made)
    _note(by, at, "plan_series", group, sessions=len(made))
    return made


@transaction.atomic(using=GUIDANCE)
def plan_session(
    *, by: Access, at: datetime, group: TrainingGroup, on: date, starts: time, ends: time, **values: Any
) -> Session:
    """Plan one session: `module`, `place`, `trainer`, and `capacity` where the room holds fewer than the group."""
    require_group(by, RUN, group)
    made = _session(group, on, starts, ends, **values)
    before = group.sessions.filter(starts_at=made.starts_at).first()
    if before and _same(before, made):
        return before
    _require_free_hour(made, before)
    made.save()
    _note(by, at, "plan_session", group, session=made.pk)
    return made


@transaction.atomic(using=GUIDANCE)
def change_session(
    *,
    by: Access,
    at: datetime,
    session: Session,
    sequence: int,
    on: date,
    starts: time,
    ends: time,
    status: str,
    **values: Any,
) -> Session:
    """Move, change or cancel a session. `sequence` is the one that was on the page: nobody undoes another unseen."""
    require_group(by, RUN, session.group)
    kept = Session.objects.select_for_update().get(pk=session.pk)
    if kept.sequence != sequence:
        message = _("Someone else changed this session meanwhile. Look at it again, then save your change.")
        raise JourneyProblem(message, code="changed-meanwhile")
    changed = _session(session.group, on, starts, ends, **values)
    changed.pk, changed.sequence = kept.pk, kept.sequence + 1
    changed.status = SessionStatus(status).value
    others = session.group.sessions.filter(starts_at=changed.starts_at).exclude(pk=kept.pk)
    _require_free_hour(changed, others.first())
    changed.save()
    _note(by, at, "change_session", session.group, session=changed.pk, status=changed.status)
    return changed


def require_group(by: Access, permission: str, group: TrainingGroup) -> None:
    """Whoever runs the group of a team, or any group of an organisation that belongs to no team."""
    whole = group.team_id is None and group.organisation_id in by.organisations(permission)
    require(whole or by.reaches(permission, group.organisation_id, group.team_id))


def _check(group: TrainingGroup) -> None:
    """The days and the number of places make sense."""
    programme = group.programme
    if group.ends_on and group.ends_on < group.starts_on:
        message = _("The last day lies before the first day. Nothing was saved. Change one of them.")
        raise JourneyProblem(message, code="end-before-start")
    if not programme.starts_on <= group.starts_on <= (programme.ends_on or group.starts_on):
        raise JourneyProblem(
            _("This programme does not run on that day. Choose another day."), code="outside"
        )
    if not 1 <= group.capacity <= rules.LARGEST:
        message = _("A group has 1 to %(n)d places. Nothing was saved.") % {"n": rules.LARGEST}
        raise JourneyProblem(message, code="capacity")


def _require_free_name(group: TrainingGroup, other: TrainingGroup | None) -> None:
    if other:
        message = _("There is a group with this name already. Choose another name.")
        raise JourneyProblem(message, code="name-taken")


def _session(
    group: TrainingGroup, on: date, starts: time, ends: time, module: Module | None = None, **values: Any
) -> Session:
    """A session as it may be: it ends after it starts, of the right programme, in a room that holds the group."""
    if ends <= starts:
        message = _("The end lies before the start. Nothing was saved. Change one of the times.")
        raise JourneyProblem(message, code="end-before-start")
    if on < group.starts_on or (group.ends_on and on > group.ends_on):
        message = _("%(day)s lies outside the period of the group. Nothing was saved.")
        raise JourneyProblem(message % {"day": on.isoformat()}, code="outside")
    if module and module.programme_id != group.programme_id:
        message = _("This module belongs to another programme. Nothing was saved.")
        raise JourneyProblem(message, code="module")
    _require_room(values.get("capacity"), queries.taken(group) if values.get("capacity") is not None else 0)
    begin, end = (timezone.make_aware(datetime.combine(on, hour)) for hour in (starts, ends))
    return Session(group=group, starts_at=begin, ends_at=end, module=module, **values)


def _require_room(capacity: int | None, taken: int) -> None:
    if capacity is not None and capacity < taken:
        message = _(
            "This room holds %(room)d people and %(n)d take part. Nothing was saved. Choose a larger room."
        )
        raise JourneyProblem(message % {"room": capacity, "n": taken}, code="over-capacity")


def _require_free_hour(session: Session, other: Session | None) -> None:
    if other:
        message = _("This group has a session at %(when)s already. Nothing was saved. Choose another time.")
        when = timezone.localtime(session.starts_at).strftime("%Y-%m-%d %H:%M")
        raise JourneyProblem(message % {"when": when}, code="already-planned")


def _same(before: Session | None, made: Session) -> bool:
    names = ("ends_at", "module_id", "place_id", "trainer_id", "capacity")
    return before is not None and all(getattr(before, name) == getattr(made, name) for name in names)


def _note(by: Access, at: datetime, act: str, group: TrainingGroup, **details: object) -> None:
    """The one ledger line of an act on a group: no person is concerned."""
    known = {"group": group.pk, **details}
    ledger.record(by=by.account, at=at, side=GUIDANCE, act=f"journey.{act}", details=known)
