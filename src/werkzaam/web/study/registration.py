"""The registered plan as a document, with what was recorded beside it, in either language."""

from __future__ import annotations

from datetime import date

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import override

from werkzaam.core.report.document import Document
from werkzaam.core.report.page import html
from werkzaam.core.report.registration import Beside, registration
from werkzaam.core.report.sheet import pdf
from werkzaam.web.people import queries as people
from werkzaam.web.study import power, queries
from werkzaam.web.study.models import Lottery, Study


def as_html(study: Study, language: str) -> str:
    return html(document(study, language))


def as_pdf(study: Study, language: str) -> bytes:
    """PDF/UA-1, dated on the day of the lock, or of the last change of a draft."""
    return pdf(document(study, language), on=_dated(study), authors=queries.plan(study).researchers)


def document(study: Study, language: str) -> Document:
    with override(language):
        return registration(queries.plan(study), _beside(study, language), language)


def _dated(study: Study) -> date:
    return timezone.localdate(study.locked_at or study.changed_at or study.created_at)


def _beside(study: Study, language: str) -> Beside:
    names = people.names({study.locked_by, *(one.by for one in queries.reviews(study))} - {""})
    return Beside(
        locked=_locked(study, names),
        opened=study.is_opened,
        allocation=_allocation(study),
        power=power.sentences(queries.latest_power(study), language),
        lottery=tuple(_lottery(queries.lottery(study))),
        read=tuple(
            (names.get(one.by, ""), date_format(timezone.localtime(one.at), "j F Y"), _judged(one))
            for one in queries.reviews(study)
        ),
    )


def _locked(study: Study, names: dict[str, str]) -> tuple[str, str] | None:
    if study.locked_at is None:
        return None
    organisation = people.organisation(study.organisation)
    who = [names.get(study.locked_by, ""), organisation.name if organisation else study.organisation]
    return (date_format(timezone.localtime(study.locked_at), "j F Y, H:i"), ", ".join(filter(None, who)))


def _judged(review: object) -> str:
    said = [review.get_judgement_display(), getattr(review, "text", "")]  # type: ignore[attr-defined]
    return ": ".join(filter(None, said))


def _allocation(study: Study) -> tuple[str, ...]:
    """The honest words of the study's page, paragraph by paragraph."""
    told = render_to_string("study/allocation.html", {"plan": queries.plan(study)})
    return tuple(text.strip() for text in strip_tags(told).splitlines() if text.strip())


def _lottery(found: Lottery | None) -> list[tuple[str, str]]:
    if found is None:
        return []
    hidden = _("concealed until the lottery is closed")
    return [
        (_("Algorithm"), found.algorithm),
        (_("Hash of the seed"), found.seed_hash),
        (_("Hash of the list"), found.list_hash),
        (_("Seed"), found.seed if found.is_closed else hidden),
    ]
