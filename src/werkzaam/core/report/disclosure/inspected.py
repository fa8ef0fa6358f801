"""Finished files looked through before they are put in place: persons, values per person, and what hides in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from werkzaam.core.report.disclosure.account import Account, Remark
from werkzaam.core.report.disclosure.leaks import leaks
from werkzaam.core.report.disclosure.metadata import hidden
from werkzaam.core.report.disclosure.quotes import rare
from werkzaam.core.report.material import Material
from werkzaam.problem import Problem

REFUSED = ("person", "value per person")


class LeakProblem(Problem):
    """A finished file holds somebody's pseudonym, or a value for every person."""

    code = "disclosure-leak"
    status = 409


def inspected(files: Mapping[str, bytes], material: Material, account: Account) -> Account:
    """The account with all that a second person must look at. Raises LeakProblem for what may never leave."""
    persons = material.panel.persons["person"].to_pylist()
    counts = {len(persons), *(row.of for row in material.response)}
    found = leaks(files, persons=persons, counts={one for one in counts if one >= account.rules.threshold})
    refused = [one for one in found if one.kind in REFUSED]
    if refused:
        told = "; ".join(f"{one.file}: {one.kind}" for one in refused)
        message = f"What is about one person would leave the house ({told}). Nothing was written."
        raise LeakProblem(message, files=[one.file for one in refused])
    remarks = [Remark("files", one.file, one.kind) for one in found]
    remarks += [Remark("metadata", one.file, one.kind) for one in hidden(files)]
    remarks += [Remark("quotes", one.quote, one.kind) for one in rare(material.dossier.elements)]
    return replace(account, remarks=(*account.remarks, *remarks))
