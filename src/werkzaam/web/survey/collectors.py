"""Reads on the keys of a study: who can have one, and which there are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from werkzaam.problem import Problem
from werkzaam.web.people import queries as people
from werkzaam.web.people.access import refuse
from werkzaam.web.study import queries as studies
from werkzaam.web.survey.models import Collector

COLLECT, READ = "survey.interview", "desk.export"


class CollectorRefused(Problem):
    code = "collector-refused"
    status = 422


@dataclass(frozen=True, slots=True)
class Holder:
    """An account that can have a key; `collects` answers, else it reads them."""

    account: str
    name: str
    collects: bool


def holders(study: studies.Study, *, on: date) -> list[Holder]:
    """Interviewers first, then researchers, of the study's organisation and those above it."""
    organisation = people.organisation(study.organisation)
    if organisation is None:
        return []
    places = people.organisation_tree().line(organisation.pk)
    found: dict[str, Holder] = {}
    for permission in (COLLECT, READ):
        for role in people.holders(permission, places, on=on):
            key = str(role.account_id)
            found.setdefault(key, Holder(key, role.account.name, permission == COLLECT))
    return list(found.values())


def collectors(study: studies.Study) -> list[Collector]:
    """Every key of the study, the newest first, each with `name`: whose it is."""
    kept = list(Collector.objects.filter(study=study))
    names = people.names({one.account for one in kept})
    for one in kept:
        one.name = names.get(one.account, "")  # type: ignore[attr-defined]
    return kept


def collector(study: studies.Study, pk: int) -> Collector:
    """Raises Refused for a key of another study."""
    found = Collector.objects.filter(study=study, pk=pk).select_related("study").first()
    if found is None:
        raise refuse()
    return found
