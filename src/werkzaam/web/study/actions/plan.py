"""The plan from its first draft to its lock, or to its opening without one."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from werkzaam.core.plan import Plan, locked_text, parse_plan
from werkzaam.sides import RESEARCH
from werkzaam.web.ledger import actions as ledger
from werkzaam.web.people import queries as people
from werkzaam.web.people.access import require
from werkzaam.web.people.rules import Access
from werkzaam.web.study import queries, rules
from werkzaam.web.study.models import Arm, Study, Wave
from werkzaam.web.study.queries import REGISTER


@transaction.atomic(using=RESEARCH)
def open_study(*, by: Access, at: datetime, organisation: str, programme: str, plan_toml: str) -> Study:
    """Open a study from a plan (TOML); its arms and waves come from the plan. Raises PlanProblem, StudyExists."""
    require(queries.reaches(by, REGISTER, organisation))
    plan = parse_plan(plan_toml, "plan.toml")
    _check_keys(plan)
    if plan.key in rules.RESERVED or Study.objects.filter(code=plan.key).exists():
        raise rules.StudyExists(
            _(
                "There is a study with the key “%(key)s” already. Nothing was saved. Choose "
                "another key in [study]."
            )
            % {"key": plan.key}
        )
    study = Study(
        code=plan.key, organisation=organisation, programme=programme, created_at=at, created_by=by.account
    )
    _write_plan(study, plan)
    details: dict[str, object] = {"study": study.code, "plan": plan.hash}
    ledger.record(by=by.account, at=at, side=RESEARCH, act="study.open_study", details=details)
    return study


@transaction.atomic(using=RESEARCH)
def amend_plan(*, by: Access, at: datetime, study: Study, plan_toml: str) -> Study:
    """Replace the plan of a study that is not locked yet; its key stays. Raises PlanProblem, PlanLocked, StudyInUse."""
    study = held(by, study)
    plan = parse_plan(plan_toml, f"{study.code}.toml")
    _check_keys(plan)
    if plan.key != study.code:
        raise rules.StudyExists(
            _(
                "The key of this study is “%(key)s” and cannot change. Nothing was saved. Open a "
                "new study for a new key."
            )
            % {"key": study.code}
        )
    study.changed_at, study.changed_by = at, by.account
    _write_plan(study, plan)
    details: dict[str, object] = {"study": study.code, "plan": plan.hash}
    ledger.record(by=by.account, at=at, side=RESEARCH, act="study.amend_plan", details=details)
    return study


@transaction.atomic(using=RESEARCH)
def lock_plan(*, by: Access, at: datetime, study: Study) -> Study:
    """Register the plan: from here on the database refuses to change it. The lock names the organisation, as the
    plan is published and a person's name does not belong on the research side.

    Raises PlanLocked, OutcomesOpened when later outcomes were opened already, ReviewOpen when a reader wants a change.
    """
    study = held(by, study)
    _check_may_lock(study)
    organisation = people.organisation(study.organisation)
    name = organisation.name if organisation else study.organisation
    on = timezone.localdate(at)
    study.plan_toml = locked_text(study.plan_toml, f"{study.code}.toml", by=name, on=on)
    study.locked_at, study.locked_by = at, by.account
    study.save(update_fields=["plan_toml", "locked_at", "locked_by"])
    details: dict[str, object] = {"study": study.code, "plan": study.plan_hash}
    ledger.record(by=by.account, at=at, side=RESEARCH, act="study.lock_plan", details=details)
    return study


@transaction.atomic(using=RESEARCH)
def open_unregistered(*, by: Access, at: datetime, study: Study) -> Study:
    """Open the outcomes of later waves without a lock: from here on everything is exploratory, for good.

    Raises PlanLocked for a plan that is registered; opening twice changes nothing.
    """
    study = held(by, study)
    if study.is_opened:
        return study
    study.opened_at, study.opened_by = at, by.account
    study.save(update_fields=["opened_at", "opened_by"])
    details: dict[str, object] = {"study": study.code, "plan": study.plan_hash}
    ledger.record(by=by.account, at=at, side=RESEARCH, act="study.open_unregistered", details=details)
    return study


def held(by: Access, study: Study) -> Study:
    """The study's row, held until the end of the transaction, and still without a lock."""
    require(queries.reaches(by, REGISTER, study.organisation))
    held = Study.objects.select_for_update().get(pk=study.pk)
    if held.is_locked:
        raise rules.PlanLocked(
            _(
                "This plan is locked and cannot change. Nothing was saved. Record what goes "
                "otherwise as a deviation."
            )
        )
    return held


def _check_may_lock(study: Study) -> None:
    if study.is_opened:
        raise rules.OutcomesOpened(
            _(
                "Outcomes of a later wave were opened before the lock. A lock would promise what is not so: this "
                "study stays exploratory. Nothing was locked."
            )
        )
    if rules.wants_change(queries.judgements(study)):
        raise rules.ReviewOpen(
            _(
                "A reader of this version asks for a change first. Nothing was locked. Change the plan, or ask the "
                "reader to look again."
            )
        )


def _check_keys(plan: Plan) -> None:
    if long := rules.too_long(plan):
        raise rules.KeyTooLong(
            _(
                "These keys are longer than %(most)s characters: %(keys)s. Nothing was saved. "
                "Choose shorter ones."
            )
            % {"most": rules.LONGEST_KEY, "keys": ", ".join(long)}
        )


def _write_plan(study: Study, plan: Plan) -> None:
    """The plan's words into the study, its arms and its waves; a plan that carries a lock is not taken over."""
    if plan.lock is not None:
        raise rules.PlanLocked(
            _(
                "This plan carries a [lock] already. Nothing was saved. Take the [lock] out; it "
                "is locked again here, with the time and your organisation."
            )
        )
    study.title_nl, study.title_en = plan.title["nl"], plan.title["en"]
    study.plan_toml, study.plan_hash = plan.text, plan.hash
    study.save()
    _write_arms(study, plan)
    _write_waves(study, plan)


def _write_arms(study: Study, plan: Plan) -> None:
    _drop_all_but(study, Arm, [arm.key for arm in plan.arms])
    for place, arm in enumerate(plan.arms):
        words = {
            "role": arm.role.value,
            "place": place,
            "label_nl": arm.label["nl"],
            "label_en": arm.label["en"],
        }
        Arm.objects.update_or_create(study=study, key=arm.key, defaults=words)


def _write_waves(study: Study, plan: Plan) -> None:
    _drop_all_but(study, Wave, [wave.key for wave in plan.waves])
    for wave in plan.waves:
        words = {"months": wave.months, "label_nl": wave.label["nl"], "label_en": wave.label["en"]}
        Wave.objects.update_or_create(study=study, key=wave.key, defaults=words)


def _drop_all_but(study: Study, kind: type[Arm] | type[Wave], keys: list[str]) -> None:
    try:
        kind.objects.filter(study=study).exclude(key__in=keys).delete()
    except ProtectedError:
        raise rules.StudyInUse(
            _(
                "The new plan leaves out an arm or a wave that people or questionnaires already "
                "belong to. Nothing was saved. Keep its key in the plan."
            )
        ) from None
