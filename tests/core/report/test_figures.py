"""Drawings: the same everywhere, apart without colour, and safe to put together on one page."""

import re

from werkzaam.core.report.figures import balance, development, effect, response, theme

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


def test_a_characteristic_too_far_apart_is_filled():
    spec = balance.draw([("near", 0.1), ("far", -0.9)], width=640, axis="m", threshold=0.25)
    assert [row["far"] for row in spec["data"]["values"]] == [False, True]
