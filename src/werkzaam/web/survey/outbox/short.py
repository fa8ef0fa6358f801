"""A researcher's own words of a text message: one place for the link, no other address, not too long."""

from __future__ import annotations

import re

from werkzaam.web.survey.outbox.rules import OutboxRefused, segments

LINK = "{link}"
MOST = 2  # messages that one text may cost
ADDRESS = re.compile(r"https?:|www\.|\b[\w-]+\.(nl|com|org|eu|net)\b", re.IGNORECASE)


class WordsRefused(OutboxRefused):
    """`code` says why: words-link, words-address or words-long."""

    code = "words-link"
    status = 422


def with_link(words: str, link: str) -> str:
    return words.replace(LINK, link)


def fault(words: str, link: str) -> str:
    """The code of what is wrong with these words, "" for nothing; `link` is as long as a real one."""
    if words.count(LINK) != 1 or set("{}") & set(words.replace(LINK, "")):
        return "words-link"
    if ADDRESS.search(words.replace(LINK, "")):
        return "words-address"
    return "words-long" if segments(with_link(words, link)) > MOST else ""
