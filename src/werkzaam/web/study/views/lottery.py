"""Allocation by lot or by district, and how anyone can repeat the lot."""

from __future__ import annotations

import csv
from functools import partial
from io import StringIO
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from werkzaam.core.plan import Unit
from werkzaam.web.people.access import access_of, needs
from werkzaam.web.people.rules import Access
from werkzaam.web.study import actions, queries, rules
from werkzaam.web.study.forms.lottery import DISTRICT, LISTED, DistrictForm, GroupsForm, LotteryForm
from werkzaam.web.study.models import Lottery, Study
from werkzaam.web.study.queries import REGISTER, SEE
from werkzaam.web.study.rules import Groups
from werkzaam.web.study.views.study import try_


@needs(SEE)
@require_http_methods(["GET", "POST"])
def lottery(request: HttpRequest, code: str) -> HttpResponse:
    """Where the lottery stands; a post prepares it, or draws for who came since."""
    access = access_of(request)
    study = queries.get(access, REGISTER if request.method == "POST" else SEE, code)
    found = queries.lottery(study)
    form = _form(request, study, found)
    if try_(form, lambda: _act(access, study, found, form), "lines") is not None:
        return redirect("study:lottery", study.code)
    return render(
        request,
        "study/lottery.html",
        _shown(access, study, found, form),
        status=422 if form.is_bound else 200,
    )


@needs(REGISTER)
@require_POST
def draw(request: HttpRequest, code: str) -> HttpResponse:
    access = access_of(request)
    study = queries.get(access, REGISTER, code)
    actions.draw_lottery(by=access, at=timezone.now(), study=study)
    return redirect("study:lottery", study.code)


@needs(REGISTER)
@require_POST
def close(request: HttpRequest, code: str) -> HttpResponse:
    access = access_of(request)
    study = queries.get(access, REGISTER, code)
    actions.close_lottery(by=access, at=timezone.now(), study=study)
    return redirect("study:lottery", study.code)


@needs(SEE)
@require_GET
def drawn(request: HttpRequest, code: str) -> HttpResponse:
    """Everyone who drew, in the order of drawing, with what is needed to repeat it; only once it is closed."""
    access = access_of(request)
    study = queries.get(access, SEE, code)
    tickets = actions.read_lottery(by=access, at=timezone.now(), study=study)
    found = tickets[0].lottery
    file = StringIO()
    table = csv.writer(file)
    told = (("algorithm", found.algorithm), ("seed", found.seed), ("list hash", found.list_hash))
    table.writerows(told)
    table.writerow(["pseudonym", "stratum", "cluster", "batch", "place", "slot"])
    for one in tickets:
        table.writerow([one.pseudonym, one.stratum, one.cluster, one.batch, one.place, one.slot])
    disposition = {
        "Content-Disposition": f'attachment; filename="{study.code}-lottery.csv"',
        "Cache-Control": "no-store",
    }
    return HttpResponse(file.getvalue(), content_type="text/csv; charset=utf-8", headers=disposition)


@needs(REGISTER)
@require_http_methods(["GET", "POST"])
def districts(request: HttpRequest, code: str) -> HttpResponse:
    """The arm follows from where someone lives; nothing is drawn."""
    access = access_of(request)
    study = queries.get(access, REGISTER, code)
    arms = queries.arm_list(study)
    form = DistrictForm(
        request.POST if request.method == "POST" else None,
        districts=queries.district_names(study, on=timezone.localdate()),
        arms={arm.key: str(arm) for arm in arms},
    )
    act = partial(actions.allocate_by_district, by=access, at=timezone.now(), study=study)
    if try_(form, lambda: act(arms=form.arms), None) is not None:
        return redirect("study:study", study.code)
    shown = {"form": form, "study": study, "arms": arms, "waiting": len(_waiting(study))}
    return render(request, "study/districts.html", shown, status=422 if form.is_bound else 200)


def _form(request: HttpRequest, study: Study, found: Lottery | None) -> GroupsForm:
    data = request.POST or None
    if found is not None:
        source = LISTED if found.strata and found.strata != DISTRICT else found.strata or "none"
        return GroupsForm(data, initial={"source": source})
    keys = [arm.key for arm in queries.arm_list(study)]
    by_cluster = queries.plan(study).allocation.unit is Unit.CLUSTER
    return LotteryForm(data, by_cluster=by_cluster, initial={"starts": "\n".join(keys), "source": "none"})


def _act(access: Access, study: Study, found: Lottery | None, form: GroupsForm) -> object:
    now = timezone.now()
    source = form.cleaned_data["source"]
    groups: dict[str, Groups] = form.cleaned_data["lines"]
    if source == DISTRICT:
        living = actions.read_districts(by=access, at=now, study=study)
        groups = {key: Groups(place, groups.get(key, Groups()).cluster) for key, place in living.items()}
    if found is not None:
        return actions.draw_arrivals(by=access, at=now, study=study, groups=groups)
    strata = {DISTRICT: DISTRICT, LISTED: queries.plan(study).allocation.strata or LISTED}.get(source, "")
    starts = form.cleaned_data["starts"]
    return actions.prepare_lottery(
        by=access, at=now, study=study, starts=starts, groups=groups, strata=strata
    )


def _waiting(study: Study) -> list[str]:
    return queries.waiting(study, on=timezone.localdate())


def _shown(access: Access, study: Study, found: Lottery | None, form: GroupsForm) -> dict[str, Any]:
    plan = queries.plan(study)
    return {
        "study": study,
        "plan": plan,
        "lottery": found,
        "form": form,
        "waiting": len(_waiting(study)),
        "is_lottery": rules.is_lottery(plan.design) or plan.lottery,
        "by_cluster": plan.allocation.unit is Unit.CLUSTER,
        "listed": found.tickets.count() if found else 0,
        "counts": queries.drawn_counts(found) if found and found.is_drawn else None,
        "repeated": queries.repeated(found) if found and found.is_closed else None,
        "power": queries.latest_power(study),
        "may_register": access.may(REGISTER),
    }
