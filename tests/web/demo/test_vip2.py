"""A small cut of the VIP2-like scenario, loaded as a user does it, against the records it was loaded from."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from werkzaam.core.simulate.vip2 import Vip2, figures, vip2

PEOPLE = 25
pytestmark = pytest.mark.slow


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("WERKZAAM_", "DJANGO_"))}
    return subprocess.run(
        [sys.executable, "-m", "werkzaam.cli", *words], env=kept | {"WERKZAAM_DATA": str(folder)},
        capture_output=True, text=True, timeout=500, check=False,
    )  # fmt: skip


def load(folder: Path, people: int = PEOPLE) -> subprocess.CompletedProcess[str]:
    return run(folder, "demo", "--scenario", "vip2", "--people", str(people), "--check")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("vip2")
    done = load(made)
    assert done.returncode == 0, done.stderr[-2000:]
    assert len([line for line in done.stderr.splitlines() if "5 people,     5 of them now" in line]) == 5
    return made


@pytest.fixture(scope="module")
def scenario(folder: Path) -> Vip2:
    told = json.loads((folder / "scenario.json").read_text())
    return vip2(np.random.default_rng(figures()["seed"]), date.fromisoformat(told["today"]), told["people"])


def count(folder: Path, table: str, where: str = "1") -> int:
    with sqlite3.connect(f"file:{folder / 'guidance.sqlite3'}?mode=ro", uri=True) as rows:
        return int(rows.execute(f"SELECT count(*) FROM {table} WHERE {where}").fetchone()[0])


def test_every_record_of_the_scenario_stands_in_the_database(folder: Path, scenario: Vip2) -> None:
    people, left = scenario.people, [one for one in scenario.people if one.exit]
    placements = [stay for one in people for stay in one.placements]
    wanted = {
        "people_person": len(people),
        "journey_trajectory": len(people),
        "journey_referral": len(people),
        "journey_contact": sum(len(one.contacts) for one in people),
        "journey_goal": sum(len(one.goals) + bool(one.accepts) for one in people),
        "journey_step": sum(len(goal.steps) for one in people for goal in one.goals),
        "journey_offerproposal": sum(len(one.offered) for one in people),
        "journey_encounter": sum(len(one.encounters) for one in people),
        "journey_placement": len(placements),
        "journey_agreement": len(placements),
        "journey_signature": 3 * len(placements),
        "journey_handover": sum(bool(one.new_coach) for one in people),
        "journey_shortline": sum(one.question is not None for one in people),
        "journey_enrolment": sum(one.joins for one in people),
        "journey_unmetneed": sum(one.unmet for one in people),
        "journey_aftercarecheck": 3 * len(left),
        "journey_employer": len(scenario.employers),
        "journey_traininggroup": len(scenario.groups),
    }
    assert {table: count(folder, table) for table in wanted} == wanted
    assert count(folder, "journey_trajectory", "ended_on IS NOT NULL") == len(left)
    done = sum(len(one.exit.checks) for one in left if one.exit)
    assert count(folder, "journey_aftercarecheck", "done_on IS NOT NULL") == done
    assert count(folder, "journey_checkin", "done_at IS NOT NULL") == sum(
        len(one.check_ins) for one in placements
    )
    assert count(folder, "journey_signature", "signed_at IS NULL") == 0


def test_the_roll_was_called_for_whoever_had_a_place(folder: Path, scenario: Vip2) -> None:
    told = sum(len(one.presence) for one in scenario.people if one.joins)
    assert count(folder, "journey_attendance") == told  # five a group: nobody waits


def test_the_ledger_is_whole(folder: Path) -> None:
    verified = run(folder, "audit", "verify")
    assert verified.returncode == 0 and "whole" in verified.stdout, verified.stdout + verified.stderr


def test_no_name_left_guidance_and_none_stands_in_the_ledger(folder: Path, scenario: Vip2) -> None:
    research = b"".join(file.read_bytes() for file in folder.glob("research.sqlite3*"))
    with sqlite3.connect(f"file:{folder / 'guidance.sqlite3'}?mode=ro", uri=True) as rows:
        ledger = "\n".join(map(str, rows.execute("SELECT actor, act, subject, details FROM ledger_event")))
        seen = {row[0] for row in rows.execute("SELECT given_name || ' ' || family_name FROM people_person")}
    assert seen == {f"{one.given} {one.family}" for one in scenario.people}  # the marks are really there
    for one in scenario.people:
        for mark in (one.given, one.family, f"{one.key}@deelnemer.example", f"06 000 {one.key[1:]}"):
            assert mark.encode() not in research
            assert mark not in ledger


def test_a_second_run_makes_nothing_and_another_size_is_refused(folder: Path) -> None:
    before = count(folder, "ledger_event")
    (folder / "demo.json").unlink()  # as if the first run had been broken off at the very end
    assert load(folder).returncode == 0
    assert count(folder, "ledger_event") == before
    other = load(folder, PEOPLE + 5)
    assert other.returncode != 0 and f"with {PEOPLE} people. Nothing was changed" in other.stderr


def test_fewer_people_is_for_this_scenario_only(tmp_path: Path) -> None:
    refused = run(tmp_path, "demo", "--people", "25", "--check")
    assert refused.returncode != 0 and "--people goes with --scenario vip2" in refused.stderr
    assert not list(tmp_path.iterdir())
