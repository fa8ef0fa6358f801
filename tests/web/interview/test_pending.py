"""Names are taken out before a text is a source, and no name crosses to the research side."""

import pytest
from django.core import serializers

from werkzaam.sides import GUIDANCE
from werkzaam.web.interview import actions, queries
from werkzaam.web.interview.models import Mark, Pending, Source
from werkzaam.web.ledger import queries as ledger

TALK = """Interviewer: Hoe gaat het, Amina?
Deelnemer: Goed. Mijn coach Bram belde op 06-12345678.
Interviewer: En mevrouw Voorbeeldsma, de bakker?
Deelnemer: Ik werk bij Bakkerij Zonnebloem, postcode 7511 AB."""


@pytest.fixture
def pending(by, study, amina, cast):
    from werkzaam.web.journey.models import Employer

    Employer.objects.create(organisation=cast.esdoorn, name="Bakkerij Zonnebloem", created_at=by["at"])
    return actions.import_text(
        **by, study=study, kind="interview", perspective="participant", title="Eerste gesprek", text=TALK,
        pseudonym=amina,
    )  # fmt: skip


def marked(pending):
    return {pending.text[one.start : one.end]: one.replacement for one in pending.marks.all()}


def choose(by, pending, choice):
    actions.decide(**by, pending=pending, choices={one.pk: choice for one in pending.marks.all()}, words={})


def test_names_known_to_guidance_are_marked_and_so_are_numbers(pending):
    found = marked(pending)
    assert {"Amina", "Bram", "Voorbeeldsma", "Bakkerij Zonnebloem", "06-12345678", "7511 AB"} <= found.keys()
    assert found["Amina"] == found["Voorbeeldsma"] != found["Bram"]


def test_what_research_keeps_of_a_mark_says_not_whose_it_is(pending, cast):
    kept = serializers.serialize("json", pending.marks.all())
    assert str(cast.amina.pk) not in kept
    assert "Voorbeeldsma" not in kept


def test_that_a_text_was_held_against_the_names_is_noted_with_guidance(pending, study, cast):
    from werkzaam.web.ledger.models import Event

    event = Event.objects.using(GUIDANCE).filter(act="consent.mark_names").get()
    assert (event.actor, event.details["study"]) == (str(cast.accounts["dirk"].pk), study.code)


def test_nothing_is_signed_off_while_a_mark_is_open(by, pending):
    with pytest.raises(actions.BadSource):
        actions.sign_off(**by, pending=pending)
    assert Pending.objects.exists()
    assert not Source.objects.exists()


def test_a_signed_text_has_no_names_and_the_text_before_it_is_gone(by, pending):
    choose(by, pending, Mark.Choice.REPLACE)
    source = actions.sign_off(**by, pending=pending, asking=["Interviewer"])
    for name in ("Amina", "Bram", "Voorbeeldsma", "Zonnebloem", "12345678"):
        assert name not in source.text
        assert name.lower() not in source.folded
    assert source.asking == ["Interviewer"]
    assert [turn[3] for turn in source.turns] == ["Interviewer", "Deelnemer"] * 2
    assert all(source.text[turn[1] : turn[2]] for turn in source.turns)
    assert not Pending.objects.exists()
    assert not Mark.objects.exists()


def test_what_the_reader_leaves_stays(by, pending):
    choose(by, pending, Mark.Choice.KEEP)
    assert actions.sign_off(**by, pending=pending).text == TALK


def test_a_name_before_a_turn_goes_from_the_turn_as_well(by, study, amina):
    text = "Bram: Hoe gaat het?\nP: Goed.\nBram: Fijn.\nP: Ja."
    made = actions.import_text(
        **by, study=study, kind="interview", perspective="job-coach", title="x", text=text
    )
    choose(by, made, Mark.Choice.REPLACE)
    source = actions.sign_off(**by, pending=made, asking=["Bram"])
    assert "Bram" not in str(source.turns)
    assert source.asking == [source.turns[0][3]]


def test_the_reader_marks_words_wherever_they_stand(by, pending):
    assert actions.mark_words(**by, pending=pending, words="Deelnemer", replacement="P") == 2
    with pytest.raises(actions.BadSource):
        actions.mark_words(**by, pending=pending, words="Zwijndrecht", replacement="")


def test_a_text_that_is_left_is_gone(by, pending):
    actions.leave(**by, pending=pending)
    assert not Pending.objects.exists()


def test_a_pending_text_of_who_withdraws_is_closed(by, pending, cast, sign_in):
    from werkzaam.web.consent import actions as consent

    consent.withdraw(by=cast.access("bram"), at=by["at"], person_id=cast.amina.pk, purpose="research")
    with pytest.raises(queries.Withdrawn):
        actions.sign_off(**by, pending=pending)


def test_the_import_is_in_the_ledger_under_the_pseudonym(pending, amina):
    from werkzaam.sides import RESEARCH

    assert [one.act for one in ledger.acts_on(amina, side=RESEARCH)] == ["interview.import_text"]


def test_notes_of_a_word_text_are_told_and_names_in_them_are_marked(sign_in, study, amina):
    import io
    import zipfile

    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.urls import reverse

    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        body = '<w:p><w:r><w:t>Dat hielp.</w:t><w:footnoteReference w:id="1"/></w:r></w:p>'
        archive.writestr("word/document.xml", f"<w:document {space}><w:body>{body}</w:body></w:document>")
        note = '<w:footnote w:id="1"><w:p><w:r><w:t>Volgens Amina.</w:t></w:r></w:p></w:footnote>'
        archive.writestr("word/footnotes.xml", f"<w:footnotes {space}>{note}</w:footnotes>")
    browser = sign_in("dirk")
    browser.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    told = {
        "kind": "document",
        "perspective": "municipality",
        "title": "Brief",
        "language": "nl",
        "quoting": "quote",
    }
    upload = SimpleUploadedFile("b.docx", packed.getvalue())
    page = browser.post(reverse("interview:add", args=[study.code]), {**told, "file": upload}, follow=True)
    assert "1 footnote or endnote now stands in the text" in page.content.decode()
    pending = Pending.objects.get()
    assert pending.text == "Dat hielp. [noot 1: Volgens Amina.]"
    assert marked(pending)["Amina"] == "[naam 1]"
