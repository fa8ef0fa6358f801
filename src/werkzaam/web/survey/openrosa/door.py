"""The one way in for a collecting app: its token, looked at anew on every request."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any
from uuid import UUID

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from werkzaam.problem import Problem
from werkzaam.web.people import queries as people
from werkzaam.web.people.access import open_to_all
from werkzaam.web.survey import rules
from werkzaam.web.survey.models import Collector
from werkzaam.web.survey.openrosa import answer
from werkzaam.web.survey.respond import limit

SEEN = timedelta(minutes=5)  # how precisely a collector's last sign of life is noted
OF_STUDY = ("study__code", "study__organisation")  # what every request reads; the rest where it is asked for

KEYS = limit.Brake("key", 30, 600)


class KeyUnknown(Problem):
    code = "key-unknown"
    status = 404


class KeyEnded(Problem):
    """The key was taken back, or its holder may not do this any more."""

    code = "key-ended"
    status = 403


class TooManyTries(Problem):
    code = "too-many-tries"
    status = 429


class PostUnusable(Problem):
    code = "post-unusable"
    status = 400


def by_token(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give the view the collector behind the token. Every refusal is an OpenRosa message.

    Exempt from the CSRF check: the secret stands in the address itself, and no cookie opens anything.
    """

    @wraps(view)
    def guarded(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponse:
        try:
            response = view(request, enter(request, token, "survey.interview"), **kwargs)
        except Problem as problem:
            response = answer.refused(problem)
        except (MultiPartParserError, SuspiciousOperation, BadRequest):
            response = answer.refused(
                PostUnusable("This post cannot be read. Nothing was kept. Send it again.")
            )
        return answer.with_headers(response)

    return open_to_all(csrf_exempt(guarded))


def enter(request: HttpRequest, token: str, permission: str) -> Collector:
    """The collector with this token, if its account still holds `permission` at the study.

    Raises TooManyTries, KeyUnknown, KeyEnded.
    """
    if limit.is_over(request, KEYS):
        raise TooManyTries(_("Too many addresses that do not exist. Wait ten minutes."))
    own = [field.attname for field in Collector._meta.concrete_fields]
    keys = Collector.objects.select_related("study").only(*own, *OF_STUDY)
    known = next(iter(keys.filter(token_hash=rules.token_hash(token)).order_by()), None)
    if known is None:
        limit.count_wrong(request, KEYS)
        raise KeyUnknown(_("This address does not exist. Scan the QR code again, or ask for a new one."))
    require_valid(known, permission)
    _note_seen(known)
    return known


def require_valid(known: Collector, permission: str) -> None:
    place, today = known.study.organisation, timezone.localdate()
    if known.revoked_at is None and people.holds(UUID(known.account), permission, place, on=today):
        return
    raise KeyEnded(_("This key was taken back. What is on your device stays there. Ask the researcher."))


def _note_seen(known: Collector) -> None:
    now = timezone.now()
    if known.seen_at is None or now - known.seen_at > SEEN:
        Collector.objects.filter(pk=known.pk).update(seen_at=now)
