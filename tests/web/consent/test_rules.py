from datetime import date

from werkzaam.web.consent.rules import Ground, is_choice, may_decide, stands
from werkzaam.web.people.rules import Access, Grant, RoleKind


def test_a_consent_stands_from_its_day_until_the_day_of_withdrawal():
    first, last = date(2026, 3, 1), date(2026, 4, 1)
    assert not stands(given_on=first, withdrawn_on=None, on=date(2026, 2, 28))
    assert stands(given_on=first, withdrawn_on=None, on=first)
    assert stands(given_on=first, withdrawn_on=last, on=date(2026, 3, 31))
    assert not stands(given_on=first, withdrawn_on=last, on=last)


def test_a_public_task_is_told_and_not_asked():
    assert is_choice(Ground.CONSENT) and is_choice(Ground.RESEARCH)
    assert not is_choice(Ground.PUBLIC_TASK) and not is_choice(Ground.LEGAL_DUTY)


def access(kind, person=None):
    return Access("a", person=person, grants=(Grant(kind, frozenset({1})),))


def test_who_may_write_down_a_decision():
    someone = {"person": "p", "organisation": 1}
    assert may_decide(access(RoleKind.PARTICIPANT, person="p"), **someone, control=False)
    assert not may_decide(access(RoleKind.PARTICIPANT, person="q"), **someone, control=False)
    assert may_decide(access(RoleKind.COACH), **someone, control=False)
    assert not may_decide(access(RoleKind.COACH), **someone, control=True)
    assert may_decide(access(RoleKind.KEY_HOLDER), **someone, control=True)
    assert not may_decide(access(RoleKind.KEY_HOLDER), **someone, control=False)
    assert not may_decide(access(RoleKind.COACH), person="p", organisation=2, control=False)
    assert not may_decide(access(RoleKind.RESEARCHER), **someone, control=False)
