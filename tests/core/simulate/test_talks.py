"""The conversations: as many as the scenario says, every word in its place, and the planted truth in them."""

from collections import Counter
from datetime import date

import numpy as np
import pytest

from werkzaam.core import simulate
from werkzaam.core.coding.agreement import agreement
from werkzaam.core.coding.coding import Coding
from werkzaam.core.coding.sentence import sentences
from werkzaam.core.coding.span import touched

START = date(2019, 11, 18)


@pytest.fixture(scope="module")
def scenario():
    return simulate.enschede(np.random.default_rng(2020), START)


@pytest.fixture(scope="module")
def talks(scenario):
    return scenario.talks


def places(talks):
    """Start and end of every passage in the text of its interview, by interview and passage."""
    found = {}
    for interview in talks.interviews:
        starts, at = [], 0
        for turn in interview.turns:
            at += len(f"{turn.speaker}: ") if turn.speaker else 0
            starts.append(at)
            at += len(turn.text) + 2
        for passage in {
            *interview.passages,
            *(m.passage for m in talks.markings if m.interview == interview.key),
        }:
            start = starts[passage.turn] + interview.turns[passage.turn].text.index(passage.text)
            assert interview.text[start : start + len(passage.text)] == passage.text
            found[interview.key, passage] = (start, start + len(passage.text))
    return found


def test_the_same_seed_gives_the_same_words(talks):
    assert simulate.enschede(np.random.default_rng(2020), START).talks == talks
    assert simulate.enschede(np.random.default_rng(2021), START).talks != talks


def test_who_is_spoken_to(talks):
    kinds = Counter(one.kind for one in talks.interviews)
    assert kinds == {"interview": 32, "group-interview": 2, "document": 1}
    participants = Counter(one.person for one in talks.interviews if one.perspective == "participant")
    assert Counter(participants.values()) == {2: 8, 1: 4}
    assert talks.planted.asked == {
        "participant": 12, "job-coach": 5, "other-professional": 3, "employer": 6, "municipality": 3, "documents": 1,
    }  # fmt: skip
    assert {one.language for one in talks.interviews} == {"nl", "en", "ar", "tr", "ti"}
    assert len(talks.codes) == 40
    assert {one.below for one in talks.codes} - {None} < {one.key for one in talks.codes}


def test_every_passage_is_one_sentence_and_stands_once_in_its_turn(talks):
    for interview in talks.interviews:
        for passage in interview.passages:
            text = interview.turns[passage.turn].text
            assert text.count(passage.text) == 1
            start = text.index(passage.text)
            spans = sentences(text)
            place = Coding("", "", start, start + len(passage.text), "", "")
            assert len(touched(spans, place)) == 1


def test_as_many_persons_say_so_as_were_planted(talks):
    """Counted from the words alone: a person is a participant, or one speaker of one interview."""
    persons = {}
    for interview in talks.interviews:
        perspective = "documents" if interview.kind == "document" else interview.perspective
        for one in interview.passages:
            who = interview.person or f"{interview.key}/{interview.turns[one.turn].speaker}"
            persons.setdefault((one.code, perspective, one.stance), set()).add(who)
    for (code, perspective), (so, contrary) in talks.planted.persons.items():
        assert len(persons.get((code, perspective, "for"), ())) == so, (code, perspective)
        assert len(persons.get((code, perspective, "against"), ())) == contrary, (code, perspective)


def test_some_say_the_same_in_both_conversations(talks):
    """Someone who says the same in two conversations is one person: that must happen, or nothing tests it."""
    said = Counter(
        (one.person, passage.code, passage.stance)
        for one in talks.interviews
        if one.person
        for passage in one.passages
    )
    assert sum(times > 1 for times in said.values()) >= 5


def test_two_coders_agree_as_much_as_was_planted(talks):
    """By the room's own alpha over the sentences, against the closed form the generator tells."""
    units = {one.key: sentences(one.text) for one in talks.interviews}
    where = places(talks)
    codings = [
        Coding(
            str(number), one.interview, *where[one.interview, one.passage], one.passage.code, str(one.coder)
        )
        for number, one in enumerate(talks.markings)
    ]
    found = agreement(
        units,
        codings,
        dict.fromkeys(units, ("0", "1")),
        talks.planted.alpha,
        np.random.default_rng(0),
        draws=2,
    )
    assert {one.code: pytest.approx(one.alpha) for one in found} == talks.planted.alpha
    assert 0.64 < np.mean(list(talks.planted.alpha.values())) < 0.72


def test_every_difference_shows_and_what_holds_is_seen_by_someone(talks):
    seen = {(one.interview, one.passage) for one in talks.markings if one.holds}
    assert seen == {(one.key, passage) for one in talks.interviews for passage in one.passages}
    wrong = Counter((one.interview, one.passage) for one in talks.markings if not one.holds)
    assert set(wrong.values()) == {1}


def test_names_fall_that_must_come_out(talks):
    with_names = [one for one in talks.interviews if one.names]
    assert len(with_names) > 15
    assert all(any(name in turn.text for turn in one.turns) for one in with_names for name in one.names)
