"""What people say worked, and what they would have otherwise: by perspective, in their own words."""

from __future__ import annotations

from collections.abc import Sequence

from werkzaam.core.claim import dossier
from werkzaam.core.claim.dossier import Element, Voices
from werkzaam.core.report.document import (
    Block,
    Bullets,
    Paragraph,
    Quote,
    Quotes,
    Row,
    Section,
    Table,
    Text,
    Words,
    words,
)
from werkzaam.core.report.paths import anchor
from werkzaam.core.report.teller import Teller

QUESTIONS = ("limits", "coherence", "adequacy", "relevance")


def section(teller: Teller) -> tuple[Section, ...]:
    """Nothing where nobody brought any."""
    elements = teller.material.dossier.elements
    if not elements:
        return ()
    blocks: list[Block] = [
        Paragraph(teller.say("experienced.text")),
        Paragraph(teller.say("experienced.caution"), "note"),
    ]
    for key, improvement in (("working", False), ("improvement", True)):
        of_sort = [one for one in elements if one.improvement is improvement]
        blocks += [_sort(teller, key, of_sort)] if of_sort else []
    return (Section("experienced", teller.word("experienced.title"), tuple(blocks)),)


def _sort(teller: Teller, key: str, elements: Sequence[Element]) -> Section:
    parts = tuple(_element(teller, one) for one in elements)
    return Section(key, teller.word(f"experienced.{key}"), (_matrix(teller, key, elements), *parts))


def _matrix(teller: Teller, key: str, elements: Sequence[Element]) -> Table:
    """Element by perspective: how many name it of how many asked."""
    columns = list(dict.fromkeys(voice.perspective for one in elements for voice in one.voices))
    header = (
        teller.word("experienced.head_element"),
        *(teller.known(f"perspective.{one}") for one in columns),
    )
    rows = tuple(_row(teller, one, columns) for one in elements)
    caption, note = teller.word(f"experienced.table_{key}"), teller.word("experienced.table_note")
    return Table(f"elements-{key}", caption, header, (False,) * len(header), rows, note, dense=True)


def _row(teller: Teller, one: Element, columns: Sequence[str]) -> Row:
    heard = {voice.perspective: voice for voice in one.voices}
    cells = (_cell(teller, one, heard.get(perspective)) for perspective in columns)
    return Row((words(teller.label(one.label)), *cells), anchor(f"element.{one.key}"))


def _cell(teller: Teller, one: Element, voices: Voices | None) -> Text:
    if voices is None or not voices.asked:
        return words(teller.word("experienced.not_asked"))
    key = "experienced.cell_against" if voices.against != 0 else "experienced.cell"
    return teller.say(key, key=one.key, perspective=voices.perspective)


def _element(teller: Teller, one: Element) -> Section:
    blocks: list[Block] = (
        [Paragraph(words(teller.label(one.definition)))] if teller.label(one.definition) else []
    )
    blocks.append(Paragraph(_told(teller, one)))
    blocks += [Quotes(tuple(_quote(teller, quote) for quote in one.quotes))] if one.quotes else []
    judged = _judgements(teller, one)
    blocks += [Bullets(judged)] if judged else []
    return Section(f"element-{one.key}", teller.label(one.label), tuple(blocks))


def _told(teller: Teller, one: Element) -> Text:
    said = teller.say("experienced.told", key=one.key)
    if any(voice.against != 0 for voice in one.voices if voice.asked):  # None: too few to tell
        more = teller.say("experienced.told_against", key=one.key)
    else:
        more = teller.say(f"experienced.told_{'none' if one.judgements.get('coherence') else 'unsearched'}")
    return (*said, Words(" "), *more)


def _quote(teller: Teller, quote: dossier.Quote) -> Quote:
    against = teller.word("experienced.against") if quote.against else ""
    return Quote(quote.wording, quote.language, teller.label(quote.told), against)


def _judgements(teller: Teller, one: Element) -> tuple[Text, ...]:
    """The four questions, asked of one study: no rating."""
    answers = {
        key: answer if isinstance(answer, str) else teller.label(answer)
        for key, answer in one.judgements.items()
    }
    return tuple(
        (Words(f"{teller.word(f'experienced.q_{key}')} "), *words(answers[key]))
        for key in QUESTIONS
        if answers.get(key)
    )
