"""Web annotations: positions in code points, and passages found again in a text that changed."""

import json

import pytest

from werkzaam.core.coding import (
    Code,
    Codebook,
    Coding,
    ExchangeProblem,
    Origin,
    Project,
    Source,
    Stance,
    anchor,
    web_annotations,
)  # fmt: skip

TEXT = "Ze belde 👩🏽‍💼 elke week. Dat hielp 😀 echt. Dat hielp."
START = TEXT.index("Dat hielp 😀")
BOOK = Codebook((Code("trust", "Vertrouwen"),))
CODING = Coding("c1", "s1", START, START + 16, "trust", "dirk", Origin.MODEL, Stance.AGAINST, "hm")
PAGE = web_annotations(Project("P", BOOK, (Source("s1", "S", TEXT),), (CODING,), coders={"dirk": "Dirk"}))


def test_a_position_counts_code_points_and_a_quote_has_its_surroundings() -> None:
    """https://www.w3.org/TR/annotation-model/#text-position-selector: positions are of Unicode code points."""
    item = json.loads(json.dumps(PAGE))["items"][0]
    position, quote = item["target"]["selector"]
    assert position == {"type": "TextPositionSelector", "start": 25, "end": 41}
    assert quote["exact"] == "Dat hielp 😀 echt"
    assert quote["prefix"] + quote["exact"] + quote["suffix"] == TEXT
    assert PAGE["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert (item["creator"]["type"], item["creator"]["name"]) == ("Software", "Dirk")


def test_it_is_found_again_where_it_stands_now() -> None:
    (same,), lost = anchor(PAGE, {"s1": TEXT})
    assert (same.start, same.end, same.moved, same.comment, lost) == (
        CODING.start,
        CODING.end,
        False,
        "hm",
        (),
    )
    longer = "Vooraf 😀. " + TEXT
    (moved,), _ = anchor(PAGE, {"s1": longer})
    assert (longer[moved.start : moved.end], moved.moved) == ("Dat hielp 😀 echt", True)


def test_what_is_gone_is_told() -> None:
    assert anchor(PAGE, {"s1": "Iets heel anders."}) == ((), (PAGE["items"][0]["id"],))
    assert anchor(PAGE, {"s2": TEXT})[0] == ()
    with pytest.raises(ExchangeProblem):
        anchor({"type": "Annotation"}, {})
