"""Boundaries made small: checked, simplified, and placed on a page."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

Point = tuple[float, float]
Ring = list[Point]
METRES_PER_DEGREE = 111_320.0  # of latitude
WIDTH = 640


class ShapeError(ValueError):
    """A geometry that is no area in degrees; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def polygons(geometry: Any) -> list[list[Ring]]:
    """The polygons of a GeoJSON geometry: each a list of rings, the first the outer one (RFC 7946 §3.1.6)."""
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in {"Polygon", "MultiPolygon"}:
        raise ShapeError("not-an-area")
    found = geometry.get("coordinates")
    try:
        many = [found] if kind == "Polygon" else found
        return [[_ring(ring) for ring in polygon] for polygon in many]
    except (TypeError, IndexError, ValueError) as error:
        raise error if isinstance(error, ShapeError) else ShapeError("not-an-area") from error


def simplified(geometry: Any, *, metres: float) -> dict[str, Any] | None:
    """The same area with fewer corners: none further than `metres` from the line; None where nothing is left.

    Douglas & Peucker (1973), each ring on its own: neighbours may part by at most twice the tolerance.
    """
    kept = []
    for polygon in polygons(geometry):
        rings = [thin for ring in polygon if (thin := thinned(ring, metres=metres))]
        if rings and thinned(polygon[0], metres=metres):
            kept.append([[list(point) for point in ring] for ring in rings])
    return {"type": "MultiPolygon", "coordinates": kept} if kept else None


def thinned(ring: Ring, *, metres: float) -> Ring | None:
    """A closed ring with fewer corners; None where it is smaller than the tolerance."""
    scale = _scale(ring)
    flat = [(x * scale, y * METRES_PER_DEGREE) for x, y in ring]
    far = max(range(len(flat)), key=lambda i: math.dist(flat[0], flat[i]))
    keep = {0, far, len(flat) - 1} | _kept(flat, 0, far, metres) | _kept(flat, far, len(flat) - 1, metres)
    thin = [(round(ring[i][0], 5), round(ring[i][1], 5)) for i in sorted(keep)]
    return thin if len(set(thin)) >= 3 else None


def middle(shape: Any) -> Point:
    """The centre of mass of the largest polygon, in degrees."""
    return max((_centre(polygon[0]) for polygon in polygons(shape)), key=lambda found: found[2])[:2]


def _ring(ring: Sequence[Sequence[float]]) -> Ring:
    points = [(float(point[0]), float(point[1])) for point in ring]
    if len(points) < 4 or points[0] != points[-1]:
        raise ShapeError("not-closed")
    if any(not (-180 <= x <= 180 and -90 <= y <= 90) for x, y in points):
        raise ShapeError("not-degrees")
    return points


def _kept(points: Sequence[Point], first: int, last: int, metres: float) -> set[int]:
    """The corners between two that stay; a list of stretches instead of recursion, for long coasts."""
    keep, todo = set[int](), [(first, last)]
    while todo:
        start, stop = todo.pop()
        inside = range(start + 1, stop)
        if not inside:
            continue
        worst = max(inside, key=lambda i: distance(points[i], points[start], points[stop]))
        if distance(points[worst], points[start], points[stop]) > metres:
            keep.add(worst)
            todo += [(start, worst), (worst, stop)]
    return keep


def distance(point: Point, start: Point, stop: Point) -> float:
    """From a point to the stretch between two others."""
    (px, py), (ax, ay), (bx, by) = point, start, stop
    dx, dy = bx - ax, by - ay
    length = dx * dx + dy * dy
    along = max(0.0, min(1.0, ((px - ax) * dx + (py - ay) * dy) / length)) if length else 0.0
    return math.hypot(px - ax - along * dx, py - ay - along * dy)


def _scale(ring: Ring) -> float:
    """Metres per degree of longitude at the height of this ring."""
    return METRES_PER_DEGREE * math.cos(math.radians(sum(y for _, y in ring) / len(ring)))


def _centre(ring: Ring) -> tuple[float, float, float]:
    """(x, y, size) of a ring, by the surveyor's formula; counted from its first corner, where digits are few."""
    x0, y0 = ring[0]
    size = x = y = 0.0
    for (ax, ay), (bx, by) in pairwise(ring):
        cross = (ax - x0) * (by - y0) - (bx - x0) * (ay - y0)
        size, x, y = size + cross, x + (ax + bx - 2 * x0) * cross, y + (ay + by - 2 * y0) * cross
    return (x0 + x / (3 * size), y0 + y / (3 * size), abs(size)) if size else (x0, y0, 0.0)


@dataclass(frozen=True, slots=True)
class Map:
    """Paths and middles in the units of one picture, in the order in which they were given."""

    paths: tuple[str, ...]
    centres: tuple[Point, ...]
    width: int
    height: int


def draw(shapes: Sequence[Any]) -> Map | None:
    """Areas on one map, north up; None where there is nothing to draw."""
    areas = [polygons(shape) for shape in shapes]
    corners = [point for area in areas for polygon in area for ring in polygon for point in ring]
    if not corners:
        return None
    west, east = min(x for x, _ in corners), max(x for x, _ in corners)
    south, north = min(y for _, y in corners), max(y for _, y in corners)
    narrow = math.cos(math.radians((south + north) / 2))
    unit = WIDTH / max((east - west) * narrow, (north - south), 1e-9)

    def at(point: Point) -> Point:
        return round((point[0] - west) * narrow * unit, 1), round((north - point[1]) * unit, 1)

    return Map(
        paths=tuple(
            "".join(_path([at(p) for p in ring]) for polygon in area for ring in polygon) for area in areas
        ),
        centres=tuple(at(middle(shape)) for shape in shapes),
        width=math.ceil((east - west) * narrow * unit),
        height=math.ceil((north - south) * unit),
    )


def _path(points: Sequence[Point]) -> str:
    return "M" + "L".join(f"{x:g},{y:g}" for x, y in points[:-1]) + "Z"
