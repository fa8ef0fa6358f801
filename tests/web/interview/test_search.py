"""Words in texts: every sentence that holds them is counted, and a page reads no more than it shows."""

from bs4 import BeautifulSoup
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from werkzaam.web.interview.queries.passages import lines


@given(st.text("ab \n", max_size=60), st.text("ab ", min_size=1, max_size=3))
def test_lines_that_hold_words_are_those_a_reader_finds(folded, wanted):
    assert lines(folded, wanted) == [n for n, line in enumerate(folded.split("\n")) if wanted in line]


def test_a_long_answer_comes_in_pages(sign_in, study, add):
    add("\n".join(f"Regel {number} over bellen." for number in range(120)))
    dirk, page = sign_in("dirk"), reverse("interview:search", args=[study.code])
    seen = []
    first: str | None = "0"
    while first is not None:
        shown = BeautifulSoup(dirk.get(page, {"words": "Bellen", "from": first}).content, "html.parser")
        assert shown.find("h2").text.startswith("120 ")
        seen += [one.strong.text for one in shown.find_all("li") if one.strong]
        more = shown.find("button", {"name": "from"})
        first = more["value"] if more else None
    assert seen == [f"Regel {number} over bellen." for number in range(120)]
