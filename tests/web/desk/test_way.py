"""The whole way: from answers and contacts to a publication page with its verdict."""

import pyarrow.parquet as pq
from bs4 import BeautifulSoup
from django.urls import reverse

from werkzaam.core.panel import thaw
from werkzaam.sides import GUIDANCE, RESEARCH
from werkzaam.web.ledger import queries as ledger


def words(response):
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


def test_from_answers_to_the_page(complete, desk, sign_in, settings):
    frozen = desk("freeze")
    assert (frozen.status, frozen.persons) == ("done", 16)

    panel = thaw(settings.PANELS / complete.study.code / frozen.panel_hash)
    assert set(panel.persons["person"].to_pylist()) == set(complete.keys.values())
    answers = [row for row in panel.values.to_pylist() if row["rater"] == "self"]
    assert len(answers) == 16 + 14
    assert {row["mode"] for row in answers} == {"helped"}
    assert len([row for row in panel.values.to_pylist() if row["rater"] == "coach"]) == 16
    held = [row for row in panel.dose.to_pylist() if row["delivered"]]
    assert sorted((row["channel"], row["minutes"]) for row in held) == [
        ("office", 20.0), ("office", 40.0), ("telephone", 40.0),
    ]  # fmt: skip
    assert sum(row["planned"] for row in panel.dose.to_pylist()) > 8 * 10

    run = desk("run")
    assert (run.status, run.registered) == ("done", True)
    published = desk("publish")
    assert (published.status, published.key) == ("done", "via-esdoorn")

    reader = sign_in("anonymous")
    page = reader.get(reverse("public:publication", args=["via-esdoorn"]), headers={"accept-language": "nl"})
    said = words(page)
    assert "Er is onvoldoende grond om te concluderen dat er een effect is" in said
    assert "Intensieve begeleiding in Esdoorn" in said
    assert ledger.first_break(side=GUIDANCE) is None
    assert ledger.first_break(side=RESEARCH) is None


def test_only_the_pseudonym_crosses(complete, desk, settings):
    frozen = desk("freeze")
    folder = settings.PANELS / complete.study.code / frozen.panel_hash
    text = "".join(str(pq.read_table(path).to_pylist()) for path in folder.glob("*.parquet"))
    text += (folder / "manifest.json").read_text()
    for members in complete.persons.values():
        for person in members:
            assert person.given_name not in text
            assert str(person.pk) not in text
            assert person.pk.hex not in text
    assert str(complete.cast.accounts["bram"].pk) not in text
