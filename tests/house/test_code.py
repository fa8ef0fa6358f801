"""Habits of the code: every view names its permission, no SQL from input, no drawers for anything."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver

from werkzaam.web.people.rules import PERMISSIONS
from werkzaam.web.sites.urls import DOORS, doors

DRAWERS = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "services",
    "service",
    "managers",
    "manager",
    "misc",
    "shared",
}
OPEN = {"signed in", "open"}


def patterns(found: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for one in found:
        if isinstance(one, URLResolver):
            yield from patterns(one.url_patterns)
        else:
            yield one


def own_views() -> dict[str, object]:
    views = {}
    for pattern in patterns(doors(tuple(DOORS), demo=True)):
        view = getattr(pattern.callback, "view_class", pattern.callback)
        if view.__module__.startswith("werkzaam"):
            views[f"{view.__module__}.{view.__name__}"] = pattern.callback
    return views


def test_every_view_names_its_permission():
    known = OPEN | set().union(*PERMISSIONS.values())
    views = own_views()
    assert views
    wrong = {name: getattr(view, "permission", None) for name, view in views.items()}
    assert not {name: said for name, said in wrong.items() if said not in known}


def test_a_permission_belongs_to_a_room(house):
    wrong = [
        p
        for p in set().union(*PERMISSIONS.values())
        if p.split(".")[0] not in house.rooms or p.count(".") != 1
    ]
    assert not wrong


def sql_sins(tree: ast.AST) -> Iterator[int]:
    """Lines where SQL is made from anything but one written string."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if name in {"raw", "extra", "RawSQL"} or (
            name in {"execute", "executemany"} and not (node.args and isinstance(node.args[0], ast.Constant))
        ):
            yield node.lineno


def test_no_sql_is_made_from_input(house):
    """The guard and settings speak SQL of their own; they take no input."""
    wrong = []
    for path in house.web.rglob("*.py"):
        here = path.relative_to(house.web)
        if path.name != "guard.py" and not {"settings", "migrations"} & set(here.parts):
            wrong += [f"{here}:{line}" for line in sql_sins(ast.parse(path.read_text(encoding="utf-8")))]
    assert not wrong


@pytest.mark.parametrize(
    "sin", ["c.execute(f'x {y}')", "c.execute('x' + y)", "M.objects.raw('x')", "RawSQL('x', [])"]
)
def test_such_sql_would_be_seen(sin):
    assert list(sql_sins(ast.parse(sin)))


def test_no_module_is_a_drawer_for_anything(house):
    places = [house.src, house.root / "tests", house.root / "scripts", house.root / "bench"]
    wrong = [
        str(path.relative_to(house.root))
        for place in places
        for path in place.rglob("*.py")
        if DRAWERS & {path.stem, *path.relative_to(house.root).parts[:-1]}
    ]
    assert not wrong


def test_models_and_rules_take_the_clock_as_an_argument(house):
    """`now()` in a model, a rule or an action cannot be tested; views and commands bring the time."""
    clocks = {"now", "localdate", "localtime", "today", "utcnow"}
    wrong = []
    for room, folder in house.rooms.items():
        files = [
            f
            for name in ("models", "rules", "actions")
            for f in (*folder.glob(f"{name}.py"), *folder.glob(f"{name}/*.py"))
        ]
        for path in files:
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and not node.args and getattr(node.func, "attr", "") in clocks:
                    wrong.append(f"{room}/{path.name}:{node.lineno}")
    assert not wrong
