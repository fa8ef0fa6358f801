"""What an account reaches. Consent is asked at every look: what was withdrawn is closed, not shown."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from werkzaam.problem import Problem
from werkzaam.web.consent import queries as consent
from werkzaam.web.interview.models import Change, Code, Coding, Pending, Round, Source, Talk
from werkzaam.web.people.access import refuse
from werkzaam.web.people.rules import Access
from werkzaam.web.study import queries as studies

T = TypeVar("T")


class Withdrawn(Problem):
    """The person's research consent does not stand (any more): the source stays closed."""

    code = "interview-consent-withdrawn"
    status = 403


def withdrawn() -> Withdrawn:
    return Withdrawn(
        _(
            "This person's consent for research does not stand today. The source stays closed and is left out of "
            "every count; ask the key-holder what should happen with it."
        )
    )


class Changed(Problem):
    """The stored text is not the text that was added."""

    code = "interview-text-changed"
    status = 409


def require_within(access: Access, permission: str, found_study: Any) -> None:
    """A study that was read already is within reach; else Refused, as `study` does (1 query)."""
    if found_study.organisation not in studies.organisations(access, permission):
        raise refuse()


def study(access: Access, permission: str, code: str) -> Any:
    """The study with this code, where `permission` reaches it; else Refused."""
    return studies.get(access, permission, code)


def allowed(study_code: str, *, on: date) -> set[str]:
    """Pseudonyms of this study whose research consent stands on this day; sources of nobody in particular too."""
    return {"", *consent.allowed_pseudonyms(study_code, on)}


def stands(study_code: str, pseudonym: str, *, on: date) -> bool:
    """Whether a text of this person may be opened on this day."""
    return not pseudonym or consent.allows_pseudonym(study_code, pseudonym, on)


@dataclass(frozen=True, slots=True)
class Listed:
    source: Source
    open: bool


def sources(found_study: Any, *, on: date) -> list[Listed]:
    """Every source of a study without its text; `open` tells whether consent stands."""
    standing = allowed(found_study.code, on=on)
    passages = Count("codings", filter=Q(codings__round=None) | Q(codings__round__released_at__isnull=False))
    rows = Source.objects.filter(study=found_study).defer("text", "folded", "sentences", "turns")
    return [Listed(source, source.pseudonym in standing) for source in rows.annotate(passages=passages)]


def source(access: Access, permission: str, pk: int, *, on: date) -> Source:
    """One source that `access` reaches and whose consent stands. Raises Refused, Withdrawn or Changed."""
    found = Source.objects.select_related("study").defer("folded").filter(pk=pk).first()
    if found is None:
        raise refuse()
    _require_open(access, permission, found, on=on)
    return found


def _require_open(access: Access, permission: str, found: Source, *, on: date) -> None:
    require_within(access, permission, found.study)
    if not stands(found.study.code, found.pseudonym, on=on):
        raise withdrawn()
    if hashlib.sha256(found.text.encode()).hexdigest() != found.sha256:
        raise Changed(_("The text of this source was changed outside the system. Ask for the original file."))


def coding(access: Access, permission: str, pk: int, *, on: date) -> Coding:
    """One coding in a source that `access` reaches; Refused whether it exists elsewhere or not at all, and when it is
    another's in a round that is not released."""
    rows = Coding.objects.select_related("source__study", "code", "round").defer("source__folded")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise refuse()
    _require_open(access, permission, found.source, on=on)
    if found.round is not None and found.round.released_at is None and found.coder != access.account:
        raise refuse()
    return found


def code(access: Access, permission: str, pk: int) -> Code:
    """One code that stands, of a study within reach; else Refused."""
    found = Code.objects.select_related("study", "parent").filter(pk=pk, gone_at=None).first()
    return _within(access, permission, found)


def change(access: Access, permission: str, pk: int) -> Change:
    return _within(access, permission, Change.objects.select_related("study").filter(pk=pk).first())


def round(access: Access, permission: str, pk: int) -> Round:
    return _within(access, permission, Round.objects.select_related("study").filter(pk=pk).first())


def talk(access: Access, permission: str, pk: int) -> Talk:
    return _within(access, permission, Talk.objects.select_related("study").filter(pk=pk).first())


def pending(access: Access, pk: int, *, on: date) -> Pending:
    """A text that waits for its reader. Raises Refused or Withdrawn."""
    found = _within(access, "interview.code", Pending.objects.select_related("study").filter(pk=pk).first())
    if not stands(found.study.code, found.pseudonym, on=on):
        raise withdrawn()
    return found


def _within(access: Access, permission: str, found: T | None) -> T:
    if found is None:
        raise refuse()
    require_within(access, permission, found.study)  # type: ignore[attr-defined]
    return found


def subject(found: Source | Pending) -> str:
    """Under which name a look at this text stands in the ledger."""
    return found.pseudonym or f"{found._meta.model_name}-{found.pk}"
