from datetime import date

from werkzaam.web.people.rules import Access, Grant, RoleKind, Tree, holds


def test_a_role_reaches_the_organisation_and_all_below():
    assert Tree({1: None, 2: 1, 3: 2, 4: 1}).below(2) == {2, 3}


def test_a_coach_reaches_only_the_own_team():
    coach = Access("a", grants=(Grant(RoleKind.COACH, frozenset({1}), team=7),))
    assert coach.reaches("journey.log_contact", 1, 7)
    assert not coach.reaches("journey.log_contact", 1, 8)
    assert not coach.reaches("journey.log_contact", 2, 7)
    assert not coach.may("desk.run")


def test_a_role_holds_through_its_last_day():
    assert holds(since=date(2026, 1, 1), until=date(2026, 1, 31), on=date(2026, 1, 31))
    assert not holds(since=date(2026, 1, 1), until=date(2026, 1, 31), on=date(2026, 2, 1))


def test_the_cast_has_its_access(cast):
    assert cast.access("bram").may("journey.log_contact")
    assert cast.access("amina").person == str(cast.amina.pk)
    assert not cast.access("dirk").may("journey.see_trajectory")
