"""Recommendations with what they rest on and what became of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from werkzaam.core.claim.dossier import Source
from werkzaam.core.claim.model import Kind
from werkzaam.web.desk import queries
from werkzaam.web.desk.models import VERDICTS, UptakeStep
from werkzaam.web.desk.room import Room
from werkzaam.web.desk.standing import printed


@dataclass(frozen=True, slots=True)
class Recommendation:
    """`rests` are the claims it leans on, with their verdict in words where one was computed."""

    key: str
    sentence: str
    addressee: str
    rests: list[tuple[str, str]]
    steps: list[UptakeStep]
    published: Any
    pk: int

    @property
    def last(self) -> UptakeStep | None:
        return self.steps[-1] if self.steps else None


def rows(here: Room, language: str) -> list[Recommendation]:
    """As they stand now; one that was published stays here when it was left out of the next report."""
    steps: dict[str, list[UptakeStep]] = defaultdict(list)
    for one in UptakeStep.objects.filter(study=here.study):
        steps[one.claim].append(one)
    verdicts = {claim.key: str(VERDICTS[claim.verdict]) for claim in here.effects() if claim.verdict}
    found = queries.recommendations(here.study)
    held = {claim.key: claim for claim in here.dossier.claims if claim.kind is Kind.RECOMMENDATION}
    return [
        Recommendation(
            key=row.key,
            sentence=printed(getattr(row, f"sentence_{language}"), here, language),
            addressee=getattr(row, f"addressee_{language}"),
            rests=[
                (link.target, verdicts.get(link.target, ""))
                for link in (held[row.key].links if row.key in held else ())
                if link.source is Source.CLAIM
            ],
            steps=steps[row.key],
            published=row.published_in,
            pk=row.pk,
        )
        for row in found
    ]
