"""The study beside VIP2: one group and no comparison, so that developments can be told and no effect claimed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from importlib.resources import files
from typing import Any

from django.db import transaction
from django.utils import timezone

from werkzaam.core.simulate.vip2 import Participant, Vip2
from werkzaam.sides import GUIDANCE, RESEARCH
from werkzaam.web.consent import actions as consent
from werkzaam.web.demo.cast import moment
from werkzaam.web.demo.desk import let_go, work_off
from werkzaam.web.demo.vip2 import ground
from werkzaam.web.demo.vip2.troupe import BODY, SYSTEM, Troupe, id_of, standing
from werkzaam.web.desk import actions as desk
from werkzaam.web.desk import queries as claims
from werkzaam.web.people import actions as people
from werkzaam.web.people import queries as accounts
from werkzaam.web.people.rules import RoleKind
from werkzaam.web.study import actions as study
from werkzaam.web.study import queries as studies

CODE = "vip2"
MOST = 120  # of the first to start: half a year later a coach rated most of them again
HALF_YEAR = timedelta(days=183)
FIELD = timedelta(days=30)
WORDS: dict[str, Any] = {
    "text_nl": "Meedoen aan het onderzoek. Onderzoekers zien je naam niet.",
    "text_en": "Taking part in the study. Researchers never see your name.",
    "ground": "consent",
    "months": 120,
}
STAFF = (
    ("dirk", "Dirk Woordenaar", RoleKind.RESEARCHER, "onderzoek"),
    ("vera", "Vera Vanalles", RoleKind.RESEARCHER, "onderzoek"),
    ("ilse", "Ilse Schijnman", RoleKind.KEY_HOLDER, BODY),
)
PERIOD = {
    "period_nl": "Van de start tot een half jaar daarna.",
    "period_en": "From the start until half a year later.",
}
COUNTS = "development.participants.rung-coach.t1"
STEPS = {
    "sentence_nl": f"Van {{{COUNTS}.asked|count}} deelnemers zag de coach er {{{COUNTS}.improved|count}} stijgen.",
    "sentence_en": f"Of {{{COUNTS}.asked|count}} participants the coach saw {{{COUNTS}.improved|count}} rise.",
    **PERIOD,
}


def judge(scenario: Vip2) -> None:
    """The study is set up once, whole or not at all; what was published is not judged again."""
    troupe = Troupe(scenario)
    ground.lay(troupe)
    if not studies.exists(CODE):
        with transaction.atomic(using=GUIDANCE), transaction.atomic(using=RESEARCH):
            _set_up(troupe)
    by = {name: {"by": _access(troupe, name), "at": timezone.now()} for name in ("dirk", "vera")}
    found = studies.get(by["dirk"]["by"], "study.see", CODE)
    if any(one.done for one in claims.publications(found)):
        return
    for step in (desk.freeze, desk.run):
        work_off(step(**by["dirk"], study=found))
    _tell(found, by["dirk"])
    work_off(desk.report(**by["dirk"], study=found))
    let_go(found, by["dirk"], by["vera"])
    work_off(desk.publish(**by["dirk"], study=found))


def _access(troupe: Troupe, name: str) -> Any:
    account = standing("people.Account", email=f"{name}@voorbeeld.example")
    return accounts.access(account.pk, on=troupe.scenario.today)


def _set_up(troupe: Troupe) -> None:
    on = troupe.scenario.start - timedelta(days=20)
    people.found_organisation(
        by=SYSTEM, at=moment(on), code="onderzoek", name="Instituut Meetlat", kind="institute"
    )
    consent.define_purpose(by=SYSTEM, at=moment(on), code="research", **WORDS)
    for one in STAFF:
        _account(troupe, *one)
    dirk = {"by": _access(troupe, "dirk"), "at": moment(on)}
    text = files(__package__).joinpath("judge.toml").read_text(encoding="utf-8")
    made = study.open_study(**dirk, organisation="onderzoek", programme=CODE, plan_toml=text)
    made = study.lock_plan(**dirk, study=made)
    first = _first(troupe)
    ilse = _access(troupe, "ilse")
    keys = [_key(troupe, one, ilse) for one in first]
    study.allocate(**dirk, study=made, arms=dict.fromkeys(keys, "participants"))
    begins = first[len(first) // 2].started_on
    for wave, opens in (("t0", begins), ("t1", begins + HALF_YEAR)):
        study.schedule_wave(**dirk, study=made, wave=wave, opens_on=opens, closes_on=opens + FIELD)


def _account(troupe: Troupe, name: str, whole: str, kind: RoleKind, place: str) -> None:
    on = troupe.scenario.start - timedelta(days=30)
    base: dict[str, Any] = {"by": SYSTEM, "at": moment(on)}
    account = people.open_account(**base, email=f"{name}@voorbeeld.example", name=whole)
    organisation = standing("people.Organisation", code=place)
    people.give_role(**base, account=account, kind=kind, organisation=organisation, since_on=on)


def _first(troupe: Troupe) -> Sequence[Participant]:
    return sorted(troupe.scenario.people, key=lambda one: (one.started_on, one.key))[:MOST]


def _key(troupe: Troupe, one: Participant, ilse: Any) -> str:
    """Asked by the coach at the start; then a pseudonym is drawn."""
    who, at = id_of(one.key), moment(one.started_on, 16)
    coach = troupe.access(one.coach)
    consent.grant(by=coach, at=at, person_id=who, purpose="research", on=one.started_on)
    return consent.issue_pseudonym(by=ilse, at=at, study=CODE, person_id=who)


def _tell(found: Any, by: dict[str, Any]) -> None:
    """One described claim beside those that the analysis made: what a single group can say."""
    link = {
        "stance": "supports", "source": "number", "target": f"{COUNTS}.improved", "note_nl": "", "note_en": ""
    }  # fmt: skip
    if not claims.claims(found).exists():
        desk.write_claim(**by, study=found, kind="described", texts=STEPS, links=[link])
