"""Drawings: the same everywhere, apart without colour, and safe to put together on one page."""

import re

import pytest

from werkzaam.core.effect.result import DoseWeek, Fidelity, Interval, Movement
from werkzaam.core.report.figures import (
    balance,
    development,
    dose,
    effect,
    fidelity,
    moderation,
    movement,
    reliable,
    response,
    theme,
    tipping,
    ways,
    weights,
)

ARMS, LABELS = ["p", "c"], ['De "nieuwe" aanpak', "Vergelijking"]


def series():
    points = tuple(
        development.Point(arm, month, 2.0 + month / 10, 1.5, 2.9) for arm in ARMS for month in (0, 6)
    )
    return [development.Series("Trede", False, points)]


def test_a_drawing_is_the_same_each_time_and_uses_the_shipped_font():
    made = [
        theme.svg(development.draw(series(), ARMS, LABELS, width=640, axis="m"), name="x", language="nl")
        for _ in range(2)
    ]
    assert made[0] == made[1]
    assert set(re.findall(r'font-family="([^"]+)"', made[0])) == {theme.FAMILY}


def test_months_are_written_as_plain_numbers():
    points = tuple(development.Point("p", month, 1.0, 0.5, 1.5) for month in (0.0, 1.5, 36.0))
    spec = development.draw([development.Series("Inkomen", False, points)], ["p"], ["P"], width=640, axis="m")
    labels = re.findall(r">([^<]+)</text>", theme.svg(spec, name="x", language="en"))
    assert {"0", "1.5", "36"} <= set(labels)


def test_arms_differ_without_colour():
    drawn = theme.svg(development.draw(series(), ARMS, LABELS, width=640, axis="m"), name="x", language="nl")
    assert 'stroke-dasharray="5,3"' in drawn


def test_labels_with_quotes_survive():
    drawn = theme.svg(development.draw(series(), ARMS, LABELS, width=320, axis="m"), name="x", language="nl")
    assert "De &quot;nieuwe&quot; aanpak" in drawn or 'De "nieuwe" aanpak' in drawn


def test_ids_carry_the_name_of_the_drawing():
    drawn = theme.svg(
        response.draw([response.Answered("p", "t0", 3, 0.5)], ["p"], ["P"], width=640),
        name="own",
        language="en",
    )
    assert all(one.startswith("own-") for one in re.findall(r'\bid="([^"]+)"', drawn))
    assert all(one.startswith("own-") for one in re.findall(r"url\(#([^)]+)\)", drawn))


def test_a_refused_estimate_is_drawn_grey():
    bar = effect.Bar("x", 1.0, -1.0, 3.0, 0.5, 2.0, percent=False, greyed=True)
    drawn = theme.svg(effect.draw([bar], width=600, axis="m"), name="x", language="nl")
    assert theme.GREYED in drawn
    assert theme.PROGRAMME not in drawn


def test_numbers_on_an_axis_are_written_in_the_language():
    bar = effect.Bar("x", 0.1, -0.3, 0.5, 0.2, 0.6, percent=False, greyed=False)
    spec = effect.draw([bar], width=600, axis="m")
    assert "+0,2" in theme.svg(spec, name="x", language="nl")
    assert "+0.2" in theme.svg(spec, name="x", language="en")


def test_what_lay_apart_before_weighting_is_hollow_and_stands_on_top():
    rows = [balance.Apart("near", 0.1, 0.2), balance.Apart("far", 0.0, -0.9)]
    spec = balance.draw(rows, width=640, axis="m", threshold=0.25)
    assert [row["before"] for row in spec["data"]["values"]] == [0.2, -0.9]
    *_, before, after = spec["layer"]
    assert (before["mark"]["fill"], after["mark"]["fill"]) == ("white", theme.INK)
    assert after["encoding"]["y"]["sort"] == ["far", "near"]


def test_without_weights_there_is_no_before():
    spec = balance.draw([balance.Apart("age", 0.4)], width=640, axis="m", threshold=0.25)
    assert spec["data"]["values"] == [{"name": "age", "smd": 0.4, "from": 0}]


def test_people_who_stayed_on_their_rung_are_outlined_and_empty_cells_stay_empty():
    moved = movement.Moved("P", ("1", "2"), Movement((1.0, 2.0), ((3, 1), (0, 4))))
    values = movement.draw([moved], width=640, start="t0", later="t1")["concat"][0]["data"]["values"]
    assert [(one["from"], one["to"]) for one in values if one["stayed"]] == [("1", "1"), ("2", "2")]
    assert [one["shown"] for one in values] == ["3", "1", "", "4"]
    assert sum(one["share"] for one in values) == 1


def test_parts_of_a_group_fill_the_bar():
    values = reliable.draw([("x", [reliable.Changed("p", 2, 5, 3)])], width=640)["vconcat"][0]["data"][
        "values"
    ]
    assert [(one["part"], one["low"], one["high"]) for one in values] == [
        ("worsened", 0.0, 0.2),
        ("same", 0.2, 0.7),
        ("improved", 0.7, 1.0),
    ]


def test_a_way_without_an_interval_is_a_hollow_dot():
    rows = [ways.Way("as registered", "registered", 1.0, 0.5, 1.5), ways.Way("lot", "other", 1.1, None, None)]
    spec = ways.draw(rows, width=640, axis="m", delta=0.3, percent=False)
    assert [row["ends"] for row in spec["data"]["values"]] == [True, False]
    assert theme.svg(spec, name="x", language="en").count("as registered") == 1


def test_a_refused_question_stays_grey_in_every_way():
    rows = [ways.Way("as registered", "registered", 1.0, 0.5, 1.5)]
    spec = ways.draw(rows, width=640, axis="m", delta=0.3, percent=False, greyed=True)
    drawn = theme.svg(spec, name="x", language="en")
    assert theme.GREYED in drawn
    assert theme.PROGRAMME not in drawn


@pytest.mark.parametrize("width", [640, 320])
def test_no_drawing_is_wider_than_its_place(width):
    """Long names and titles are folded, never cut and never spilling."""
    long = "Vertrouwen in eigen kunnen volgens een heel lange omschrijving van het kenmerk"
    ends = Interval(0.1, -0.4, 0.6)
    charts = (
        ways.draw([ways.Way(long, "other", 1.0, 0.5, 1.5)], width=width, axis=long, delta=0.3, percent=False),
        balance.draw([balance.Apart(long, 0.4, 0.2)], width=width, axis=long, threshold=0.25),
        tipping.draw([(0.0, ends), (1.0, ends)], width=width, axis=long, tips=0.5, percent=False),
        moderation.draw([moderation.Pair(long, ends, ends, False)], width=width - 32, axis=long),
        weights.draw([(long, (0.1, 0.5, 1.0, 1.5, 3.0))], width=width, axis=long),
        fidelity.draw([Fidelity("1", 9, 1.0, 0.5, 0.5)], [long], width=width, axis=long),
        reliable.draw([(long, [reliable.Changed(long, 2, 5, 3)])], width=width),
    )
    for chart in charts:
        drawn = theme.svg(chart, name="x", language="nl")
        assert float(re.search(r'viewBox="0 0 (\S+)', drawn)[1]) <= width + 24


def test_events_stand_in_the_panel_of_each_arm():
    weeks = [DoseWeek(arm, week, 10, 1.0, 0.5, 20.0) for arm in ARMS for week in range(8)]
    spec = dose.draw(weeks, ARMS, LABELS, width=640, axis="w", events=[dose.Event("A", 3, 5)])
    for panel in spec["vconcat"]:
        assert panel["layer"][0]["data"]["values"] == [{"from": 3, "to": 6, "mark": "A", "top": 1.08}]
