"""Clock, median, sharing, kept: the median after a published data set."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from werkzaam.web.journey.rules import hand_over as page
from werkzaam.web.journey.rules import lines as rules
from werkzaam.web.journey.rules.lines import Wait

# Remission in weeks under 6-MP; the second list was still in remission (Freireich et al. 1963, Blood 21).
RELAPSED = [6, 6, 6, 7, 10, 13, 16, 22, 23]
STILL = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
# Placebo, all relapsed.
PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]


def waits(answered, waiting=()):
    found = [Wait(timedelta(days=n), True) for n in answered]
    return found + [Wait(timedelta(days=n), False) for n in waiting]


def test_the_median_counts_who_still_waits():
    """Kaplan-Meier medians of these data as published: 23 and 8 weeks."""
    assert rules.median_wait(waits(RELAPSED, STILL)) == timedelta(days=23)
    assert rules.median_wait(waits(PLACEBO)) == timedelta(days=8)


@pytest.mark.parametrize(("answered", "waiting"), [((), ()), ((), (3, 4)), ((1,), (2, 3))])
def test_the_median_is_not_known_before_half_is_answered(answered, waiting):
    assert rules.median_wait(waits(answered, waiting)) is None


@pytest.mark.parametrize(
    ("asked", "days", "due"),
    [
        ((2026, 3, 2), 1, (2026, 3, 3)),  # Monday
        ((2026, 3, 6), 1, (2026, 3, 9)),  # Friday
        ((2026, 3, 7), 1, (2026, 3, 9)),  # Saturday
        ((2026, 3, 4), 3, (2026, 3, 9)),
        ((2026, 3, 2), 10, (2026, 3, 16)),
    ],
)
def test_the_clock_stands_still_in_the_weekend(asked, days, due):
    assert rules.due_at(datetime(*asked, 16, 30), days) == datetime(*due, 16, 30)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Kan Amina naar de les?", True),
        ("Kan mevrouw Voorbeeldsma naar de les?", True),
        ("Bel 06-12345678 na vijf uur", True),
        ("Kan iemand naar de les?", False),
        ("Aminaal is een ander woord", False),
    ],
)
def test_a_name_in_a_question_is_seen(text, found):
    assert rules.names_someone(text, ["Amina", "Voorbeeldsma", "06-12345678", ""]) is found


def test_only_what_was_chosen_goes_along():
    known = {"name": "Amina", "contact": "", "phase": "Intake"}
    assert rules.shared(["phase", "contact"], known) == {"phase": "Intake"}
    assert rules.shared([], known) == {}


def test_a_need_goes_only_with_a_question_on_it():
    assert rules.is_needed("debt", "money") and not rules.is_needed("debt", "health")
    assert all(rules.is_needed("other", domain) for domain in ("health", "money", ""))


def test_commitments_count_when_their_day_has_come():
    day, on = date(2026, 2, 1), date(2026, 3, 2)
    told = [("kept", day), ("not-kept", day), ("open", day), ("open", on), ("dropped", day)]
    kept = rules.kept(told, on=on)
    assert (kept.kept, kept.not_kept, kept.late, kept.due) == (1, 1, 1, 3)


def test_a_page_is_drafted_from_what_is_known():
    drafted = page.draft([("Ik wil", ["Naaien"]), ("Ik kan", [""]), ("Ik heb nodig", ["Rust", "Taal"])])
    assert drafted == "Ik wil:\nNaaien\n\nIk heb nodig:\nRust\nTaal"


def test_one_page_is_one_page():
    assert page.is_one_page("x" * 3000) and not page.is_one_page("x" * 3001)
    assert page.is_one_page("\n" * 59) and not page.is_one_page("\n" * 60)
