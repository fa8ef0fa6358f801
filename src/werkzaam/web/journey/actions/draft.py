"""What someone was writing: kept while they write, gone when it is saved or thrown away."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from werkzaam.sides import GUIDANCE
from werkzaam.web.journey.actions.gate import JourneyProblem, require_team
from werkzaam.web.journey.models import Contact, Draft, Trajectory
from werkzaam.web.journey.rules.codes.contact import DraftKind
from werkzaam.web.ledger import actions as ledger
from werkzaam.web.people.access import require
from werkzaam.web.people.rules import Access

LONGEST = 5000  # characters of all fields together: ten times what a contact may hold


@transaction.atomic(using=GUIDANCE)
def keep_contact_draft(
    *, by: Access, at: datetime, id: UUID, trajectory: Trajectory | None, content: Mapping[str, str]
) -> Draft:
    """Keep what stands in a contact form; each time over the last. Only the first time is told to the ledger,
    or every pause in typing would be. A contact that was saved has no draft any more."""
    require(by.may("journey.log_contact"))
    if trajectory is not None:
        require_team(by, "journey.log_contact", trajectory)
    if sum(len(value) for value in content.values()) > LONGEST:
        message = _(
            "This is too long to keep as a draft. What you typed is still on the page: make it shorter."
        )
        raise JourneyProblem(message, code="draft-too-long")
    if Contact.objects.filter(pk=id).exists():
        message = _("This contact was saved already. There is nothing left to keep.")
        raise JourneyProblem(message, code="already-saved")
    draft, fresh = Draft.objects.get_or_create(
        pk=id,
        defaults={"account_id": by.account, "kind": DraftKind.CONTACT.value, "updated_at": at},
    )
    require(str(draft.account_id) == by.account)
    draft.trajectory, draft.content, draft.updated_at = trajectory, dict(content), at
    draft.save()
    if fresh:
        _note(by, at, "keep_draft", draft)
    return draft


@transaction.atomic(using=GUIDANCE)
def drop_draft(*, by: Access, at: datetime, draft: Draft) -> None:
    """Throw an own draft away."""
    require(str(draft.account_id) == by.account)
    _note(by, at, "drop_draft", draft)
    draft.delete()


def _note(by: Access, at: datetime, act: str, draft: Draft) -> None:
    subject = draft.trajectory.person_id if draft.trajectory else ""
    details: dict[str, object] = {"kind": draft.kind}
    ledger.record(by=by.account, at=at, side=GUIDANCE, act=f"journey.{act}", subject=subject, details=details)
