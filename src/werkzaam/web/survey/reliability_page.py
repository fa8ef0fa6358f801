"""The page that says how reliable the scales of a study are."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from werkzaam.web.people.access import access_of, needs
from werkzaam.web.survey import queries, reliability

SEE = "survey.see_field"
USUAL = 0.7  # what is usually asked of a scale that compares groups (Nunnally 1978, p. 245)


@needs(SEE)
@require_GET
def reliability_page(request: HttpRequest, code: str) -> HttpResponse:
    """One scale at a time; nobody in particular, and no score of anybody."""
    study = queries.study_of(access_of(request), SEE, code)
    scales = reliability.scales(study)
    asked = request.GET.get("scale", "")
    scale = asked if asked in scales else next(iter(scales), "")
    blocks = reliability.blocks(study, scale, on=timezone.localdate()) if scale else []
    marks = reliability.marks(blocks)
    shown = {
        "study": study,
        "scales": scales,
        "scale": scale,
        "blocks": blocks,
        "marks": marks,
        "height": marks[-1].y + 14 if marks else 0,
        "usual": reliability.LEFT + round(reliability.WIDE * USUAL),
        "fewest": reliability.FEWEST,
    }
    return render(request, "survey/reliability.html", shown)
