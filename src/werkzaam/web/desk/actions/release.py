"""Two persons let a report go: one asks, another looks at what disclosure control did and decides."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from werkzaam.sides import RESEARCH
from werkzaam.web.desk import queries
from werkzaam.web.desk.actions.held import RELEASE, BadClaim, NotReady, reach, record
from werkzaam.web.desk.models import Release
from werkzaam.web.desk.room import room
from werkzaam.web.desk.standing import obstacles
from werkzaam.web.people.rules import Access


class SamePerson(NotReady):
    """Whoever asked for a release is not the one who decides on it."""

    code = "desk-same-person"


@transaction.atomic(using=RESEARCH)
def ask_release(*, by: Access, at: datetime, study: Any) -> Release:
    """Ask a second person to look at the last draft; asked again over the same draft it is given back.

    Raises NotReady with everything that stands in the way.
    """
    reach(by, "desk.publish", study)
    here = room(study, on=timezone.localdate(at))
    if blocks := obstacles(here):
        told = " ".join(one.text for one in blocks[:3])
        raise NotReady(_("This cannot be released yet. %(why)s") % {"why": told}, blocks=len(blocks))
    assert here.run is not None and here.draft is not None
    asked = (
        Release.objects.filter(run=here.run, digest=here.draft.digest).exclude(decision="returned").first()
    )
    if asked:
        return asked
    made = Release.objects.create(
        run=here.run, digest=here.draft.digest, dossier_hash=here.seal, asked_at=at, asked_by=by.account
    )
    record(by, at, "ask_release", study, run=here.run.pk, draft=made.digest)
    return made


@transaction.atomic(using=RESEARCH)
def decide_release(*, by: Access, at: datetime, release: Release, approve: bool, remark: str = "") -> Release:
    """Approve, or send back with a reason. Raises SamePerson, BadClaim, NotReady (the draft is another one now)."""
    study = release.run.freeze.study
    reach(by, RELEASE, study)
    row: Release = Release.objects.select_for_update().get(pk=release.pk)
    if row.asked_by == by.account:
        raise SamePerson(
            _("You asked for this release yourself: another researcher must look. Nothing was decided.")
        )
    if row.decision != Release.Decision.WAITING:
        raise NotReady(_("This release was decided on already. Nothing was changed."))
    if approve and queries.draft(row.run).digest != row.digest:
        raise NotReady(_("The draft was written again since this was asked. Nothing was decided. Ask anew."))
    if not approve and not remark.strip():
        raise BadClaim(_("Say what must change before it can go. Nothing was decided."))
    row.decision = Release.Decision.APPROVED if approve else Release.Decision.RETURNED
    row.remark, row.decided_at, row.decided_by = remark.strip(), at, by.account
    row.save()
    record(by, at, "decide_release", study, release=row.pk, decision=row.decision, draft=row.digest)
    return row
