"""The registered plan as a document, for whoever wants to know beforehand what a study will ask and how."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from string import Template

from werkzaam.core.claim.render import number
from werkzaam.core.plan.model import Arm, Direction, Estimand, Outcome, Plan, Role, Scale, Wave
from werkzaam.core.report.document import Block, Bullets, Document, Paragraph, Row, Section, Table, words
from werkzaam.core.report.teller import day_in_words, vocabulary

Fact = tuple[str, str]
_PAGE_WORDS = ("skip", "contents", "numbers", "number_link", "figure", "table", "page", "of")


@dataclass(frozen=True, slots=True)
class Beside:
    """What is known of a study beside its plan, in words of the document's language.

    `locked` is "(when, by whom)"; `opened` says that outcomes were seen without a lock; `power` holds a sentence
    per question; `lottery` facts of the draw; `read` (who, when, judgement).
    """

    locked: tuple[str, str] | None = None
    opened: bool = False
    allocation: tuple[str, ...] = ()
    power: tuple[str, ...] = ()
    lottery: tuple[Fact, ...] = ()
    read: tuple[tuple[str, str, str], ...] = ()


@cache
def _own(language: str) -> Mapping[str, str]:
    text = files("werkzaam.core.report").joinpath("words/registration.toml").read_text(encoding="utf-8")
    found: Mapping[str, str] = tomllib.loads(text)[language]
    return found


def registration(plan: Plan, beside: Beside, language: str) -> Document:
    """The whole document in `language` (nl or en): the plan, its standing, and what was recorded beside it."""
    teller = _Registrar(plan, beside, language)
    labels = {key: vocabulary(language)["page"][key] for key in _PAGE_WORDS}
    return Document(
        language=language,
        title=plan.title[language],
        kicker=teller.word("kicker"),
        facts=tuple(teller.facts()),
        sections=tuple(section for section in teller.sections() if section.blocks),
        labels=(*labels.items(), ("kicker", teller.word("kicker"))),
    )


@dataclass(frozen=True, slots=True)
class _Registrar:
    plan: Plan
    beside: Beside
    language: str

    def word(self, key: str, **slots: str) -> str:
        return Template(_own(self.language)[key]).substitute(slots)

    def facts(self) -> Iterable[Fact]:
        plan = self.plan
        if plan.researchers:
            yield self.word("researchers"), ", ".join(plan.researchers)
        if plan.cooperation:
            yield self.word("cooperation"), ", ".join(plan.cooperation)
        yield self.word("standing"), self._standing()
        yield self.word("hash"), " ".join(plan.hash[at : at + 16] for at in range(0, 64, 16))

    def _standing(self) -> str:
        if self.beside.opened:
            return self.word("opened")
        if self.plan.changed:
            return self.word("changed")
        if self.beside.locked is None:
            return self.word("open")
        on, by = self.beside.locked
        return self.word("locked", on=on, by=by)

    def sections(self) -> Iterable[Section]:
        yield self._section("questions", *self._questions())
        yield self._section("design", *self._design())
        yield self._section("outcomes", self._outcomes())
        yield self._section("estimands", self._estimands())
        yield self._section("analysis", Bullets(tuple(words(one) for one in self._analysis())))
        yield self._section("gates", Paragraph(words(self.word("gate_text"))), self._gates())
        yield self._section("power", *self._power())
        yield self._section("read", *self._read())
        yield self._section("deviations", *self._deviations())

    def _section(self, key: str, *blocks: Block) -> Section:
        return Section(key, self.word(key), blocks)

    def _table(self, key: str, header: Iterable[str], rows: Iterable[Iterable[str]]) -> Table:
        told = tuple(Row(tuple(words(cell or "–") for cell in row)) for row in rows)
        names = tuple(self.word(one) for one in header)
        return Table(key, self.word(key), names, (False,) * len(names), told)

    def _questions(self) -> Iterable[Block]:
        plan = self.plan
        if plan.questions:
            yield Bullets(tuple(words(question[self.language]) for question in plan.questions))
        if plan.summary:
            yield Paragraph(words(plan.summary[self.language]))
        for key, text in (("programme", plan.programme), ("comparison", plan.comparison)):
            if text:
                yield Paragraph(words(f"{self.word(key)}: {text[self.language]}"))

    def _design(self) -> Iterable[Block]:
        yield Paragraph(words(vocabulary(self.language)["design"][self.plan.design.value]))
        yield self._arms()
        yield self._waves()
        yield from (Paragraph(words(text)) for text in self.beside.allocation)
        if self.beside.lottery:
            yield self._table("lottery", ("fact", "value"), self.beside.lottery)

    def _arms(self) -> Table:
        return self._table("arms", ("arm", "role", "expected", "contacts"), map(self._arm, self.plan.arms))

    def _arm(self, arm: Arm) -> list[str]:
        role = "role_programme" if arm.role is Role.PROGRAMME else "role_comparison"
        persons = self.plan.expect.persons.get(arm.key) if self.plan.expect else None
        contacts = arm.planned_contacts_per_week
        return [
            arm.label[self.language],
            vocabulary(self.language)["design"][role],
            f"{persons}" if persons else "",
            "" if contacts is None else self._number(contacts),
        ]

    def _waves(self) -> Table:
        return self._table("waves", ("wave", "months", "response"), map(self._wave, self.plan.waves))

    def _wave(self, wave: Wave) -> list[str]:
        share = self.plan.expect.response.get(wave.key) if self.plan.expect else None
        response = "" if share is None else number(share, "percent", self.language)
        return [wave.label[self.language], self._number(wave.months), response]

    def _outcomes(self) -> Table:
        header = ("outcome", "kind", "better", "delta", "rater")
        return self._table("outcomes", header, map(self._outcome, self.plan.outcomes))

    def _outcome(self, outcome: Outcome) -> list[str]:
        known = _own(self.language)
        return [
            outcome.label[self.language],
            known[outcome.scale.value],
            self.word("up" if outcome.direction is Direction.UP else "down"),
            self._smallest(outcome),
            known[outcome.rater] if outcome.rater in ("self", "coach") else outcome.rater,
        ]

    def _smallest(self, outcome: Outcome) -> str:
        if outcome.in_sd:
            return self.word("in_sd", value=self._number(outcome.smallest_effect))
        if outcome.scale is Scale.BINARY:
            unit = vocabulary(self.language)["page"]["percentage_points"]
            return f"{number(outcome.smallest_effect, 'percentpoints', self.language)} {unit}"
        return f"{self._number(outcome.smallest_effect)} {outcome.unit[self.language]}"

    def _estimands(self) -> Table:
        header = ("outcome", "wave", "method", "standing_question")
        return self._table("estimands", header, map(self._estimand, self.plan.estimands))

    def _estimand(self, one: Estimand) -> list[str]:
        methods = [one.method, *([one.partner] if one.partner else [])]
        return [
            self.plan.outcome(one.outcome).label[self.language],
            self.plan.wave(one.wave).label[self.language],
            " + ".join(vocabulary(self.language)["method"][method.value] for method in methods),
            self.word("primary" if one.primary else "secondary"),
        ]

    def _analysis(self) -> Iterable[str]:
        plan = self.plan
        yield self.word("alpha", level=number(1 - plan.alpha, "percent", self.language))
        yield self.word("none_multiplicity" if plan.multiplicity == "none" else plan.multiplicity)
        if plan.covariates:
            names = (plan.covariate_labels[key][self.language] for key in plan.covariates)
            yield self.word("covariates", names="; ".join(names))
        if plan.cluster:
            yield self.word("cluster", name=plan.cluster)
        yield self.word("inference", name=self.word(plan.inference.value))
        yield self.word("attrition_yes" if plan.attrition_weights else "attrition_no")
        yield self.word("seed", seed=f"{plan.seed}")
        if plan.moderators:
            yield self.word("moderators", names="; ".join(map(self._moderator, plan.moderators)))
        yield self.word("exploratory")

    def _moderator(self, one: object) -> str:
        covariate = getattr(one, "covariate", "")
        return self.plan.covariate_labels[covariate][self.language]

    def _gates(self) -> Table:
        gates = self.plan.gates
        rows = [
            ("smd_adjusted", self.word("at_most", value=self._number(gates.smd_adjusted))),
            ("smd_unadjusted", self.word("at_most", value=self._number(gates.smd_unadjusted))),
            ("attrition", self.word(gates.attrition)),
            ("overlap", self.word("at_least", value=number(gates.overlap, "percent", self.language))),
            ("clusters_per_side", self.word("at_least", value=f"{gates.clusters_per_side}")),
        ]
        return self._table("gates", ("gate", "threshold"), [(self.word(key), limit) for key, limit in rows])

    def _power(self) -> Iterable[Block]:
        if not self.beside.power:
            yield Paragraph(words(self.word("power_none")), "note")
            return
        yield Bullets(tuple(words(sentence) for sentence in self.beside.power))
        yield Paragraph(words(self.word("power_text")), "note")

    def _read(self) -> Iterable[Block]:
        if not self.beside.read:
            yield Paragraph(words(self.word("read_none")), "note")
            return
        yield self._table("read", ("who", "when", "said"), self.beside.read)

    def _deviations(self) -> Iterable[Block]:
        rows = [
            [day_in_words(one.on, self.language), one.label[self.language]] for one in self.plan.deviations
        ]
        if rows:
            yield self._table("deviations", ("date", "what"), rows)
        elif self.plan.lock is not None:
            yield Paragraph(words(self.word("deviations_none")), "note")

    def _number(self, value: float) -> str:
        return f"{value:.6g}".replace(".", "," if self.language == "nl" else ".")
