"""Two coders who do not see one another, until both are done; then what differs is settled."""

import pytest
from django.urls import reverse

from werkzaam.web.interview import actions, queries
from werkzaam.web.interview.models import Coding
from werkzaam.web.interview.queries import matrix as matrices
from werkzaam.web.interview.queries import rounds as material
from werkzaam.web.people.access import Refused


@pytest.fixture
def going(by, study, add, code, ria):
    """A round over one text: Dirk coded sentences one and two, Ria two alone."""
    source, label = add(), code()
    opened = actions.open_round(
        **by, study=study, name="Eerste", sources=[source.pk], coders=[by["by"].account, ria.account]
    )
    for one, (start, end) in ((by["by"], (0, 17)), (by["by"], (18, 28)), (ria, (18, 28))):
        actions.code_segment(by=one, at=by["at"], source=source, code=label, start=start, end=end)
    return opened


def done(by, ria, going):
    actions.finish(**by, round=going)
    return actions.finish(by=ria, at=by["at"], round=going)


def test_nobody_sees_the_other_until_both_are_done(by, ria, going, sign_in, study, cast):
    source = going.sources.get().source
    assert len(queries.marks(source, own=by["by"].account)) == 2
    assert len(queries.marks(source, own=ria.account)) == 1
    assert not queries.in_study(study, by["by"].account).exists()
    other = Coding.objects.get(coder=ria.account)
    with pytest.raises(Refused):
        queries.coding(by["by"], "interview.see", other.pk, on=by["at"].date())
    assert done(by, ria, going)
    assert queries.in_study(study, by["by"].account).count() == 3


def test_a_round_is_released_by_the_last_coder_alone(by, ria, going):
    assert not actions.finish(**by, round=going)
    with pytest.raises(actions.BadRound):
        actions.code_segment(
            **by, source=going.sources.get().source, code=going.codings.first().code, start=0, end=5
        )
    assert actions.finish(by=ria, at=by["at"], round=going)


def test_who_is_no_coder_of_the_round_does_not_finish_it(by, going, cast, at):
    going.coders.filter(coder=by["by"].account).delete()
    with pytest.raises(Refused):
        actions.finish(**by, round=going)


def test_agreement_and_what_differs(by, ria, going):
    done(by, ria, going)
    going.refresh_from_db()
    compared = material.compared(going, on=by["at"].date())
    ((agreed),) = material.agreed(compared)
    assert (agreed.figures.units, agreed.figures.coded, agreed.figures.given_one) == (3, 2, 0.5)
    assert agreed.figures.alpha == pytest.approx(1 - 5 * (1 / 3) / (3 * 3 / 3) * 1.0, abs=0.2)
    (question,) = material.questions(going, compared, material.names(going))
    assert (question.number, question.coded_by, question.not_by) == (1, ("Dirk",), ("Ria",))


def test_what_is_settled_is_kept_and_a_refused_coding_counts_no_more(by, ria, going, study):
    done(by, ria, going)
    going.refresh_from_db()
    first = Coding.objects.get(start=0)
    place = {"round": going, "source": first.source, "sentence": 0, "code": first.code}
    actions.settle(**by, **place, applies=False, reason="Gaat over iets anders.")
    assert queries.in_study(study, by["by"].account).count() == 2
    actions.settle(**by, **place, applies=True)
    assert queries.in_study(study, by["by"].account).count() == 3
    assert going.decisions.get().applies


def test_nothing_is_settled_before_the_release(by, going):
    one = going.codings.first()
    with pytest.raises(actions.BadRound):
        actions.settle(**by, round=going, source=one.source, sentence=0, code=one.code, applies=True)


def test_a_coding_of_a_released_round_stays(by, ria, going):
    done(by, ria, going)
    with pytest.raises(actions.BadRound):
        actions.uncode(**by, coding=Coding.objects.get(start=0))


def test_a_code_of_a_round_that_is_going_on_is_not_merged(by, going, code):
    with pytest.raises(actions.BadCoding):
        actions.merge(**by, code=going.codings.first().code, into=code("ander"))


@pytest.mark.parametrize("wrong", ["one coder", "a stranger", "no source", "a source twice"])
def test_a_round_that_cannot_be_is_refused(by, going, study, ria, cast, wrong, add):
    told = {"name": "Tweede", "sources": [add("Nieuw.").pk], "coders": [by["by"].account, ria.account]}
    told |= {
        "one coder": {"coders": [ria.account]},
        "a stranger": {"coders": [ria.account, str(cast.accounts["olga"].pk)]},
        "no source": {"sources": []},
        "a source twice": {"sources": [going.sources.get().source_id]},
    }[wrong]
    with pytest.raises(actions.BadRound):
        actions.open_round(**by, study=study, **told)


def test_the_pages_of_a_round(by, ria, going, sign_in):
    dirk = sign_in("dirk")
    page = reverse("interview:round", args=[going.pk])
    assert "wz-quotes" not in dirk.get(page).content.decode()
    for name in ("dirk", "ria"):
        assert sign_in(name).post(reverse("interview:finish", args=[going.pk])).status_code == 302
    assert "wz-quotes" in dirk.get(page).content.decode()
    first = Coding.objects.get(start=0)
    told = {
        "source": first.source_id,
        "sentence": 0,
        "code": first.code_id,
        "applies": "no",
        "reason": "Nee.",
    }
    dirk.post(reverse("interview:settle", args=[going.pk]), told)
    assert not going.decisions.get().applies


def test_a_matrix_is_blind_too(by, ria, going, study):
    found = matrices.matrix(study, ria.account, on=by["at"].date())
    assert all(not cell or cell.persons == 0 for row in found.rows for cell in row.cells)
