"""Who moved where on a ladder: both arms beside each other, from the start to the last wave."""

from __future__ import annotations

from dataclasses import dataclass

from werkzaam.core.claim.tables import step
from werkzaam.core.effect.result import Development, Movement
from werkzaam.core.plan.model import Outcome, Scale
from werkzaam.core.report.document import Figure, Paragraph, Row, Section, Table, Text, Words, words
from werkzaam.core.report.drawn import figure
from werkzaam.core.report.figures import movement as drawing
from werkzaam.core.report.paths import anchor
from werkzaam.core.report.teller import Teller


@dataclass(frozen=True, slots=True)
class Ladder:
    """One ladder at one wave, with what is known of each arm, the programme first."""

    outcome: Outcome
    wave: str
    arms: tuple[tuple[Development, Movement], ...]


def section(teller: Teller) -> tuple[Section, ...]:
    figures = tuple(_figure(teller, ladder) for ladder in _ladders(teller))
    if not figures:
        return ()
    text = Paragraph(teller.say("movement.text"))
    return (Section("movement", teller.word("movement.title"), (text, *figures)),)


def _ladders(teller: Teller) -> list[Ladder]:
    """Ladders that are compared, at the last wave anybody moved."""
    plan = teller.material.plan
    asked = {one.outcome for one in plan.estimands} or {one.key for one in plan.outcomes}
    found = (_ladder(teller, one) for one in plan.outcomes if one.scale is Scale.ORDINAL and one.key in asked)
    return [one for one in found if one is not None]


def _ladder(teller: Teller, outcome: Outcome) -> Ladder | None:
    order = [arm.key for arm in teller.material.arms]
    for wave in reversed(teller.material.plan.waves):
        moved = [
            (one, one.movement)
            for one in teller.material.findings.developments
            if (one.outcome, one.wave) == (outcome.key, wave.key) and one.change and one.movement
        ]
        if moved:
            return Ladder(outcome, wave.key, tuple(sorted(moved, key=lambda pair: order.index(pair[0].arm))))
    return None


def _figure(teller: Teller, ladder: Ladder) -> Figure:
    start, later = teller.wave(teller.material.plan.baseline.key), teller.wave(ladder.wave)
    moved = [
        drawing.Moved(teller.arm(one.arm), _levels(movement), movement, _texts(teller, one, movement))
        for one, movement in ladder.arms
    ]
    note = teller.word("movement.figure_note").replace("$start", start).replace("$wave", later)
    return figure(
        teller,
        f"movement-{ladder.outcome.key}",
        lambda width: drawing.draw(moved, width=width, start=start, later=later),
        _table(teller, ladder),
        title=_title(teller, ladder),
        alt=teller.word("movement.figure_alt"),
        note=note,
    )


def _texts(teller: Teller, one: Development, movement: Movement) -> tuple[tuple[str, ...], ...]:
    """The counts as printed; short where one is withheld, for there is little room."""
    base = f"development.{one.arm}.{one.outcome}.{one.wave}.movement"
    names = [step(level) for level in movement.levels]
    return tuple(tuple(_text(teller, f"{base}.{start}.{later}") for later in names) for start in names)


def _text(teller: Teller, path: str) -> str:
    hidden = teller.material.withheld.get(path, "few") != "few"
    return teller.word("page.missing") if hidden else teller.number(path, "count").text


def _levels(movement: Movement) -> tuple[str, ...]:
    return tuple(f"{level:g}" for level in movement.levels)


def _title(teller: Teller, ladder: Ladder) -> Text:
    """Per arm, how many of those known at both moments stood further in the intended direction."""
    told = teller.say("movement.figure_title", outcome=teller.outcome(ladder.outcome.key))
    for at, (one, _) in enumerate(ladder.arms):
        path = f"development.{one.arm}.{one.outcome}.{one.wave}"
        between = (Words(", ") if at else Words(" "),)
        told += between + teller.say("movement.figure_title_arm", path=path, arm=teller.arm(one.arm))
    return told


def _table(teller: Teller, ladder: Ladder) -> Table:
    known = sorted({level for _, movement in ladder.arms for level in movement.levels})
    header = (
        teller.word("design.head_arm"),
        teller.word("movement.head_from"),
        *(f"{teller.word('movement.head_to')} {level:g}" for level in known),
    )
    rows = tuple(
        _row(teller, one, start, known)
        for one, movement in ladder.arms
        for start, counts in zip(movement.levels, movement.counts, strict=True)
        if any(counts)
    )
    numeric = (False, True, *(True for _ in known))
    key = f"movement-{ladder.outcome.key}"
    return Table(key, teller.word("movement.table"), header, numeric, rows, dense=True)


def _row(teller: Teller, one: Development, start: float, known: list[float]) -> Row:
    path = f"development.{one.arm}.{one.outcome}.{one.wave}.movement.{step(start)}"
    cells = ((teller.number(f"{path}.{step(level)}", "count"),) for level in known)
    return Row((words(teller.arm(one.arm)), words(f"{start:g}"), *cells), anchor(f"{path}.any"))
