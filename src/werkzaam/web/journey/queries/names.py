"""Names this room keeps, lent to `consent.naming` to take them out of a text; never to show."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from werkzaam.core.coding.pseudonym import Registered, Sort
from werkzaam.web.journey.models import Employer, EmployerContact, Offer


def registered(organisations: Collection[int]) -> Iterator[Registered]:
    """Employers with whom to call there and where they are, and those who offer courses, of these organisations."""
    for pk, name, address in Employer.objects.filter(organisation__in=organisations).values_list(
        "pk", "name", "address"
    ):
        yield Registered(name, Sort.EMPLOYER, f"employer-{pk}")
        street = address.split(",")[0].rstrip("0123456789 -abcdefgh").strip() if address else ""
        if street:
            yield Registered(street, Sort.STREET)
    contacts = EmployerContact.objects.filter(employer__organisation__in=organisations)
    for pk, name in contacts.values_list("pk", "name"):
        yield Registered(name, Sort.PARTICIPANT, f"contact-{pk}")
    offers = Offer.objects.filter(organisation__in=organisations).exclude(provider="")
    for name in offers.values_list("provider", flat=True).distinct():
        yield Registered(name, Sort.SCHOOL)
