"""Questions and design: who stands beside whom, when, and what was asked beforehand."""

from __future__ import annotations

from werkzaam.core.plan.model import Estimand, Role
from werkzaam.core.report.document import Paragraph, Row, Section, Table, Text, Words, words
from werkzaam.core.report.teller import Teller, difference_form


def section(teller: Teller) -> Section:
    plan = teller.material.plan
    blocks = (
        _registration(teller),
        Paragraph(teller.say(f"design.{plan.design.value}")),
        _groups(teller),
        _questions(teller),
    )
    return Section("design", teller.word("design.title"), blocks)


def _registration(teller: Teller) -> Paragraph:
    lock = teller.material.plan.lock
    if lock is None:
        return Paragraph(teller.say("design.unregistered"), "warning")
    if not teller.material.plan.registered:
        return Paragraph(teller.say("design.changed", on=teller.date(lock.on)), "warning")
    return Paragraph(teller.say("design.registered", on=teller.date(lock.on), by=lock.by), "note")


def _groups(teller: Teller) -> Table:
    """Arms as rows, waves as columns: who started and who answered when."""
    plan = teller.material.plan
    rows = tuple(
        Row(
            (
                words(teller.arm(arm.key)),
                words(
                    teller.word(
                        "design.role_programme" if arm.role is Role.PROGRAMME else "design.role_comparison"
                    )
                ),
                (teller.number(f"response.{arm.key}.{plan.baseline.key}.of", "count"),),
                *((teller.number(f"response.{arm.key}.{wave.key}.n", "count"),) for wave in plan.waves),
            )
        )
        for arm in teller.material.arms
    )
    answered = teller.word("design.head_answered")
    header = (
        teller.word("design.head_arm"),
        teller.word("design.head_role"),
        teller.word("design.head_persons"),
        *(f"{teller.wave(wave.key)}: {answered}" for wave in plan.waves),
    )
    return Table(
        "groups", teller.word("design.arms"), header, (False, False, *(True for _ in header[2:])), rows
    )


def _questions(teller: Teller) -> Table:
    registered = teller.material.plan.registered
    rows = tuple(_question(teller, estimand) for estimand in teller.material.plan.estimands)
    header = tuple(
        teller.word(f"design.{key}")
        for key in ("head_outcome", "head_wave", "head_method", "head_delta", "head_standing")
    )
    caption = teller.word("design.questions" if registered else "design.questions_exploratory")
    return Table("questions", caption, header, (False,) * 5, rows)


def _question(teller: Teller, estimand: Estimand) -> Row:
    methods = [estimand.method, *([estimand.partner] if estimand.partner else [])]
    standing = teller.word("design.primary" if estimand.primary else "design.secondary")
    return Row(
        (
            words(teller.outcome(estimand.outcome)),
            words(teller.wave(estimand.wave)),
            words(" + ".join(teller.word(f"method.{method.value}") for method in methods)),
            _delta(teller, estimand.outcome),
            words(standing),
        )
    )


def _delta(teller: Teller, key: str) -> Text:
    outcome = teller.material.plan.outcome(key)
    if outcome.in_sd:
        return teller.say("design.in_sd", key=key)
    number = teller.number(f"plan.outcomes.{key}.delta", difference_form(outcome))
    return (number, Words(f" {teller.unit(key)}"))
