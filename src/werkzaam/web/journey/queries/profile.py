"""Skills, languages, circumstances and the ladder of one person; and the search in the list of skills."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.utils.translation import get_language

from werkzaam.web.journey.models import (
    Circumstance,
    Concept,
    LadderRating,
    LanguageLevel,
    Skill,
    SkillScheme,
    Trajectory,
)
from werkzaam.web.journey.queries.reach import trajectories
from werkzaam.web.journey.rules.codes.intake import LanguageSkill
from werkzaam.web.people.access import refuse
from werkzaam.web.people.rules import Access

FOUND = 12  # concepts offered for one search
MOST = 60


@dataclass(frozen=True, slots=True)
class Language:
    """The newest level of each skill in one language, and all that was said before."""

    code: str
    newest: list[LanguageLevel]
    earlier: list[LanguageLevel]


@dataclass(frozen=True, slots=True)
class Profile:
    skills: list[Skill]
    languages: list[Language]
    circumstance: Circumstance | None
    ratings: list[LadderRating]


def profile(trajectory: Trajectory) -> Profile:
    """All that offers and work must fit (4 queries)."""
    levels = list(trajectory.language_levels.all()[: 4 * MOST])
    codes = dict.fromkeys(level.language for level in levels)
    return Profile(
        list(trajectory.skills.select_related("concept")[:MOST]),
        [_language(code, [level for level in levels if level.language == code]) for code in codes],
        Circumstance.objects.filter(trajectory=trajectory).first(),
        list(trajectory.ratings.order_by("-on", "-pk")[:MOST]),
    )


def skill(access: Access, pk: int) -> Skill:
    """One skill of someone within reach."""
    within = trajectories(access, "journey.record_intake")
    found = Skill.objects.filter(pk=pk, trajectory__in=within).select_related("trajectory__team").first()
    if found is None:
        raise refuse()
    return found


def concepts(wanted: str) -> QuerySet[Concept]:
    """Concepts with every word of `wanted` in one of their names; names that begin so come first."""
    words = wanted.lower().split()
    found = Concept.objects.filter(scheme__in=current()) if words else Concept.objects.none()
    for word in words:
        found = found.filter(search__contains=word)
    begins = Case(
        When(label__istartswith=wanted, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    return found.order_by(begins, "label")[:FOUND]


def current() -> QuerySet[SkillScheme]:
    """The lists in use in the reader's language, else those in Dutch."""
    in_use = SkillScheme.objects.filter(is_current=True)
    mine = in_use.filter(language=(get_language() or "nl")[:2])
    return mine if mine.exists() else in_use.filter(language="nl")


def _language(code: str, levels: list[LanguageLevel]) -> Language:
    """`levels` come newest first."""
    newest = [next((one for one in levels if one.skill == skill), None) for skill in LanguageSkill]
    shown = [one for one in newest if one]
    return Language(code, shown, [one for one in levels if one not in shown])
