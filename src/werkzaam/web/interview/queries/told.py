"""Everything that is coded, as core asks it: without the texts, which are read for what is found alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import BigIntegerField, Count, F
from django.db.models.functions import Cast

from werkzaam.core.coding import source as core
from werkzaam.core.coding.coding import Coding, Origin, Stance
from werkzaam.core.coding.corpus import Corpus
from werkzaam.core.coding.matrix import Said
from werkzaam.core.coding.query import Query
from werkzaam.core.coding.retrieve import Found, retrieve
from werkzaam.core.coding.sentence import Sentence
from werkzaam.core.coding.voice import Voice, among
from werkzaam.web.interview import rules
from werkzaam.web.interview.models import Code, Source
from werkzaam.web.interview.queries import book, lent, reach, seen

DOCUMENTS = "documents"


@dataclass(frozen=True)
class Stored(Corpus):
    """A corpus whose sentences are those that were kept, and whose texts are left in the database."""

    kept: Mapping[str, tuple[Sentence, ...]] = field(default_factory=dict)

    @cached_property
    def sentences(self) -> Mapping[str, tuple[Sentence, ...]]:
        return self.kept


@dataclass(frozen=True, slots=True)
class Heard:
    """Who speaks in each text that is open today, by id of the text."""

    voices: Mapping[int, list[Voice]]
    closed: int  # texts left out because consent does not stand

    def everyone(self) -> list[Voice]:
        return [voice for voices in self.voices.values() for voice in voices]


def heard(found_study: Any, *, on: date, known: Mapping[str, Mapping[str, str]]) -> Heard:
    """The voices of a study, with what is `known` by pseudonym, without reading a text (2 queries)."""
    about = ("kind", "perspective", "pseudonym", "language", "region", "speakers", "asking")
    rows = list(Source.objects.filter(study=found_study).only(*about))
    standing = reach.allowed(found_study.code, on=on)
    found = {row.pk: voices(row, known) for row in rows if row.pseudonym in standing}
    return Heard(found, len(rows) - len(found))


def said(found_study: Any, account: str, voices: Mapping[int, list[Voice]]) -> list[Said]:
    """All that was coded in these texts and counts for this account; the database gathers it (2 queries)."""
    place = Cast("start", BigIntegerField()) * (rules.LONGEST + 1) + F("end")
    rows = seen.in_study(found_study, account).order_by().values_list("code", "source", "stance", "speakers")
    return [
        Said(str(code), STANCES[stance], among(voices[source], names), passages)
        for code, source, stance, names, passages in rows.annotate(passages=Count(place, distinct=True))
        if source in voices
    ]


def corpus(found_study: Any, account: str, *, on: date) -> Stored:
    """What counts for this account today, with turns and sentences (5 queries)."""
    rows = list(Source.objects.filter(study=found_study).defer("text", "folded"))
    standing = reach.allowed(found_study.code, on=on)
    open_rows = [row for row in rows if row.pseudonym in standing]
    known = lent.known(found_study)
    return Stored(
        codebook=book.as_core(book.codes(found_study)),
        sources=tuple(core.Source(str(row.pk), row.title, "", rules.turns(row.turns)) for row in open_rows),
        codings=codings(found_study, account, {row.pk for row in open_rows}),
        voices=tuple(voice for row in open_rows for voice in voices(row, known)),
        kept={str(row.pk): rules.units(row.sentences) for row in open_rows},
    )


ORIGINS = {one.value: one for one in Origin}
STANCES = {one.value: one for one in Stance}


def codings(found_study: Any, account: str, sources: Collection[int]) -> tuple[Coding, ...]:
    """Those that count for this account, in these sources; as plain rows, for there are thousands."""
    rows = seen.in_study(found_study, account).order_by()
    told = rows.values_list("pk", "source_id", "start", "end", "code_id", "coder", "origin", "stance")
    return tuple(
        Coding(str(pk), str(source), start, end, str(code), coder, ORIGINS[origin], STANCES[stance])
        for pk, source, start, end, code, coder, origin, stance in told
        if source in sources
    )


def voices(row: Source, known: Mapping[str, Mapping[str, str]]) -> list[Voice]:
    """Who speaks in a source: one person (with what is `known` by pseudonym), everyone in a group who does not ask, or
    the document itself."""
    attributes = {"language": row.language, "region": row.region, **known.get(row.pseudonym, {})}
    told = {name: value for name, value in attributes.items() if value}
    person, key = reach.subject(row), str(row.pk)
    if row.kind == Source.Kind.DOCUMENT:
        return [Voice(person, key, DOCUMENTS, attributes=told)]
    alone = row.kind == Source.Kind.INTERVIEW
    if alone and not row.asking:
        return [Voice(person, key, row.perspective, attributes=told)]
    names = [name for name in row.speakers if name not in row.asking]
    return [
        Voice(person if alone else f"{person}/{name}", key, row.perspective, name, told) for name in names
    ] or [Voice(person, key, row.perspective, attributes=told)]


def answer(found: Stored, query: Query, *, first: int = 0, most: int = 100) -> tuple[int, list[Found]]:
    """How many passages answer, and those from `first` with their words."""
    whole = retrieve(found, query)
    return len(whole), with_words(whole[first : first + most])


def with_words(found: Iterable[Found]) -> list[Found]:
    """Passages with their words, read from the sources they stand in (1 query)."""
    rows = list(found)
    texts = dict(Source.objects.filter(pk__in={int(one.source) for one in rows}).values_list("pk", "text"))
    return [replace(one, text=texts[int(one.source)][one.start : one.end]) for one in rows]


def titles(keys: Iterable[str]) -> dict[str, Source]:
    rows = Source.objects.filter(pk__in=[int(key) for key in keys])
    return {str(row.pk): row for row in rows.defer("text", "folded", "sentences", "turns")}


def names(found_study: Any) -> dict[str, Code]:
    return {str(row.pk): row for row in book.codes(found_study)}
