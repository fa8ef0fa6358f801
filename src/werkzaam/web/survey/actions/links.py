"""Going on with a questionnaire on another device: a code of six digits, good for one new link."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from werkzaam.problem import Problem
from werkzaam.sides import RESEARCH
from werkzaam.web.survey import rules
from werkzaam.web.survey.actions.door import note, open_door
from werkzaam.web.survey.models import Invitation, Link

TRIES = 20  # a code that is in use already is drawn again


class CodeRefused(Problem):
    """`code` says why: code-unknown, code-used or code-over."""

    code = "code-unknown"
    status = 422


@transaction.atomic(using=RESEARCH)
def make_code(*, at: datetime, token: str) -> str:
    """Six digits that open this questionnaire once within half an hour; an earlier code of it ends. Only here the
    digits are known: the database keeps a hash under the site's secret."""
    asked = open_door(at, token)
    _tidy(asked, at)
    for _try in range(TRIES):
        code = rules.new_code()
        if _kept(asked, code, at):
            note(at, "survey.make_code", asked, token)
            return code
    raise CodeRefused(
        _("No code could be made just now. Please try again in half an hour."), code="code-none"
    )


@transaction.atomic(using=RESEARCH)
def redeem(*, at: datetime, code: str) -> str:
    """The token of a new link, for a code that was not used yet. Raises CodeRefused."""
    hashed = rules.code_hash(code, settings.SECRET_KEY)
    found = Link.objects.select_for_update().filter(code_hash=hashed).first()
    if found is None:
        raise CodeRefused(_("This code is not right. Look at the six digits again."))
    if found.token_hash is not None:
        raise CodeRefused(_("This code was used already. Make a new code."), code="code-used")
    if found.ends_at is not None and found.ends_at <= at:
        raise CodeRefused(_("This code is too old. Make a new code."), code="code-over")
    token = rules.new_token()
    found.token_hash, found.ends_at = rules.token_hash(token), None
    found.save(update_fields=["token_hash", "ends_at"])
    note(at, "survey.use_code", found.invitation, token)
    return token


def _kept(asked: Invitation, code: str, at: datetime) -> bool:
    """Whether nobody else holds this code."""
    hashed = rules.code_hash(code, settings.SECRET_KEY)
    try:
        with transaction.atomic(using=RESEARCH):
            Link.objects.create(invitation=asked, code_hash=hashed, made_at=at, ends_at=at + rules.CODE_LASTS)
    except IntegrityError:
        return False
    return True


def _tidy(asked: Invitation, at: datetime) -> None:
    """Digits become free again once they are old: used ones are forgotten, unused ones go; so does an earlier one."""
    old = Q(made_at__lte=at - rules.CODE_LASTS)
    Link.objects.filter(old, token_hash__isnull=False).exclude(code_hash="").update(code_hash="")
    Link.objects.filter(old | Q(invitation=asked), token_hash__isnull=True).delete()
