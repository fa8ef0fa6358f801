"""Links without account: made, sent, sent again, and used once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from werkzaam.sides import GUIDANCE
from werkzaam.web.journey.actions import agreement_letter as letters
from werkzaam.web.journey.actions.gate import JourneyProblem
from werkzaam.web.journey.models import CheckIn, EmployerContact, MagicLink, Placement, Signature
from werkzaam.web.journey.queries import agreement as queries
from werkzaam.web.journey.rules.agreement import LIFETIMES, Door, Key, door, fingerprint, new_token
from werkzaam.web.journey.rules.codes.practice import LinkPurpose
from werkzaam.web.ledger import actions as ledger


class LinkProblem(JourneyProblem):
    """A link that does not open (any more)."""

    code = "link"
    status = 410


@dataclass(frozen=True, slots=True)
class Errand:
    """What a link lets someone do: one purpose, for one placement."""

    purpose: LinkPurpose
    contact: EmployerContact
    placement: Placement
    signature: Signature | None = None
    check_in: CheckIn | None = None


def send_links(
    *,
    at: datetime,
    signatures: Iterable[Signature] = (),
    check_ins: Iterable[CheckIn] = (),
    overviews: Iterable[Placement] = (),
) -> dict[str, MagicLink]:
    """Make a link per thing to do and send each person one letter, once the transaction is through.

    Returns the links by token: only here, the database keeps a hash. Inside the caller's transaction.
    """
    errands = [
        *(
            Errand(LinkPurpose.SIGN, s.contact, s.agreement.placement, signature=s)
            for s in signatures
            if s.contact
        ),
        *(
            Errand(LinkPurpose.CHECK_IN, c.placement.supervisor, c.placement, check_in=c)
            for c in check_ins
            if c.placement.supervisor
        ),
        *(Errand(LinkPurpose.OVERVIEW, p.supervisor, p) for p in overviews if p.supervisor),
    ]
    made = {new_token(): errand for errand in errands}
    links = {token: _link(token, errand, at) for token, errand in made.items()}
    by_contact: dict[EmployerContact, list[tuple[MagicLink, str]]] = defaultdict(list)
    for token, link in links.items():
        by_contact[link.contact].append((link, token))
    messages = [letters.letter(contact, found) for contact, found in by_contact.items() if contact.email]
    transaction.on_commit(partial(letters.send, messages), using=GUIDANCE, robust=True)
    return links


@transaction.atomic(using=GUIDANCE)
def resend(*, at: datetime, email: str) -> None:
    """Someone lost a link: send anew whatever this address still has to sign, to tell or may see.

    Returns nothing, whether the address is known or not: nobody learns who works with whom.
    """
    contacts = queries.reachable(email)
    to_tell = list(queries.to_tell(contacts, on=timezone.localdate(at)))
    signatures = list(queries.unsigned(contacts))
    busy = {*(s.agreement.placement_id for s in signatures), *(c.placement_id for c in to_tell)}
    others = [one for one in queries.overseen(contacts) if one.pk not in busy]
    links = send_links(at=at, signatures=signatures, check_ins=to_tell, overviews=others)
    ledger.record(
        by="system", at=at, side=GUIDANCE, act="journey.resend_links", details={"links": len(links)}
    )


def use(*, at: datetime, token: str, purpose: LinkPurpose) -> MagicLink:
    """Spend a link on its one act: held until the act is through, refused when used or expired.

    For callers inside a transaction: if the act fails, the link is not spent.
    """
    MagicLink.objects.select_for_update().filter(token_hash=fingerprint(token)).first()
    link = queries.link(token)
    if link is None or link.purpose != purpose:
        raise unknown()
    if (found := stands(link, at=at)) != Door.OPEN:
        raise closed(found)
    link.uses += 1
    link.save(update_fields=["uses"])
    return link


def stands(link: MagicLink, *, at: datetime) -> Door:
    """How a link stands at a moment; one to someone who left the employer is closed."""
    revoked = link.revoked_at is not None or not link.contact.is_active
    return door(Key(link.expires_at, link.uses, link.max_uses, revoked), at=at)


def unknown() -> LinkProblem:
    problem = LinkProblem(
        _("We do not know this link. Look whether it is whole, or ask for a new one."), code="link-unknown"
    )
    problem.status = 404
    return problem


def closed(found: Door) -> LinkProblem:
    """Why a link does not open, and what to do."""
    if found == Door.USED:
        message = _("This link was used before: what was saved then is kept, nothing was added now.")
        return LinkProblem(message, code="link-used")
    message = _("This link no longer works. Nothing was saved. Ask for a new one.")
    return LinkProblem(message, code="link-expired")


def _link(token: str, errand: Errand, at: datetime) -> MagicLink:
    return MagicLink.objects.create(
        token_hash=fingerprint(token),
        purpose=errand.purpose.value,
        contact=errand.contact,
        placement=errand.placement,
        signature=errand.signature,
        check_in=errand.check_in,
        created_at=at,
        expires_at=at + LIFETIMES[errand.purpose],
    )
