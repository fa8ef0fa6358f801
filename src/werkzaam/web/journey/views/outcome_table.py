"""Tables for who pays and for the law: looked at on screen, taken as a file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from werkzaam.web.journey import queries
from werkzaam.web.journey.actions import JourneyProblem
from werkzaam.web.journey.actions import outcome_export as actions
from werkzaam.web.journey.forms.outcome import PROVISION_LABELS, PeriodForm, ProvisionForm, TableForm
from werkzaam.web.journey.models import ProvisionCode
from werkzaam.web.journey.models.labels.outcome import OUTCOME_KINDS
from werkzaam.web.journey.queries import outcome_statutory as statutory_queries
from werkzaam.web.journey.queries import outcome_table as tables
from werkzaam.web.journey.rules.codes.outcome import ExportKind
from werkzaam.web.journey.rules.disclosure import THRESHOLD, suppressed
from werkzaam.web.journey.rules.outcome import Sustained
from werkzaam.web.journey.views import table_file
from werkzaam.web.people.access import access_of, needs

FUNDER, LAW = "journey.export_funder", "journey.export_statutory"
PER_PAGE = 50
EXITS = [*(kind for kind, _label in OUTCOME_KINDS), tables.UNKNOWN]


@needs("journey.see_outcomes")
@require_safe
def outcomes(request: HttpRequest) -> HttpResponse:
    """Per region: started, left, to what, whether it lasts; and how far each target is."""
    access, on = access_of(request), timezone.localdate()
    form = table_form(request.GET, on, queries.programmes(access, tables.SEE))
    told: dict[str, Any] = {"form": form, "exits": [*labels(), _("Not written down")]}
    if form.is_valid():
        one, period = form.cleaned_data["programme"], span(form.cleaned_data)
        found = tables.regions(access, one, **period)
        lines = [(region, [region.exits.get(code, 0) for code in EXITS]) for region in found]
        told |= {"lines": lines, "targets": tables.targets(access, one, on=on), "programme": one}
    return render(request, "journey/outcome/table.html", told)


@needs(FUNDER)
@require_POST
def funder_export(request: HttpRequest) -> HttpResponse:
    """The same table as a file; counts too small to leave are hidden in it."""
    access = access_of(request)
    form = TableForm(request.POST, programmes=queries.programmes(access, FUNDER))
    if not form.is_valid():
        messages.error(request, _("No table was made. Choose a programme and a period."))
        return redirect("journey:outcomes")
    one, period = form.cleaned_data["programme"], span(form.cleaned_data)
    found = tables.regions(access, one, **period)
    header = ["region", "started", "ended", *EXITS, *(f"sustained-{state.value}" for state in Sustained)]
    rows = [funder_row(region) for region in found]
    taken = {"kind": ExportKind.FUNDER, "header": header, "rows": rows, "programme": one}
    return given(request, "journey:outcomes", f"werkzaam-{one.code}", taken | form.cleaned_data)


@needs(LAW)
@require_safe
def statutory(request: HttpRequest) -> HttpResponse:
    """What the law asks to report: how many acts of each provision, and the code each goes by."""
    access, on = access_of(request), timezone.localdate()
    form = PeriodForm(request.GET if "since_on" in request.GET else year(on))
    found = statutory_queries.acts(access, **span(form.cleaned_data)) if form.is_valid() else []
    names, missing = dict(PROVISION_LABELS), statutory_queries.without_code(found)
    mapping = Paginator(ProvisionCode.objects.order_by("provision", "-since_on"), PER_PAGE)
    page = mapping.get_page(request.GET.get("page"))
    context = {
        "form": form,
        "ready": len(found) - missing.total(),
        "missing": [(names[provision], n) for provision, n in missing.most_common()],
        "page": page,
        "codes": [(one, names[one.provision]) for one in page],
    }
    return render(request, "journey/outcome/statutory.html", context)


@needs(LAW)
@require_POST
def statutory_export(request: HttpRequest) -> HttpResponse:
    """One row per person, provision and period; each person named in it can read that."""
    access, form = access_of(request), PeriodForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("No table was made. Choose a period."))
        return redirect("journey:statutory")
    coded = [act for act in statutory_queries.acts(access, **span(form.cleaned_data)) if act.code]
    header = ["person", "given_name", "family_name", "code", "label", "provision", "since_on", "until_on",
              "hours_per_week"]  # fmt: skip
    rows = [
        (a.person_id, a.given_name, a.family_name, a.code and a.code.code, a.code and a.code.label,
         a.provision, a.since_on, a.until_on, a.hours_per_week) for a in coded
    ]  # fmt: skip
    taken = {"kind": ExportKind.STATUTORY, "header": header, "rows": rows}
    persons = {"persons": [act.person_id for act in coded]}
    return given(request, "journey:statutory", "werkzaam-statutory", taken | persons | form.cleaned_data)


@needs(LAW)
@require_http_methods(["GET", "POST"])
def provision_code(request: HttpRequest) -> HttpResponse:
    """Fill in the code of a provision, from a day on."""
    access = access_of(request)
    form = ProvisionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.set_provision_code(by=access, at=timezone.now(), **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("journey:statutory")
        except JourneyProblem as problem:
            form.add_error(None, problem.message)
    status = 422 if form.is_bound else 200
    return render(request, "journey/outcome/provision.html", {"form": form}, status=status)


def given(request: HttpRequest, back: str, name: str, taken: Mapping[str, Any]) -> HttpResponse:
    """The table as a file, kept in the list of exports; or back with the reason why there is none."""
    file = table_file.wanted(request.POST) or "csv"
    rows = taken["rows"]
    content = table_file.written(file, taken["header"], rows)
    what = {key: value for key, value in taken.items() if key != "header"}
    try:
        actions.export(
            by=access_of(request), at=timezone.now(), **what | {"content": content, "rows": len(rows)}
        )
    except JourneyProblem as problem:
        messages.error(request, problem.message)
        return redirect(back)
    return table_file.attached(f"{name}-{taken['since_on']}-{taken['until_on']}", file, content)


def funder_row(region: tables.Region) -> list[object]:
    """A region as it may leave: `<10` where a count could point at someone."""
    exits = region.told()
    lasting = suppressed(region.lasting)
    numbers = [exits.get(code, 0) for code in EXITS] + [lasting[state.value] for state in Sustained]
    small = f"<{THRESHOLD}"
    totals = [n if n == 0 or n >= THRESHOLD else small for n in (region.started, region.ended)]
    open_exits = region.ended >= THRESHOLD or region.ended == 0
    return [region.name, *totals, *("*" if n is None or not open_exits else n for n in numbers)]


def table_form(data: QueryDict, on: date, programmes: Any) -> TableForm:
    """As asked for; where nothing is said, the newest programme, over the year until today."""
    known = list(programmes.order_by("-starts_on", "name"))
    first = {**year(on), "programme": known[0].pk if known else None}
    return TableForm(first | data.dict(), programmes=known)


def year(on: date) -> dict[str, date]:
    return {"since_on": on.replace(month=1, day=1), "until_on": on}


def span(values: Mapping[str, Any]) -> dict[str, date]:
    return {"since": values["since_on"], "until": values["until_on"]}


def labels() -> list[str]:
    return [str(label) for _kind, label in OUTCOME_KINDS]
