"""The VIP2-like scenario against the numbers of the field it was drawn after (3-domain §3.5)."""

from collections import Counter
from datetime import date, timedelta

import numpy as np
import pytest

from werkzaam.core.simulate.vip2 import figures, vip2

TODAY = date(2026, 3, 2)


@pytest.fixture(scope="module")
def scenario():
    return vip2(np.random.default_rng(52), TODAY)


def test_the_same_seed_gives_the_same_people_and_another_seed_others():
    made, again, other = (vip2(np.random.default_rng(seed), TODAY, 25) for seed in (1, 1, 2))
    assert made == again
    assert made.people != other.people


def test_five_regions_ninety_coaches_of_whom_two_thirds_volunteers_and_a_hundred_and_ten_groups(scenario):
    coaches = [one for one in scenario.staff if one.room]
    assert (len(scenario.regions), len(coaches), len(scenario.groups)) == (5, 90, 110)
    assert (len(scenario.people), len(scenario.employers)) == (1500, 180)
    assert sum(one.is_volunteer for one in coaches) == 60
    assert all(2 <= one.room <= 4 for one in coaches if one.is_volunteer)
    assert Counter(group.region for group in scenario.groups) == {
        region.key: 22 for region in scenario.regions
    }


def test_exits_have_the_shares_that_were_reported(scenario):
    """Nobody's exit is known before it came, so the shares are those of the ones who left: 1,200 people or so."""
    left = Counter(one.exit.kind for one in scenario.people if one.exit)
    left["paid"] = left.pop("paid-full") + left.pop("paid-part")
    total = left.total()
    assert 1150 < total < 1300
    for kind, share in figures()["exits"].items():
        # Those who are still in were drawn from a fixed set: less spread than a binomial, three times which is wide.
        assert left[kind] / total == pytest.approx(share, abs=3 * (share * (1 - share) / total) ** 0.5)


def test_about_three_hundred_take_part_at_a_time_which_is_the_room_that_coaches_have(scenario):
    now = Counter(one.new_coach or one.coach for one in scenario.people if one.exit is None)
    room = {one.key: one.room for one in scenario.staff}
    assert 250 < now.total() < 350
    assert sum(n > room[key] for key, n in now.items()) <= 9  # one in ten has one more for a while


def test_nothing_happens_outside_the_half_year_or_after_today(scenario):
    for one in scenario.people:
        last = one.exit.on if one.exit else TODAY
        assert one.started_on <= last <= TODAY
        assert last - one.started_on <= timedelta(days=182)
        days = [contact.on for contact in one.contacts] + [on for _, _, on in one.encounters]
        days += [stay.ended_on for stay in one.placements if stay.ended_on]
        assert all(one.started_on <= day <= last for day in days)
        assert not one.exit or all(one.exit.on < check.on <= TODAY for check in one.exit.checks)


def test_everyone_meets_eight_to_ten_times_or_so_who_stays_the_half_year(scenario):
    stayed = [one for one in scenario.people if one.exit and one.exit.reason in ("work", "end-of-term")]
    held = [sum(contact.outcome == "held" for contact in one.contacts) for one in stayed]
    assert 8 <= np.mean(held) <= 11


def test_placements_of_one_person_never_overlap_and_the_taster_comes_first(scenario):
    for one in scenario.people:
        for before, after in zip(one.placements, one.placements[1:], strict=False):
            assert before.kind == "taster" and before.ends_on < after.starts_on


def test_everybody_has_a_name_of_their_own(scenario):
    assert len({(one.given, one.family) for one in scenario.people}) == 1500
