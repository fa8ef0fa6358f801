"""The fixed fiche: every pilot described by the same questions, side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from werkzaam.core.report.document import Paragraph, Row, Section, Table, Text, Words, words
from werkzaam.core.report.synthesis.model import Pilot, Spec
from werkzaam.core.report.synthesis.voice import Voice
from werkzaam.core.report.teller import day_in_words

Names = Mapping[str, str]

_SIDE_BY_SIDE = 3
"""So many pilots fit beside each other on a page; more come in groups."""


def section(voice: Voice, pilots: Sequence[Pilot], spec: Spec, names: Names) -> Section:
    groups = [pilots[at : at + _SIDE_BY_SIDE] for at in range(0, len(pilots), _SIDE_BY_SIDE)]
    tables = tuple(_table(voice, group, spec, names, at) for at, group in enumerate(groups))
    return Section("fiches", voice.word("fiches"), (Paragraph(words(voice.word("fiches_text"))), *tables))


def named(voice: Voice, pilots: Sequence[Pilot], spec: Spec) -> Names:
    """The short name handed in, else the edition's title, with its folder where two are called alike."""
    told = {one.key: voice.label(spec.names.get(one.key, one.edition.title)) for one in pilots}
    twice = {name for name, times in Counter(told.values()).items() if times > 1}
    return {key: f"{name} ({key})" if name in twice else name for key, name in told.items()}


def _table(voice: Voice, pilots: Sequence[Pilot], spec: Spec, names: Names, at: int) -> Table:
    header = (voice.word("head_fact"), *(names[one.key] for one in pilots))
    rows = tuple(
        Row((words(voice.word(key)), *(tell(voice, one, spec) for one in pilots)))
        for key, tell in _FACTS.items()
    )
    kept = tuple(row for row in rows if any(row.cells[1:]))
    return Table(f"fiche-{at}", voice.word("fiche_table"), header, (False,) * len(header), kept)


def _listed(parts: Sequence[str]) -> Text:
    return words("; ".join(part for part in parts if part))


def _standing(voice: Voice, pilot: Pilot, _: Spec) -> Text:
    return words(voice.word(f"standing_{pilot.edition.registered['standing']}"))


def _by_arm(name: str, hint: str) -> Callable[[Voice, Pilot, Spec], Text]:
    def tell(voice: Voice, pilot: Pilot, _: Spec) -> Text:
        told: Text = ()
        for arm in pilot.plan.arms:
            path = f"pilot.{pilot.key}.{name}.{arm.key}"
            if voice.numbers.get(path) is not None:
                gap = "; " if told else ""
                told += (Words(f"{gap}{voice.label(arm.label)}: "), voice.number(path, hint))
        return told

    return tell


def _outcomes(voice: Voice, pilot: Pilot, _: Spec) -> Text:
    return _listed([voice.label(one.label) for one in pilot.plan.outcomes if not one.negative_control])


def _verdicts(voice: Voice, pilot: Pilot, _: Spec) -> Text:
    return _listed(
        [f"{voice.label(one.subject)}: {voice.label(one.heading)}" for one in pilot.edition.verdicts]
    )


def _elements(voice: Voice, pilot: Pilot, spec: Spec) -> Text:
    """As handed in, else as the edition tells them; what could be better stands in its own publication."""
    own = [one.label for one in pilot.edition.elements if not one.improvement]
    return _listed([voice.label(one) for one in spec.elements.get(pilot.key) or own])


_FACTS: dict[str, Callable[[Voice, Pilot, Spec], Text]] = {
    "what": lambda voice, pilot, _: words(voice.label(pilot.edition.programme)),
    "run": lambda voice, pilot, _: words(voice.label(pilot.edition.comparison)),
    "themes": lambda _, pilot, __: _listed(pilot.edition.themes),
    "researchers": lambda _, pilot, __: _listed(pilot.edition.researchers),
    "cooperation": lambda _, pilot, __: _listed(pilot.edition.cooperation),
    "published_fact": lambda voice, pilot, _: words(day_in_words(pilot.edition.published_on, voice.language)),
    "design": lambda voice, pilot, _: words(voice.word(f"kind_{pilot.edition.design}")),
    "registered": _standing,
    "persons": _by_arm("persons", "count"),
    "waves": lambda _, pilot, __: words(", ".join(f"{one.months:g}" for one in pilot.plan.waves)),
    "dose_planned": _by_arm("planned_per_week", "points"),
    "dose_held": _by_arm("per_week", "points"),
    "outcomes": _outcomes,
    "verdicts": _verdicts,
    "elements": _elements,
}
