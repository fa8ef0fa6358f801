"""The keys of a study: make one, show its QR code once, take it back."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from werkzaam.web.people.access import access_of, needs
from werkzaam.web.study import queries as studies
from werkzaam.web.survey import actions, collectors, queries
from werkzaam.web.survey.openrosa import settings as app
from werkzaam.web.survey.rules import OPEN_ROUND


class CollectorForm(forms.Form):
    account = forms.ChoiceField(
        label=_("For whom"),
        help_text=_("An interviewer collects answers with it; a researcher reads them with a program."),
    )
    label = forms.CharField(
        label=_("Name of the device"),
        max_length=100,
        help_text=_(
            "So that you know which one to take back when it is lost. Researchers of this study see it."
        ),
    )

    def __init__(self, *args: object, found: list[collectors.Holder], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        told = {True: _("collects answers"), False: _("reads answers")}
        self.fields["account"].choices = [  # type: ignore[attr-defined]
            (one.account, f"{one.name} ({told[one.collects]})") for one in found
        ]


@needs(OPEN_ROUND)
@require_GET
def collectors_page(request: HttpRequest, code: str) -> HttpResponse:
    study = queries.study_of(access_of(request), OPEN_ROUND, code)
    return _page(request, study, _form(study))


@needs(OPEN_ROUND)
@require_POST
def make_collector(request: HttpRequest, code: str) -> HttpResponse:
    """The token is on this page and nowhere else."""
    access = access_of(request)
    study = queries.study_of(access, OPEN_ROUND, code)
    form = _form(study, request)
    if not form.is_valid():
        return _page(request, study, form, status=422)
    made, token = actions.make_collector(by=access, at=timezone.now(), study=study, **form.cleaned_data)
    collects = {one.account: one.collects for one in collectors.holders(study, on=timezone.localdate())}
    shown = {
        "study": study,
        "made": made,
        "token": token,
        "collects": collects.get(made.account, True),
        "server_url": app.server_url(token),
        "api_url": request.build_absolute_uri(reverse("survey:odk:sessions")).removesuffix("/v1/sessions"),
        "qr": app.code(token, name=str(study)),
    }
    return render(request, "survey/collectors_made.html", shown)


@needs(OPEN_ROUND)
@require_POST
def revoke_collector(request: HttpRequest, code: str, number: int) -> HttpResponse:
    access = access_of(request)
    study = queries.study_of(access, OPEN_ROUND, code)
    found = collectors.collector(study, number)
    actions.revoke_collector(by=access, at=timezone.now(), collector=found)
    return redirect("survey:collectors", code)


def _form(study: studies.Study, request: HttpRequest | None = None) -> CollectorForm:
    found = collectors.holders(study, on=timezone.localdate())
    return CollectorForm(request.POST if request else None, found=found)


def _page(request: HttpRequest, study: studies.Study, form: CollectorForm, status: int = 200) -> HttpResponse:
    shown = {"study": study, "collectors": collectors.collectors(study), "form": form}
    return render(request, "survey/collectors.html", shown, status=status)
