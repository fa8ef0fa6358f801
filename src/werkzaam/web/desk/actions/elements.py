"""Taking an element into the report, in words of both languages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from werkzaam.sides import RESEARCH
from werkzaam.web.desk import rules
from werkzaam.web.desk.actions.held import CLAIM, BadClaim, in_both, reach, record
from werkzaam.web.desk.models import Element
from werkzaam.web.interview import queries as interview
from werkzaam.web.people.rules import Access


@transaction.atomic(using=RESEARCH)
def print_element(
    *, by: Access, at: datetime, study: Any, code: int, texts: Mapping[str, str], key: str = ""
) -> Element:
    """Take the code `code` into the report under these names; done again it only changes the words."""
    reach(by, CLAIM, study)
    found = interview.code(by, "interview.see", code)
    if found.study_id != study.pk or found.kind not in (found.Kind.ELEMENT, found.Kind.IMPROVEMENT):
        raise BadClaim(_("This code is no working element or improvement point of this study."))
    told = {**in_both(dict(texts), "label"), **in_both(dict(texts), "definition", required=False)}
    row = Element.objects.filter(study=study, code_id=code).first()
    row = row or Element(study=study, code_id=code, key=_key(study, key or told["label_en"]))
    for name, value in {**told, "changed_at": at, "changed_by": by.account}.items():
        setattr(row, name, value)
    row.save()
    record(by, at, "print_element", study, element=row.key)
    return row


@transaction.atomic(using=RESEARCH)
def leave_out_element(*, by: Access, at: datetime, study: Any, code: int) -> None:
    """Out of the next report; claims that lean on it will say so."""
    reach(by, CLAIM, study)
    for row in Element.objects.filter(study=study, code_id=code):
        record(by, at, "leave_out_element", study, element=row.key)
        row.delete()


def _key(study: Any, words: str) -> str:
    """Letters, digits and strokes from the English name; it stays when the name changes."""
    taken = set(Element.objects.filter(study=study).values_list("key", flat=True))
    wanted = slugify(words)[:50] or "element"
    return wanted if wanted not in taken else rules.numbered(wanted, taken)
