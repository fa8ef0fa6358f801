"""What a collecting app asks for and sends: forms, their files, submissions (OpenRosa 1.0).

https://docs.getodk.org/openrosa-form-list, …/openrosa-form-submission
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from werkzaam.problem import Problem
from werkzaam.web.survey import actions
from werkzaam.web.survey.models import Collector, Delivery, Media, Round
from werkzaam.web.survey.openrosa import answer
from werkzaam.web.survey.openrosa.door import PostUnusable, by_token
from werkzaam.web.survey.xform.served import round_number, served

TEXTS = ("instrument__definition", "instrument__xform")  # read once, see served.py
XML_PART = "xml_submission_file"


class FormUnknown(Problem):
    code = "form-unknown"
    status = 404


class PostTooLarge(Problem):
    code = "post-too-large"
    status = 413


@require_safe
@by_token
def form_list(request: HttpRequest, collector: Collector) -> HttpResponse:
    """The rounds that are open today; `formID` asks for one."""
    wanted = request.GET.get("formID")
    rows = (_row(request, found) for found in _open(collector))
    return answer.listing("xforms", "xform", (row for row in rows if wanted in (None, row["formID"])))


def _row(request: HttpRequest, found: Round) -> dict[str, str]:
    told = served(found)
    row = {
        "formID": told.id,
        "name": f"{found.instrument} · {found.wave}",
        "version": told.version,
        "hash": f"md5:{told.md5}",
        "downloadUrl": _address(request, "form", told.id),
    }
    if found.has_media:  # type: ignore[attr-defined]
        row["manifestUrl"] = _address(request, "manifest", told.id)
    return row


@require_safe
@by_token
def form(_request: HttpRequest, collector: Collector, form_id: str) -> HttpResponse:
    return HttpResponse(served(_round(collector, form_id)).xml, content_type=answer.KIND)


@require_safe
@by_token
def manifest(request: HttpRequest, collector: Collector, form_id: str) -> HttpResponse:
    """The sounds and pictures of a form."""
    files = _round(collector, form_id).instrument.media.all()
    rows = (
        {
            "filename": file.name,
            "hash": f"md5:{_md5(file.pk, file.sha256)}",
            "downloadUrl": _address(request, "media", form_id, file.name),
        }
        for file in files.defer("content")
    )
    return answer.listing("manifest", "mediaFile", rows)


@require_safe
@by_token
def media(_request: HttpRequest, collector: Collector, form_id: str, name: str) -> HttpResponse:
    file = _round(collector, form_id).instrument.media.filter(name=name).first()
    if file is None:
        raise FormUnknown(_("This file does not exist."))
    return HttpResponse(bytes(file.content), content_type=file.kind)


@require_http_methods(["HEAD", "POST"])
@by_token
def submission(request: HttpRequest, collector: Collector) -> HttpResponse:
    """HEAD tells where to send and how much at once; POST takes answers with their files.

    201 for what was taken up or is encrypted, 202 for what a researcher has to look at: both mean received.
    """
    if request.method == "HEAD":
        response = HttpResponse(status=204, headers={"Location": request.build_absolute_uri(request.path)})
        del response.headers["Content-Type"]
        return response
    _check(request)
    body = request.FILES.get(XML_PART)
    if body is None:
        raise PostUnusable(f"The part {XML_PART} is missing. Nothing was kept.")
    files = dict(_files(request))
    got = actions.deliver(at=timezone.now(), collector=collector, body=body.read(), files=files)
    response = _received(got)
    response.headers["Location"] = request.build_absolute_uri(request.path)
    return response


def _received(got: Delivery) -> HttpResponse:
    status = 202 if got.status == Delivery.Status.KEPT else 201
    return answer.message(
        _("Received. It can be deleted from the device."), nature="submit_success", status=status
    )


def _check(request: HttpRequest) -> None:
    """Before a byte of it is read."""
    if not request.META.get("CONTENT_LENGTH"):
        raise PostUnusable("Say how long the post is (Content-Length). Nothing was kept.", code="no-length")
    if int(request.META["CONTENT_LENGTH"]) > answer.LARGEST:
        told = answer.LARGEST // 1_000_000
        raise PostTooLarge(f"More than {told} MB at once. Nothing was kept. Send fewer files at a time.")
    if request.content_type != "multipart/form-data":
        raise PostUnusable("Send multipart/form-data, as OpenRosa says. Nothing was kept.", code="wrong-type")


def _files(request: HttpRequest) -> Iterator[tuple[str, bytes]]:
    for field, uploads in request.FILES.lists():
        if field != XML_PART:
            yield from ((upload.name or field, upload.read()) for upload in uploads)


def _open(collector: Collector) -> list[Round]:
    today = timezone.localdate()
    found = Round.objects.filter(study=collector.study, opens_on__lte=today, closes_on__gte=today)
    rounds = list(found.select_related("instrument", "wave").defer(*TEXTS))
    with_media = set(Media.objects.filter(instrument__rounds__in=rounds).values_list("instrument", flat=True))
    for one in rounds:
        one.has_media = one.instrument_id in with_media  # type: ignore[attr-defined]
    return rounds


def _round(collector: Collector, form_id: str) -> Round:
    """The round of a form that is open today. Raises FormUnknown."""
    today = timezone.localdate()
    open_now = Round.objects.filter(study=collector.study, opens_on__lte=today, closes_on__gte=today)
    known = open_now.filter(pk=round_number(form_id)).select_related("instrument", "wave").defer(*TEXTS)
    found = known.first()
    if found is None or served(found).id != form_id:
        raise FormUnknown(_("This form does not exist, or is not in the field today."))
    return found


def _address(request: HttpRequest, name: str, *rest: str) -> str:
    token = request.resolver_match.kwargs["token"] if request.resolver_match else ""
    return request.build_absolute_uri(reverse(f"collect:{name}", args=[token, *rest]))


@lru_cache(maxsize=1024)
def _md5(pk: int, _sha256: str) -> str:
    """OpenRosa compares by MD5; a file never changes, so once will do."""
    content = Media.objects.values_list("content", flat=True).get(pk=pk)
    return hashlib.md5(bytes(content), usedforsecurity=False).hexdigest()
