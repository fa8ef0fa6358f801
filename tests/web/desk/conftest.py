"""A small pilot through the rooms' own actions: eight participants and eight controls, two waves."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

BASELINE, LAST, AFTER = date(2026, 3, 9), date(2026, 6, 8), date(2026, 9, 1)
RUNGS = {"t0": [1, 2, 2, 3, 1, 2, 3, 2], "t1": [2, 2, 3, 4, 1, 4, 3, 2]}
REGULAR = {"t0": [2, 1, 2, 3, 2, 1, 3, 2], "t1": [2, 2, 2, 3, 1, 2, 3, 3]}
DUTCH = [1, 2, 3, 4, 5, 3, 2, 4]


def moment(on: date) -> datetime:
    return datetime.combine(on, time(10), UTC)


@dataclass
class Pilot:
    cast: Any
    study: Any = None
    instrument: Any = None
    persons: dict[str, list[Any]] = field(default_factory=dict)
    keys: dict[Any, str] = field(default_factory=dict)
    trajectories: list[Any] = field(default_factory=list)
    tokens: dict[str, str] = field(default_factory=dict)

    def dirk(self) -> Any:
        return self.cast.access("dirk")

    def answer(self, wave: str, on: date, *, skip: int = 0) -> None:
        """Open the round of a wave and let everyone answer, but the last `skip` of each arm."""
        from werkzaam.web.survey import actions as survey

        opened = survey.open_round(
            by=self.dirk(), at=moment(on), study=self.study, wave=wave, instrument=self.instrument
        )
        tokens = survey.invite(
            by=self.dirk(), at=moment(on), round=opened, pseudonyms=list(self.keys.values())
        )
        self.tokens = tokens
        for arm, rungs in (("programme", RUNGS), ("control", REGULAR)):
            for number in range(len(self.persons[arm]) - skip):
                self._fill_in(on, self.persons[arm][number], rungs[wave][number], DUTCH[number])

    def answer_late(self, wave: str, on: date) -> None:
        """The last participant answers after all."""
        self._fill_in(on, self.persons["programme"][-1], RUNGS[wave][-1], DUTCH[-1])

    def _fill_in(self, on: date, person: Any, rung: int, dutch: int) -> None:
        from werkzaam.web.survey import actions as survey

        token = self.tokens[self.keys[person.pk]]
        for item, value in (("ladder", rung), ("dutch", dutch)):
            survey.save_answer(at=moment(on), token=token, item=item, raw=str(value))
        survey.submit(at=moment(on), token=token, mode="helped")


NOTHING = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"></svg>'  # a drawing


def blank() -> bytes:
    """An empty sheet of paper."""
    import io

    from pypdf import PdfWriter

    writer, sink = PdfWriter(), io.BytesIO()
    writer.add_blank_page(width=72, height=72)
    writer.metadata = None
    writer.write(sink)
    return sink.getvalue()


@pytest.fixture
def no_typesetting(monkeypatch):
    """Where a step stands does not hang on the drawings; `test_way.py` draws and typesets for real."""
    from werkzaam.core.report import sheet
    from werkzaam.core.report.figures import theme

    page = blank()
    monkeypatch.setattr(sheet, "pdf", lambda *_args, **_more: page)
    monkeypatch.setattr(theme.vl_convert, "vegalite_to_svg", lambda *_args, **_more: NOTHING)


@pytest.fixture
def pilot(cast, at) -> Pilot:
    """Everything but the last wave and the lock."""
    found = Pilot(cast)
    _study(found, at)
    _people(found, at)
    _guidance(found)
    found.answer("t0", BASELINE)
    return found


def _study(found: Pilot, at: datetime) -> None:
    from werkzaam.web.consent import actions as consent
    from werkzaam.web.study import actions as studies
    from werkzaam.web.survey import actions as survey
    from werkzaam.web.survey import queries as surveys

    words = {"text_nl": "Onderzoek", "text_en": "Research", "ground": "consent", "months": 120}
    consent.define_purpose(by="system", at=at, code="research", **words)
    plan_toml = (Path(__file__).parent / "plan.toml").read_text(encoding="utf-8")
    found.study = studies.open_study(
        by=found.dirk(), at=at, organisation="instituut", programme="via-esdoorn", plan_toml=plan_toml
    )
    for wave, on in (("t0", BASELINE), ("t1", LAST)):
        studies.schedule_wave(
            by=found.dirk(), at=at, study=found.study, wave=wave, opens_on=on, closes_on=on.replace(day=28)
        )
    found.instrument = survey.add_instrument(
        by="system", at=at, csv_text=surveys.shipped_text("core-battery")
    )


def _people(found: Pilot, at: datetime) -> None:
    from werkzaam.web.people import actions as people
    from werkzaam.web.study import actions as studies

    cast = found.cast
    place = {"at": at, "organisation": cast.esdoorn, "family_name": "Nergenshuizen"}
    found.persons = {
        "programme": [
            people.register_person(by=cast.access("bram"), given_name=f"Deelnemer{n}", **place)
            for n in range(8)
        ],
        "control": [
            people.register_control(by=cast.access("ilse"), given_name=f"Evenbeeld{n}", **place)
            for n in range(8)
        ],
    }
    for arm, recorder in (("programme", "bram"), ("control", "ilse")):
        for person in found.persons[arm]:
            found.keys[person.pk] = _key(found, at, person, recorder)
    arms = {found.keys[person.pk]: arm for arm, members in found.persons.items() for person in members}
    studies.allocate(by=found.dirk(), at=at, study=found.study, arms=arms)


def _key(found: Pilot, at: datetime, person: Any, recorder: str) -> str:
    from werkzaam.web.consent import actions as consent

    by = found.cast.access(recorder)
    consent.grant(by=by, at=at, person_id=person.pk, purpose="research", on=date(2026, 3, 2))
    ilse = found.cast.access("ilse")
    return consent.issue_pseudonym(by=ilse, at=at, study=found.study.code, person_id=person.pk)


def _guidance(found: Pilot) -> None:
    """Bram starts everyone, rates them twice, and speaks two of them; regular services report one contact."""
    from werkzaam.web.journey import actions as journey

    cast = found.cast
    bram = cast.access("bram")
    programme = journey.start_programme(
        by="system", at=moment(BASELINE), code="via-esdoorn", name="VIA", organisation=cast.esdoorn,
        starts_on=date(2026, 1, 1), ends_on=date(2027, 6, 30), norm=[journey.NormStep(0, 1.0)], caseload_norm=15,
    )  # fmt: skip
    for number, person in enumerate(found.persons["programme"]):
        trajectory = journey.start_trajectory(
            by=bram, at=moment(BASELINE), person=person, programme=programme, coach=cast.accounts["bram"],
            team=cast.north, started_on=BASELINE,
        )  # fmt: skip
        found.trajectories.append(trajectory)
        for on, more in ((BASELINE, 0), (LAST, 1)):
            rung = RUNGS["t0"][number] + more
            journey.rate_rung(
                by=bram,
                at=moment(on),
                trajectory=trajectory,
                on=on,
                rung=rung,
                evidence="Gezien in de buurt.",
            )
    for trajectory, channel in zip(found.trajectories, ("office", "telephone"), strict=False):
        journey.log_contact(
            by=bram, at=moment(date(2026, 3, 16)), id=uuid4(), trajectory=trajectory, on=date(2026, 3, 16),
            channel=channel, outcome="held", minutes=40,
        )  # fmt: skip
    journey.record_regular_contacts(
        by=cast.access("ilse"), at=moment(date(2026, 4, 1)), person_id=found.persons["control"][0].pk,
        contacts=[journey.ContactMade(date(2026, 3, 20), "office", "held", 20)],
    )  # fmt: skip


@pytest.fixture
def lock(pilot):
    """Register the plan, as is proper, before the first look."""
    from werkzaam.web.study import actions as studies

    pilot.study = studies.lock_plan(by=pilot.dirk(), at=moment(BASELINE), study=pilot.study)


@pytest.fixture
def complete(pilot, lock) -> Pilot:
    """Registered, and everyone but one in each arm answered at the end."""
    pilot.answer("t1", LAST, skip=1)
    return pilot


def second(cast: Any) -> Any:
    """Ria, another researcher of the institute."""
    from werkzaam.web.people import actions as people
    from werkzaam.web.people.rules import RoleKind

    if "ria" not in cast.accounts:
        system: dict[str, Any] = {"by": "system", "at": moment(BASELINE)}
        cast.accounts["ria"] = people.open_account(**system, email="ria@example.org", name="Ria")
        people.give_role(
            **system, account=cast.accounts["ria"], kind=RoleKind.RESEARCHER, organisation=cast.instituut,
            since_on=date(2026, 1, 1),
        )  # fmt: skip
    return cast.access("ria")


def released(pilot: Pilot, on: date) -> Any:
    """Dirk asks, Ria looks and lets it go; where there is nothing to release the next step says so itself."""
    from werkzaam.problem import Problem
    from werkzaam.web.desk import actions

    try:
        asked = actions.ask_release(by=pilot.dirk(), at=moment(on), study=pilot.study)
        if asked.decision == "waiting":
            asked = actions.decide_release(by=second(pilot.cast), at=moment(on), release=asked, approve=True)
    except Problem:
        return None
    return asked


@pytest.fixture
def ria(pilot):
    return second(pilot.cast)


@pytest.fixture
def desk(pilot):
    """Ask for a step as Dirk and do the work at once: `desk("freeze")`."""
    from werkzaam.web.desk import actions, tasks

    def step(verb: str, on: date = AFTER) -> Any:
        if verb == "publish":
            released(pilot, on)
        job = getattr(actions, verb)(by=pilot.dirk(), at=moment(on), study=pilot.study)
        if job.active:
            getattr(tasks, verb).call(job.pk)
            job.refresh_from_db()
        return job

    return step
