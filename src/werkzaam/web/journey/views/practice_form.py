"""A page with one form: what the small pages of practice share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from werkzaam.web.journey.actions.gate import JourneyProblem
from werkzaam.web.journey.forms.practice import OnceForm


def posted(request: HttpRequest) -> Any:
    """What a form is bound to."""
    return request.POST if request.method == "POST" else None


def page(
    request: HttpRequest, form: forms.Form, *, title: str, back: str, back_label: object, lead: str = ""
) -> HttpResponse:
    """The form under its title; after a mistake with all that was typed, and status 422."""
    context = {"form": form, "title": title, "back": back, "back_label": back_label, "lead": lead}
    return render(request, "journey/practice/form.html", context, status=422 if form.is_bound else 200)


def done(form: forms.Form, act: Callable[[], Any]) -> Any:
    """What the act returned, or None with the reason in the form."""
    try:
        return act()
    except JourneyProblem as problem:
        if isinstance(form, OnceForm):
            form.refuse(problem)
        else:
            form.add_error(None, problem.message)
        return None
