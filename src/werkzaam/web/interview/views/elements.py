"""Experienced working elements and improvement points, their evidence, and the quotes that may be printed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from werkzaam.problem import Problem
from werkzaam.web.interview import actions, queries
from werkzaam.web.interview.forms import QuoteForm
from werkzaam.web.interview.models import Coding, Judgement, Perspective, Quote
from werkzaam.web.interview.views.looks import MAY, by, looked, show, today
from werkzaam.web.people.access import access_of, needs


@needs("interview.see")
@require_GET
def elements(request: HttpRequest, study: str) -> HttpResponse:
    access = access_of(request)
    found = queries.study(access, "interview.see", study)
    return show(request, "elements", found, found=queries.elements(found, access.account, on=today()))


@needs("interview.see")
@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, pk: int) -> HttpResponse:
    access = access_of(request)
    code = queries.code(access, "interview.see", pk)
    if request.method == "POST":
        answers = {key: request.POST.get(key, "") for key in Judgement.Question.values}
        actions.judge(**by(request), code=code, answers=answers)
        messages.success(request, _("The judgements were kept."))
        return redirect("interview:element", pk)
    evidence = queries.evidence(code, access.account, on=today())
    both = [*evidence.supporting, *evidence.contradicting]
    looked(request, "see_passages", [queries.subject(one.coding.source) for one in both])
    return show(
        request, "element", code.study, code=code, questions=_questions(evidence.judgements),
        supporting=_quoted(evidence.supporting, evidence.quotes),
        contradicting=_quoted(evidence.contradicting, evidence.quotes),
    )  # fmt: skip


def _quoted(passages: Any, quotes: Any) -> list[tuple[Any, Quote | None]]:
    return [(one, quotes.get(one.coding.pk)) for one in passages]


def _questions(given: Any) -> list[tuple[str, str, str, str]]:
    """Each question with its name, what it asks, and the answer so far."""
    asks = {
        "limits": _("How were people found and spoken to, and what may be skewed by that?"),
        "coherence": _("Do the passages say the same? What does not fit, and is that explained?"),
        "adequacy": _("Are there enough voices, and do they say enough?"),
        "relevance": _("Did they speak of this programme, in this place and time?"),
    }
    texts = {key: one.text for key, one in given.items()}
    return [
        (question.value, str(question.label), asks[question.value], texts.get(question.value, ""))
        for question in Judgement.Question
    ]


@needs("interview.code")
@require_http_methods(["GET", "POST"])
def quote(request: HttpRequest, pk: int) -> HttpResponse:
    access = access_of(request)
    coding = queries.coding(access, MAY, pk, on=today())
    known = queries.tellable(coding, access.account, on=today())
    words = coding.source.text[coding.start : coding.end]
    form = QuoteForm(request.POST or None, known=_labels(coding, known), initial=_before(coding, words))
    if request.method == "POST" and "withdraw" in request.POST:
        actions.withdraw_quote(**by(request), coding=coding)
        return redirect("interview:element", coding.code_id)
    if request.method == "POST" and form.is_valid() and _signed(request, coding, form, known):
        return redirect("interview:element", coding.code_id)
    looked(request, "see_passages", [queries.subject(coding.source)])
    return show(request, "quote", coding.source.study, coding=coding, words=words, form=form, known=known)


def _before(coding: Coding, words: str) -> dict[str, Any]:
    made = Quote.objects.filter(coding=coding).first()
    if made:
        return {"wording": made.wording, "told": list(made.told), "reason": made.reason}
    return {"wording": words if coding.source.quoting == "quote" else ""}


def _labels(coding: Coding, known: dict[str, str]) -> dict[str, str]:
    """What can be told, each with how many people of the study it fits."""
    names = {
        "perspective": _("perspective"), "arm": _("arm"), "region": _("region"), "language": _("language"),
        "dose": _("contacts had"),
    }  # fmt: skip
    values = {str(key): str(label) for key, label in Perspective.choices}
    people = queries.population(coding.source.study, on=today())
    found = {name: people.fits({name: value}) for name, value in known.items()}
    fits = _("fits %(study)d people in the study, %(spoken)d of those spoken to")
    said = {name: fits % {"study": one.study, "spoken": one.spoken_to} for name, one in found.items()}
    return {
        name: f"{names[name]}: {values.get(value, value)} ({said[name]})" for name, value in known.items()
    }


def _signed(request: HttpRequest, coding: Coding, form: QuoteForm, known: dict[str, str]) -> bool:
    told = {name: known[name] for name in form.cleaned_data["told"]}
    wording, reason = form.cleaned_data["wording"], form.cleaned_data["reason"]
    try:
        actions.sign_quote(**by(request), coding=coding, wording=wording, told=told, reason=reason)
    except Problem as problem:
        form.add_error(None, problem.message)
        return False
    return True
