"""The scenario's figures, and how a share becomes people."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from numpy.random import Generator


@cache
def figures() -> dict[str, Any]:
    """Everything in `vip2.toml`."""
    return tomllib.loads((resources.files(__package__) / "vip2.toml").read_text(encoding="utf-8"))


def apportion(shares: Mapping[str, float], n: int) -> list[str]:
    """`n` values in just these shares: whole numbers first, then the largest remainders (Hamilton)."""
    whole = {key: int(share * n + 1e-9) for key, share in shares.items()}
    left = sorted(shares, key=lambda key: whole[key] - shares[key] * n)[: n - sum(whole.values())]
    return [key for key in shares for _ in range(whole[key] + (key in left))]


def pick(rng: Generator, shares: Mapping[str, float]) -> str:
    keys = list(shares)
    return keys[int(rng.choice(len(keys), p=list(shares.values())))]


def one(rng: Generator, of: list[Any]) -> Any:
    return of[int(rng.integers(len(of)))]


def happens(rng: Generator, share: float) -> bool:
    return bool(rng.random() < share)
