import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.urls import reverse
from django.utils import timezone

from werkzaam.sides import RESEARCH
from werkzaam.web.ledger.models import Event
from werkzaam.web.survey import actions, figure, queries
from werkzaam.web.survey.models import Instrument, Invitation, Message, Round

STUDY = {"code": "via-esdoorn"}
INVITE = {"reminders": "7, 14", "channels": "email,letter", "go": "invite"}
OUTSIDERS = ["bram", "hana", "femke", "ilse", "amina"]


def words(response) -> str:
    return response.content.decode()


@pytest.fixture
def round_url(field):
    return lambda name: reverse(name, kwargs={**STUDY, "number": field.round.pk})


def test_the_board_is_seen_by_a_researcher_of_the_organisation(field, sign_in):
    where = reverse("survey:field", kwargs=STUDY)
    assert sign_in("dirk").get(where).status_code == 200
    assert sign_in("olga").get(where).status_code == 403
    assert sign_in("olga").get(reverse("survey:field", kwargs={"code": "no-such"})).status_code == 403
    assert sign_in("anonymous").get(where).status_code == 302


@pytest.mark.parametrize("persona", OUTSIDERS)
def test_who_does_no_research_sees_no_field(field, sign_in, round_url, persona):
    client = sign_in(persona)
    assert client.get(reverse("survey:field", kwargs=STUDY)).status_code == 403
    assert client.get(reverse("survey:instruments")).status_code == 403
    assert client.post(round_url("survey:round"), INVITE).status_code == 403
    assert not Invitation.objects.exists()


def test_writing_needs_a_post_and_the_own_study(field, sign_in, round_url):
    assert sign_in("dirk").get(round_url("survey:renew")).status_code == 405
    for name in ("survey:round", "survey:renew"):
        assert sign_in("olga").post(round_url(name), INVITE).status_code == 403
    assert sign_in("olga").post(reverse("survey:open_round", kwargs=STUDY)).status_code == 403
    assert not Invitation.objects.exists()


def test_a_round_of_another_study_is_refused(field, sign_in, cast, at):
    from werkzaam.web.study import actions as studies

    text = field.study.plan_toml.replace('key = "via-esdoorn"', 'key = "other"')
    studies.open_study(by=field.dirk, at=at, organisation="instituut", programme="p", plan_toml=text)
    where = reverse("survey:round", kwargs={"code": "other", "number": field.round.pk})
    assert sign_in("dirk").post(where, INVITE).status_code == 403


def test_opening_a_round(field, sign_in, cast):
    from datetime import date

    from werkzaam.web.study import actions as studies

    dirk, where = sign_in("dirk"), reverse("survey:open_round", kwargs=STUDY)
    assert dirk.post(where, {"wave": "t1", "instrument": field.instrument.pk}).status_code == 422
    days = {"opens_on": date(2027, 6, 1), "closes_on": date(2027, 6, 30)}
    studies.schedule_wave(by=field.dirk, at=field.study.created_at, study=field.study, wave="t1", **days)
    assert dirk.post(where, {"wave": "t1", "instrument": field.instrument.pk}).status_code == 302
    assert Round.objects.count() == 2


def test_the_preview_counts_what_would_go_and_keeps_nothing(field, sign_in, round_url, cast):
    cast.els.email = ""
    cast.els.save()
    page = sign_in("dirk").post(round_url("survey:round"), {**INVITE, "reminders": "5", "go": "preview"})
    told = page.context["preview"]
    assert (told.invited, told.unreachable) == (2, 0)
    assert [(day.email, day.sms, day.letter) for day in told.days] == [(1, 0, 1), (1, 0, 1)]
    assert 5 <= (told.days[1].on - told.days[0].on).days <= 7  # a Sunday is put off
    assert not Message.objects.exists()
    assert Round.objects.get().reminders == [7, 14]


def test_inviting_from_the_page(field, sign_in, round_url, cast):
    where, dirk = round_url("survey:round"), sign_in("dirk")
    assert dirk.post(where, {**INVITE, "reminders": "soon"}).status_code == 422
    assert dirk.post(where, {**INVITE, "reminders": "1"}).status_code == 422
    assert not Invitation.objects.exists()
    assert dirk.post(where, {**INVITE, "incentive": "7.50", "thanks": "on"}).status_code == 302
    assert (Round.objects.get().incentive_cents, Invitation.objects.count()) == (750, 2)
    assert Message.objects.filter(kind="thanks").count() == 2
    dirk.post(where, INVITE)
    assert Invitation.objects.count() == 2
    page = words(dirk.get(where))
    assert field.els not in page


def test_letters_are_printed_once_from_the_outbox(field, sign_in, round_url, cast):
    cast.els.email = ""
    cast.els.save()
    dirk = sign_in("dirk")
    dirk.post(round_url("survey:round"), INVITE)
    Message.objects.update(due_at=timezone.now())
    Message.objects.filter(kind__startswith="reminder").delete()
    where = reverse("survey:outbox", kwargs=STUDY)
    page = dirk.get(where, headers={"Accept-Language": "en"})
    assert [many for _round, many in page.context["to_print"]] == [1]
    letters = dirk.post(round_url("survey:print_letters"))
    assert (letters["Content-Type"], letters.content[:4]) == ("application/pdf", b"%PDF")
    assert Message.objects.get(pseudonym=field.els).status == "printed"
    assert dirk.post(round_url("survey:print_letters")).status_code == 302
    assert [one.subject for one in Event.objects.using(RESEARCH).filter(act="survey.see_outbox")] == sorted(
        [field.amina, field.els]
    )


def test_the_outbox_is_filtered_and_acted_upon(field, tokens, sign_in):
    dirk, where = sign_in("dirk"), reverse("survey:outbox", kwargs=STUDY)
    assert len(dirk.get(where).context["rows"]) == 6
    assert dirk.get(where, {"status": "sent"}).context["rows"] == []
    assert len(dirk.get(where, {"channel": "email", "status": "waiting"}).context["rows"]) == 6
    one = Message.objects.filter(pseudonym=field.els).first()
    act = lambda name: dirk.post(reverse(name, kwargs={**STUDY, "number": one.pk}), follow=True)  # noqa: E731
    act("survey:message_cancel")
    assert Message.objects.get(pk=one.pk).status == "cancelled"
    assert "messages" in act("survey:message_again").context
    assert Message.objects.get(pk=one.pk).status == "cancelled"
    nowhere = reverse("survey:message_cancel", kwargs={**STUDY, "number": 999999})
    assert dirk.post(nowhere).status_code == 403


def test_renewing_links(field, tokens, sign_in, round_url, at):
    actions.begin(at=at, token=tokens[field.amina])
    assert sign_in("dirk").post(round_url("survey:renew")).status_code == 302
    assert queries.invitation(tokens[field.els]) is None
    assert queries.invitation(tokens[field.amina]) is not None


def test_the_board_shows_what_happened_and_nobody_in_particular(field, tokens, sign_in, at):
    actions.save_answer(at=at, token=tokens[field.els], item="life", raw="8")
    actions.submit(at=at, token=tokens[field.els], mode="self")
    page = words(
        sign_in("dirk").get(reverse("survey:field", kwargs=STUDY), headers={"Accept-Language": "en"})
    )
    assert "Control group 100 %" in page
    assert "Participants 0 %" in page
    assert field.els not in page
    assert field.amina not in page


def test_the_bars_are_as_long_as_the_counts(field, tokens, at):
    actions.save_answer(at=at, token=tokens[field.els], item="life", raw="8")
    actions.submit(at=at, token=tokens[field.els], mode="self")
    drawn = figure.draw(queries.response_board(field.study, on=at.date()))
    assert [(bar.invited, bar.answered, bar.label) for bar in drawn.bars] == [
        (figure.WIDE, 0, "0 / 1"),
        (figure.WIDE, figure.WIDE, "1 / 1"),
    ]


def test_adding_the_shipped_instrument_and_ones_own(cast, sign_in):
    dirk, where = sign_in("dirk"), reverse("survey:add_instrument")
    assert dirk.post(where, {"shipped": "core-battery"}).status_code == 302
    kept = Instrument.objects.get()
    page = words(dirk.get(reverse("survey:instrument", args=[kept.pk])))
    assert "Welke zin past nu het best bij u?" in page
    assert "Which sentence fits you best now?" in page
    for given in (b"", b"nonsense", b"\xff", kept.definition.replace("Heel goed", "Prima").encode()):
        assert dirk.post(where, {"definition": SimpleUploadedFile("i.toml", given)}).status_code == 422
    own = kept.definition.replace(",core-battery,2,", ",core-battery,3,").encode()
    assert dirk.post(where, {"definition": SimpleUploadedFile("i.csv", own)}).status_code == 302
    assert Instrument.objects.count() == 2


def test_an_unknown_instrument_is_refused(cast, sign_in):
    assert sign_in("dirk").get(reverse("survey:instrument", args=[99])).status_code == 403


@pytest.mark.parametrize(
    ("name", "where", "guidance", "research"),
    [("survey:field", STUDY, 5, 8), ("survey:instruments", {}, 3, 1)],
)
def test_queries_per_page(field, tokens, sign_in, django_assert_num_queries, name, where, guidance, research):
    client = sign_in("dirk")
    with (
        django_assert_num_queries(research, connection=connections["research"]),
        django_assert_num_queries(guidance, connection=connections["default"]),
    ):
        assert client.get(reverse(name, kwargs=where)).status_code == 200
