"""Reads on studies. A study outside your organisations does not exist for you."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from werkzaam.core.plan import Plan, Role, parse_plan
from werkzaam.core.plan.lottery import Entry, Slot, draw
from werkzaam.core.plan.model import LANGUAGES
from werkzaam.web.consent import queries as consent
from werkzaam.web.people import queries as people
from werkzaam.web.people.access import refuse
from werkzaam.web.people.rules import Access
from werkzaam.web.study import rules
from werkzaam.web.study.models import Arm, Deviation, Lottery, LotteryTicket, PowerRun, Review, Wave
from werkzaam.web.study.models import Study as Study  # other rooms name the type through here

SEE = "study.see"
REGISTER = "study.register_plan"


def organisations(access: Access, permission: str) -> dict[str, str]:
    """Code → name of the organisations whose studies this access reaches."""
    return {found.code: found.name for found in people.organisations(access, permission)}


def studies(access: Access, permission: str = SEE) -> QuerySet[Study]:
    """Studies of the organisations where `permission` is held, newest first."""
    return Study.objects.filter(organisation__in=organisations(access, permission))


def get(access: Access, permission: str, code: str) -> Study:
    """One study within reach. Raises Refused, the same whether it exists elsewhere or not at all."""
    found = studies(access, permission).filter(code=code).first()
    if found is None:
        raise refuse()
    return found


def exists(code: str) -> bool:
    """Whether anyone registered a study by this code."""
    return Study.objects.filter(code=code).exists()


def reaches(access: Access, permission: str, organisation: str) -> bool:
    """Whether `permission` holds at the organisation with this code."""
    found = people.organisation(organisation)
    return found is not None and access.reaches(permission, found.pk)


def plan(study: Study) -> Plan:
    """The study's plan as core reads it, with the deviations recorded since; `registered` once it is locked."""
    return parse_plan(plan_text(study), f"{study.code}.toml")


def plan_text(study: Study) -> str:
    """The plan's TOML; behind the lock stand the deviations recorded since, which no hash counts."""
    if not study.is_locked:
        return study.plan_toml
    told = [
        rules.Told(f"recorded-{one.pk}", one.on, {code: _told(one, code) for code in LANGUAGES})
        for one in deviations(study)
    ]
    return rules.with_deviations(study.plan_toml, told)


def _told(deviation: Deviation, language: str) -> str:
    with override(language):
        return f"{deviation.get_kind_display()}: {deviation.text}"


def sealed(study: Study) -> frozenset[str]:
    """The waves whose outcomes nobody may open yet: all after the baseline, until the plan is locked or the study
    was opened without a lock (and is exploratory from then on)."""
    if study.is_locked or study.is_opened:
        return frozenset()
    design = plan(study)
    return frozenset(wave.key for wave in design.waves if wave.months > design.baseline.months)


def require_unsealed(study: Study) -> None:
    """Raises WavesSealed while outcomes of later waves stay shut."""
    if sealed(study):
        raise rules.WavesSealed(
            _(
                "Outcomes of later waves stay shut until the plan is locked. Nothing was opened. Lock the plan, or "
                "open them without a lock on the page of the study: then everything stays exploratory."
            )
        )


def standing(study: Study) -> str:
    """`registered`, `exploratory` (opened without a lock) or `draft`."""
    if study.is_locked:
        return "registered"
    return "exploratory" if study.is_opened else "draft"


def arms(study: Study) -> dict[str, str]:
    """Arm key per pseudonym."""
    return dict(study.allocations.values_list("pseudonym", "arm__key"))


def arm_list(study: Study) -> list[Arm]:
    """The arms in the plan's order, each with `members`: how many are allocated."""
    return list(study.arms.annotate(members=Count("allocations")).order_by("place"))


def waves(study: Study) -> list[Wave]:
    """The waves in order of time."""
    return list(study.waves.all())


def wave(study: Study, key: str) -> Wave:
    """Raises Refused for a wave the study does not have."""
    found = study.waves.filter(key=key).first()
    if found is None:
        raise refuse()
    return found


def deviations(study: Study) -> list[Deviation]:
    return list(study.deviations.all())


def reviews(study: Study) -> list[Review]:
    """What readers thought of the plan as it stands now, oldest first."""
    return list(study.reviews.filter(plan_hash=study.plan_hash))


def judgements(study: Study) -> dict[str, str]:
    """The last judgement of each reader of this version."""
    return {one.by: one.judgement for one in reviews(study)}


def waiting(study: Study, *, on: date) -> list[str]:
    """Pseudonyms whose consent stands and who are in no arm yet."""
    allowed = consent.allowed_pseudonyms(study.code, on)
    return sorted(allowed - set(study.allocations.values_list("pseudonym", flat=True)))


@dataclass(frozen=True, slots=True)
class Living:
    """District (code) per pseudonym, and whose they are: for the ledger of the guidance side alone."""

    by_pseudonym: dict[str, str]
    persons: tuple[UUID, ...]


def districts(study: Study, *, on: date) -> Living:
    """Where everyone with a key and standing consent lives. Who has no district is left out."""
    keys = consent.pseudonyms(study.code, on)
    living = people.living_in(list(keys))
    return Living({keys[person]: place for person, place in living.items()}, tuple(sorted(living)))


def district_names(study: Study, *, on: date) -> dict[str, str]:
    """Code → name of the districts where people with a key live; never who."""
    found = people.neighbourhood_names(set(districts(study, on=on).by_pseudonym.values()))
    return dict(sorted(found.items(), key=lambda one: one[1]))


@dataclass(frozen=True, slots=True)
class Drawn:
    """How many drew what, per stratum: columns are the slots, in the order they were given."""

    slots: list[str]
    rows: list[tuple[str, list[int]]]


def drawn_counts(found: Lottery) -> Drawn:
    keys = [one["key"] for one in found.slots]
    counted: dict[str, dict[str, int]] = {}
    for one in tickets(found):
        line = counted.setdefault(one.stratum, dict.fromkeys(keys, 0))
        line[one.slot] += 1
    return Drawn(keys, [(stratum, list(line.values())) for stratum, line in sorted(counted.items())])


def lottery(study: Study) -> Lottery | None:
    return Lottery.objects.filter(study=study).first()


def slots(found: Lottery) -> list[Slot]:
    return [Slot(one["key"], one["arm"]) for one in found.slots]


def start_days(found: Lottery) -> dict[str, date | None]:
    """The first day of each slot; None where none was given."""
    return {
        one["key"]: date.fromisoformat(one["starts_on"]) if one["starts_on"] else None for one in found.slots
    }


def tickets(found: Lottery) -> list[LotteryTicket]:
    return list(found.tickets.all())


def batches(found: Lottery) -> list[list[Entry]]:
    """The list that was fixed, then who came later, as the lottery draws them."""
    by_batch: dict[int, list[Entry]] = {}
    for one in tickets(found):
        by_batch.setdefault(one.batch, []).append(Entry(one.pseudonym, one.stratum, one.cluster))
    return [by_batch[number] for number in sorted(by_batch)]


def repeated(found: Lottery) -> int:
    """Draw the whole lottery again: how many people come out as they were put, of all that drew."""
    again = draw(batches(found), slots(found), seed=found.seed, by_cluster=found.by_cluster)
    outcome = {one.pseudonym: (one.place, one.slot) for one in again}
    return sum(outcome[one.pseudonym] == (one.place, one.slot) for one in tickets(found))


def power_runs(study: Study) -> list[PowerRun]:
    """What was computed of the power, newest first."""
    return list(study.power_runs.all())


def latest_power(study: Study) -> PowerRun | None:
    return study.power_runs.filter(status=PowerRun.Status.DONE).first()


@dataclass(frozen=True, slots=True)
class Row:
    """One study in a list: how many waves, and which is open on the day."""

    study: Study
    organisation: str
    waves: int
    open_wave: Wave | None


def overview(access: Access, *, on: date) -> list[Row]:
    """The studies within reach with where they stand, in two reads of the research side."""
    names = organisations(access, SEE)
    found = Study.objects.filter(organisation__in=names).prefetch_related("waves")
    return [_row(study, names[study.organisation], on) for study in found]


def _row(study: Study, organisation: str, on: date) -> Row:
    moments = list(study.waves.all())
    now = [w for w in moments if rules.is_open(opens_on=w.opens_on, closes_on=w.closes_on, on=on)]
    return Row(study, organisation, len(moments), next(iter(now), None))


def detectable(study_plan: Plan, found: list[Arm]) -> tuple[int, int, float] | None:
    """Group sizes (programme, comparison) and the smallest standardised difference they can show; None if empty."""
    sizes = {arm.role: arm.members for arm in found}  # type: ignore[attr-defined]
    first, second = sizes.get(Role.PROGRAMME.value, 0), sizes.get(Role.COMPARISON.value, 0)
    smallest = rules.detectable_d(first, second, study_plan.alpha)
    return None if smallest is None else (first, second, smallest)
