"""From findings to claims: what may be said, question by question."""

from __future__ import annotations

from collections.abc import Iterator

from werkzaam.core.claim.described import described
from werkzaam.core.claim.evidence import smallest_in_points
from werkzaam.core.claim.gates import Question, gates, question
from werkzaam.core.claim.model import Claim, Gate, Kind, Verdict
from werkzaam.core.claim.render import references
from werkzaam.core.claim.rules import decide, read_interval
from werkzaam.core.claim.words import Words, join, sentences, slots
from werkzaam.core.effect import needed
from werkzaam.core.effect.result import Estimate, Findings
from werkzaam.core.plan.model import Plan, Text

NAMES = {
    Verdict.EFFECT: "effect",
    Verdict.HARM: "harm",
    Verdict.NO_DIFFERENCE: "no-difference",
    Verdict.INSUFFICIENT: "insufficient",
    Verdict.NOT_COMPARABLE: "not-comparable",
    Verdict.NOT_EXAMINED: "not-examined",
}


def judge(findings: Findings, plan: Plan) -> tuple[Claim, ...]:
    """A claim on the effect per question of the plan, then the described claims.

    A question about an outcome that cannot have changed (a negative control) is a check, not a claim.
    """
    asked = (one for one in plan.estimands if not plan.outcome(one.outcome).negative_control)
    verdicts = (_effect(question(findings, plan, estimand)) for estimand in asked)
    return (*verdicts, *described(findings, plan))


def _effect(asked: Question) -> Claim:
    words = Words(_slots(asked))
    reading = _reading(asked)
    checks = gates(asked, reading, words)
    verdict, failed = decide(reading, checks)
    sentence = join(*_sentences(asked, words, verdict, failed))
    paths = references(sentence["en"])
    if asked.estimate is not None:
        paths = tuple(dict.fromkeys((*paths, *_own_paths(asked.estimate))))
    return Claim(
        key=f"effect-{asked.estimand.key}",
        kind=Kind.EFFECT,
        sentence=sentence,
        evidence=paths,
        verdict=verdict,
        gates=checks,
        exploratory=not (asked.plan.registered and asked.estimand.primary),
    )


def _own_paths(estimate: Estimate) -> tuple[str, ...]:
    return tuple(f"estimate.{estimate.key}.points.{end}" for end in ("value", "low", "high"))


def _reading(asked: Question) -> Verdict:
    if asked.estimate is None:
        return Verdict.INSUFFICIENT
    outcome = asked.plan.outcome(asked.estimand.outcome)
    delta = smallest_in_points(asked.estimate, outcome)
    return read_interval(asked.estimate, delta=delta, alpha=asked.plan.alpha, direction=outcome.direction)


def _sentences(asked: Question, words: Words, verdict: Verdict, failed: Gate | None) -> Iterator[Text]:
    yield words.say("verdict", NAMES[verdict])
    if failed is not None:
        yield failed.reason
    if verdict is Verdict.NOT_COMPARABLE and failed is not None:
        yield from _other_refusals(asked, words, failed)
    if verdict is Verdict.INSUFFICIENT and asked.estimate is not None:
        yield words.say("verdict", f"insufficient-{_size(asked, asked.estimate)}")
    if verdict in (Verdict.EFFECT, Verdict.HARM):
        yield words.say("note", "lottery" if asked.plan.lottery else "no-lottery")


def _other_refusals(asked: Question, words: Words, failed: Gate) -> Iterator[Text]:
    """Where a lottery was bent by loss, that is said beside the imbalance it left."""
    for gate in gates(asked, _reading(asked), words):
        if gate.key == "attrition" and not gate.passed and gate.key != failed.key:
            yield gate.reason


def _size(asked: Question, estimate: Estimate) -> str:
    smallest = smallest_in_points(estimate, asked.plan.outcome(asked.estimand.outcome))
    wanted = needed(estimate, smallest, asked.plan.alpha)
    enough = wanted is not None and wanted <= sum(estimate.n_start.values())
    return "large-enough" if enough else "too-small"


def _slots(asked: Question) -> dict[str, str | Text]:
    own = slots(asked.plan, asked.estimand.outcome, asked.estimand.wave)
    problem = asked.unanswered.code if asked.unanswered else "other"
    known = sentences()["problem"]
    return own | {
        "key": asked.estimand.key,
        "e": asked.estimand.key,
        "partner": f"{asked.estimand.key}-{asked.estimand.partner}",
        "characteristic": _characteristic(asked),
        "problem": known.get(problem, known["other"]),
    }


def _characteristic(asked: Question) -> str | Text:
    """The plan's words for what the groups differed on most."""
    row = asked.balance.worst_row if asked.balance else None
    if row is None:
        return ""
    if row.name == asked.estimand.outcome:
        return asked.plan.outcome(row.name).label
    return asked.plan.covariate_labels.get(row.name, row.name)
