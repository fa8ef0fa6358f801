"""Something happened to me: told by the person, who also chooses who may know."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from werkzaam.sides import GUIDANCE
from werkzaam.web.journey.actions.gate import JourneyProblem, note
from werkzaam.web.journey.models import Experience, ExperienceReader, Trajectory
from werkzaam.web.journey.rules.codes.voice import DiscriminationGround, Setting, Wanted
from werkzaam.web.journey.rules.voice import changes
from werkzaam.web.people.access import require
from werkzaam.web.people.rules import Access

TELL = "journey.tell_experience"


@transaction.atomic(using=GUIDANCE)
def tell_experience(
    *,
    by: Access,
    at: datetime,
    id: UUID,
    trajectory: Trajectory,
    words: str,
    setting: str,
    wanted: str,
    language: str = "nl",
    happened_on: date | None = None,
    ground: str = "",
    readers: Iterable[str] = (),
    may_count: bool = True,
) -> Experience:
    """Write down what happened, in own words. Nobody else sees it unless a reader was chosen.

    The same post twice gives one experience.
    """
    require_own(by, trajectory)
    if happened_on and happened_on > timezone.localdate(at):
        raise JourneyProblem(_("This day is in the future. Choose today or an earlier day."), code="future")
    values = {
        "trajectory": trajectory,
        "words": words,
        "language": language,
        "happened_on": happened_on,
        "setting": Setting(setting).value,
        "ground": DiscriminationGround(ground).value if ground else "",
        "wanted": Wanted(wanted).value,
        "may_count": may_count,
    }
    told, fresh = Experience.objects.get_or_create(pk=id, defaults={**values, "created_at": at})
    if fresh:
        _let_in(told, readers, at)
        note(by, at, "tell_experience", trajectory.person_id)
    elif any(getattr(told, name) != value for name, value in values.items()):
        message = _("You saved this form before, with other words. Save again to tell this as well.")
        raise JourneyProblem(message, code="already-saved")
    return told


@transaction.atomic(using=GUIDANCE)
def choose_readers(
    *, by: Access, at: datetime, experience: Experience, readers: Iterable[str], may_count: bool
) -> Experience:
    """Choose anew who may know, and whether it counts in the signals; what was chosen before stays in the rows."""
    one = own(by, experience)
    shut = _let_in(one, readers, at)
    one.may_count = may_count
    one.save(update_fields=["may_count"])
    note(by, at, "choose_readers", one.trajectory.person_id, taken_back=len(shut))
    return one


@transaction.atomic(using=GUIDANCE)
def withdraw_experience(*, by: Access, at: datetime, experience: Experience) -> Experience:
    """Take it back: nobody reads it any more, and it counts nowhere. Doing it twice changes nothing."""
    one = own(by, experience)
    if one.withdrawn_at is None:
        _let_in(one, [], at)
        one.withdrawn_at = at
        one.save(update_fields=["withdrawn_at"])
        note(by, at, "withdraw_experience", one.trajectory.person_id)
    return one


def require_own(by: Access, trajectory: Trajectory) -> None:
    """Only the person tells, and only in an own trajectory."""
    require(by.may(TELL) and by.person == str(trajectory.person_id))


def own(by: Access, experience: Experience) -> Experience:
    """An own experience as it stands now, held until the act is done."""
    found = Experience.objects.select_for_update(of=("self",)).select_related("trajectory")
    one = found.get(pk=experience.pk)
    require_own(by, one.trajectory)
    return one


def _let_in(experience: Experience, wanted: Iterable[str], at: datetime) -> list[str]:
    """Open and close the readers so that just those wanted are left; who was shut out."""
    if experience.withdrawn_at is not None:
        message = _("You took this back, so nobody can read it. Nothing was changed. You can tell it anew.")
        raise JourneyProblem(message, code="withdrawn")
    still = experience.readers.filter(until_at__isnull=True)
    let_in, shut = changes(still.values_list("reader", flat=True), wanted)
    still.filter(reader__in=shut).update(until_at=at)
    ExperienceReader.objects.bulk_create(
        ExperienceReader(experience=experience, reader=reader, since_at=at) for reader in let_in
    )
    return shut
