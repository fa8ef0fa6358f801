"""Versions of one questionnaire: what changed, and whether answers that are here keep their meaning."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from werkzaam.core.measure.sheet import (
    Change,
    Definition,
    SheetFault,
    SheetProblem,
    differences,
    meaning_changed,
)
from werkzaam.web.survey.models import DraftAnswer, Instrument, Submission
from werkzaam.web.survey.questionnaire import defined
from werkzaam.web.survey.rules import RoundRefused

COLUMNS = {"reworded": "label", "choice-reworded": "label", "choice-score": "score", "scoring": "scale"}


def former(found: Instrument) -> Instrument | None:
    """The version that was kept before this one."""
    return Instrument.objects.filter(key=found.key, pk__lt=found.pk).order_by("-pk").first()


def changes(found: Instrument, before: Instrument | None) -> tuple[Change, ...]:
    """What differs from the version before; nothing for the first."""
    return differences(defined(before.definition), defined(found.definition)) if before else ()


def require_same_meaning(told: Definition) -> None:
    """Raises SheetProblem (`meaning-changed`) where a question that was answered would now mean something else."""
    known = _answered(told.key)
    changed = meaning_changed(defined(known.definition), told) if known else ()
    if known and changed:
        raise SheetProblem(_fault(change, known.version) for change in changed)


def require_comparable(found: Instrument) -> None:
    """Raises RoundRefused where answers to another version of it would not mean the same."""
    known = _answered(found.key)
    if known is None or known == found:
        return
    older, newer = sorted((known, found), key=lambda one: one.pk)
    if meaning_changed(defined(older.definition), defined(newer.definition)):
        raise RoundRefused(
            _(
                "Version %(version)s of this questionnaire was answered, and in this version questions mean "
                "something else. Give the changed questions a new key in a new version."
            )
            % {"version": known.version}
        )


def _answered(key: str) -> Instrument | None:
    """The last version to which anyone answered."""
    own = {"invitation__round__instrument": OuterRef("pk")}
    answers = Q(Exists(Submission.objects.filter(**own))) | Q(Exists(DraftAnswer.objects.filter(**own)))
    return Instrument.objects.filter(answers, key=key).order_by("-pk").first()


def _fault(change: Change, version: str) -> SheetFault:
    said = f"{change.old} → {change.new}" if change.old or change.new else change.choice
    message = (
        f'"{change.key}" was answered in version {version}, and would now mean something else ({said}). Give it a new '
        'key; if only the words changed, write "yes" under "reworded".'
    )
    return SheetFault("survey", change.row, COLUMNS.get(change.kind, "type"), message, "meaning-changed")
