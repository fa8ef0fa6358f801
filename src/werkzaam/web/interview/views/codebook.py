"""The codebook, and one code: what it means, merge, split, remove; every change can be taken back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from werkzaam.problem import Problem
from werkzaam.web.interview import actions, queries
from werkzaam.web.interview.forms import CodeForm, MemoForm, MergeForm, RedefineForm
from werkzaam.web.interview.models import Code
from werkzaam.web.interview.views.looks import MAY, by, looked, show, today
from werkzaam.web.people.access import access_of, needs


@needs("interview.see")
@require_http_methods(["GET", "POST"])
def codebook(request: HttpRequest, study: str) -> HttpResponse:
    access = access_of(request)
    found = queries.study(access, "interview.see", study)
    form = CodeForm(
        request.POST or None, initial={"name": request.GET.get("name", "")[:100]}, codes=queries.codes(found)
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_code(**by(request), study=found, **form.cleaned_data)
            return redirect("interview:codebook", found.code)
        except Problem as problem:
            form.add_error(None, problem.message)
    return show(
        request, "codebook", found, tree=queries.tree(found, access.account), form=form,
        changes=queries.changes(found)[:20], last=queries.last_standing(found),
    )  # fmt: skip


@needs("interview.code")
@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, pk: int) -> HttpResponse:
    code = queries.code(access_of(request), MAY, pk)
    others = queries.codes(code.study).exclude(pk=pk)
    if request.method == "POST" and "text" in request.POST:
        return _memo(request, code)
    form = RedefineForm(
        request.POST or None, instance=queries.code(access_of(request), MAY, pk), codes=others
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.redefine(**by(request), code=code, **form.cleaned_data)
            return redirect("interview:codebook", code.study.code)
        except Problem as problem:
            form.add_error(None, problem.message)
    return _page(request, code, form)


def _memo(request: HttpRequest, code: Code) -> HttpResponse:
    form = MemoForm(request.POST)
    if form.is_valid():
        actions.write_memo(**by(request), study=code.study, code=code, text=form.cleaned_data["text"])
    return redirect("interview:one_code", code.pk)


def _page(request: HttpRequest, code: Code, form: Any = None, problem: str = "") -> HttpResponse:
    others = queries.codes(code.study).exclude(pk=code.pk)
    passages = queries.of_code(code.study, code, access_of(request).account, on=today())
    looked(request, "see_passages", [queries.subject(one.coding.source) for one in passages])
    return show(
        request, "code", code.study, code=code, form=form or RedefineForm(instance=code, codes=others),
        merging=MergeForm(codes=others), passages=passages, memo_form=MemoForm(), problem=problem,
        memos=queries.memos(code.study, code=code), others=others,
    )  # fmt: skip


@needs("interview.code")
@require_POST
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    code = queries.code(access_of(request), MAY, pk)
    form = MergeForm(request.POST, codes=queries.codes(code.study))
    if not form.is_valid():
        return _page(request, code, problem=_("Choose the code to merge into."))
    return _changed(
        request, code, lambda: actions.merge(**by(request), code=code, into=form.cleaned_data["into"])
    )


@needs("interview.code")
@require_POST
def split(request: HttpRequest, pk: int) -> HttpResponse:
    code = queries.code(access_of(request), MAY, pk)
    chosen = [int(one) for one in request.POST.getlist("coding") if one.isdecimal()]
    name = request.POST.get("name", "")
    return _changed(request, code, lambda: actions.split(**by(request), code=code, name=name, codings=chosen))


@needs("interview.code")
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    code = queries.code(access_of(request), MAY, pk)
    return _changed(request, code, lambda: actions.remove(**by(request), code=code))


def _changed(request: HttpRequest, code: Code, act: Any) -> HttpResponse:
    try:
        act()
    except Problem as problem:
        return _page(request, code, problem=problem.message)
    messages.success(request, _("The codebook was changed. You can take it back below."))
    return redirect("interview:codebook", code.study.code)


@needs("interview.code")
@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    change = queries.change(access_of(request), MAY, pk)
    try:
        actions.undo(**by(request), change=change)
        messages.success(request, _("Taken back."))
    except Problem as problem:
        messages.error(request, problem.message)
    return redirect("interview:codebook", change.study.code)
