"""Changes of the codebook. Core says what each one does to codes and codings; here it is carried out, and kept as
data that undoes it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from werkzaam.core.coding import change as core
from werkzaam.core.coding import codebook
from werkzaam.core.coding.coding import Coding as CoreCoding
from werkzaam.core.coding.patch import Patch
from werkzaam.core.coding.problem import CodingProblem
from werkzaam.sides import RESEARCH
from werkzaam.web.interview import queries
from werkzaam.web.interview.actions.noted import BadCoding, check_listed, record
from werkzaam.web.interview.actions.speakers import with_speakers
from werkzaam.web.interview.models import COLOURS, Change, Code, Coding, Round
from werkzaam.web.interview.queries import book
from werkzaam.web.people.rules import Access

KEYS = "123456789bcdefghjklmnopqrstuvwxyz"  # without a: that stands for "against"
EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)  # a coding whose moment is not known
FIELDS = ("name", "kind", "definition", "include", "exclude", "key", "colour")


@transaction.atomic(using=RESEARCH)
def add_code(
    *,
    by: Access,
    at: datetime,
    study: Any,
    name: str,
    kind: str,
    definition: str = "",
    include: str = "",
    exclude: str = "",
    parent: Code | None = None,
) -> Code:
    """Add a code to the codebook. A name stands for one code only, whatever its capitals and accents."""
    queries.study(by, "interview.code", study.code)
    check_listed(kind, Code.Kind.values)
    code = _created(
        by,
        at,
        study,
        name=name,
        kind=kind,
        definition=definition,
        include=include,
        exclude=exclude,
        parent=parent,
    )
    _log(by, at, study, Change.Act.ADD, code.name, codes_come=[_code_record(code)])
    record(by, at, "add_code", "", code=code.pk, kind=kind)
    return code


def _created(by: Access, at: datetime, study: Any, *, name: str, parent: Code | None, **values: str) -> Code:
    rows = list(book.codes(study))
    above = None if parent is None else str(parent.pk)
    fresh = codebook.Code("new", name.strip()[:100], parent=above)
    _refused(lambda: core.add(book.as_core(rows), fresh))
    return Code.objects.create(
        study=study,
        name=fresh.name,
        parent=parent,
        colour=len(rows) % COLOURS,
        key=next((key for key in KEYS if key not in {row.key for row in rows}), ""),
        added_at=at,
        added_by=by.account,
        **{field: value.strip() for field, value in values.items()},
    )


@transaction.atomic(using=RESEARCH)
def redefine(*, by: Access, at: datetime, code: Code, parent: Code | None, **values: Any) -> Change | None:
    """Rename, move, or say anew what a code means (`values`: fields of FIELDS). None when nothing changes."""
    code = queries.code(by, "interview.code", code.pk)
    check_listed(values.get("kind", code.kind), Code.Kind.values)
    now = book.as_core(book.codes(code.study))
    above = None if parent is None else str(parent.pk)
    name = values.get("name", code.name).strip()
    _refused(lambda: core.redefine(now, str(code.pk), name=name, parent=above))
    _check_key(code, values.get("key", code.key))
    before = _code_record(code)
    for field in FIELDS:
        value = values.get(field, getattr(code, field))
        setattr(code, field, value.strip() if isinstance(value, str) else value)
    code.parent = parent
    after = _code_record(code)
    if before == after:
        return None
    code.save()
    record(by, at, "redefine_code", "", code=code.pk)
    return _log(by, at, code.study, Change.Act.REDEFINE, before["name"], [before], [after])


def _check_key(code: Code, key: str) -> None:
    others = Code.objects.filter(study=code.study, gone_at=None, key=key).exclude(pk=code.pk)
    if key and (key not in KEYS or others.exists()):
        raise BadCoding(
            _("This key is taken, or not one of %(keys)s. Choose another key.") % {"keys": " ".join(KEYS)}
        )


@transaction.atomic(using=RESEARCH)
def merge(*, by: Access, at: datetime, code: Code, into: Code) -> Change:
    """Every passage of `code` goes to `into`, and the codes below it."""
    code, into = queries.code(by, "interview.code", code.pk), queries.code(by, "interview.code", into.pk)
    _check_free(code)
    rows = _codings(code.study, [code.pk, into.pk])
    now = book.as_core(book.codes(code.study))
    patch = _refused(lambda: core.merge(now, rows.values(), str(code.pk), str(into.pk)))
    record(by, at, "merge_code", "", code=code.pk, into=into.pk, passages=len(patch.gone))
    return _carry_out(by, at, code, Change.Act.MERGE, patch, merged_into=into.pk)


@transaction.atomic(using=RESEARCH)
def split(*, by: Access, at: datetime, code: Code, name: str, codings: Collection[int]) -> Change:
    """A new code beside `code`, with these of its codings (ids); the others stay."""
    code = queries.code(by, "interview.code", code.pk)
    _check_free(code)
    rows = _codings(code.study, [code.pk])
    if not codings or not {str(pk) for pk in codings} <= rows.keys():
        raise BadCoding(_("Choose at least one passage of this code that goes to the new code."))
    fresh = _created(
        by,
        at,
        code.study,
        name=name,
        kind=code.kind,
        definition="",
        include="",
        exclude="",
        parent=code.parent,
    )
    gone = tuple(rows[str(pk)] for pk in sorted(codings))
    come = tuple(replace(one, code=str(fresh.pk)) for one in gone)
    _move(gone, come)
    record(by, at, "split_code", "", code=code.pk, into=fresh.pk, passages=len(gone))
    return _log(
        by, at, code.study, Change.Act.SPLIT, code.name, [], [_code_record(fresh)],
        [_coding_record(one) for one in gone], [_coding_record(one) for one in come],
    )  # fmt: skip


@transaction.atomic(using=RESEARCH)
def remove(*, by: Access, at: datetime, code: Code) -> Change:
    """Away with a code and its codings; codes below it move one level up."""
    code = queries.code(by, "interview.code", code.pk)
    _check_free(code)
    rows = _codings(code.study, [code.pk])
    now = book.as_core(book.codes(code.study))
    patch = _refused(lambda: core.remove(now, rows.values(), str(code.pk)))
    record(by, at, "remove_code", "", code=code.pk, passages=len(patch.gone))
    return _carry_out(by, at, code, Change.Act.REMOVE, patch)


@transaction.atomic(using=RESEARCH)
def undo(*, by: Access, at: datetime, change: Change) -> None:
    """Take back the last change of the codebook. Raises BadCoding when it is not the last, or something moved since."""
    change = queries.change(by, "interview.code", change.pk)
    if change != book.last_standing(change.study):
        raise BadCoding(_("Only the last change can be taken back. Take the later ones back first."))
    _check_unmoved(change)
    _put_codes(change.codes_gone, change.codes_come, at)
    _move([_coding(one) for one in change.come], [_coding(one) for one in change.gone])
    _take_away(change.codes_gone, change.codes_come, at)
    change.undone_at = at
    change.save(update_fields=["undone_at"])
    record(by, at, "undo_change", "", change=change.pk)


def _check_unmoved(change: Change) -> None:
    here = Coding.objects.filter(pk__in=[one["key"] for one in change.come])
    now = {row.pk: _coding_record(book.coding_as_core(row)) for row in here}
    fresh = [one["id"] for one in change.codes_come if one["id"] not in _ids(change.codes_gone)]
    used = Coding.objects.filter(code__in=fresh).exclude(pk__in=now).exists()
    if used or any(now.get(int(one["key"])) != one for one in change.come):
        raise BadCoding(
            _("Passages of this change were coded anew since. Nothing was taken back; change it by hand.")
        )


def _check_free(code: Code) -> None:
    """A code of a round that is going on stays as it is: others' blind codings cannot be looked at."""
    if Round.objects.filter(released_at=None, codings__code=code).exists():
        raise BadCoding(
            _(
                "This code is used in a blind round that is not released. Finish the round first; nothing was changed."
            )
        )


def _carry_out(
    by: Access, at: datetime, code: Code, act: str, patch: Patch, merged_into: int | None = None
) -> Change:
    rows = {row.pk: row for row in book.codes(code.study)}
    before = [_code_record(rows[int(one.key)]) for one in patch.codes_gone()]
    after = [
        _code_record(rows[int(one.key)]) | {"parent": None if one.parent is None else int(one.parent)}
        for one in patch.codes_come()
    ]
    _put_codes(after, before, at)
    _move(patch.gone, patch.come)
    _take_away(after, before, at, merged_into)
    return _log(
        by, at, code.study, act, code.name, before, after,
        [_coding_record(one) for one in patch.gone], [_coding_record(one) for one in patch.come],
    )  # fmt: skip


def _put_codes(wanted: Iterable[Mapping[str, Any]], _were: Any, at: datetime) -> None:
    """These codes stand, and are as they are told."""
    for one in wanted:
        values = {field: one[field] for field in FIELDS}
        parent = one["parent"]
        Code.objects.filter(pk=one["id"]).update(**values, parent_id=parent, gone_at=None, merged_into=None)


def _take_away(
    wanted: list[dict[str, Any]], were: list[dict[str, Any]], at: datetime, merged_into: int | None = None
) -> None:
    gone = _ids(were) - _ids(wanted)
    Code.objects.filter(pk__in=gone).update(gone_at=at, merged_into_id=merged_into)


def _ids(records: Iterable[Mapping[str, Any]]) -> set[int]:
    return {one["id"] for one in records}


def _move(gone: Iterable[CoreCoding], come: Iterable[CoreCoding]) -> None:
    """Codings that go make way first; those that only change keep their row."""
    wanted = {one.key: one for one in come}
    there = {one.key for one in gone}
    Coding.objects.filter(pk__in=[int(key) for key in there - wanted.keys()]).delete()
    for key in there & wanted.keys():
        Coding.objects.filter(pk=int(key)).update(code_id=int(wanted[key].code), memo=wanted[key].memo)
    Coding.objects.bulk_create(with_speakers(_row(one) for key, one in wanted.items() if key not in there))


def _row(one: CoreCoding) -> Coding:
    coder, _bar, found = one.coder.partition("|")
    return Coding(
        pk=int(one.key), source_id=int(one.source), code_id=int(one.code), round_id=int(found) if found else None,
        start=one.start, end=one.end, origin=one.origin.value, stance=one.stance.value, memo=one.memo, coder=coder,
        coded_at=one.at or EARLIEST,
    )  # fmt: skip


def _codings(study: Any, codes: Collection[int]) -> dict[str, CoreCoding]:
    rows = Coding.objects.filter(code__study=study, code__in=codes)
    return {str(row.pk): book.coding_as_core(row) for row in rows}


def _code_record(row: Code) -> dict[str, Any]:
    return {"id": row.pk, "parent": row.parent_id} | {field: getattr(row, field) for field in FIELDS}


def _coding_record(one: CoreCoding) -> dict[str, Any]:
    names = ("key", "source", "start", "end", "code", "coder", "memo")
    told = {name: getattr(one, name) for name in names}
    at = one.at.isoformat() if one.at else ""
    return told | {"origin": one.origin.value, "stance": one.stance.value, "at": at}


def _coding(told: Mapping[str, Any]) -> CoreCoding:
    from werkzaam.core.coding.coding import Origin, Stance

    values = dict(told) | {
        "origin": Origin(told["origin"]), "stance": Stance(told["stance"]), "at": parse_datetime(told["at"])
    }  # fmt: skip
    return CoreCoding(**values)


def _log(
    by: Access,
    at: datetime,
    study: Any,
    act: str,
    name: str,
    codes_gone: list[Any] | None = None,
    codes_come: list[Any] | None = None,
    gone: list[Any] | None = None,
    come: list[Any] | None = None,
) -> Change:
    return Change.objects.create(
        study=study, act=act, name=name, codes_gone=codes_gone or [], codes_come=codes_come or [],
        gone=gone or [], come=come or [], changed_at=at, changed_by=by.account,
    )  # fmt: skip


def _refused(change: Any) -> Any:
    """What core refuses, in the language of the page."""
    try:
        return change()
    except CodingProblem as problem:
        words = {
            "code-name-twice": _(
                "There is a code with this name already. Choose another name, or use that code."
            ),
            "code-name-empty": _("Give the code a name."),
            "code-tree-round": _("A code cannot stand below itself. Choose another place."),
            "merge-itself": _("A code cannot be merged with itself. Choose another code."),
        }
        raise BadCoding(words.get(problem.code, problem.message)) from problem
