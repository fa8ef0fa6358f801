"""Case numbers: how an interviewer tells a collecting app whom the answers are about.

The number of the invitation with two check digits (ISO 7064, MOD 97-10, as in bank account numbers): one digit
wrong, or two exchanged, never leads to another person. A form can check it by itself: `. mod 97 = 1`.
"""

from __future__ import annotations

import re

from werkzaam.web.study import queries as studies
from werkzaam.web.survey.filling import plain_digits
from werkzaam.web.survey.models import Invitation

READ = (
    *("round__study_id", "round__opens_on", "round__closes_on", "submission__mode"),
    *("round__instrument__key", "round__instrument__version", "round__instrument__sha256"),
)
CASE = re.compile(r"\d{3,15}")


def number(asked: Invitation) -> str:
    """The case number of an invitation, as it stands on the interviewer's list."""
    return with_check(asked.pk)


def with_check(plain: int) -> str:
    body = plain * 100
    return str(body + 98 - body % 97)


def without_check(case: str) -> int | None:
    """The number that was given its check digits; None where they are wrong."""
    said = re.sub(r"[\s.-]", "", plain_digits(case))
    if not CASE.fullmatch(said) or int(said) % 97 != 1:
        return None
    return int(said) // 100


def find(study: studies.Study, case: str) -> Invitation | None:
    """The invitation of this study that goes by this number, held until the end of the transaction."""
    plain = without_check(case)
    if plain is None:
        return None
    own = [field.attname for field in Invitation._meta.concrete_fields]
    known = Invitation.objects.select_related("round__instrument", "submission").only(*own, *READ)
    rows = known.select_for_update(of=("self",)).filter(round__study=study.pk, pk=plain)
    found = next(iter(rows), None)
    if found is not None:
        found.round.study = study  # is here already
    return found
