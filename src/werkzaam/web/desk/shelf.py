"""What the desk lays on the shelf beside its editions: what became of recommendations."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.conf import settings

from werkzaam.core.claim.dossier import Uptake
from werkzaam.core.report.followed import Step, place, write_followed
from werkzaam.web.desk import queries
from werkzaam.web.desk.models import Job, UptakeStep


def lay_on_shelf(study: Any) -> None:
    """Write the steps beside every edition of this study; an edition itself never changes."""
    steps: dict[str, list[Step]] = defaultdict(list)
    for one in UptakeStep.objects.filter(study=study):
        told = {"nl": one.reason_nl, "en": one.reason_en}
        steps[one.claim].append(Step(one.on, Uptake(one.uptake), told))
    if not steps:
        return
    for published in queries.publications(study).filter(status=Job.Status.DONE):
        write_followed(place(settings.EDITIONS, published.key), dict(steps))
