"""The agreement on a placement: drawn up by the coach, signed by participant, employer and agency."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from werkzaam.sides import GUIDANCE
from werkzaam.web.journey.actions.agreement_link import send_links
from werkzaam.web.journey.actions.gate import JourneyProblem, note, require_team
from werkzaam.web.journey.models import Agreement, EmployerContact, Placement, Signature
from werkzaam.web.journey.queries import agreement as queries
from werkzaam.web.journey.rules.agreement import MOST_SIGNATORIES, fingerprint, is_complete
from werkzaam.web.journey.rules.codes.practice import LinkPurpose, Party, PlacementStatus
from werkzaam.web.journey.rules.practice import OPEN
from werkzaam.web.people.access import require
from werkzaam.web.people.rules import Access

PLACE = "journey.place"


@transaction.atomic(using=GUIDANCE)
def draw_up(
    *, by: Access, at: datetime, placement: Placement, text: str, signatories: Sequence[EmployerContact]
) -> Agreement:
    """Write an agreement and send each signatory of the employer (one or two) a link to sign.

    Another wording is another version: links to an older one no longer open. Once all have signed it stays.
    """
    require_team(by, PLACE, placement.trajectory)
    one = Placement.objects.select_for_update(of=("self",)).select_related("trajectory").get(pk=placement.pk)
    before = queries.latest(one)
    _require_signatories(one, signatories)
    if one.status not in OPEN or (before and complete(before)):
        message = _(
            "This agreement stands: all have signed, or the placement has ended. Nothing was changed."
        )
        raise JourneyProblem(message, code="agreement-stands")
    one.links.filter(purpose=LinkPurpose.SIGN.value, revoked_at__isnull=True).update(revoked_at=at)
    made = Agreement.objects.create(
        placement=one,
        version=before.version + 1 if before else 1,
        text=text,
        sha256=fingerprint(text),
        by=by.account,
        created_at=at,
    )
    asked = _ask(made, signatories)
    send_links(at=at, signatures=[signature for signature in asked if signature.contact_id])
    note(by, at, "draw_up", one.trajectory.person_id, version=made.version, signatures=len(asked))
    return made


@transaction.atomic(using=GUIDANCE)
def sign_own(*, by: Access, at: datetime, signature: Signature, name: str) -> Signature:
    """The participant signs: only the person the agreement is about."""
    person = signature.agreement.placement.trajectory.person_id
    require(by.may("journey.sign_own") and by.person == str(person) and signature.party == Party.PARTICIPANT)
    signed = sign(at=at, signature=signature, name=name, account=by.account)
    note(by, at, "sign", person, party=signed.party)
    return signed


@transaction.atomic(using=GUIDANCE)
def sign_for_agency(*, by: Access, at: datetime, agreement: Agreement, name: str) -> Signature:
    """The guidance organisation signs: whoever may place this person."""
    trajectory = agreement.placement.trajectory
    require_team(by, PLACE, trajectory)
    asked = agreement.signatures.get(party=Party.AGENCY.value)
    signed = sign(at=at, signature=asked, name=name, account=by.account)
    note(by, at, "sign", trajectory.person_id, party=signed.party)
    return signed


def sign(*, at: datetime, signature: Signature, name: str, account: str | None = None) -> Signature:
    """Put a name under the words as they stand; with the last name the placement is agreed.

    Signing twice changes nothing. For callers that passed their own gate, inside their transaction.
    """
    one = Signature.objects.select_for_update(of=("self",)).get(pk=signature.pk)
    if one.signed_at is not None:
        return one
    _require_current(one)
    one.name, one.sha256, one.signed_at = name, one.agreement.sha256, at
    one.account_id = account
    one.save(update_fields=["name", "sha256", "signed_at", "account"])
    if complete(one.agreement):
        proposed = Placement.objects.filter(
            pk=one.agreement.placement_id, status=PlacementStatus.PROPOSED.value
        )
        proposed.update(status=PlacementStatus.AGREED.value)
    return one


def complete(agreement: Agreement) -> bool:
    """Whether all have signed."""
    signed = Signature.objects.filter(agreement=agreement).values_list("signed_at", flat=True)
    return is_complete([at is not None for at in signed])


def _ask(agreement: Agreement, signatories: Sequence[EmployerContact]) -> list[Signature]:
    """What the agreement asks for: participant, agency, and each signatory of the employer."""
    asked = [Signature(agreement=agreement, party=party.value) for party in (Party.PARTICIPANT, Party.AGENCY)]
    for number, contact in enumerate(signatories, start=1):
        asked.append(
            Signature(agreement=agreement, party=Party.EMPLOYER.value, number=number, contact=contact)
        )
    return Signature.objects.bulk_create(asked)


def _require_signatories(placement: Placement, signatories: Sequence[EmployerContact]) -> None:
    """One or two people of this employer, each with an e-mail address to send the link to."""
    require(all(contact.employer_id == placement.employer_id for contact in signatories))
    if not 1 <= len(signatories) <= MOST_SIGNATORIES:
        message = _("One or two people sign for the employer. Nothing was sent. Choose them.")
        raise JourneyProblem(message, code="signatories")
    if not all(contact.email and contact.is_active for contact in signatories):
        message = _("Someone who signs has no e-mail address. Nothing was sent. Add the address first.")
        raise JourneyProblem(message, code="no-address")


def _require_current(signature: Signature) -> None:
    """Only the latest version of an open placement can be signed, and only if its words are untouched."""
    agreement = signature.agreement
    newest = queries.latest(agreement.placement)
    if newest != agreement or agreement.placement.status not in OPEN:
        message = _(
            "There is a newer agreement, or the placement ended. Nothing was signed. Open the newest."
        )
        raise JourneyProblem(message, code="agreement-replaced")
    if fingerprint(agreement.text) != agreement.sha256:
        message = _("The words of this agreement were changed after it was sent. Nothing was signed.")
        raise JourneyProblem(message, code="agreement-changed")
