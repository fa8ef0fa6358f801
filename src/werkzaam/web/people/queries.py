"""Reads on people and organisations. Every list of persons goes through an access."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, FilteredRelation, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from werkzaam.web.people.models import Account, Neighbourhood, Objection, Organisation, Person, Role, Team
from werkzaam.web.people.rules import PERMISSIONS, Access, Grant, RoleKind, Tree, fold

# What a look was, in the words of the person who was looked at; any other is "looked at your data".
LOOKS = {
    "people.list_persons": _("saw your name in a list"),
    "journey.see_today": _("saw your name in the list of today"),
    "journey.see_trajectory": _("opened your file"),
    "journey.see_plan": _("looked at your plan"),
    "journey.see_profile": _("looked at your skills and language"),
    "journey.see_referrals": _("saw your referral"),
    "journey.see_fitting": _("looked for an offer that fits you"),
    "journey.see_appointments": _("saw your appointments"),
    "journey.see_group": _("saw your name in a group"),
    "journey.see_placements": _("looked at your work and practice"),
    "journey.see_short_line": _("read a question about you"),
    "journey.see_hand_over": _("read your page for a new coach"),
    "journey.hear_experience": _("read what you told about discrimination"),
    "journey.see_caseload": _("saw your name in the list of the team"),
    "journey.see_course": _("looked at what came after your trajectory"),
    "journey.export_statutory": _("took your data into a list that the law asks for"),
    "people.answer_objection": _("read your question about a look"),
    "consent.see_grants": _("looked at what you agreed to"),
    "consent.see_phone": _("saw your telephone number, to call you for the research"),
    "desk.freeze": _("took your data into the research, without your name"),
    "desk.export": _("took your data into the research, without your name"),
}
LOOKED = _("looked at your data")


def access(account_id: UUID, *, on: date) -> Access:
    """What this account may do on this day."""
    return access_of(Account.objects.only("person_id").get(pk=account_id), on=on)


def access_of(account: Account, *, on: date) -> Access:
    """The same, of an account that was read already: the tree, and the roles in it, in one query."""
    in_force = Q(role__until_on__isnull=True) | Q(role__until_on__gte=on)
    mine = FilteredRelation("role", condition=Q(in_force, role__account=account.pk, role__since_on__lte=on))
    rows = Organisation.objects.annotate(mine=mine).values_list(
        "pk", "parent", "mine__pk", "mine__kind", "mine__team"
    )
    found = list(rows.order_by("mine__pk"))
    tree = Tree({place: parent for place, parent, *_role in found})
    grants = tuple(
        Grant(RoleKind(kind), tree.below(place), team) for place, _parent, role, kind, team in found if role
    )
    person = str(account.person_id) if account.person_id else None
    return Access(account=str(account.pk), person=person, grants=grants, tree=tree)


def holds(account_id: UUID, permission: str, organisation: str, *, on: date) -> bool:
    """Whether an account in use holds `permission`, in no team in particular, at the organisation with this code or
    above it: what a program asks on every request (one query where the role stands at the place itself)."""
    kinds = [kind.value for kind, carried in PERMISSIONS.items() if permission in carried]
    roles = Role.objects.filter(
        account=account_id, account__is_active=True, kind__in=kinds, team__isnull=True, since_on__lte=on
    )
    rows = roles.order_by().values_list("organisation", "organisation__code", "until_on")
    places = {place: code for place, code, until in rows if until is None or until >= on}
    if not places or organisation in places.values():
        return bool(places)
    found = Organisation.objects.filter(code=organisation).first()
    return found is not None and not places.keys().isdisjoint(organisation_tree().line(found.pk))


def organisation_tree() -> Tree:
    return Tree(dict(Organisation.objects.values_list("pk", "parent_id")))


def reach(access: Access, permission: str, *, organisation: str, team: str) -> Q:
    """Rows at an organisation where `permission` is held; a role bound to a team reaches that team only.

    `organisation` and `team` are the paths from the row to both.
    """
    found = Q(pk__in=[])
    for grant in access.granting(permission):
        here = Q(**{f"{organisation}__in": grant.organisations})
        found |= here if grant.team is None else here & Q(**{team: grant.team})
    return found


def persons(access: Access, permission: str) -> QuerySet[Person]:
    """Participants of the teams where `permission` is held, and those referred there who have no team yet.

    Members of a control group are never among them.
    """
    unplaced = Q(team__isnull=True, organisation__in=access.organisations(permission))
    within = reach(access, permission, organisation="organisation", team="team")
    return Person.objects.filter(within | unplaced, origin=Person.Origin.PARTICIPANT)


def search(access: Access, permission: str, wanted: str) -> QuerySet[Person]:
    """Those of `persons` whose names hold every word of `wanted`; capitals and accents make no difference."""
    found = persons(access, permission).select_related("neighbourhood")
    return found.filter(named("folded", wanted))


def named(path: str, wanted: str) -> Q:
    """Rows whose name (`path` leads to `Person.folded`) holds every word of `wanted`."""
    return Q(*(Q(**{f"{path}__contains": word}) for word in fold(wanted).split()))


def person(pk: UUID | str) -> Person | None:
    """One person by id, for actions that have passed their own gate."""
    return Person.objects.filter(pk=pk).first()


def registered_on(pks: Iterable[UUID]) -> dict[UUID, date]:
    """The day each person was registered, by id: where follow-up of a control group begins."""
    found = Person.objects.filter(pk__in=list(pks)).values_list("pk", "created_at")
    return {pk: timezone.localdate(at) for pk, at in found}


def living_in(pks: Iterable[UUID]) -> dict[UUID, str]:
    """The code of the neighbourhood where each person lives, by id; who has none is left out."""
    found = Person.objects.filter(pk__in=list(pks), neighbourhood__isnull=False)
    return dict(found.values_list("pk", "neighbourhood__code"))


def neighbourhood_names(codes: Iterable[str]) -> dict[str, str]:
    """Code → name of these neighbourhoods."""
    return dict(Neighbourhood.objects.filter(code__in=list(codes)).values_list("code", "name"))


def names(pks: Iterable[Any]) -> dict[str, str]:
    """Names of accounts by id (as strings), for timelines; who has no account ("contact:7") has no name here."""
    accounts = [pk for pk in pks if ":" not in str(pk)]
    return {str(a.pk): a.name for a in Account.objects.filter(pk__in=accounts)}


def look_words(act: str) -> str:
    """What a look was, to the person who was looked at."""
    return str(LOOKS.get(act, LOOKED))


def account(pk: UUID | str) -> Account | None:
    return Account.objects.filter(pk=pk).first()


def account_of(person_id: UUID) -> Account | None:
    """The account with which this person signs in, if any."""
    return Account.objects.filter(person=person_id).first()


def is_taken(email: str) -> bool:
    """Whether someone signs in with this address."""
    return Account.objects.filter(email__iexact=email).exists()


def organisation(code: str) -> Organisation | None:
    return Organisation.objects.filter(code=code).first()


def organisations(access: Access, permission: str) -> QuerySet[Organisation]:
    return Organisation.objects.filter(pk__in=access.organisations(permission)).order_by("name")


def organisations_by_id(pks: Iterable[int]) -> dict[int, Organisation]:
    """Organisations by id, for a form that is open to all."""
    return Organisation.objects.in_bulk(list(pks))


def neighbourhoods(access: Access, permission: str) -> QuerySet[Neighbourhood]:
    return Neighbourhood.objects.filter(organisation__in=access.organisations(permission)).order_by("name")


def teams(access: Access, permission: str) -> QuerySet[Team]:
    """Teams where `permission` is held."""
    within = reach(access, permission, organisation="organisation", team="pk")
    return Team.objects.filter(within).order_by("name")


def holders(permission: str, organisations: Iterable[int], *, on: date) -> QuerySet[Role]:
    """Roles in force on this day at these organisations that carry `permission`, each with account and team."""
    kinds = [kind.value for kind, carried in PERMISSIONS.items() if permission in carried]
    found = Role.objects.filter(
        Q(until_on__isnull=True) | Q(until_on__gte=on),
        kind__in=kinds,
        organisation__in=organisations,
        since_on__lte=on,
        account__is_active=True,
    )
    return found.select_related("account", "team").order_by("account__name", "pk")


def objections(access: Access) -> QuerySet[Objection]:
    """Questions about looks that this account answers: the open ones first, by the day they are due."""
    within = access.organisations("people.answer_objection")
    found = Objection.objects.filter(person__organisation__in=within).select_related("person")
    return found.order_by(F("answered_at").asc(nulls_first=True), "due_on")


def own_objections(person_id: UUID | str) -> dict[int, Objection]:
    """My questions, by the number of the look."""
    return {one.event: one for one in Objection.objects.filter(person_id=person_id)}


def registered_names(organisations: Iterable[int]) -> Iterator[tuple[str, str, str]]:
    """Name, sort (`name`, `coach`, `place` or `organisation`) and who, of everyone these organisations know: to take
    names out of a text with, never to show."""
    within = list(organisations)
    for pk, given, family in Person.objects.filter(organisation__in=within).values_list(
        "pk", "given_name", "family_name"
    ):
        yield f"{given} {family}", "name", str(pk)
    staff = Account.objects.filter(person=None, roles__organisation__in=within).distinct()
    for pk, name in staff.values_list("pk", "name"):
        yield name, "coach", str(pk)
    for place in Neighbourhood.objects.filter(organisation__in=within):
        yield place.name, "place", f"place-{place.pk}"
    for organisation in Organisation.objects.filter(pk__in=within):
        yield organisation.name, "organisation", f"organisation-{organisation.pk}"
