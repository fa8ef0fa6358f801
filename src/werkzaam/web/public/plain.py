"""What a study found, in one plain sentence."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from werkzaam.core.report.edition import Edition, EditionVerdict
from werkzaam.web.public import names

ALIKE: dict[str, Promise] = {
    "indications-of-effect": _("There are indications that the programme made a difference."),
    "indications-of-harm": _("There are indications that the programme did harm."),
    "no-relevant-difference": _("The programme made no difference that matters."),
    "insufficient-ground": _("There is insufficient ground to conclude that the programme is effective."),
    "not-comparable": _("The groups cannot be compared, so nothing can be said about an effect."),
    "not-examined": _("Whether the programme is effective was not examined."),
}
MIXED = _("The main questions have different answers.")
STEPS_BUT = _(
    "Some participants took steps, but there is insufficient ground to conclude that the programme is effective."
)
NO_VERDICT = _("This study tells what people experienced and what changed; it says nothing about an effect.")
TOGETHER = _("Several pilots side by side, described by the same questions.")


def sentence(edition: Edition) -> str:
    """The verdicts on the main questions as one sentence; steps that participants took are told beside it."""
    codes = {one.verdict for one in main(edition)}
    if not codes:
        return str(NO_VERDICT)
    if len(codes) > 1:
        return str(MIXED)
    code = codes.pop()
    if code == "insufficient-ground" and _took_steps(edition):
        return str(STEPS_BUT)
    return str(ALIKE.get(code, MIXED))


def main(edition: Edition) -> list[EditionVerdict]:
    """Verdicts on the registered main questions; on all, where none is."""
    return _split(edition)[0]


def others(edition: Edition) -> list[EditionVerdict]:
    """Verdicts on questions that were not chosen beforehand."""
    return _split(edition)[1]


def _split(edition: Edition) -> tuple[list[EditionVerdict], list[EditionVerdict]]:
    exploratory = {claim.key for claim in edition.claims if claim.exploratory}
    first = [one for one in edition.verdicts if one.claim not in exploratory]
    rest = [one for one in edition.verdicts if one.claim in exploratory]
    return (first, rest) if first else (rest, [])


def _took_steps(edition: Edition) -> bool:
    """Whether a described claim counts people of the programme of whom more than none went forward."""
    beginning = f"development.{names.programme(edition)}."
    return any(
        value
        for claim in edition.claims
        if claim.kind == "described"
        for path, value in claim.evidence.items()
        if path.startswith(beginning) and path.endswith(".improved")
    )
