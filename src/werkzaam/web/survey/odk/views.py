"""Sessions, projects, forms and submissions, as ODK Central's clients ask for them. Only reading."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import timedelta
from urllib.parse import urlencode

from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from werkzaam.problem import Problem
from werkzaam.sides import RESEARCH
from werkzaam.web.ledger import actions as ledger
from werkzaam.web.people import queries as people
from werkzaam.web.people.access import open_to_all
from werkzaam.web.study import queries as studies
from werkzaam.web.survey.models import Collector, Delivery, Round, Submission
from werkzaam.web.survey.odk import odata, rows, schema
from werkzaam.web.survey.odk.door import DAY, NotSignedIn, answered, by_session, sign_in
from werkzaam.web.survey.xform.served import form_id, round_number, served


class NothingThere(Problem):
    code = "not-found"
    status = 404


@open_to_all
@csrf_exempt
@require_POST
def sessions(request: HttpRequest) -> HttpResponse:
    """E-mail address and key in, a session of one day out."""
    return answered(lambda: _session(request))


def _session(request: HttpRequest) -> HttpResponse:
    try:
        said = json.loads(request.body)
        email, password = str(said["email"]), str(said["password"])
    except (ValueError, TypeError, KeyError):
        raise NotSignedIn(_("Send the e-mail address and the key as JSON.")) from None
    _key, token = sign_in(request, email, password)
    now = timezone.now()
    told = {
        "token": token,
        "createdAt": rows.moment(now),
        "expiresAt": rows.moment(now + timedelta(seconds=DAY)),
    }
    return JsonResponse(told)


@require_safe
@by_session
def current_user(_request: HttpRequest, key: Collector) -> HttpResponse:
    account = people.account(key.account)
    email = account.email if account else ""
    told = {"id": key.pk, "type": "user", "email": email, "displayName": email}
    return JsonResponse({**told, "createdAt": rows.moment(key.made_at)})


@require_safe
@by_session
def projects(_request: HttpRequest, key: Collector) -> HttpResponse:
    """One: the study that the key was made for."""
    return JsonResponse([_project(key)], safe=False)


@require_safe
@by_session
def project(_request: HttpRequest, key: Collector, project: int) -> HttpResponse:
    _require(project == key.study_id)
    return JsonResponse(_project(key))


@require_safe
@by_session
def forms(_request: HttpRequest, key: Collector, project: int) -> HttpResponse:
    """One form per round."""
    _require(project == key.study_id)
    return JsonResponse([_form(found) for found in _rounds(key)], safe=False)


@require_safe
@by_session
def form(_request: HttpRequest, key: Collector, project: int, form: str) -> HttpResponse:
    return JsonResponse(_form(_round(key, project, form)))


@require_safe
@by_session
def form_xml(_request: HttpRequest, key: Collector, project: int, form: str) -> HttpResponse:
    return HttpResponse(served(_round(key, project, form)).xml, content_type="application/xml")


@require_safe
@by_session
def submissions(_request: HttpRequest, key: Collector, project: int, form: str) -> HttpResponse:
    """What is known about each, without answers."""
    sent = list(rows.submissions(_round(key, project, form)).defer("answers"))
    _looked(key, "survey.list_answers", sent)
    return JsonResponse([rows.told(one) for one in sent], safe=False)


@require_safe
@by_session
def submission(_request: HttpRequest, key: Collector, project: int, form: str, instance: str) -> HttpResponse:
    sent = _sent(_round(key, project, form), instance)
    _looked(key, "survey.list_answers", [sent])
    return JsonResponse(rows.told(sent))


@require_safe
@by_session
def submission_xml(
    _request: HttpRequest, key: Collector, project: int, form: str, instance: str
) -> HttpResponse:
    found = _opened(_round(key, project, form))
    sent = _sent(found, instance)
    _looked(key, "survey.read_answers", [sent])
    return HttpResponse(rows.xml(found, sent), content_type="application/xml")


@require_safe
@by_session
def attachments(
    _request: HttpRequest, key: Collector, project: int, form: str, instance: str
) -> HttpResponse:
    sent = _sent(_round(key, project, form), instance)
    names = _taken([sent]).values_list("files__name", flat=True).exclude(files__name=None)
    _looked(key, "survey.list_answers", [sent])
    return JsonResponse(
        [{"name": name, "exists": True} for name in names.order_by("files__name")], safe=False
    )


@require_safe
@by_session
def table(request: HttpRequest, key: Collector, project: int, form: str) -> HttpResponse:
    """The answers as OData: `….svc/Submissions`."""
    found = _opened(_round(key, project, form))
    asked = odata.parse(request.GET.dict())
    kept = rows.submissions(found).filter(asked.rows)
    end = None if asked.top is None else asked.skip + asked.top
    sent = list(kept[asked.skip : end])
    _looked(key, "survey.read_answers", sent)
    files = dict(_taken(sent).annotate(many=Count("files")).values_list("instance", "many"))
    made = [rows.data(found, one, files.get(one.instance, 0), expand=asked.expand) for one in sent]
    here = request.build_absolute_uri(request.path)
    told: dict[str, object] = {
        "value": [_chosen(row, asked.columns) for row in made],
        "@odata.context": here.removesuffix("/Submissions") + "/$metadata#Submissions",
    }
    total = kept.count()
    if asked.count:
        told["@odata.count"] = total
    if end is not None and end < total:
        told["@odata.nextLink"] = f"{here}?{urlencode(request.GET.dict() | {'$skip': str(end)})}"
    return JsonResponse(told)


@require_safe
@by_session
def service(request: HttpRequest, key: Collector, project: int, form: str) -> HttpResponse:
    _round(key, project, form)
    return JsonResponse(schema.service(request.build_absolute_uri(request.path)))


@require_safe
@by_session
def metadata(_request: HttpRequest, key: Collector, project: int, form: str) -> HttpResponse:
    """The columns of the table and their types; no answer, so it opens before the plan is locked."""
    content = schema.described(_round(key, project, form))
    return HttpResponse(content, content_type="application/xml", headers={"OData-Version": "4.0"})


@require_safe
@by_session
def count(request: HttpRequest, key: Collector, project: int, form: str) -> HttpResponse:
    """How many rows a filter leaves: a number as text."""
    asked = odata.parse(request.GET.dict())
    many = rows.submissions(_round(key, project, form)).filter(asked.rows).count()
    return HttpResponse(str(many), content_type="text/plain; charset=utf-8")


def _chosen(row: Mapping[str, object], columns: frozenset[str]) -> Mapping[str, object]:
    return {name: said for name, said in row.items() if name in columns} if columns else row


def _project(key: Collector) -> dict[str, object]:
    study = key.study
    return {"id": study.pk, "name": str(study), "createdAt": rows.moment(study.created_at), "archived": False}


def _form(found: Round) -> dict[str, object]:
    told = served(found)
    added = rows.moment(found.instrument.added_at)
    is_open = found.opens_on <= timezone.localdate() <= found.closes_on
    return {
        "projectId": found.study_id,
        "xmlFormId": told.id,
        "version": told.version,
        "hash": told.md5,
        "name": f"{found.instrument} · {found.wave}",
        "state": "open" if is_open else "closed",
        "createdAt": added,
        "publishedAt": added,
        "updatedAt": None,
        "enketoId": None,
        "keyId": None,
    }


def _rounds(key: Collector) -> list[Round]:
    return list(Round.objects.filter(study=key.study).select_related("study", "wave", "instrument"))


def _round(key: Collector, project: int, form: str) -> Round:
    _require(project == key.study_id)
    known = Round.objects.filter(study=key.study, pk=round_number(form))
    found = known.select_related("study", "wave", "instrument").first()
    if found is None or form_id(found) != form:
        raise NothingThere(_("This form does not exist."))
    return found


def _opened(found: Round) -> Round:
    """Raises WavesSealed while the outcomes of this wave stay shut."""
    if found.wave.key in studies.sealed(found.study):
        studies.require_unsealed(found.study)
    return found


def _sent(found: Round, instance: str) -> Submission:
    sent = rows.submissions(found).filter(rows.by_instance(instance)).first()
    if sent is None:
        raise NothingThere(_("These answers do not exist."))
    return sent


def _taken(sent: Iterable[Submission]) -> QuerySet[Delivery]:
    instances = [one.instance for one in sent if one.instance]
    return Delivery.objects.filter(instance__in=instances, status=Delivery.Status.TAKEN).order_by()


def _require(known: bool) -> None:
    if not known:
        raise NothingThere(_("This project does not exist, or the key was not made for it."))


def _looked(key: Collector, act: str, sent: Iterable[Submission]) -> None:
    ledger.looked(
        by=key.account,
        at=timezone.now(),
        side=RESEARCH,
        act=act,
        subjects=[one.invitation.pseudonym for one in sent],
        details={"key": key.pk},
    )
