"""From a plan's TOML to a `Plan`: one function per section of the file."""

from __future__ import annotations

from dataclasses import replace

from werkzaam.core.plan.canonical import plan_hash
from werkzaam.core.plan.checks import check_plan
from werkzaam.core.plan.document import read_document
from werkzaam.core.plan.model import (
    LANGUAGES,
    SCHEMA,
    Allocation,
    Arm,
    Columns,
    DataSource,
    Design,
    Deviation,
    Direction,
    DoseSource,
    Estimand,
    Expectation,
    Gates,
    Inference,
    Layout,
    Lock,
    Method,
    Moderator,
    Outcome,
    Plan,
    Role,
    Scale,
    Text,
    Unit,
    Wave,
    Weighting,
)
from werkzaam.core.plan.table import Table

MULTIPLICITY = ("holm", "romano-wolf", "none")
BOUNDARIES = ("cautious", "optimistic")
POINTS = {"nl": "punten", "en": "points"}
DOSE_FIELDS = ("person", "week", "channel", "planned", "delivered", "minutes")


def parse_plan(text: str, name: str) -> Plan:
    """A plan from TOML text; `name` is what refusals call it (its file name).

    Raises PlanProblem with the line, what was found and what was expected.
    """
    document = read_document(text, name)
    top = Table(document, (), document.tables)
    top.one_of("schema", top.words("schema", required=True) or "", [SCHEMA], "plan-schema")
    plan = _plan(top)
    top.close()
    check_plan(plan, document)
    return replace(plan, text=text, hash=plan_hash(document.tables))


def _plan(top: Table) -> Plan:
    study = top.table("study", required=True)
    language = study.one_of("language", study.words("language") or "nl", LANGUAGES)
    arms = tuple(_arm(table, language) for table in top.tables("arms", required=True))
    outcomes = tuple(_outcome(table, language) for table in top.tables("outcomes", required=True))
    kind, allocation = _design(top.table("design", required=True))
    plan = Plan(
        key=study.name("key", required=True) or "",
        title=study.text("title", language, required=True),
        design=kind,
        allocation=allocation,
        arms=arms,
        waves=tuple(_wave(table, language) for table in top.tables("waves", required=True)),
        outcomes=outcomes,
        estimands=_estimands(top.tables("estimands", required=True), outcomes),
        gates=_gates(top.table("gates")),
        programme=study.text("programme", language) or _arm_label(arms, Role.PROGRAMME),
        comparison=study.text("comparison", language) or _arm_label(arms, Role.COMPARISON),
        researchers=study.strings("researchers"),
        cooperation=study.strings("cooperation"),
        themes=study.strings("themes"),
        summary=study.text("summary", language),
        sources=study.text("sources", language),
        questions=tuple(_question(table, language) for table in top.tables("questions")),
        lock=_lock(top),
        language=language,
        languages=_languages(study, language),
        data=tuple(_source(table) for table in top.tables("data")),
        columns=_columns(top.table("columns")),
        dose=_dose(top),
        moderators=tuple(_moderator(table) for table in top.tables("moderators")),
        expect=_expectation(top),
        deviations=tuple(_deviation(table, language) for table in top.tables("deviations")),
    )
    study.close()
    return _with_covariates(_with_analysis(plan, top.table("analysis")), top.table("covariates"))


def _arm_label(arms: tuple[Arm, ...], role: Role) -> dict[str, str]:
    return next((dict(arm.label) for arm in arms if arm.role is role), {})


def _languages(study: Table, language: str) -> tuple[str, ...]:
    """The main language, and each other one that has both a title and (where there is one) a summary."""
    texts = [study.data[key] for key in ("title", "summary") if key in study.data]
    also = [code for code in LANGUAGES if code != language and all(_speaks(text, code) for text in texts)]
    return (language, *also)


def _speaks(text: object, language: str) -> bool:
    return isinstance(text, dict) and bool(text.get(language))


def _design(table: Table) -> tuple[Design, Allocation]:
    kind = table.choice("kind", Design, required=True)
    assert kind is not None
    lot = table.flag("lot")
    allocation = Allocation(
        lot=kind is Design.RANDOMISED if lot is None else lot,
        unit=table.choice("unit", Unit) or Unit.PERSON,
        strata=table.words("strata"),
    )
    table.close()
    return kind, allocation


def _question(table: Table, language: str) -> Text:
    words = table.text("text", language, required=True)
    table.close()
    return words


def _arm(table: Table, language: str) -> Arm:
    role = table.choice("role", Role, required=True)
    assert role is not None
    arm = Arm(
        key=table.name("key", required=True) or "",
        role=role,
        label=table.text("label", language, required=True),
        planned_contacts_per_week=table.number("planned_contacts_per_week", low=0),
        values=table.scalars("value"),
    )
    table.close()
    return arm


def _wave(table: Table, language: str) -> Wave:
    months = table.number("months", required=True)
    assert months is not None
    wave = Wave(
        key=table.name("key", required=True) or "",
        months=months,
        label=table.text("label", language, required=True),
        values=table.scalars("value"),
    )
    table.close()
    return wave


def _outcome(table: Table, language: str) -> Outcome:
    scale = table.choice("scale", Scale, required=True)
    direction = table.choice("direction", Direction, required=True)
    smallest = table.number("smallest_effect", required=True, low=0)
    assert scale is not None
    assert direction is not None
    assert smallest is not None
    if smallest == 0:
        raise table.problem("smallest_effect", "plan-value", "is 0; expected a number above 0.")
    primary = table.flag("primary")
    outcome = Outcome(
        key=table.name("key", required=True) or "",
        label=table.text("label", language, required=True),
        scale=scale,
        direction=direction,
        smallest_effect=smallest,
        in_sd=bool(table.flag("in_sd")),
        unit=table.text("unit", language) or POINTS,
        primary=True if primary is None else primary,
        low=table.number("low"),
        high=table.number("high"),
        rater=table.name("rater") or "self",
        column=table.words("column"),
        columns=table.mapping("columns"),
        reliability=table.number("reliability", low=0, high=1),
        negative_control=bool(table.flag("negative_control")),
        event=table.words("event"),
    )
    table.close()
    return outcome


def _estimands(tables: list[Table], outcomes: tuple[Outcome, ...]) -> tuple[Estimand, ...]:
    """Each estimand's key defaults to `<outcome>-<wave>`; a second one on the same pair adds its method."""
    estimands: list[Estimand] = []
    for table in tables:
        estimand = _estimand(table, outcomes)
        taken = {earlier.key for earlier in estimands}
        key = table.name("key") or _default_key(estimand, taken)
        estimands.append(replace(estimand, key=key))
        table.close()
    return tuple(estimands)


def _default_key(estimand: Estimand, taken: set[str]) -> str:
    key = f"{estimand.outcome}-{estimand.wave}"
    return f"{key}-{estimand.method}" if key in taken else key


def _estimand(table: Table, outcomes: tuple[Outcome, ...]) -> Estimand:
    method = table.choice("method", Method, required=True)
    assert method is not None
    outcome = table.words("outcome", required=True) or ""
    primary = table.flag("primary")
    of_outcome = any(
        known.key == outcome and known.primary and not known.negative_control for known in outcomes
    )
    return Estimand(
        key="",
        outcome=outcome,
        wave=table.words("wave", required=True) or "",
        method=method,
        partner=table.choice("partner", Method),
        primary=of_outcome if primary is None else primary,
        weights=table.choice("weights", Weighting),
    )


def _with_analysis(plan: Plan, table: Table) -> Plan:
    alpha = table.number("alpha", low=0.0001, high=0.5)
    multiplicity = table.one_of("multiplicity", table.words("multiplicity") or "holm", MULTIPLICITY)
    family = table.strings("family")
    for key in family:
        table.one_of("family", key, [estimand.key for estimand in plan.estimands], "plan-unknown-reference")
    attrition = table.flag("attrition_weights")
    changed = replace(
        plan,
        start=table.words("baseline"),
        weights=table.choice("weights", Weighting),
        attrition_weights=True if attrition is None else attrition,
        inference=table.choice("inference", Inference) or Inference.CR2,
        imputations=_whole(table, "imputations", plan.imputations, low=2),
        draws=_whole(table, "draws", plan.draws, low=99),
        seed=_whole(table, "seed", plan.seed, low=0),
        covariates=table.strings("covariates"),
        cluster=table.words("cluster"),
        alpha=0.05 if alpha is None else alpha,
        multiplicity=multiplicity,
        estimands=_in_family(plan.estimands, family),
    )
    table.close()
    return changed


def _whole(table: Table, key: str, usual: int, *, low: float) -> int:
    found = table.number(key, low=low)
    return usual if found is None else int(found)


def _in_family(estimands: tuple[Estimand, ...], family: tuple[str, ...]) -> tuple[Estimand, ...]:
    """A named family is the primary one: exactly its estimands share the multiplicity rule."""
    if not family:
        return estimands
    return tuple(replace(estimand, primary=estimand.key in family) for estimand in estimands)


def _with_covariates(plan: Plan, tables: Table) -> Plan:
    labels, columns = {}, {}
    for key in tables.data:
        tables.one_of(key, key, plan.covariates, "plan-unknown-reference")
        table = tables.table(key)
        labels[key] = table.text("label", plan.language)
        columns[key] = table.words("column") or key
        table.close()
    named = {key: labels.get(key) or dict.fromkeys(LANGUAGES, key) for key in plan.covariates}
    return replace(plan, covariate_labels=named, covariate_columns=columns)


def _gates(table: Table) -> Gates:
    usual = Gates()
    adjusted = table.number("smd_adjusted", low=0)
    unadjusted = table.number("smd_unadjusted", low=0)
    overlap = table.number("overlap", low=0, high=1)
    clusters = table.number("clusters_per_side", low=1)
    boundary = table.one_of("attrition", table.words("attrition") or usual.attrition, BOUNDARIES)
    table.close()
    return Gates(
        smd_adjusted=usual.smd_adjusted if adjusted is None else adjusted,
        smd_unadjusted=usual.smd_unadjusted if unadjusted is None else unadjusted,
        attrition=boundary,
        overlap=usual.overlap if overlap is None else overlap,
        clusters_per_side=usual.clusters_per_side if clusters is None else int(clusters),
    )


def _moderator(table: Table) -> Moderator:
    names = (table.words(key, required=True) or "" for key in ("covariate", "outcome", "wave"))
    moderator = Moderator(*names)
    table.close()
    return moderator


def _expectation(top: Table) -> Expectation | None:
    table = top.table("expect")
    if not table.data:
        return None
    usual = Expectation({})
    icc = table.number("icc", low=0, high=1)
    correlation = table.number("correlation", low=-1, high=1)
    expected = Expectation(
        persons={arm: int(number) for arm, number in _numbers(table, "persons", low=2).items()},
        clusters={arm: int(number) for arm, number in _numbers(table, "clusters", low=1).items()},
        attrition=_numbers(table, "attrition", low=0, high=0.99),
        icc=usual.icc if icc is None else icc,
        correlation=usual.correlation if correlation is None else correlation,
        sd=_numbers(table, "sd", low=0),
        share=_numbers(table, "share", low=0, high=1),
        response=_numbers(table, "response", low=0.01, high=1),
    )
    table.close()
    return expected


def _numbers(table: Table, key: str, *, low: float, high: float = float("inf")) -> dict[str, float]:
    inner = table.table(key)
    found = {name: inner.number(name, required=True, low=low, high=high) for name in inner.data}
    return {name: number for name, number in found.items() if number is not None}


def _deviation(table: Table, language: str) -> Deviation:
    on = table.day("on", required=True)
    assert on is not None
    week, until = table.number("week", low=0), table.number("until", low=0)
    deviation = Deviation(
        key=table.name("key", required=True) or "",
        label=table.text("label", language, required=True),
        on=on,
        week=None if week is None else int(week),
        until=None if until is None else int(until),
    )
    table.close()
    return deviation


def _lock(top: Table) -> Lock | None:
    table = top.table("lock")
    if not table.data:
        return None
    on = table.day("on", required=True)
    by, sealed = table.words("by", required=True), table.words("hash", required=True)
    table.close()
    assert on is not None
    assert by is not None
    assert sealed is not None
    return Lock(on, by, sealed)


def _source(table: Table) -> DataSource:
    source = DataSource(
        location=table.words("source", required=True) or "",
        where=table.pairs("where"),
        arm=table.words("arm"),
    )
    table.close()
    return source


def _columns(table: Table) -> Columns:
    columns = Columns(
        layout=table.choice("layout", Layout) or Layout.LONG,
        person=table.words("person"),
        arm=table.words("arm"),
        wave=table.words("wave"),
        cluster=table.words("cluster"),
        rater=table.words("rater"),
        mode=table.words("mode"),
    )
    table.close()
    return columns


def _dose(top: Table) -> DoseSource | None:
    table = top.table("dose")
    if not table.data:
        return None
    columns = table.table("columns")
    named = {name: columns.words(name) or name for name in DOSE_FIELDS}
    columns.close()
    source = DoseSource(location=table.words("source", required=True) or "", columns=named)
    table.close()
    return source
