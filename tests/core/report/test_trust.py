"""How far to trust it, for whom, and how it was carried out: shown when present, explained, and never an effect."""

import re
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup

from werkzaam.core.effect.result import Credibility, Fidelity, Interval, Tipping, Trend, Unanswered
from werkzaam.core.report import page, sheet
from werkzaam.core.report.compose import compose
from werkzaam.core.report.document import (
    Figure,
    Number,
    Paragraph,
    Remarks,
    Section,
    Table,
    anchors,
    every,
    plain,
)
from werkzaam.core.report.paths import flat

from .conftest import NAN, ON

CAUSAL = {
    "nl": r"door (het programma|de aanpak|de begeleiding)|dankzij|zorg\w* voor|leid\w* tot|geleid tot|veroorza\w+|"
    r"verbeter\w*|verho(og|g)\w*|verla(ag|g)\w*|bewerkstellig\w*|resulte\w+|draagt bij|"
    r"heeft bijgedragen|als gevolg van|komt doordat|maakt dat|effectief|werkzaam is",
    "en": r"\bcaus\w+|because of|thanks to|due to|owing to|leads? to|\bled to|results? in|resulted in|improv\w+|"
    r"increas\w+|reduc\w+|decreas\w+|boost\w*|effective\w*|brought about|the programme changed",
}
PARTS = (
    "weights", "balance", "movement", "reliable", "waves", "ratios", "trust", "forwhom", "dose", "deviations",
    "fidelity", "dose-response",
)  # fmt: skip


@pytest.fixture(scope="module", params=["nl", "en"])
def told(request, full):
    return compose(full, request.param, "test")


@pytest.fixture(scope="module")
def english(full):
    return compose(full, "en", "test")


def chapter(document, key):
    return next((one for one in document.sections if one.key == key), None)


def text_of(section):
    told = [plain(one.text) for one in every([section], Paragraph)]
    told += [
        f"{item.name} {plain(item.text)} {item.caution}"
        for one in every([section], Remarks)
        for item in one.items
    ]
    for one in every([section], Figure):
        told += [plain(one.title), one.alt, one.note]
    told += [f"{one.caption} {one.note} {' '.join(one.header)}" for one in every([section], Table)]
    return " ".join(told)


def figure(document, key):
    return next(one for one in every(document.sections, Figure) if one.key == key)


def table(document, key):
    return next(one for one in every(document.sections, Table) if one.key == key)


def cells(found):
    return [[plain(cell) for cell in row.cells] for row in found.rows]


def test_all_of_it_is_drawn_and_described(told):
    keys = {one.key for one in every(told.sections, Figure)}
    assert keys == {
        "dose", "fidelity", "response", "balance", "weights", "developments", "movement-rung", "reliable", "effects",
        "waves", "trust-rung-t2", "tipping-rung-t2", "forwhom",
    }  # fmt: skip
    for one in every(told.sections, Figure):
        assert plain(one.title)
        assert len(one.alt) > 40
        assert one.table.rows
        assert "NaN" not in one.svg + one.narrow


def test_no_causal_word_is_said_of_what_is_no_verdict(told):
    parts = [one for one in every(told.sections, Section) if one.key in PARTS]
    assert len(parts) == len(PARTS)
    for part in parts:
        found = re.search(CAUSAL[told.language], text_of(part), re.IGNORECASE)
        assert not found, (part.key, found)


def test_every_number_outside_the_list_of_evidence_leads_to_a_row_that_is_there(told):
    shown, led = set(anchors(told)), 0
    for section in told.sections:
        if section.key != "evidence":
            for text in texts(section):
                for part in text:
                    if isinstance(part, Number) and part.anchor:
                        assert part.anchor in shown, part.path
                        led += 1
    assert led > 200


def texts(section):
    yield from (one.text for one in every([section], Paragraph))
    yield from (item.text for one in every([section], Remarks) for item in one.items)
    yield from (one.title for one in every([section], Figure))
    yield from (cell for one in every([section], Table) for row in one.rows for cell in row.cells)


def test_every_printed_number_is_one_of_the_evidence(told, full):
    values = {value for value in flat(full.evidence).values() if value is not None}
    printed = BeautifulSoup(page.html(told), "html.parser").find_all("data")
    assert {float(one["value"]) for one in printed} <= values


def test_no_id_is_used_twice_and_every_link_arrives(told):
    soup = BeautifulSoup(page.html(told), "html.parser")
    ids = [tag["id"] for tag in soup.find_all(id=True)]
    assert len(ids) == len(set(ids))
    assert {tag["href"][1:] for tag in soup.find_all("a")} <= set(ids)


def test_it_can_be_printed(told):
    assert sheet.pdf(told, on=ON).startswith(b"%PDF")


def test_the_registered_answer_stands_on_top_and_the_others_below_it(english):
    found = cells(table(english, "trust-rung-t2"))
    assert found[0][0] == "As registered"
    assert [row[0] for row in found[1:4]] == [
        "leaving one out at a time (jackknife)", "drawing the lot again", "missing answers filled in",
    ]  # fmt: skip
    assert found[4][0] == "with nearest pairs"
    assert found[2][1:] == ["0.20", "–", "0.410"]
    assert found[5] == ["without coach/group 1", "0.10", "−0.50 to 0.70", "–"]


def test_ways_with_the_same_estimate_do_not_count_as_agreeing(english, full):
    """Of four other ways one (nearest) points the other way; an interval around the same estimate is no witness."""
    own = full.findings.estimates[0].points
    same = replace(full.findings.credibility[0].alternatives[0], points=own)
    credibility = replace(
        full.findings.credibility[0], alternatives=(same, *full.findings.credibility[0].alternatives[1:])
    )
    changed = replace(full, findings=replace(full.findings, credibility=(credibility,)))
    title = plain(figure(compose(changed, "en", "test"), "trust-rung-t2").title)
    assert title.endswith(
        "2 of 3 other estimates point the same way; zero lies outside 0 of 3 other intervals"
    )


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Without one coach or group at a time", "between 0.10 and 0.40 rungs"),
        ("Had the lost fared otherwise", "were 0.83 rungs (0.70 standard deviations) less favourable"),
        (
            "The lost at their best and at their worst",
            "between −0.24 and 0.48 rungs; allowing for chance, between −0.63",
        ),
        ("If the groups were on another course anyway", "0.22 rungs over the period would undo"),
        (
            "If the groups were on another course anyway",
            "0.75 times the change in “Comparison group” itself (0.30)",
        ),
        ("Something nobody measured", "risk ratio of 1.74 to explain"),
        ("Hidden choice within matched pairs", "one is 1.35 times as likely"),
    ],
)
def test_each_check_is_said_in_a_sentence_with_what_it_cannot_say(english, name, said):
    remarks = [item for one in every(english.sections, Remarks) for item in one.items]
    found = next(item for item in remarks if item.name == name)
    assert said in plain(found.text)
    assert found.caution


def test_the_trend_table_says_how_far_each_allowance_reaches(english):
    assert cells(table(english, "honest-rung-t2")) == [["0.50", "−0.60 to 1.00"], ["1.00", "−1.20 to 1.60"]]


def only(full, **parts):
    """The credibility of the first question holding these parts alone, in English."""
    findings = replace(full.findings, credibility=(Credibility("rung-t2", **parts),))
    return compose(replace(full, findings=findings), "en", "test")


def test_what_is_not_there_is_not_shown(full):
    assert chapter(only(full), "trust") is None
    nothing = replace(
        full.findings, credibility=(), moderations=(), fidelity=(), dose_response=(), weighed=()
    )
    bare = compose(replace(full, findings=nothing), "en", "test")
    assert chapter(bare, "trust") is None
    assert chapter(bare, "forwhom") is None
    keys = {one.key for one in every(bare.sections, Section)}
    assert not keys & {"fidelity", "dose-response", "weights"}


def test_one_part_alone_stands_alone(full):
    found = chapter(only(full, gamma=1.2), "trust")
    assert not every([found], Figure)
    assert [item.name for one in every([found], Remarks) for item in one.items] == [
        "Hidden choice within matched pairs"
    ]


def test_where_nothing_tips_that_is_said(full):
    curve = ((0.0, Interval(0.2, -0.4, 0.8)), (5.0, Interval(0.1, -0.5, 0.7)))
    found = only(full, tipping=Tipping(NAN, NAN, curve))
    assert "nowhere on the scale does the answer tip" in text_of(chapter(found, "trust"))
    assert "would read the same" in text_of(chapter(found, "trust"))


def test_a_comparison_that_stood_still_is_no_measure_of_a_trend(full):
    found = text_of(chapter(only(full, trend=Trend(0.2, 4e15, 5e-17)), "trust"))
    assert "itself did not change" in found
    assert "times the change" not in found


def test_an_unfavourable_finding_is_tried_with_more_favourable_answers(full):
    curve = ((0.0, Interval(-0.2, -0.8, 0.4)), (1.0, Interval(0.1, -0.5, 0.7)))
    assert "0.50 rungs (0.40 standard deviations) more favourable" in text_of(
        chapter(only(full, tipping=Tipping(0.5, 0.4, curve)), "trust")
    )


def test_deviations_are_dated_and_marked_in_the_picture(english):
    found = cells(table(english, "deviations"))
    assert found == [
        ["A", "New rules", "1 January 2020", "–"],
        ["B", "First lockdown", "16 March 2020", "17 to 28"],
        ["C", "A coach left", "1 June 2020", "28"],
    ]
    drawn = re.findall(r">([ABC])</text>", figure(english, "dose").svg)
    assert sorted(drawn) == ["B", "B", "C", "C"], "in the panel of each arm, where the week is known"


def test_the_contrast_between_the_arms_comes_before_anything_else_on_contact(english):
    dose = next(one for one in every(english.sections, Section) if one.key == "dose")
    assert plain(dose.blocks[0].text).startswith("The two groups differ by")


def test_contact_beside_change_says_that_it_is_no_effect_and_draws_nothing(english):
    section = next(one for one in every(english.sections, Section) if one.key == "dose-response")
    assert "is no effect" in plain(section.blocks[0].text)
    assert not every([section], Figure)


def test_coaches_are_numbered_with_what_they_held(english):
    assert cells(table(english, "fidelity"))[0] == ["coach or group 1", "15", "0.75", "0.15", "20%"]
    assert plain(figure(english, "fidelity").title).endswith("20% to 80% was held, coach by coach")


def test_coaches_for_whom_nothing_was_planned_give_no_share(full):
    unplanned = (Fidelity("1", 15, 0.0, 0.4, NAN),)
    document = compose(replace(full, findings=replace(full.findings, fidelity=unplanned)), "en", "test")
    assert plain(figure(document, "fidelity").title) == "Contact that was held, coach by coach"


@pytest.mark.parametrize(
    ("change", "exploratory"), [({}, False), ({"lock": None}, True), ({"moderators": ()}, True)]
)
def test_for_whom_is_exploratory_unless_it_was_registered(full, change, exploratory):
    document = compose(replace(full, plan=replace(full.plan, **change)), "en", "test")
    assert ("not registered beforehand" in text_of(chapter(document, "forwhom"))) is exploratory


def test_for_whom_shows_both_the_estimated_and_the_shrunk(english):
    row = cells(table(english, "forwhom"))[0]
    assert row[2:] == ["−0.32 (−0.82 to 0.19)", "−0.04 (−0.21 to 0.14)", "0.200", "0.200"]


def test_the_ladder_shows_who_moved_in_both_arms(english):
    title = plain(figure(english, "movement-rung").title)
    assert re.search(r"stood \d+ of \d+ in “Participants”, \d+ of \d+ in “Comparison group”$", title)
    assert ["Participants", "1", "3", "5", "0"] in cells(table(english, "movement-rung"))


def test_change_beyond_measurement_error_gives_its_threshold(english):
    assert cells(table(english, "reliable"))[0][2:6] == ["2.52", "6", "25", "3"]


def test_an_outcome_at_several_waves_is_shown_wave_by_wave(english):
    assert plain(figure(english, "waves").title).startswith(
        "“Participation (rung of the ladder)”: 0.41 at 6 months"
    )
    assert [row[1] for row in cells(table(english, "waves"))] == ["6 months", "15 months"]


def test_weights_are_named_beside_the_method_and_what_they_left_is_counted(english):
    assert cells(table(english, "effects"))[0][1] == "adjusted for the start; entropy balancing"
    assert "the 30 people in “Comparison group” count for 17.4" in plain(figure(english, "weights").title)
    assert ["30", "17.4", "58%", "14%"] in [row[3:] for row in cells(table(english, "weights"))]


def test_ratios_stand_beside_the_differences(english):
    assert [row[2:] for row in cells(table(english, "ratios"))] == [
        ["odds ratio", "1.40", "0.70 to 2.90"],
        ["probability of standing higher", "0.55", "0.42 to 0.67"],
    ]


def test_completeness_stands_beside_response(english):
    first = cells(table(english, "response"))[0]
    assert first[2] == "40 (67%)"


def test_the_appendix_says_what_was_drawn_and_from_which_seed(full, english):
    told = text_of(chapter(english, "method"))
    assert f"starts from seed {full.plan.seed};" in told
    assert f"{full.plan.draws:,} draws" in told
    assert f"{full.plan.imputations} times" in told
    assert "Weights: entropy balancing." in told


def test_the_appendix_names_what_was_drawn_where_no_formula_was_used(full):
    drawn = tuple(replace(one, variance="wild-webb") for one in full.findings.estimates)
    findings = replace(full.findings, estimates=drawn, partners=(), credibility=())
    told = text_of(chapter(compose(replace(full, findings=findings), "en", "test"), "method"))
    assert "not from one formula: wild bootstrap (Webb)." in told
    assert "Satterthwaite" not in told
    assert "Nothing was filled in." in told


def test_a_question_without_a_number_says_why_in_the_language_of_the_report(full):
    left = (Unanswered("life-t2", "life-t2", "life", "t2", "ancova", "empty-arm", "An arm is empty."),)
    document = compose(replace(full, findings=replace(full.findings, unanswered=left)), "nl", "test")
    section = next(one for one in every(document.sections, Section) if one.key == "unanswered")
    assert "In een van de groepen heeft niemand" in plain(section.blocks[0].items[0])
