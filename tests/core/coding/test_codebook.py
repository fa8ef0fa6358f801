"""The tree of codes, and changes that undo themselves."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from werkzaam.core.coding import Code, Codebook, Coding, CodingProblem, Kind, Patch, apply, change

TRUST = Code("trust", "Trust", Kind.WORKING_ELEMENT)
SAME = Code("same", "One coach", Kind.WORKING_ELEMENT, parent="trust")
OFTEN = Code("often", "Often", Kind.WORKING_ELEMENT, parent="same")
WAIT = Code("wait", "Waiting", Kind.IMPROVEMENT_POINT)
BOOK = Codebook((TRUST, SAME, OFTEN, WAIT), "book")


def coding(key: str, code: str, start: int = 0, coder: str = "dirk", memo: str = "") -> Coding:
    return Coding(key, "t1", start, start + 5, code, coder, memo=memo)


def refused(*codes: Code) -> str:
    with pytest.raises(CodingProblem) as caught:
        Codebook(codes)
    return caught.value.code


def test_a_book_that_does_not_hold_together_is_refused() -> None:
    assert refused(TRUST, replace(WAIT, key="trust")) == "code-twice"
    assert refused(replace(TRUST, name="Één coach"), replace(WAIT, name="een COACH ")) == "code-name-twice"
    assert refused(replace(TRUST, name="  ")) == "code-name-empty"
    assert refused(SAME) == "code-parent-unknown"
    assert refused(replace(TRUST, parent="same"), SAME) == "code-tree-round"


def test_the_tree_is_walked_from_the_top() -> None:
    assert [(depth, code.key) for depth, code in BOOK.walk()] == [
        (0, "trust"),
        (1, "same"),
        (2, "often"),
        (0, "wait"),
    ]
    assert BOOK.below("trust") == {"trust", "same", "often"}
    assert BOOK.path("often") == ("Trust", "One coach", "Often")
    assert BOOK.named("ONE COACH") is SAME
    with pytest.raises(CodingProblem):
        BOOK.code("gone")


def test_merging_moves_passages_and_the_codes_below() -> None:
    codings = (coding("a", "same"), coding("b", "wait", 9))
    book, after = apply(BOOK, codings, change.merge(BOOK, codings, "same", "wait"))
    assert [code.key for code in book.codes] == ["trust", "often", "wait"]
    assert book.code("often").parent == "wait"
    assert {one.key: one.code for one in after} == {"a": "wait", "b": "wait"}


def test_merging_keeps_one_of_two_that_say_the_same_with_both_memos() -> None:
    codings = (
        coding("a", "same", memo="so"),
        coding("b", "wait", memo="and so"),
        coding("c", "wait", coder="olga"),
    )
    patch = change.merge(BOOK, codings, "same", "wait")
    book, after = apply(BOOK, codings, patch)
    assert {(one.key, one.memo) for one in after} == {("b", "and so\nso"), ("c", "")}
    assert apply(book, after, patch.inverse()) == (BOOK, codings)


@pytest.mark.parametrize(
    ("key", "into", "code"), [("trust", "often", "code-tree-round"), ("wait", "wait", "merge-itself")]
)
def test_a_code_does_not_merge_downwards_or_with_itself(key: str, into: str, code: str) -> None:
    with pytest.raises(CodingProblem) as caught:
        change.merge(BOOK, (), key, into)
    assert caught.value.code == code


def test_splitting_moves_only_what_was_named() -> None:
    codings = (coding("a", "trust"), coding("b", "trust", 9))
    new = Code("kept", "Kept promises", Kind.MECHANISM, parent="trust")
    book, after = apply(BOOK, codings, change.split(BOOK, codings, (new,), {"b": "kept"}))
    assert {one.key: one.code for one in after} == {"a": "trust", "b": "kept"}
    assert book.code("kept") is new
    with pytest.raises(CodingProblem):
        change.split(BOOK, codings, (new,), {"z": "kept"})


def test_assigning_twice_changes_nothing_and_a_group_takes_no_passage() -> None:
    one = coding("a", "trust")
    assert change.assign(BOOK, (), one).come == (one,)
    assert change.assign(BOOK, (one,), replace(one, key="b")).come == ()
    grouped = change.redefine(BOOK, "trust", codable=False).after
    with pytest.raises(CodingProblem) as caught:
        change.assign(grouped, (), one)
    assert caught.value.code == "code-groups"


def test_a_change_made_for_another_state_is_refused() -> None:
    codings = (coding("a", "same"),)
    patch = change.remove(BOOK, codings, "same")
    with pytest.raises(CodingProblem) as caught:
        apply(BOOK, (replace(codings[0], memo="new"),), patch)
    assert caught.value.code == "patch-stale"
    with pytest.raises(CodingProblem):
        apply(change.rename(BOOK, "wait", "Too long").after, codings, patch)


KEYS = st.sampled_from([code.key for code in BOOK.codes])
PLACED = st.lists(st.tuples(KEYS, st.integers(0, 3), st.sampled_from(["dirk", "olga"])), max_size=12)


@st.composite
def changes(draw: st.DrawFn) -> tuple[tuple[Coding, ...], Patch]:
    codings = tuple(coding(f"c{n}", *one) for n, one in enumerate(draw(PLACED)))
    key, other = draw(KEYS), draw(KEYS)
    made = {
        "merge": lambda: change.merge(BOOK, codings, key, other),
        "move": lambda: change.move(BOOK, key, draw(st.none() | st.just(other))),
        "rename": lambda: change.rename(BOOK, key, draw(st.text(min_size=1, max_size=5))),
        "remove": lambda: change.remove(BOOK, codings, key),
        "add": lambda: change.add(BOOK, Code("new", draw(st.text(max_size=5)), parent=key)),
        "split": lambda: change.split(
            BOOK, codings, (Code("new", "New"),), {one.key: "new" for one in codings if one.code == key}
        ),
    }
    try:
        return codings, made[draw(st.sampled_from(sorted(made)))]()
    except CodingProblem:
        return codings, Patch(BOOK, BOOK)


@given(changes())
def test_every_change_undoes_itself(made: tuple[tuple[Coding, ...], Patch]) -> None:
    codings, patch = made
    book, after = apply(BOOK, codings, patch)
    assert {one.code for one in after} <= {code.key for code in book.codes}
    back, before = apply(book, after, patch.inverse())
    assert back == BOOK
    assert set(before) == set(codings)
