"""The database itself keeps what this room promises: each constraint refuses its sin."""

import pytest
from django.db import IntegrityError, transaction

from werkzaam.sides import RESEARCH
from werkzaam.web.interview import actions
from werkzaam.web.interview.models import (
    Change,
    Code,
    Coding,
    Decision,
    Judgement,
    Mark,
    Memo,
    Pending,
    Quote,
    Round,
    RoundCoder,
    RoundSource,
    Talk,
    TopicGuide,
)


@pytest.fixture
def world(by, study, add, code, mark, ria):
    """One row of everything."""
    source, label = add(), code()
    coding = mark(source, label)
    at, who = {"added_at": by["at"], "added_by": "x"}, by["by"].account
    opened = actions.open_round(**by, study=study, name="R", sources=[source.pk], coders=[who, ria.account])
    inside = actions.code_segment(**by, source=source, code=label, start=0, end=5)
    pending = Pending.objects.create(study=study, kind="interview", perspective="employer", text="x y", **at)
    Mark.objects.create(pending=pending, start=0, end=1, reason="reader", replacement="z")
    Talk.objects.create(study=study, perspective="employer", **at)
    TopicGuide.objects.create(
        study=study, perspective="employer", text="t", changed_at=by["at"], changed_by="x"
    )
    Memo.objects.create(study=study, source=source, text="m", written_at=by["at"], written_by="x")
    Judgement.objects.create(code=label, question="limits", text="j", judged_at=by["at"], judged_by="x")
    Quote.objects.create(coding=coding, wording="w", signed_at=by["at"], signed_by="x")
    told = {"sentence": 0, "applies": True, "decided_at": by["at"], "decided_by": "x"}
    Decision.objects.create(round=opened, source=source, code=label, **told)
    return {
        "code": label,
        "coding": coding,
        "round": opened,
        "inside": inside,
        "source": source,
        "at": by["at"],
    }


SINS = {
    "interview_merged_is_gone": lambda w: Code.objects.update(merged_into=w["code"]),
    "interview_colour_known": lambda w: Code.objects.update(colour=99),
    "interview_code_not_below_itself": lambda w: Code.objects.update(parent=w["code"]),
    "interview_undone_after": lambda w: Change.objects.update(undone_at=w["at"].replace(year=2000)),
    "interview_coding_origin_known": lambda w: Coding.objects.update(origin="dice"),
    "interview_coding_stance_known": lambda w: Coding.objects.update(stance="maybe"),
    "interview_set_aside_in_a_round": lambda w: Coding.objects.filter(round=None).update(set_aside=True),
    "interview_memo_has_text": lambda w: Memo.objects.update(text=""),
    "interview_memo_on_one_thing": lambda w: Memo.objects.update(code=w["code"]),
    "interview_released_after_opening": lambda w: Round.objects.update(
        released_at=w["at"].replace(year=2000)
    ),
    "interview_pending_has_text": lambda w: Pending.objects.update(text=""),
    "interview_pending_of_one_person": lambda w: Pending.objects.update(kind="document", pseudonym="p"),
    "interview_mark_has_length": lambda w: Mark.objects.update(end=0),
    "interview_quote_has_wording": lambda w: Quote.objects.update(wording=""),
    "interview_judgement_has_text": lambda w: Judgement.objects.update(text=""),
    "interview_guide_has_text": lambda w: TopicGuide.objects.update(text=""),
    "interview_talk_with_one_person": lambda w: Talk.objects.update(kind="group-interview", pseudonym="p"),
    "interview_talk_with_source_was_held": lambda w: Talk.objects.update(source=w["source"]),
}
TWICE = (
    Code, Coding, Round, RoundSource, RoundCoder, Decision, Mark, Judgement, Quote, TopicGuide
)  # fmt: skip


def test_each_constraint_refuses_its_sin(world):
    for name, sin in SINS.items():
        with pytest.raises(IntegrityError, match=name), transaction.atomic(using=RESEARCH):
            sin(world)


@pytest.mark.parametrize("model", TWICE, ids=lambda model: model.__name__)
def test_nothing_stands_there_twice(world, model):
    for row in model.objects.all():
        row.pk = None
        with pytest.raises(IntegrityError), transaction.atomic(using=RESEARCH):
            row.save(force_insert=True)


def test_a_key_stands_for_one_code(world, code):
    other = code("ander")
    with pytest.raises(IntegrityError), transaction.atomic(using=RESEARCH):
        Code.objects.filter(pk=other.pk).update(key=world["code"].key)
