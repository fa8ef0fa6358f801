"""Reads on consent and the key file. Whoever invites, freezes or sends asks here, every time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from werkzaam.web.consent.models import Grant, Key, Purpose
from werkzaam.web.consent.rules import RESEARCH_PURPOSE, stands
from werkzaam.web.people.rules import Access


@dataclass(frozen=True, slots=True)
class Address:
    """Where a letter to a pseudonym goes: for sending only, never for showing."""

    email: str
    language: str
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Phone:
    """A telephone number, and whose it is: the second stays in this room, for the ledger."""

    person_id: UUID
    number: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How one person stands towards one purpose: the open grant, or the last one that was withdrawn.

    `is_private`: who asks may not know; then there is no grant to see.
    """

    purpose: Purpose
    grant: Grant | None
    is_private: bool = False

    @property
    def given(self) -> bool:
        return self.grant is not None and self.grant.withdrawn_at is None


@dataclass(frozen=True, slots=True)
class KeyCount:
    """How many keys a study has, by origin, and how many people who consented still wait for one."""

    study: str
    participants: int
    control: int
    waiting: int


def purposes() -> QuerySet[Purpose]:
    return Purpose.objects.all()


def allows(person_id: UUID, purpose: str, on: date) -> bool:
    """Whether this person's consent to `purpose` stands on that day."""
    return _standing(purpose, on).filter(person_id=person_id).exists()


def allowing(person_ids: Iterable[UUID], purpose: str, on: date) -> set[UUID]:
    """Those of `person_ids` whose consent to `purpose` stands on that day."""
    return set(
        _standing(purpose, on).filter(person_id__in=list(person_ids)).values_list("person_id", flat=True)
    )


def standings(person_id: UUID | str) -> list[Standing]:
    """What guidance may know, one line per purpose (2 queries): never whether the person takes part in research,
    so that stopping has no consequences, not even a question."""
    return [
        Standing(one.purpose, None, is_private=True) if one.purpose.is_research else one
        for one in own_standings(person_id)
    ]


def own_standings(person_id: UUID | str) -> list[Standing]:
    """What the person sees: one line per purpose, in the order they were defined (2 queries)."""
    last = {grant.purpose_id: grant for grant in Grant.objects.filter(person_id=person_id).order_by("pk")}
    return [Standing(purpose, last.get(purpose.pk)) for purpose in purposes()]


def pseudonyms(study: str, on: date, purpose: str = RESEARCH_PURPOSE) -> dict[UUID, str]:
    """Pseudonym per person (by id) whose consent to `purpose` stands on that day."""
    return dict(_allowed_keys(study, on, purpose).values_list("person_id", "pseudonym"))


def allowed_pseudonyms(study: str, on: date, purpose: str = RESEARCH_PURPOSE) -> set[str]:
    """The pseudonyms that may be invited or frozen on that day: research learns no more than these."""
    return set(_allowed_keys(study, on, purpose).values_list("pseudonym", flat=True))


def allows_pseudonym(study: str, pseudonym: str, on: date, purpose: str = RESEARCH_PURPOSE) -> bool:
    """Whether the person behind this pseudonym consents on that day: asked on every page of a respondent."""
    keys = Key.objects.filter(study=study, pseudonym=pseudonym, person__grants__purpose__code=purpose)
    grants = keys.order_by().values_list("person__grants__given_on", "person__grants__withdrawn_at")
    return any(
        stands(given_on=given, withdrawn_on=gone and timezone.localdate(gone), on=on)
        for given, gone in grants
    )


def address_of(study: str, pseudonym: str) -> Address | None:
    """The e-mail address behind a pseudonym, or None where there is none."""
    key = Key.objects.filter(study=study, pseudonym=pseudonym).select_related("person").first()
    return Address(key.person.email, key.person.language) if key and key.person.email else None


def addresses(study: str, pseudonyms: Iterable[str]) -> dict[str, Address]:
    """Address per pseudonym that has a key, in one read; what a person does not have is empty."""
    keys = Key.objects.filter(study=study, pseudonym__in=list(pseudonyms))
    rows = keys.values_list("pseudonym", "person__email", "person__language", "person__phone")
    return {pseudonym: Address(*told) for pseudonym, *told in rows}


def key_count(study: str) -> int:
    """How many people agreed to this study and got a pseudonym, also those who stopped since."""
    return Key.objects.filter(study=study).count()


def phone_of(study: str, pseudonym: str, on: date) -> Phone | None:
    """Whom to call behind a pseudonym whose consent stands on that day; None without consent or number."""
    keys = _allowed_keys(study, on, RESEARCH_PURPOSE).filter(pseudonym=pseudonym)
    key = keys.select_related("person").first()
    return Phone(key.person_id, key.person.phone) if key and key.person.phone else None


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whose letter this is: for the envelope, and for nothing else."""

    number: str
    person_id: UUID
    name: str


def addressees(access: Access, study: str, numbers: Iterable[str]) -> list[Addressee]:
    """The persons within reach behind the numbers on letters (the first ten digits of a pseudonym)."""
    keys = Key.objects.filter(
        study=study, person__organisation__in=access.organisations("consent.issue_keys")
    )
    wanted = Q(pk__in=[])
    for number in numbers:
        wanted |= Q(pseudonym__startswith=number.replace("-", ""))
    found = keys.filter(wanted).select_related("person").order_by("pseudonym")
    return [Addressee(_number(key.pseudonym), key.person_id, str(key.person)) for key in found]


def _number(pseudonym: str) -> str:
    return f"{pseudonym[:5]}-{pseudonym[5:10]}"


def key_counts(access: Access, *, on: date) -> list[KeyCount]:
    """Per study, how many keys exist where `consent.see_keys` is held; never whose they are."""
    reach = access.organisations("consent.see_keys")
    rows = Key.objects.filter(person__organisation__in=reach).values("study").order_by("study")
    counted = rows.annotate(
        participants=Count("pk", filter=Q(person__origin="participant")),
        control=Count("pk", filter=Q(person__origin="control")),
    )
    return [KeyCount(**row, waiting=len(waiting(access, row["study"], on=on))) for row in counted]


def is_known(study: str) -> bool:
    """Whether keys were ever made under this code and not taken back, here or anywhere."""
    return Key.objects.filter(study=study).exists()


def waiting(access: Access, study: str, *, on: date) -> list[UUID]:
    """Persons within reach who consented to research and have no key in this study yet."""
    held = Key.objects.filter(study=study, person_id=OuterRef("person_id"))
    found = _standing(RESEARCH_PURPOSE, on).filter(
        ~Exists(held), person__organisation__in=access.organisations("consent.issue_keys")
    )
    return list(found.order_by("person_id").values_list("person_id", flat=True))


def _standing(purpose: str, on: date) -> QuerySet[Grant]:
    """Grants that stand on a day: `rules.stands`, said to the database."""
    return Grant.objects.filter(purpose__code=purpose, given_on__lte=on).filter(
        Q(withdrawn_at__isnull=True) | Q(withdrawn_at__date__gt=on)
    )


def _allowed_keys(study: str, on: date, purpose: str) -> QuerySet[Key]:
    grants = _standing(purpose, on).filter(person_id=OuterRef("person_id"))
    return Key.objects.filter(Exists(grants), study=study)
