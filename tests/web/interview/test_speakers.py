"""Who speaks where is kept beside texts and codings: it says what the turns say, and the matrix what the texts say."""

import io

import pytest
from django.core.management import call_command

from werkzaam.core import coding as core
from werkzaam.core.coding.voice import speakers
from werkzaam.web.consent import actions as consent
from werkzaam.web.interview import actions, rules
from werkzaam.web.interview.models import Coding, Source
from werkzaam.web.interview.queries import matrix as matrices
from werkzaam.web.interview.queries import project, told

GROUP = "Gespreksleider: Hoe was het?\nNoor: Ze belde elke week. Dat hielp.\nSam: Mij niet.\nNoor: Wachten was naar."
ALONE = "Vraag: En toen?\nAntwoord: Bellen hielp. Wachten niet."


@pytest.fixture
def talks(add, code, by, amina):
    """A group, someone alone and a document, coded over turns, within them, and against."""
    sources = {
        "group": add(GROUP, kind="group-interview", perspective="participant", asking=["Gespreksleider"]),
        "alone": add(ALONE, perspective="participant", pseudonym=amina, asking=["Vraag"]),
        "paper": add("Bellen moet. Wachten mag.", kind="document", perspective="municipality"),
    }
    codes = {"bellen": code("bellen"), "wachten": code("wachten", kind="improvement-point")}

    def put(source, words, label, stance="for"):
        start = sources[source].text.index(words)
        place = {"start": start, "end": start + len(words), "stance": stance}
        return actions.code_segment(**by, source=sources[source], code=codes[label], **place)

    put("group", "Ze belde elke week.", "bellen")
    put("group", "belde", "bellen")
    put("group", "Dat hielp.\nSam: Mij niet.", "bellen")
    put("group", "Mij niet.", "bellen", "against")
    put("group", "Hoe was het?", "wachten")
    put("alone", "Bellen hielp.", "bellen")
    put("alone", "Wachten niet.", "wachten", "against")
    put("paper", "Bellen moet.", "bellen")
    return sources


def read_anew():
    """What the turns of every text say of its codings."""
    return {
        row.pk: sorted(speakers(rules.turns(row.source.turns), row))
        for row in Coding.objects.select_related("source")
    }


def kept():
    return dict(Coding.objects.values_list("pk", "speakers"))


def test_a_source_keeps_the_names_before_its_turns(talks):
    assert Source.objects.get(pk=talks["group"].pk).speakers == ["Gespreksleider", "Noor", "Sam"]
    assert Source.objects.get(pk=talks["paper"].pk).speakers == []


def test_a_coding_keeps_the_names_it_touches(talks):
    assert kept() == read_anew()
    assert ["Noor", "Sam"] in kept().values()


def test_codings_that_come_back_keep_them_too(talks, by, study):
    code = Coding.objects.filter(code__name="bellen").first().code
    change = actions.remove(**by, code=code)
    actions.undo(**by, change=change)
    assert len(kept()) == 8
    assert kept() == read_anew()


def test_codings_that_are_taken_in_keep_them_too(talks, by, study):
    out = core.write_qdpx(project.project(study, by["by"].account, on=by["at"].date())).data
    Coding.objects.all().delete()
    actions.take_in(**by, study=study, data=out, filename="p.qdpx")
    assert len(kept()) == 8
    assert kept() == read_anew()


def test_what_is_kept_can_be_made_anew(talks):
    Coding.objects.update(speakers=["Niemand"])
    Source.objects.update(speakers=[])
    told_back = io.StringIO()
    call_command("derive_speakers", stdout=told_back)
    assert told_back.getvalue() == "10 changed\n"
    assert kept() == read_anew()
    call_command("derive_speakers", stdout=told_back)
    assert told_back.getvalue().endswith("\n0 changed\n")


def both(study, account, on):
    """The page's matrix and core's own over texts and turns: (persons, against, passages, passages against)."""
    page = matrices.matrix(study, account, on=on)
    columns = [column.key for column in page.columns]
    texts = core.matrix(told.corpus(study, account, on=on), columns)
    return (
        {
            (row.code.pk, column.key): cell
            for row in page.rows
            for column, cell in zip(page.columns, row.cells, strict=True)
        },
        {(int(code), column): cell for code, cells in texts.cells.items() for column, cell in cells.items()},
    )


def test_the_matrix_of_the_page_is_that_of_the_texts(talks, study, by):
    page, texts = both(study, by["by"].account, by["at"].date())
    assert page == texts
    bellen = Coding.objects.filter(code__name="bellen").first().code_id
    assert page[bellen, "participant"] == core.Cell(persons=3, against=1, passages=4, passages_against=1)


def test_who_withdrew_is_out_of_it_at_once(talks, study, by, cast, at):
    before, _texts = both(study, by["by"].account, by["at"].date())
    consent.withdraw(by=cast.access("bram"), at=at, person_id=cast.amina.pk, purpose="research")
    after, texts = both(study, by["by"].account, by["at"].date())
    assert after == texts
    assert after != before


def test_a_blind_round_shows_no_other_coder_in_it(talks, study, by, ria, at):
    dirk = by["by"]
    before, _texts = both(study, ria.account, at.date())
    paper, code = talks["paper"], Coding.objects.filter(code__name="wachten").first().code
    opened = actions.open_round(
        **by, study=study, name="R", sources=[paper.pk], coders=[dirk.account, ria.account]
    )
    actions.code_segment(**by, source=paper, code=code, start=13, end=24)
    hidden, texts = both(study, ria.account, at.date())
    assert hidden == texts
    assert hidden[code.pk, "documents"].persons == 0
    assert before[code.pk, "documents"].persons == 0
    actions.finish(**by, round=opened)
    actions.finish(by=ria, at=at, round=opened)
    shown, texts = both(study, ria.account, at.date())
    assert shown == texts
    assert shown[code.pk, "documents"].persons == 1
