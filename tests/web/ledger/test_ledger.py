import pytest
from django.db import DatabaseError, connections, transaction

from werkzaam.sides import GUIDANCE, RESEARCH
from werkzaam.web.ledger import actions, queries
from werkzaam.web.ledger.models import Event, Head

pytestmark = pytest.mark.django_db(databases=["default", "research"])


@pytest.mark.parametrize("side", [GUIDANCE, RESEARCH])
def test_a_chain_of_acts_and_looks_holds(side, at):
    actions.record(by="a", at=at, side=side, act="journey.log_contact", subject="p1", details={"minutes": 35})
    actions.looked(by="b", at=at, side=side, act="journey.see", subjects=["p1", "p2"])
    assert queries.first_break(side=side) is None
    assert queries.count(side=side) == 3
    assert [event.actor for event in queries.looks_at("p1", side=side)] == ["b"]


def test_the_two_sides_have_chains_of_their_own(at):
    actions.record(by="a", at=at, side=GUIDANCE, act="people.register_person")
    assert queries.count(side=RESEARCH) == 0


@pytest.mark.parametrize("verb", ["update", "delete"])
def test_the_database_refuses_to_change_an_event(verb, at):
    actions.record(by="a", at=at, side=GUIDANCE, act="x.y")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Event.objects.update(actor="z") if verb == "update" else Event.objects.all()._raw_delete("default")


def without_triggers():
    from werkzaam.web.ledger import triggers

    with connections["default"].schema_editor() as editor:
        triggers.GUARD.remove(None, editor)


@pytest.mark.django_db(databases=["default", "research"], transaction=True)
def test_the_first_altered_event_is_named(at):
    _first, second, _ = (actions.record(by="a", at=at, side=GUIDANCE, act="x.y", subject=n) for n in "123")
    without_triggers()
    Event.objects.filter(pk=second.pk).update(subject="9")
    assert queries.first_break(side=GUIDANCE).event == second.pk


@pytest.mark.django_db(databases=["default", "research"], transaction=True)
def test_a_removed_end_is_noticed(at):
    events = [actions.record(by="a", at=at, side=GUIDANCE, act="x.y", subject=n) for n in "123"]
    without_triggers()
    Event.objects.filter(pk=events[-1].pk).delete()
    assert queries.first_break(side=GUIDANCE).event is None


def test_the_head_knows_the_count(at):
    actions.looked(by="b", at=at, side=GUIDANCE, act="journey.see", subjects=range(5))
    assert Head.objects.get().count == 5
