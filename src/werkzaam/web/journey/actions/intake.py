"""What is learnt in the first conversations: life domains, skills, languages, circumstances."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from werkzaam.sides import GUIDANCE
from werkzaam.web.journey.actions.gate import JourneyProblem, note, require_day, require_team
from werkzaam.web.journey.models import (
    Circumstance,
    Concept,
    LanguageLevel,
    Programme,
    ProgrammeDomain,
    Skill,
    Trajectory,
)
from werkzaam.web.journey.rules.codes import Domain
from werkzaam.web.journey.rules.codes.intake import LanguageSkill, Level, LevelSource, SkillSource
from werkzaam.web.ledger import actions as ledger
from werkzaam.web.people.access import require
from werkzaam.web.people.rules import Access

RECORD = "journey.record_intake"
SET_UP = "journey.set_up_programme"


@transaction.atomic(using=GUIDANCE)
def switch_on(*, by: Access, at: datetime, programme: Programme, domain: str, reason: str) -> ProgrammeDomain:
    """From now on this programme asks about a life domain, for this reason."""
    require(programme.organisation_id in by.organisations(SET_UP))
    if not reason.strip():
        message = _("Write why this programme needs to ask about it. Nothing was saved.")
        raise JourneyProblem(message, code="no-reason")
    made, fresh = ProgrammeDomain.objects.get_or_create(
        programme=programme,
        domain=Domain(domain).value,
        defaults={"reason": reason, "by": by.account, "since_at": at},
    )
    if fresh:
        _tell(by, at, "switch_on_domain", programme, domain)
    return made


@transaction.atomic(using=GUIDANCE)
def switch_off(*, by: Access, at: datetime, programme: Programme, domain: str) -> None:
    """This programme stops asking; what was written down stays with the person."""
    require(programme.organisation_id in by.organisations(SET_UP))
    gone, _kinds = ProgrammeDomain.objects.filter(programme=programme, domain=domain).delete()
    if gone:
        _tell(by, at, "switch_off_domain", programme, domain)


@transaction.atomic(using=GUIDANCE)
def add_skill(
    *,
    by: Access,
    at: datetime,
    trajectory: Trajectory,
    words: str,
    source: str,
    on: date,
    concept: Concept | None = None,
) -> Skill:
    """Something the person can do. The same words once."""
    require_team(by, RECORD, trajectory)
    require_day(trajectory, on, at)
    skill, fresh = Skill.objects.get_or_create(
        trajectory=trajectory,
        words=words,
        defaults={"concept": concept, "source": SkillSource(source).value, "on": on, "by": by.account},
    )
    if not fresh:
        raise JourneyProblem(_("This skill stands there already. Nothing was changed."), code="already-there")
    note(by, at, "add_skill", trajectory.person_id, source=skill.source, listed=concept is not None)
    return skill


@transaction.atomic(using=GUIDANCE)
def remove_skill(*, by: Access, at: datetime, skill: Skill) -> None:
    """Taken off the list, because the person said so or it was a mistake."""
    require_team(by, RECORD, skill.trajectory)
    person = skill.trajectory.person_id
    skill.delete()
    note(by, at, "remove_skill", person)


@transaction.atomic(using=GUIDANCE)
def record_level(
    *,
    by: Access,
    at: datetime,
    trajectory: Trajectory,
    language: str,
    skill: str,
    level: str,
    source: str,
    on: date,
) -> LanguageLevel:
    """One language skill at one level, with who said so; what was said before stays."""
    require_team(by, RECORD, trajectory)
    if on > timezone.localdate(at):
        raise JourneyProblem(_("This day is in the future. Choose today or an earlier day."), code="future")
    made = LanguageLevel.objects.create(
        trajectory=trajectory,
        language=language,
        skill=LanguageSkill(skill).value,
        level=Level(level).value,
        source=LevelSource(source).value,
        on=on,
        by=by.account,
    )
    note(by, at, "record_level", trajectory.person_id, skill=made.skill, source=made.source)
    return made


@transaction.atomic(using=GUIDANCE)
def record_circumstance(
    *,
    by: Access,
    at: datetime,
    trajectory: Trajectory,
    days: Sequence[int],
    hours_per_week: int | None,
    travel_km: int | None,
    needs_childcare: bool,
) -> Circumstance:
    """What an offer must fit: days, hours, distance, childcare."""
    require_team(by, RECORD, trajectory)
    if any(day not in range(1, 8) for day in days) or (hours_per_week or 0) > 60:
        message = _("Days go from Monday to Sunday, hours up to 60 a week. Nothing was saved.")
        raise JourneyProblem(message, code="circumstance")
    made, _fresh = Circumstance.objects.update_or_create(
        trajectory=trajectory,
        defaults={"days": sorted(set(days)), "hours_per_week": hours_per_week, "travel_km": travel_km}
        | {"needs_childcare": needs_childcare, "by": by.account, "updated_at": at},
    )
    note(by, at, "record_circumstance", trajectory.person_id)
    return made


def _tell(by: Access, at: datetime, act: str, programme: Programme, domain: str) -> None:
    details: dict[str, object] = {"programme": programme.code, "domain": domain}
    ledger.record(by=by.account, at=at, side=GUIDANCE, act=f"journey.{act}", details=details)
