"""Writes on studies."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

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
from werkzaam.web.study.models import Allocation, Arm, Deviation, Study, Wave

REGISTER = "study.register_plan"


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
    study = _open_for_change(by, study)
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
    _write_plan(study, plan)
    details: dict[str, object] = {"study": study.code, "plan": plan.hash}
    ledger.record(by=by.account, at=at, side=RESEARCH, act="study.amend_plan", details=details)
    return study


@transaction.atomic(using=RESEARCH)
def lock_plan(*, by: Access, at: datetime, study: Study) -> Study:
    """Register the plan: from here on the database refuses to change it. The lock names the organisation, as the
    plan is published and a person's name does not belong on the research side. Raises PlanLocked."""
    study = _open_for_change(by, study)
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
def allocate(*, by: Access, at: datetime, study: Study, arms: Mapping[str, str]) -> int:
    """Put pseudonyms in arms, all or none; who is there already stays. Returns how many are new.

    Raises AllocationRefused for an unknown arm, a malformed pseudonym, or one that sits in another arm.
    """
    require(queries.reaches(by, REGISTER, study.organisation))
    known = {arm.key: arm for arm in study.arms.all()}
    current = queries.arms(study)
    _check_allocation(arms, set(known), current)
    new = [
        Allocation(study=study, pseudonym=p, arm=known[arm]) for p, arm in arms.items() if p not in current
    ]
    Allocation.objects.bulk_create(new)
    details: dict[str, object] = {"study": study.code, "new": len(new)}
    ledger.record(by=by.account, at=at, side=RESEARCH, act="study.allocate", details=details)
    return len(new)


@transaction.atomic(using=RESEARCH)
def schedule_wave(
    *, by: Access, at: datetime, study: Study, wave: str, opens_on: date, closes_on: date
) -> Wave:
    """Say from which to which day a wave is measured. Raises WaveWindow when it would end before it starts."""
    require(queries.reaches(by, REGISTER, study.organisation))
    found = queries.wave(study, wave)
    if closes_on < opens_on:
        raise rules.WaveWindow(_("The last day lies before the first day. Nothing was saved. Swap them."))
    found.opens_on, found.closes_on = opens_on, closes_on
    found.save(update_fields=["opens_on", "closes_on"])
    details: dict[str, object] = {"study": study.code, "wave": wave, "opens_on": f"{opens_on}"}
    ledger.record(by=by.account, at=at, side=RESEARCH, act="study.schedule_wave", details=details)
    return found


@transaction.atomic(using=RESEARCH)
def record_deviation(*, by: Access, at: datetime, study: Study, on: date, text: str) -> Deviation:
    """Tell what went otherwise than registered. Before the lock the plan itself is amended instead."""
    require(queries.reaches(by, REGISTER, study.organisation))
    if not study.is_locked:
        raise rules.PlanLocked(
            _("This plan is not locked yet: change the plan itself."), code="plan-not-locked"
        )
    deviation = Deviation.objects.create(
        study=study, on=on, text=text, recorded_at=at, recorded_by=by.account
    )
    details: dict[str, object] = {"study": study.code, "deviation": deviation.pk}
    ledger.record(by=by.account, at=at, side=RESEARCH, act="study.record_deviation", details=details)
    return deviation


def _open_for_change(by: Access, study: Study) -> Study:
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


def _check_allocation(wanted: Mapping[str, str], known: set[str], current: Mapping[str, str]) -> None:
    if unknown := rules.unknown_arms(wanted.values(), known):
        raise rules.AllocationRefused(
            _("Unknown arm: %(arms)s. Nobody was allocated. This study has: %(known)s.")
            % {"arms": ", ".join(unknown), "known": ", ".join(sorted(known))}
        )
    if wrong := rules.malformed(wanted):
        raise rules.AllocationRefused(
            _("%(count)s of the pseudonyms do not have 32 hexadecimal digits. Nobody was allocated.")
            % {"count": wrong}
        )
    if already := rules.moved(wanted, current):
        raise rules.AllocationRefused(
            _(
                "%(count)s of the pseudonyms are in another arm already. Nobody was "
                "allocated: an allocation is made once."
            )
            % {"count": already}
        )
