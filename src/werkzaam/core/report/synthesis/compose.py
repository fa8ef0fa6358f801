"""The synthesis as a document, by the same model as a report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from werkzaam.core.report.document import Bullets, Document, Paragraph, Section, words
from werkzaam.core.report.synthesis import confidence, fiche, together
from werkzaam.core.report.synthesis.model import Pilot, Question, Spec
from werkzaam.core.report.synthesis.voice import Voice
from werkzaam.core.report.teller import LANGUAGES, day_in_words, vocabulary

_PAGE_WORDS = ("skip", "contents", "numbers", "number_link", "figure", "table", "page", "of")


def compose(
    pilots: Sequence[Pilot],
    questions: Sequence[Question],
    spec: Spec,
    numbers: Mapping[str, float | None],
    *,
    language: str,
    on: date,
) -> Document:
    voice = Voice(language, numbers)
    names = fiche.named(voice, pilots, spec)
    sections = (
        *_summary(voice, spec),
        together.section(voice, questions, names),
        *confidence.section(voice, spec.findings, names),
        fiche.section(voice, pilots, spec, names),
        _method(voice, pilots, spec, names),
    )
    labels = {
        **{key: vocabulary(language)["page"][key] for key in _PAGE_WORDS},
        "kicker": voice.word("kicker"),
    }
    title = voice.label(spec.title) or voice.word("title")
    facts = _facts(voice, spec, names, on)
    return Document(language, title, voice.word("kicker"), facts, sections, tuple(labels.items()))


def default_title() -> dict[str, str]:
    """What a synthesis without a title of its own is called."""
    return {language: Voice(language, {}).word("title") for language in LANGUAGES}


def _facts(voice: Voice, spec: Spec, names: Mapping[str, str], on: date) -> tuple[tuple[str, str], ...]:
    told = {
        "authors": ", ".join(spec.authors),
        "pilots": "; ".join(names.values()),
        "published": day_in_words(on, voice.language),
    }
    return tuple((voice.word(key), value) for key, value in told.items() if value)


def _summary(voice: Voice, spec: Spec) -> tuple[Section, ...]:
    text = voice.label(spec.summary)
    title = vocabulary(voice.language)["summary"]["title"]
    return (Section("summary", title, (Paragraph(words(text), "lead"),)),) if text else ()


def _method(voice: Voice, pilots: Sequence[Pilot], spec: Spec, names: Mapping[str, str]) -> Section:
    texts = (voice.word("method_text", method=spec.method), voice.word("method_few"))
    editions = tuple(
        words(f"{names[one.key]}: {voice.word('digest')} {one.edition.digest} ({one.edition.software})")
        for one in pilots
    )
    listed = Section("editions", voice.word("editions"), (Bullets(editions),))
    return Section("method", voice.word("method"), (*(Paragraph(words(text)) for text in texts), listed))
