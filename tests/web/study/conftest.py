from pathlib import Path

import pytest


@pytest.fixture
def plan_toml() -> str:
    return (Path(__file__).parent / "plan.toml").read_text(encoding="utf-8")


@pytest.fixture
def study(cast, at, plan_toml):
    from werkzaam.web.study import actions

    return actions.open_study(
        by=cast.access("dirk"), at=at, organisation="instituut", programme="via-esdoorn", plan_toml=plan_toml
    )
