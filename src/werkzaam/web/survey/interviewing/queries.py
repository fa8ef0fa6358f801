"""What an interviewer sees: open invitations by case number, nobody's name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import F, QuerySet

from werkzaam.web.consent import queries as consent
from werkzaam.web.people.access import refuse
from werkzaam.web.people.rules import Access
from werkzaam.web.study import queries as studies
from werkzaam.web.survey import cases, rules, tongues
from werkzaam.web.survey.models import Invitation


@dataclass(frozen=True, slots=True)
class Case:
    """One open invitation; `number` is what stands on paper and in the list."""

    asked: Invitation
    number: str

    @property
    def half_way(self) -> bool:
        return self.asked.opened_at is not None

    @property
    def language(self) -> str:
        return tongues.called(self.asked.language)


def open_cases(access: Access, *, on: date) -> list[Case]:
    """Who was asked, may still answer and did not, of the studies within reach: who is half-way first."""
    found = _invitations(access).filter(
        submission__isnull=True, round__opens_on__lte=on, round__closes_on__gte=on
    )
    allowed = {
        code: consent.allowed_pseudonyms(code, on)
        for code in found.order_by().values_list("round__study__code", flat=True).distinct()
    }
    rows = found.order_by(F("opened_at").asc(nulls_last=True), "pk")
    return [
        Case(asked, cases.number(asked))
        for asked in rows
        if asked.pseudonym in allowed[asked.round.study.code]
    ]


def case(access: Access, pk: int) -> Case:
    """One invitation of a study within reach. Raises Refused, the same whether it exists elsewhere or not at all."""
    found = _invitations(access).filter(pk=pk).first()
    if found is None:
        raise refuse()
    return Case(found, cases.number(found))


def by_number(access: Access, said: str) -> Case | None:
    """The case that was typed over from paper, None where the number cannot be or is not within reach."""
    plain = cases.without_check(said)
    found = None if plain is None else _invitations(access).filter(pk=plain).first()
    return Case(found, cases.number(found)) if found else None


def _invitations(access: Access) -> QuerySet[Invitation]:
    within = studies.studies(access, rules.INTERVIEW)
    known = Invitation.objects.select_related("round__study", "round__wave", "submission")
    return known.filter(round__study__in=within)
