"""What may leave: every number of an edition held against the rules, and those that may not taken out of it.

The whole edition is told from one table of evidence, so it is guarded there: what a path loses, the text, the tables,
the drawings, the manifest and the files of numbers lose with it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from werkzaam.core.report.disclosure.account import Account, Why, Withheld
from werkzaam.core.report.disclosure.announce import NOTHING, Told, announce
from werkzaam.core.report.disclosure.cells import Figures, parts
from werkzaam.core.report.disclosure.compared import compared
from werkzaam.core.report.disclosure.counted import counted
from werkzaam.core.report.disclosure.developed import developed
from werkzaam.core.report.disclosure.earlier import Earlier, Values, beside
from werkzaam.core.report.disclosure.masked import masked, unnamed
from werkzaam.core.report.disclosure.protect import DisclosureProblem, Protected, protect
from werkzaam.core.report.disclosure.rules import Rules
from werkzaam.core.report.disclosure.ties import Ties, above
from werkzaam.core.report.material import Material
from werkzaam.core.report.paths import flat

RULES = Rules()


def guarded(
    material: Material, *, rules: Rules = RULES, earlier: Collection[Earlier] = ()
) -> tuple[Material, Account]:
    """The material as it may leave, and the account of what was taken out.

    Raises DisclosureProblem (`disclosure-difference`) where beside an `earlier` edition of the study even an
    estimate would give a small group away.
    """
    values = flat(material.evidence)
    withheld = _marked(values, _decided(ties(material, rules), rules))
    left = {path: None if path in withheld else value for path, value in values.items()}
    withheld |= _marked(left, beside(left, material, earlier, rules))
    told = holed(material.evidence, withheld)
    shown = replace(
        material,
        findings=masked(material.findings, withheld, rules),
        dossier=unnamed(material.dossier, withheld),
        told=told,
        withheld=withheld,
    )
    account = Account(
        rules,
        len(values),
        tuple(Withheld(path, why) for path, why in withheld.items()),
        tuple(one.digest for one in earlier),
    )
    return shown, account


def ties(material: Material, rules: Rules) -> Ties:
    """All counts of persons behind the evidence, the paths that print them and those that rest on them."""
    made = Ties(rules.threshold)
    developed(made, material.findings, material.plan)
    counted(made, material, flat(material.evidence), rules)
    compared(made, material)
    return made


def _decided(made: Ties, rules: Rules) -> Mapping[str, Why]:
    _, found, told, gone = _protected(made, rules)
    withheld = dict.fromkeys(found.unsafe | found.hiding, Why.HIDING)
    withheld |= dict.fromkeys(told.small, Why.FEW)
    withheld |= dict.fromkeys((key for key, table in made.tables.items() if table in gone), Why.HIDING)
    return made.marks(withheld)


def _protected(made: Ties, rules: Rules) -> tuple[Figures, Protected, Told, frozenset[str]]:
    """A table that cannot be protected, or of which little would be left, is left out whole."""
    gone: frozenset[str] = frozenset()
    while True:
        figures = made.without(gone)
        try:
            found = protect(figures, rules)
        except DisclosureProblem as problem:
            more = _tables(made, figures, str(problem.details["cell"]))
            if not more:
                raise
            gone |= more
            continue
        bare = _bare(made, figures, found)
        if not bare:
            return figures, found, announce(figures, found, rules, NOTHING), gone
        gone |= bare


def _tables(made: Ties, figures: Figures, cell: str) -> frozenset[str]:
    """The tables that hang together with a cell; those that say most first, the others only when they are gone."""
    near = next(each for each in parts(figures) if cell in each.cell)
    found = {made.tables[key] for key in near.cell if key in made.tables}
    for ending in (".movement", ".reliable", ""):
        if chosen := {one for one in found if one.endswith(ending)}:
            return frozenset(chosen)
    return frozenset()


_LEFT = 0.5
"""A table of who went where is printed when at least so much of what is not nought can be shown."""


def _bare(made: Ties, figures: Figures, found: Protected) -> frozenset[str]:
    blank: dict[str, list[bool]] = {}
    for one in figures.cells:
        table = made.tables.get(one.key, "")
        if table.endswith(".movement") and one.counts and one.value:
            blank.setdefault(table, []).append(one.key in found.shown)
    return frozenset(table for table, shown in blank.items() if sum(shown) < _LEFT * len(shown))


def _marked(values: Values, marks: Mapping[str, Why]) -> dict[str, Why]:
    """The paths with a number that are marked, themselves or above them."""
    known = (path for path, value in values.items() if value is not None)
    return {path: why for path in known if (why := _why(path, marks))}


def _why(path: str, marks: Mapping[str, Why]) -> Why | None:
    return next((marks[each] for each in above(path) if each in marks), None)


def holed(evidence: Mapping[str, Any], withheld: Collection[str], before: str = "") -> dict[str, Any]:
    """The same table with nothing where a number is withheld."""
    return {
        key: holed(value, withheld, f"{before}{key}.")
        if isinstance(value, Mapping)
        else None
        if f"{before}{key}" in withheld
        else value
        for key, value in evidence.items()
    }
