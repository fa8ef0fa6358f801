"""What one table cannot see: keys are unique, references lead somewhere, the design has what it needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from werkzaam.core.plan.document import Document, Path, suggestion
from werkzaam.core.plan.model import Design, Estimand, Layout, Method, Plan, Role, Scale


def check_plan(plan: Plan, document: Document) -> None:
    """Raises PlanProblem for the first thing that does not hold together."""
    _check_unique(plan, document)
    _check_arms(plan, document)
    _check_waves(plan, document)
    _check_analysis(plan, document)
    _check_outcomes(plan, document)
    _check_estimands(plan, document)
    _check_data(plan, document)


def _check_unique(plan: Plan, document: Document) -> None:
    for section in ("arms", "waves", "outcomes", "estimands"):
        seen: set[str] = set()
        for place, item in enumerate(getattr(plan, section)):
            if item.key in seen:
                message = f'is "{item.key}", as an earlier one is already; expected a key of its own.'
                raise document.problem((section, place, "key"), "plan-duplicate", message)
            seen.add(item.key)
    _check_partner_keys(plan, document)


def _check_partner_keys(plan: Plan, document: Document) -> None:
    """A partner's estimate is called `<estimand>-<method>`; nothing else may be."""
    keys = {estimand.key for estimand in plan.estimands}
    for place, estimand in enumerate(plan.estimands):
        partner = f"{estimand.key}-{estimand.partner}"
        if estimand.partner and partner in keys:
            message = f'is the same analysis as the estimand "{partner}"; leave one of the two out.'
            raise document.problem(("estimands", place, "partner"), "plan-duplicate", message)


def _check_arms(plan: Plan, document: Document) -> None:
    programmes = [arm for arm in plan.arms if arm.role is Role.PROGRAMME]
    comparisons = [arm for arm in plan.arms if arm.role is Role.COMPARISON]
    if len(programmes) != 1:
        message = f'hold {len(programmes)} arms with role "programme"; expected exactly one.'
        raise document.problem(("arms",), "plan-arms", message)
    wanted = 0 if plan.design is Design.NONE else 1
    if len(comparisons) != wanted:
        message = (
            f'hold {len(comparisons)} arms with role "comparison"; '
            f'design "{plan.design}" expects {"none" if wanted == 0 else "exactly one"}.'
        )
        raise document.problem(("arms",), "plan-arms", message)


def _check_waves(plan: Plan, document: Document) -> None:
    for place in range(1, len(plan.waves)):
        before, here = plan.waves[place - 1], plan.waves[place]
        if here.months <= before.months:
            message = (
                f"is {here.months:g}, not after the wave before it ({before.months:g}); put waves in order."
            )
            raise document.problem(("waves", place, "months"), "plan-waves", message)


def _check_outcomes(plan: Plan, document: Document) -> None:
    waves = [wave.key for wave in plan.waves]
    for place, outcome in enumerate(plan.outcomes):
        path: Path = ("outcomes", place)
        if outcome.low is not None and outcome.high is not None and outcome.low >= outcome.high:
            raise document.problem((*path, "high"), "plan-value", f"is not above low ({outcome.low:g}).")
        if outcome.scale is Scale.BINARY and (outcome.low or 0, outcome.high or 1) != (0, 1):
            raise document.problem(
                path, "plan-value", "is binary: leave low and high out, its values are 0 and 1."
            )
        if (outcome.scale is Scale.TIME) is not (outcome.event is not None):
            message = 'goes with scale = "time": the key of the binary outcome that says whether it came.'
            raise document.problem((*path, "event"), "plan-value", message)
        if outcome.event is not None:
            binary = [other.key for other in plan.outcomes if other.scale is Scale.BINARY]
            _refer(document, (*path, "event"), outcome.event, binary, "binary outcome")
        for wave in outcome.columns:
            _refer(document, (*path, "columns", wave), wave, waves, "wave")
        if plan.columns.layout is Layout.WIDE and plan.data and not outcome.columns:
            message = 'is missing; wide data need the column of each wave, such as { t0 = "score_t0" }.'
            raise document.problem((*path, "columns"), "plan-missing-key", message)


def _check_estimands(plan: Plan, document: Document) -> None:
    outcomes = [outcome.key for outcome in plan.outcomes]
    waves = [wave.key for wave in plan.waves]
    for place, estimand in enumerate(plan.estimands):
        path: Path = ("estimands", place)
        _refer(document, (*path, "outcome"), estimand.outcome, outcomes, "outcome")
        _refer(document, (*path, "wave"), estimand.wave, waves, "wave")
        if estimand.partner is estimand.method:
            message = f'is "{estimand.partner}", as the method itself; expected another method, or none.'
            raise document.problem((*path, "partner"), "plan-value", message)
        _check_column(plan, document, (*path, "wave"), estimand)
        early = plan.wave(estimand.wave).months <= plan.baseline.months
        if early and estimand.method is not Method.DIFFERENCE:
            message = f'is not after the baseline; "{estimand.method}" needs a later wave.'
            raise document.problem((*path, "wave"), "plan-value", message)


def _check_analysis(plan: Plan, document: Document) -> None:
    waves, outcomes = [wave.key for wave in plan.waves], [outcome.key for outcome in plan.outcomes]
    arms = [arm.key for arm in plan.arms]
    if plan.start is not None:
        _refer(document, ("analysis", "baseline"), plan.start, waves, "wave")
    if plan.allocation.strata is not None:
        _refer(document, ("design", "strata"), plan.allocation.strata, plan.covariates, "covariate")
    for place, moderator in enumerate(plan.moderators):
        path: Path = ("moderators", place)
        _refer(document, (*path, "covariate"), moderator.covariate, plan.covariates, "covariate")
        _refer(document, (*path, "outcome"), moderator.outcome, outcomes, "outcome")
        _refer(document, (*path, "wave"), moderator.wave, waves, "wave")
    for key in ("persons", "clusters", "attrition"):
        for arm in getattr(plan.expect, key, ()):
            _refer(document, ("expect", key, arm), arm, arms, "arm")
    for key in ("sd", "share"):
        for outcome in getattr(plan.expect, key, ()):
            _refer(document, ("expect", key, outcome), outcome, outcomes, "outcome")
    for wave in getattr(plan.expect, "response", ()):
        _refer(document, ("expect", "response", wave), wave, waves, "wave")


def _check_column(plan: Plan, document: Document, path: Path, estimand: Estimand) -> None:
    """In wide data the outcome must have a column at the wave that is asked about."""
    columns = plan.outcome(estimand.outcome).columns
    if columns and plan.columns.layout is Layout.WIDE and estimand.wave not in columns:
        message = f'is "{estimand.wave}", for which the outcome "{estimand.outcome}" names no column.'
        raise document.problem(path, "plan-unknown-reference", message)


def _check_data(plan: Plan, document: Document) -> None:
    arms = [arm.key for arm in plan.arms]
    for place, source in enumerate(plan.data):
        if source.arm is not None:
            _refer(document, ("data", place, "arm"), source.arm, arms, "arm")
    for section, place, value in _shared_values(plan):
        message = f"names {value!r}, which an earlier one names too; expected a value of its own."
        raise document.problem((section, place, "value"), "plan-duplicate", message)


def _shared_values(plan: Plan) -> Iterator[tuple[str, int, object]]:
    for section in ("arms", "waves"):
        seen: set[object] = set()
        for place, item in enumerate(getattr(plan, section)):
            for value in item.values or (item.key,):
                if value in seen:
                    yield section, place, value
                seen.add(value)


def _refer(document: Document, path: Path, found: str, known: Iterable[str], what: str) -> None:
    names = list(known)
    if found not in names:
        listed = ", ".join(names)
        message = f'is "{found}", which is no {what} of this plan ({listed}).{suggestion(found, names)}'
        raise document.problem(path, "plan-unknown-reference", message)
